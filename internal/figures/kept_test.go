package figures

import (
	"testing"

	"duban/models"
)

// A computation that panics keeps nothing: the next request computes again.
func TestWhatPanickedIsComputedAgain(t *testing.T) {
	now := models.DateOf(2026, 6, 30).At(10, 0)
	s := Standing{Moment: now, Programme: Programme{memo: &memo{span: spanOf(now), kept: map[string]*keptOnce{}}}}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was lost")
			}
		}()
		Kept(s, "rows", func() int { panic("broken") })
	}()
	computed := 0
	for range 2 {
		if got := Kept(s, "rows", func() int { computed++; return 7 }); got != 7 {
			t.Errorf("got %d", got)
		}
	}
	if computed != 1 {
		t.Errorf("computed %d times, want once", computed)
	}
}
