package workflows_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.temporal.io/sdk/worker"

	"duban/workflows"
)

// Histories recorded from the real server must replay with today's code. They are written by
//
//	go test ./internal/app -run 'Record|EarlierRun' -record NAME
//	go test ./e2e -run TestStory -record NAME
//
// which put new files beside the old ones. Those of earlier versions stay.
//
// A failure means that running projects would stop after an upgrade. Do not record again to make it pass: find out
// whether the sequence of commands really has to change, and if so, guard it by the run's protocol (contract.Protocol).
func TestRecordedHistoriesReplay(t *testing.T) {
	for _, file := range histories(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			replayer := worker.NewWorkflowReplayer()
			workflows.Register(replayer)
			if err := replayer.ReplayWorkflowHistoryFromJSONFile(nil, file); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func histories(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/histories/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("found %d histories: %v", len(files), err)
	}
	return files
}

// What the histories of every form of every workflow contain together. A project's form is the protocol of its run.
var recorded = map[string][]string{
	"Project 0": project, "Project 1": project, "Project 2": project,
	"Project 2 settled": {"TIMER_STARTED", "TIMER_CANCELED", "TIMER_FIRED", "WORKFLOW_EXECUTION_SIGNALED",
		"UPSERT_WORKFLOW_SEARCH_ATTRIBUTES", "MARKER_RECORDED", "WORKFLOW_EXECUTION_UPDATE_COMPLETED",
		"WORKFLOW_EXECUTION_CONTINUED_AS_NEW"},
	"Import": {"SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED", "ACTIVITY_TASK_COMPLETED", "ACTIVITY_TASK_FAILED",
		"WORKFLOW_EXECUTION_COMPLETED",
		"WORKFLOW_EXECUTION_FAILED", "a retried activity"},
	"Outbox": {"ACTIVITY_TASK_COMPLETED", "ACTIVITY_TASK_FAILED", "TIMER_STARTED", "TIMER_CANCELED", "TIMER_FIRED",
		"WORKFLOW_EXECUTION_SIGNALED", "WORKFLOW_EXECUTION_CONTINUED_AS_NEW"},
	"Channels": {"ACTIVITY_TASK_COMPLETED", "ACTIVITY_TASK_FAILED", "TIMER_STARTED", "TIMER_CANCELED", "TIMER_FIRED",
		"WORKFLOW_EXECUTION_SIGNALED", "WORKFLOW_EXECUTION_CONTINUED_AS_NEW"},
	"Order": {"TIMER_STARTED", "TIMER_CANCELED", "TIMER_FIRED", "WORKFLOW_EXECUTION_SIGNALED", "MARKER_RECORDED",
		"ACTIVITY_TASK_FAILED", "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES", "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED",
		"WORKFLOW_EXECUTION_CONTINUED_AS_NEW", "WORKFLOW_EXECUTION_COMPLETED"},
	"Round": {"TIMER_STARTED", "TIMER_CANCELED", "TIMER_FIRED", "WORKFLOW_EXECUTION_SIGNALED", "MARKER_RECORDED",
		"ACTIVITY_TASK_FAILED", "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES", "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED",
		"WORKFLOW_EXECUTION_CONTINUED_AS_NEW", "WORKFLOW_EXECUTION_COMPLETED"},
	"Reading": {"ACTIVITY_TASK_COMPLETED", "ACTIVITY_TASK_FAILED", "ACTIVITY_TASK_CANCEL_REQUESTED",
		"WORKFLOW_EXECUTION_CANCEL_REQUESTED", "WORKFLOW_EXECUTION_COMPLETED", "WORKFLOW_EXECUTION_FAILED",
		"WORKFLOW_EXECUTION_CANCELED", "a retried activity"},
}

var project = []string{
	"TIMER_STARTED", "TIMER_FIRED", "TIMER_CANCELED", "WORKFLOW_EXECUTION_SIGNALED",
	"SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED", "EXTERNAL_WORKFLOW_EXECUTION_SIGNALED",
	"WORKFLOW_EXECUTION_UPDATE_ACCEPTED", "WORKFLOW_EXECUTION_UPDATE_COMPLETED", "a refused update",
	"MARKER_RECORDED", "ACTIVITY_TASK_SCHEDULED", "ACTIVITY_TASK_FAILED", "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES",
	"WORKFLOW_EXECUTION_CONTINUED_AS_NEW",
}

// event is what the test reads of an event.
type event struct {
	Type    string `json:"eventType"`
	Started *struct {
		Workflow struct{ Name string } `json:"workflowType"`
		Input    struct {
			Payloads []struct{ Data []byte }
		}
	} `json:"workflowExecutionStartedEventAttributes"`
	Update *struct {
		Outcome struct{ Failure json.RawMessage }
	} `json:"workflowExecutionUpdateCompletedEventAttributes"`
	Activity *struct {
		Attempt int
	} `json:"activityTaskStartedEventAttributes"`
}

func TestHistoriesOfEveryWorkflowContainEveryFeature(t *testing.T) {
	found := map[string]map[string]bool{}
	for _, file := range histories(t) {
		form, features := featuresOf(t, file)
		if found[form] == nil {
			found[form] = map[string]bool{}
		}
		maps.Copy(found[form], features)
	}
	for form, wanted := range recorded {
		for _, feature := range wanted {
			if !found[form][feature] {
				t.Errorf("no history of %s has %s; it has %s", form, feature, strings.Join(slices.Sorted(maps.Keys(found[form])),
					", "))
			}
		}
	}
	for form := range found {
		if recorded[form] == nil {
			t.Errorf("there is no list of what the histories of %s contain", form)
		}
	}
}

func featuresOf(t *testing.T, file string) (form string, features map[string]bool) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var history struct{ Events []event }
	if err := json.Unmarshal(text, &history); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	features = map[string]bool{}
	for _, e := range history.Events {
		features[strings.TrimPrefix(e.Type, "EVENT_TYPE_")] = true
		switch {
		case e.Started != nil:
			form = formOf(t, e)
		case e.Update != nil && e.Update.Outcome.Failure != nil:
			features["a refused update"] = true
		case e.Activity != nil && e.Activity.Attempt > 1:
			features["a retried activity"] = true
		}
	}
	return form, features
}

func formOf(t *testing.T, e event) string {
	t.Helper()
	name := e.Started.Workflow.Name
	if name != "Project" {
		return name
	}
	var params struct {
		Protocol int
		Settled  bool
	}
	if err := json.Unmarshal(e.Started.Input.Payloads[0].Data, &params); err != nil {
		t.Fatal(err)
	}
	name += " " + string(rune('0'+params.Protocol))
	if params.Settled {
		name += " settled"
	}
	return name
}
