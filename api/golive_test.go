package api

import (
	"context"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) OldLate(_ context.Context, a models.Actor, programme string, filter tracking.OldFilter) (
	tracking.OldLate, error) {
	return tracking.OldLate{Programme: programme, Lines: []tracking.OldLine{}},
		f.note(a, "old-late %s %s %s", programme, filter.Item, filter.Rung)
}

func (f *fake) SettleOld(_ context.Context, a models.Actor, key, programme string, in models.SettleOldRequest) (
	tracking.OldSettled, error) {
	return tracking.OldSettled{Refused: []tracking.OldRefused{}}, f.note(a, "settle %s %s %v %s %s %s", key, programme,
		in.All, in.Item, in.Reason, in.Document)
}

func (f *fake) LiveState(_ context.Context, a models.Actor, programme string) (tracking.LiveState, error) {
	return tracking.LiveState{Kinds: []tracking.ReceiverState{}}, f.note(a, "live-state %s", programme)
}

func TestOldLatenessIsListedByKind(t *testing.T) {
	f := &fake{}
	w := ask(t, f, operator, "GET", "/api/v1/programmes/2021/old-late?item=report&rung=red", "")
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"programme":"2021"`) || len(f.calls) != 1 ||
		f.calls[0] != "operator: old-late 2021 report red" {
		t.Errorf("%d %s reached %q", w.Code, w.Body, f.calls)
	}
}
