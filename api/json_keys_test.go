package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
)

func TestAKeyStandsOnceInAnObject(t *testing.T) {
	for _, c := range []struct{ body, code string }{
		{`{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}`, ""},
		{`[]`, ""}, {`"a"`, ""}, {`{}`, ""}, {`{"a":"a","b":["a","a"]}`, ""},
		{`{"a":1,"a":2}`, "duplicate_key"},
		{`{"a":1,"A":2}`, "duplicate_key"},
		{`{"a":1,"\u0061":2}`, "duplicate_key"},
		{`{"sum":1,"ſum":2}`, "duplicate_key"},
		{`{"k":1,"` + "\u212a" + `":2}`, "duplicate_key"},
		{`{"b":{"a":1,"c":[],"a":2}}`, "duplicate_key"},
		{`{"b":[[{"x":{}},{"a":{},"A":{}}]]}`, "duplicate_key"},
		{`{"a":{"a":{"a":1}},"b":2,"a":3}`, "duplicate_key"},
		{strings.Repeat("[", 40) + strings.Repeat("]", 40), "bad_json"},
		{`{"a":1,`, ""}, // reported by the decoder
	} {
		err := checkKeys([]byte(c.body))
		if (err == nil) != (c.code == "") || err != nil && models.AsError(err).Code != c.code {
			t.Errorf("%s: %v, want %q", c.body, err, c.code)
		}
	}
}

// Every JSON body is unambiguous: no key twice, no unknown field at any depth, nothing after the document.
func TestABodySaysOneThing(t *testing.T) {
	const evidence = `"evidence":[{"sha256":"abc","name":"a.pdf","media_type":"x","size":1`
	for _, c := range []struct {
		body   string
		status int
		says   string
	}{
		{`{"milestone":"主体封顶","done_on":"2021-06-30",` + evidence + `}]}`, http.StatusOK, ""},
		{`{"milestone":"主体封顶","milestone":"别的","done_on":"2021-06-30"}`, http.StatusBadRequest, "“milestone”"},
		{`{"milestone":"主体封顶","Milestone":"别的","done_on":"2021-06-30"}`, http.StatusBadRequest, "“Milestone”"},
		{`{"milestone":"主体封顶",` + evidence + `,"size":2}]}`, http.StatusBadRequest, "“size”"},
		{`{"milestone":"主体封顶",` + evidence + `,"owner":"x"}]}`, http.StatusUnprocessableEntity, "owner"},
		{`{"milestone":"主体封顶"} {"milestone":"别的"}`, http.StatusBadRequest, "只能有一个"},
		{`{"milestone":"主体封顶"} x`, http.StatusBadRequest, "只能有一个"},
	} {
		f := &fake{}
		w := ask(t, f, "zhang", "POST", "/api/v1/projects/2021/A/milestones", c.body, "Idempotency-Key", "k")
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.says) ||
			(len(f.calls) > 0) != (c.status == http.StatusOK) {
			t.Errorf("%s: %d %s", c.body, w.Code, w.Body)
		}
	}
}

// Every operation that takes JSON parses it strictly.
func TestEveryBodyIsReadStrictly(t *testing.T) {
	writes(func(path string, op *huma.Operation) {
		if op.RequestBody == nil || op.RequestBody.Content["application/json"] == nil {
			return
		}
		w := ask(t, &fake{}, "zhang", "POST", strings.NewReplacer("{", "", "}", "").Replace(path), `{"x":1,"X":2}`,
			"Idempotency-Key", "k")
		if w.Code != http.StatusForbidden && (w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(),
			"duplicate_key")) {
			t.Errorf("%s: %d %s", op.OperationID, w.Code, w.Body)
		}
	})
}
