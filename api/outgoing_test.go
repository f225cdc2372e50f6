package api

import (
	"context"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Outgoing(_ context.Context, a models.Actor, programme, to string) (tracking.Outgoing, error) {
	return tracking.Outgoing{Receivers: []tracking.Receiver{}, To: to, Messages: []tracking.OutgoingMessage{}},
		f.note(a, "outgoing %s %s", programme, to)
}

func TestWhatWouldBeSentIsAskedByReceiver(t *testing.T) {
	f := &fake{}
	w := ask(t, f, operator, "GET", "/api/v1/outgoing?programme=2021&to=%E5%8C%BA%E5%95%86%E5%8A%A1%E5%B1%80", "")
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"to":"区商务局"`) || len(f.calls) != 1 ||
		f.calls[0] != "operator: outgoing 2021 区商务局" {
		t.Errorf("%d %s reached %q", w.Code, w.Body, f.calls)
	}
}
