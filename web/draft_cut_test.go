package web

import (
	"testing"

	"duban/tracking"
)

// TestALongPreviewShowsTheFirstOfItsLists has more of everything than a page lists: what is ticked, and what differs,
// comes first.
func TestALongPreviewShowsTheFirstOfItsLists(t *testing.T) {
	var p draftPage
	for i := range 500 {
		p.Preview.Candidates = append(p.Preview.Candidates, tracking.ImportCandidate{Row: i})
		p.Preview.Continued = append(p.Preview.Continued, tracking.ImportContinued{Row: i, Differs: i == 499})
		p.Dropping = append(p.Dropping, tracking.ImportAdjustment{ProjectID: itoa(i)})
	}
	p.Choices.Drop = []string{"498"}
	p.cut()
	if len(p.Asked) != candidatesShown || p.Left() != 500-candidatesShown || p.Asked[1].Row != 1 {
		t.Errorf("%d questions, %d left", len(p.Asked), p.Left())
	}
	if len(p.Recorded) != continuedShown || p.Recorded[0].Row != 499 || p.Recorded[1].Row != 0 {
		t.Errorf("%d continued, the first %+v", len(p.Recorded), p.Recorded[0])
	}
	if len(p.Dropping) != droppingShown || p.Kept() != 500-droppingShown || p.Dropping[0].ProjectID != "498" ||
		p.Dropping[1].ProjectID != "0" {
		t.Errorf("%d to drop, the first %+v", len(p.Dropping), p.Dropping[0])
	}
}
