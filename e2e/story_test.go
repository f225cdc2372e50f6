package e2e

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/temporalproto"
)

var record = flag.String("record", "", "record histories for workflows/replay_test.go; the value ends their names")

// A project with a milestone that is submitted and accepted, one that is returned and one that is overdue has a
// readable history.
func TestStory(t *testing.T) {
	h := newInstance(t)
	h.start()
	h.do("import", h.sample("plan", "2026"))
	h.do("import", h.sample("milestones", "2026"))
	reviewer := h.office()
	var all []escalation
	h.ask(&all, "escalations", "--open")
	project, milestones := overdueProject(t, all)

	first := h.submit(project, milestones[0], "s1")
	h.review(reviewer, first, "r1", "--return", "--reason", "缺少验收记录")
	second := h.submit(project, milestones[0], "s2")
	h.review(reviewer, second, "r2", "--accept", "--confirm")
	if out, code := h.as(reviewer, "review", second, "--accept", "--confirm", "--key", "r3"); code == 0 ||
		!strings.Contains(out,
			"已由") {
		t.Errorf("second decision: exit %d\n%s", code, out)
	}
	h.do("plan", "move", "--project", project, "--milestone", milestones[1], "--date", "2027-03-31", "--reason", "批准延期",
		"--key", "m1")
	h.healthy()

	events := h.history("project/2026/" + project)
	var story []string
	for _, e := range events {
		switch e.EventType {
		case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
			story = append(story, e.GetWorkflowExecutionUpdateAcceptedEventAttributes().GetAcceptedRequest().GetInput().
				GetName())
		case enumspb.EVENT_TYPE_TIMER_STARTED:
			story = append(story, "timer: "+summary(e))
		}
	}
	text := strings.Join(story, "\n")
	at := 0
	for _, want := range []string{"Command", "Command", "Command", "Command", "Command", "Command"} {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("%s is missing from the story:\n%s", want, text)
		}
		at += i + len(want)
	}
	if all := payloads(events); strings.Contains(all, "缺少验收记录") || strings.Contains(all, "批准延期") || strings.Contains(all,
		"重点项目办审核岗") {
		t.Error("what people wrote, or their names, are in the history")
	}
	if !strings.Contains(text, "timer: ") || strings.Contains(text, "timer: \n") {
		t.Errorf("timers say nothing:\n%s", text)
	}
	t.Logf("story:\n%s", text)
	if *record != "" {
		h.record("command", "project/2026/"+project)
		h.recordImport()
	}
}

// overdueProject returns a project with at least two overdue milestones.
func overdueProject(t *testing.T, all []escalation) (string, []string) {
	t.Helper()
	of := map[string][]string{}
	for _, e := range all {
		if e.Item == "milestone" && e.Kind == "rung" {
			if of[e.Project] = append(of[e.Project], e.Milestone); len(of[e.Project]) == 2 {
				return e.Project, of[e.Project]
			}
		}
	}
	t.Fatal("no project with two overdue milestones")
	return "", nil
}

func (h *instance) submit(project, milestone, key string) string {
	h.t.Helper()
	var r struct {
		Object string `json:"object"`
	}
	h.ask(&r, "submit", "--project", project, "--milestone", milestone, "--done-on", "2026-11-01", "--key", key)
	return r.Object
}

func (h *instance) review(env, submission, key string, args ...string) {
	h.t.Helper()
	if out, code := h.as(env, append([]string{"review", submission, "--key", key}, args...)...); code != 0 {
		h.t.Fatalf("review: exit %d\n%s", code, out)
	}
}

// as runs a command as the person whose token the environment variable holds.
func (h *instance) as(env string, args ...string) (string, int) {
	other := *h
	other.env = append(append([]string{}, h.env...), env)
	return other.try(args...)
}

func (h *instance) history(id string) []*historypb.HistoryEvent {
	h.t.Helper()
	var events []*historypb.HistoryEvent
	iter := h.temporal().GetWorkflowHistory(context.Background(), id, "", false,
		enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for iter.HasNext() {
		e, err := iter.Next()
		if err != nil {
			h.t.Fatal(err)
		}
		events = append(events, e)
	}
	return events
}

// payloads returns everything that a history contains as text.
func payloads(events []*historypb.HistoryEvent) string {
	text, err := temporalproto.CustomJSONMarshalOptions{}.Marshal(&historypb.History{Events: events})
	if err != nil {
		return err.Error()
	}
	var all strings.Builder
	for _, word := range strings.Split(string(text), `"`) { // payloads are base64 there
		if plain, err := base64.StdEncoding.DecodeString(word); err == nil {
			all.Write(plain)
		}
	}
	return string(text) + all.String()
}

func summary(e *historypb.HistoryEvent) string {
	var text string
	_ = json.Unmarshal(e.GetUserMetadata().GetSummary().GetData(), &text)
	return text
}

func (h *instance) record(name, id string) {
	h.t.Helper()
	text, err := temporalproto.CustomJSONMarshalOptions{Indent: " "}.Marshal(&historypb.History{Events: h.history(id)})
	if err != nil {
		h.t.Fatal(err)
	}
	dir := filepath.Join("..", "workflows", "testdata", "histories")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		h.t.Fatal(err)
	}
	file, err := os.OpenFile(filepath.Join(dir, name+"-"+*record+".json"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		h.t.Fatalf("a recorded history is never replaced, choose another -record: %v", err)
	}
	if _, err := file.Write(append(text, '\n')); err != nil {
		h.t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		h.t.Fatal(err)
	}
}

func (h *instance) recordImport() {
	h.t.Helper()
	var in imported
	h.ask(&in, "import", h.sample("progress", "2026", "--month", "6"))
	h.record("import-asked", "import/"+in.Batch)
}
