package tracking_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

func TestWhoDecidesOnAVersionThatIsGoneIsToldByWhomAndWhen(t *testing.T) {
	s := newFixture(t)
	shown, err := s.ProjectPage(t.Context(), office, s.own.Code)
	if err != nil {
		t.Fatal(err)
	}
	pause := models.ChangePlanCommand{Change: models.PlanPause, MovesDue: models.No, Date: s.clock.Date(),
		Reason: "重污染天气应急", Approver: "区政府"}
	if _, err := s.ChangePlan(t.Context(), office, "first", s.own.Code, shown.Version, pause); err != nil {
		t.Fatalf("on the version that was shown: %v", err)
	}
	before := s.dump()
	resume := models.ChangePlanCommand{Change: models.PlanResume, Date: s.clock.Date() + 1, Reason: "应急解除",
		Approver: "区政府"}
	_, err = s.ChangePlan(t.Context(), office, "second", s.own.Code, shown.Version, resume)
	wantCode(t, err, models.KindConflict, "stale_version")
	if text := models.AsError(err).Message.Text; !strings.Contains(text, office.Name+"于"+s.clock.Minute()) {
		t.Errorf("%q does not say who and when", text)
	}
	if diff := cmp.Diff(before, s.dump()); diff != "" {
		t.Errorf("a refused command changed rows:\n%s", diff)
	}
	if _, err := s.ChangePlan(t.Context(), office, "first", s.own.Code, shown.Version, pause); err != nil {
		t.Errorf("what was acknowledged does not answer again: %v", err)
	}
	if _, err := s.ChangePlan(t.Context(), office, "second", s.own.Code, 0, resume); err != nil {
		t.Errorf("whichever version there is: %v", err)
	}
}

func TestWhoOnlyLookedIsNotWhoChanged(t *testing.T) {
	s := newFixture(t)
	reader := holding(models.RoleReadOnly, "")
	shown, err := s.ProjectPage(t.Context(), office, s.own.Code)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.ReportMonth(t.Context(), office, "report", s.own.Code, 0,
		models.ReportMonthCommand{Month: s.clock.Date().
			Month(), Estimate: new(models.Money)}); err != nil {
		t.Fatal(err)
	}
	if err := openEvidence(s, reader); err != nil {
		t.Fatal(err)
	}
	_, err = s.ChangePlan(t.Context(), office, "late", s.own.Code, shown.Version, models.ChangePlanCommand{
		Change: models.PlanPause, MovesDue: models.No, Date: s.clock.Date(), Reason: "应急", Approver: "区政府",
	})
	wantCode(t, err, models.KindConflict, "stale_version")
	if text := models.AsError(err).Message.Text; strings.Contains(text, reader.Name) {
		t.Errorf("%q names the wrong person", text)
	}
}
