package main

import "testing"

// The ledger keeps what was acknowledged, the final refusals, and every internal error.
func TestLedger(t *testing.T) {
	w := newWork(nil)
	c, refused := &command{key: "a", kind: "submit"}, &command{key: "b", kind: "move"}
	w.ledger = []*command{c, refused}
	w.note(c, 503, "")
	w.note(c, 500, `{"code":"internal"}`)
	if w.acknowledged() != 0 || len(w.faults) != 1 || c.refused != "" {
		t.Errorf("before an answer: %+v, faults %v", c, w.faults)
	}
	w.note(c, 202, `{"object":"sub-1"}`)
	w.note(refused, 409, `{"code":"already"}`)
	if w.acknowledged() != 1 || c.acknowledged != 202 || len(w.submitted) != 1 || refused.refused != "already" {
		t.Errorf("after it: %+v, %+v, to review %v", c, refused, w.submitted)
	}
	if got := counts(w.answers); got != "202: 1, 409: 1, 500: 1, 503: 1" || total(w.answers) != 4 {
		t.Errorf("counted %s", got)
	}
}
