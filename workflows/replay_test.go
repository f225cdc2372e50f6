package workflows_test

import (
	"path/filepath"
	"testing"

	"go.temporal.io/sdk/worker"

	"duban/workflows"
)

// Histories recorded from the real server must replay with today's code. They are written by the end-to-end tests:
// go test ./e2e -run TestStory -update, and go test ./internal/app -run EarlierRun -record. Those of earlier versions
// stay.
//
// A failure means that running projects would stop after an upgrade. Do not record the fixture anew to make it pass:
// first find out whether the sequence of commands really has to change, and if so, guard it by the run's protocol
// (contract.Protocol).
func TestRecordedHistoriesReplay(t *testing.T) {
	histories, err := filepath.Glob("testdata/histories/*.json")
	if err != nil || len(histories) < 3 {
		t.Fatalf("found %d histories (%v): a project, an import and the outbox are needed", len(histories), err)
	}
	for _, file := range histories {
		t.Run(filepath.Base(file), func(t *testing.T) {
			replayer := worker.NewWorkflowReplayer()
			workflows.Register(replayer)
			if err := replayer.ReplayWorkflowHistoryFromJSONFile(nil, file); err != nil {
				t.Fatal(err)
			}
		})
	}
}
