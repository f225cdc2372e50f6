package api

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

type documented struct {
	OperationID string `json:"operationId"`
	Summary     string
	Description string
	English     string `json:"x-description-en"`
	Tags        []string
	Parameters  []parameter
	RequestBody struct {
		Content map[string]struct{ Example json.RawMessage }
	}
	Responses map[string]json.RawMessage
	Samples   []struct{ Source string } `json:"x-codeSamples"`
}

type parameter struct {
	Name, In, Description string
	Required              bool
	Schema                struct{ Examples []any }
}

func chinese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r >= 0x4e00 && r < 0xa000 })
}

// TestEveryOperationIsDocumented checks that each operation has a description in both languages, lists the errors it
// responds with, and has a curl command that works when it is sent.
func TestEveryOperationIsDocumented(t *testing.T) {
	var document struct {
		Paths map[string]map[string]documented
		Tags  []struct{ Name string }
	}
	if err := json.Unmarshal(Document("test"), &document); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, tag := range document.Tags {
		known[tag.Name] = true
	}
	for _, path := range slices.Sorted(maps.Keys(document.Paths)) {
		for method, op := range document.Paths[path] {
			if len(op.Tags) != 1 || !known[op.Tags[0]] {
				t.Errorf("%s needs a row in abouts, with a group: %q", op.OperationID, op.Tags)
				continue
			}
			if !chinese(op.Summary) || !chinese(op.Description) || op.Description == op.Summary || op.English == "" ||
				chinese(op.English) {
				t.Errorf("%s: %q, %q, %q", op.OperationID, op.Summary, op.Description, op.English)
			}
			for _, status := range op.statuses(method) {
				if op.Responses[status] == nil {
					t.Errorf("%s does not say %s", op.OperationID, status)
				}
			}
			for _, p := range op.Parameters {
				if !chinese(p.Description) || p.In != "header" && p.Required && len(p.Schema.Examples) == 0 {
					t.Errorf("%s: parameter %s: %q, examples %v", op.OperationID, p.Name, p.Description, p.Schema.Examples)
				}
			}
			if len(op.Samples) != 1 || strings.ContainsAny(strings.SplitN(op.Samples[0].Source, "DUBAN_SERVER", 2)[1], "{}") {
				t.Errorf("%s: no line for a shell: %v", op.OperationID, op.Samples)
				continue
			}
			op.send(t, method)
		}
	}
}

func (op documented) statuses(method string) []string {
	want := []string{"200", "401", "403", "404", "422", "429", "503"}
	if method == "post" {
		want = append(want, "409", "413", "415")
	}
	if slices.ContainsFunc(op.Parameters, func(p parameter) bool { return p.Name == "If-Match" }) {
		want = append(want, "412")
	}
	return want
}

// send sends the request of the operation's curl command.
func (op documented) send(t *testing.T, method string) {
	t.Helper()
	_, address, _ := strings.Cut(op.Samples[0].Source, "$DUBAN_SERVER")
	body, headers := "", []string{"Idempotency-Key", "k"}
	for media, content := range op.RequestBody.Content {
		headers = append(headers, "Content-Type", media)
		if body = "PK"; media == "application/json" {
			body = string(content.Example)
		}
	}
	w := ask(t, &fake{}, "zhang", strings.ToUpper(method), strings.TrimSuffix(address, `"`), body, headers...)
	if w.Code != http.StatusOK {
		t.Errorf("%s: its own example is answered with %d %s", op.OperationID, w.Code, w.Body)
	}
}
