package tracking_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/tracking"
	"duban/workflows/contract"
)

// roundOf returns how a month's round stands, as the page shows it.
func (h *env) courseOf(month models.Month) models.RoundCourse {
	h.t.Helper()
	board, err := h.ChaseText(h.t.Context(), office, "", month)
	if err != nil {
		h.t.Fatal(err)
	}
	return board.Course
}

func kindsOf(c models.RoundCourse) (kinds []models.RoundStepKind) {
	for _, s := range slices.Backward(c.Steps) {
		kinds = append(kinds, s.Kind)
	}
	return kinds
}

// A round begins by itself, and each confirmed form moves it on; the same key moves it once.
func TestTheConfirmedFormsMoveTheRound(t *testing.T) {
	h, _, _ := halfYear(t)
	if _, err := h.Reconcile(t.Context(), models.System); err != nil {
		t.Fatal(err)
	}
	begun, err := h.BeginRounds(t.Context())
	if err != nil || begun != 0 {
		t.Errorf("begun again: %d %v", begun, err)
	}
	if !slices.Contains(h.runs.rounds, contract.RoundRef{ProgrammeID: "district-2021", Month: june}) {
		t.Fatalf("June's round does not run: %v", h.runs.rounds)
	}
	for range 2 {
		if _, err := h.CloseMonth(t.Context(), office, "estimate", "", tracking.CloseRequest{Kind: models.ClosedEstimate,
			Month: june}); err != nil {
			t.Fatal(err)
		}
	}
	if got := kindsOf(h.courseOf(june)); !slices.Contains(got, models.RoundEstimateUp) {
		t.Errorf("after the estimate: %v", got)
	}
	if _, err := h.CloseMonth(t.Context(), office, "verified", "", tracking.CloseRequest{Kind: models.ClosedVerified,
		Month: june}); err != nil {
		t.Fatal(err)
	}
	c := h.courseOf(june)
	if c.Stage != models.RoundToBeClosed || len(c.Tasks) == 0 || c.Tasks[len(c.Tasks)-1].Kind != models.RoundTaskClose {
		t.Errorf("after the verified figures: %+v", c)
	}
	if _, err := h.CloseMonth(t.Context(), office, "close", "", tracking.CloseRequest{Month: june,
		Reason: "未报的按上期数"}); err != nil {
		t.Fatal(err)
	}
	if c = h.courseOf(june); c.Stage != models.RoundClosed || len(c.Tasks) != 0 {
		t.Errorf("closed: %+v", c)
	}
	if _, err := h.ReopenMonth(t.Context(), office, "reopen", "", tracking.CloseRequest{Month: june, Reason: "更正",
		Document: "区办〔2021〕9号"}); err != nil {
		t.Fatal(err)
	}
	c = h.courseOf(june)
	if c.Stage != models.RoundToBeClosed || !slices.Contains(kindsOf(c), models.RoundReopened) {
		t.Errorf("reopened: %+v", c)
	}
	recorded := 0
	err = h.Store.Read(t.Context(), func(tx *store.Tx) error {
		steps, err := tx.RoundSteps(models.MonthRoundID("district-2021", june))
		for _, s := range steps {
			if s.Kind == models.RoundEstimateUp {
				recorded++
			}
		}
		return err
	})
	if err != nil || recorded != 1 {
		t.Errorf("the estimate is recorded %d times: %v", recorded, err)
	}
}

// A programme's days apply to the upward reports and to the round at once.
func TestTheOfficeSetsTheDaysOfARound(t *testing.T) {
	h, _, _ := halfYear(t)
	c := models.RoundEntry{RoundSettings: models.DefaultRoundSettings("")}
	c.CityDay, c.CityLead, c.EstimateDay = 12, 2, 28
	page, err := h.SetRoundSettings(t.Context(), office, "days", "", c)
	if err != nil || page.Tight {
		t.Fatalf("%+v %v", page, err)
	}
	preview, err := h.PreviewClosing(t.Context(), office, "", models.ClosedVerified, models.MonthOf(2021, 6))
	if err != nil || preview.Due.String() != "2021-07-08" {
		t.Errorf("verified figures due %s, want 2021-07-08 (%v)", preview.Due, err)
	}
	if got := h.courseOf(models.MonthOf(2021, 6)).Days.Verified; got != preview.Due {
		t.Errorf("the round says %s", got)
	}
	c.CityDay = 31
	if _, err := h.SetRoundSettings(t.Context(), office, "wrong", "", c); models.KindOf(err) != models.KindInvalid {
		t.Errorf("31 is taken: %v", err)
	}
}

// The doctor names a round without its process, and one that waits for another moment.
func TestTheDoctorNamesARoundWithoutItsProcess(t *testing.T) {
	s := newFixture(t)
	if _, err := s.Reconcile(t.Context(), models.System); err != nil {
		t.Fatal(err)
	}
	if len(s.runs.rounds) == 0 {
		t.Fatal("no round runs")
	}
	s.runs.rounds = s.runs.rounds[1:]
	if got := foundBy(t, s, "调度轮次流程与记录一致"); !strings.Contains(got, "没有运行中的流程") {
		t.Errorf("found %q", got)
	}
	out, err := s.Reconcile(t.Context(), models.System)
	if err != nil || out.Started != 1 {
		t.Errorf("reconcile: %+v %v", out, err)
	}
}

// While the machine's clock is not trusted no mark of a round is used up: its process would do nothing.
func TestNoRoundIsToldWhileTheClockIsHeld(t *testing.T) {
	h, _, _ := halfYear(t)
	if _, err := h.Reconcile(t.Context(), models.System); err != nil {
		t.Fatal(err)
	}
	if err := h.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.MarkAllRounds() }); err != nil {
		t.Fatal(err)
	}
	last := *h.clock
	*h.clock = last.Add(40 * 24 * time.Hour)
	h.watched(last)
	if told, err := h.TellRounds(t.Context()); err != nil || told != 0 {
		t.Errorf("%d told while the clock is held, %v", told, err)
	}
	if _, err := h.ConfirmClock(t.Context(), office, "right"); err != nil {
		t.Fatal(err)
	}
	if told, err := h.TellRounds(t.Context()); err != nil || told == 0 {
		t.Errorf("%d told after the clock was confirmed, %v", told, err)
	}
}
