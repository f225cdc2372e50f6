package office_test

import (
	"errors"
	"testing"
	"time"

	"duban/internal/bench/office"
)

// Projects that fall due at one moment record it once each, with one audit event, and pages are answered meanwhile.
func TestAStormDrainsOnceEach(t *testing.T) {
	const projects = 60
	for lead := 12 * time.Second; ; lead *= 3 {
		s, err := office.RunStorm(t.Context(), office.StormOptions{Dir: t.TempDir(), Projects: projects, Lead: lead,
			Page: "/projects"})
		if errors.Is(err, office.ErrLead) && lead < 2*time.Minute {
			continue // a busy machine
		}
		if err != nil {
			t.Fatal(err)
		}
		if s.Projects != projects || s.Rungs < projects || s.Page.Size == 0 {
			t.Errorf("%+v", s)
		}
		t.Logf("%+v", s)
		return
	}
}
