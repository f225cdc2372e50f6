package tracking_test

import (
	"testing"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

// sums returns what the doctor finds about the sums of months.
func (h *env) sums() []string {
	h.t.Helper()
	d, err := h.Doctor(h.t.Context(), models.Operator)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, c := range d.Checks {
		if c.Name == wrongSum {
			return c.Found
		}
	}
	h.t.Fatal("the doctor does not look at sums")
	return nil
}

// corrected asks for a correction and has a colleague confirm it.
func (h *env) corrected(key, code string, c models.CorrectionCommand) {
	h.t.Helper()
	c.Reason, c.Confirmed = "票据有误", true
	v, err := h.AskCorrection(h.t.Context(), office, key, code, c)
	if err != nil {
		h.t.Fatal(key, err)
	}
	_, err = h.ConfirmCorrection(h.t.Context(), office, key+" own", v.ID, "")
	wantCode(h.t, err, models.KindForbidden, "own_correction")
	if _, err = h.ConfirmCorrection(h.t.Context(), colleague, key+" confirmed", v.ID, "已核对"); err != nil {
		h.t.Fatal(key, err)
	}
}

// Case 12, with numbers of its kind: every corrected month follows from the one before, the doctor finds nothing in
// them, and it still finds a planted difference.
func TestCase12CorrectedMonthsFollowFromEachOther(t *testing.T) {
	h := closingsEnv(t)
	code := h.facts(district)[0].Project.Code
	months := func(want ...models.Money) { // in fen, year to date from February on
		t.Helper()
		for i, r := range h.facts(district)[0].Reports {
			if i < len(want) && (r.ApprovedYTD == nil || *r.ApprovedYTD != want[i]) {
				t.Errorf("%s: %v, want %d", r.Month, r.ApprovedYTD, want[i])
			}
		}
		if found := h.sums(); len(found) != 0 {
			t.Errorf("the doctor: %v", found)
		}
	}
	of := func(m models.Money) *models.Money { return &m }
	march, april, may := models.MonthOf(2021, 3), models.MonthOf(2021, 4), models.MonthOf(2021, 5)
	h.until(models.DateOf(2021, 6, 2).At(10, 0))
	h.approve(code, march, 100_000)
	months(100_000, 200_000)
	h.corrected("down", code, models.CorrectionCommand{Kind: models.CorrectMonth, Month: march, MonthAmount: of(80_000)})
	months(100_000, 180_000)
	h.approve(code, april, 50_000)
	months(100_000, 180_000, 230_000)
	h.corrected("up", code, models.CorrectionCommand{Kind: models.CorrectMonth, Month: march, MonthAmount: of(95_000),
		Later: models.ShiftLater})
	months(100_000, 195_000, 245_000)
	h.corrected("absorbed", code, models.CorrectionCommand{Kind: models.CorrectMonth, Month: march,
		MonthAmount: of(105_000), Later: models.AbsorbLater})
	months(100_000, 205_000, 245_000)
	h.corrected("carried", code, models.CorrectionCommand{Kind: models.CorrectInCurrent, Month: april,
		MonthAmount: of(30_000)})
	h.approve(code, may, 60_000)
	months(100_000, 205_000, 245_000, 295_000)

	r := h.facts(district)[0].Reports[2] // planted: one fen
	r.ApprovedYTD = of(*r.ApprovedYTD + 1)
	if err := h.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.SetReport(r) }); err != nil {
		t.Fatal(err)
	}
	if found := h.sums(); len(found) != 2 {
		t.Errorf("planted: %v", found)
	}
}

// A figure that has gone out needs the office's head, who is appointed by two administrators; one alone is refused.
func TestTheHeadOfTheOfficeIsAppointed(t *testing.T) {
	h := withThree(t)
	post := tracking.RoleGrant{Role: models.RoleOffice, Post: "重点项目办主任"}
	asked, err := h.GrantRole(t.Context(), h.system, "head", "clerk", post)
	if err != nil || asked.Request == "" {
		t.Fatal(asked, err)
	}
	_, err = h.ConfirmRequest(t.Context(), h.system, "own", asked.Request, "")
	wantForbidden(t, err)
	if h.in("clerk", password).Actor.HeadsOffice() {
		t.Error("one administrator appointed the head")
	}
	if _, err = h.ConfirmRequest(t.Context(), h.security, "second", asked.Request, ""); err != nil {
		t.Fatal(err)
	}
	head := h.in("clerk", password).Actor
	if !head.HeadsOffice() {
		t.Fatalf("roles %+v", head.Roles)
	}
	c := models.Correction{AskedByID: office.ID, Status: models.RequestWaiting}
	if err := models.CanConfirmCorrection(head, c, true); err != nil {
		t.Error(err)
	}
	wantCode(t, models.CanConfirmCorrection(colleague, c, true), models.KindForbidden, "office_head_needed")
	accounts, err := h.Accounts(t.Context(), h.system)
	if err != nil {
		t.Fatal(err)
	}
	named := false
	for _, a := range accounts {
		for _, g := range a.Roles {
			named = named || a.Login == "clerk" && g.HeadsOffice() && g.Post == post.Post
		}
	}
	if !named {
		t.Errorf("accounts %+v", accounts)
	}
}
