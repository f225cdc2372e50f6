package tracking_test

import (
	"slices"
	"testing"
	"time"

	"duban/models"
	"duban/tracking"
)

// The office beside its first person: a colleague, and its head.
var (
	colleague  = models.Actor{ID: "office-2", Name: "办公室乙", Roles: office.Roles}
	officeHead = models.Actor{ID: "office-3", Name: "办公室主任", Roles: []models.Role{{Role: models.RoleOffice,
		PostID: models.PostID("重点项目办主任")}}}
)

// closedFebruary is February closed with three approved reports, and March begun.
func closedFebruary(t *testing.T) (h *env, codes []string) {
	t.Helper()
	h = closingsEnv(t)
	for _, f := range h.facts(district) {
		codes = append(codes, f.Project.Code)
	}
	h.approve(codes[2], models.MonthOf(2021, 2), 300_000)
	return h, codes
}

func (h *env) exportAll(month models.Month) {
	h.t.Helper()
	ctx := h.t.Context()
	for name, export := range map[string]func() error{
		"monthly":     func() error { _, _, err := h.ExportMonthly(ctx, office, "", month); return err },
		"ledger":      func() error { _, _, err := h.ExportLedger(ctx, colleague, "", month); return err },
		"escalations": func() error { _, _, err := h.ExportEscalations(ctx, office, "", month); return err },
		"plan":        func() error { _, _, err := h.ExportPlan(ctx, office, ""); return err },
		"milestones":  func() error { _, _, err := h.ExportMilestones(ctx, office, ""); return err },
		"fill": func() error {
			_, _, _, err := h.FillForm(ctx, office, tracking.FormToFill{FileName: "市表.xlsx",
				Content: planBook(h.t, first(3)), Month: month})
			return err
		},
	} {
		if err := export(); err != nil {
			h.t.Fatal(name, err)
		}
	}
}

func (h *env) sentOf(kind models.ClosingKind, month models.Month) []tracking.SentView {
	h.t.Helper()
	page, err := h.ClosingPage(h.t.Context(), office, "", kind, month, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	return page.Sent
}

// correctedOf lists the exports that are marked 已更正, sorted.
func correctedOf(sent []tracking.SentView) (out []models.Export) {
	for _, v := range sent {
		if v.Corrected {
			out = append(out, v.Export)
		}
	}
	slices.Sort(out)
	return out
}

func TestEveryExportIsOnRecordWithTheClosingItUsed(t *testing.T) {
	h, _ := closedFebruary(t)
	february := models.MonthOf(2021, 2)
	h.exportAll(february)
	versions := map[models.Export]int{"monthly": 1, "ledger": 1, "escalations": 1, "fill": 1, "plan": 0, "milestones": 0}
	sent := h.sentOf(models.ClosedMonth, february)
	if len(sent) != len(versions) {
		t.Errorf("%d on record: %+v", len(sent), sent)
	}
	for _, v := range sent {
		want, known := versions[v.Export]
		if !known || v.Version != want || v.File == "" || v.Corrected || v.At != *h.clock || v.Month != february ||
			v.By != map[bool]string{true: colleague.Name, false: office.Name}[v.Export == "ledger"] {
			t.Errorf("%+v", v)
		}
	}
	// Of a month that is not closed it is shown where the month is closed.
	if _, _, err := h.ExportMonthly(t.Context(), office, "", models.MonthOf(2021, 3)); err != nil {
		t.Fatal(err)
	}
	p, err := h.PreviewClosing(t.Context(), office, "", models.ClosedMonth, models.MonthOf(2021, 3))
	if err != nil || len(p.GoneOut) != 1 || p.GoneOut[0].Version != 0 {
		t.Errorf("March: %+v, %v", p.GoneOut, err)
	}
}

// A figure that has gone out is corrected by the head of the office only, and what used the old one is marked.
func TestAFigureThatWentOutIsCorrectedByTheHead(t *testing.T) {
	h, codes := closedFebruary(t)
	february := models.MonthOf(2021, 2)
	if _, _, err := h.ExportMonthly(t.Context(), office, "", models.MonthOf(2021, 1)); err != nil {
		t.Fatal(err) // of a month before: it does not have the figure
	}
	h.exportAll(february)
	if _, err := h.CloseMonth(t.Context(), office, "up", "", tracking.CloseRequest{Kind: models.ClosedVerified,
		Month: february}); err != nil {
		t.Fatal(err)
	}
	amount := models.Money(250_000)
	c, err := h.AskCorrection(t.Context(), office, "ask", codes[2], models.CorrectionCommand{Kind: models.CorrectMonth,
		Month: february, MonthAmount: &amount, Confirmed: true, Reason: "票据重复", Document: "5号"})
	if err != nil {
		t.Fatal(err)
	}
	used := []models.Export{"fill", "ledger", "monthly", "verified"}
	if !c.GoneOut || len(c.Sent) != len(used) || len(correctedOf(c.Sent)) != 0 {
		t.Errorf("asked for: %+v", c)
	}
	_, err = h.ConfirmCorrection(t.Context(), office, "own", c.ID, "")
	wantCode(t, err, models.KindForbidden, "own_correction")
	_, err = h.ConfirmCorrection(t.Context(), colleague, "colleague", c.ID, "")
	wantCode(t, err, models.KindForbidden, "office_head_needed")
	h.until((*h.clock).Add(time.Hour))
	if _, err := h.ConfirmCorrection(t.Context(), officeHead, "head", c.ID, "已核对"); err != nil {
		t.Fatal(err)
	}
	h.until((*h.clock).Add(time.Hour))
	if _, _, err := h.ExportMonthly(t.Context(), office, "", february); err != nil { // with the new figure
		t.Fatal(err)
	}
	all, err := h.Corrections(t.Context(), office, true)
	if err != nil || !slices.Equal(correctedOf(all[0].Sent), used) {
		t.Errorf("confirmed: %+v, %v", all, err)
	}
	page, err := h.ClosingPage(t.Context(), office, "", models.ClosedMonth, february, 0)
	if err != nil || page.Version != 2 || page.Totals.Approved != 550_000 || page.Document != "5号" {
		t.Errorf("%+v, %v", page.ClosingView, err)
	}
	if got := correctedOf(page.Sent); !slices.Equal(got, used) || len(page.Sent) != 8 || page.Sent[0].Corrected {
		t.Errorf("marked %v of %+v", got, page.Sent)
	}
	if got := correctedOf(h.sentOf(models.ClosedVerified, february)); len(got) != 1 {
		t.Errorf("the upward report: marked %v", got)
	}
}

// A figure that no one has had is corrected by any other person of the office.
func TestAFigureThatNoOneHasHadNeedsNoHead(t *testing.T) {
	h, codes := closedFebruary(t)
	if _, _, err := h.ExportEscalations(t.Context(), office, "", models.MonthOf(2021, 2)); err != nil {
		t.Fatal(err) // it states no amount
	}
	amount := models.Money(250_000)
	c, err := h.AskCorrection(t.Context(), office, "ask", codes[2], models.CorrectionCommand{Kind: models.CorrectMonth,
		Month: models.MonthOf(2021, 2), MonthAmount: &amount, Confirmed: true, Reason: "票据重复"})
	if err != nil || c.GoneOut || len(c.Sent) != 0 {
		t.Fatalf("%+v, %v", c, err)
	}
	if _, err := h.ConfirmCorrection(t.Context(), colleague, "confirm", c.ID, ""); err != nil {
		t.Error(err)
	}
}

// Whoever gave the last acceptance withdraws it: the month that it closed is open again, and closes with the next one.
func TestTakingBackAnAcceptanceReopensTheMonth(t *testing.T) {
	h, _ := closedFebruary(t)
	february := models.MonthOf(2021, 2)
	if _, _, err := h.ExportMonthly(t.Context(), office, "", february); err != nil {
		t.Fatal(err)
	}
	subs := h.facts(district)[2].Submissions
	last := subs[len(subs)-1].ID
	if _, err := h.TakeBack(t.Context(), office, "back", last); err != nil {
		t.Fatal(err)
	}
	got := h.closed()
	if len(got) != 2 || !got[0].Reopened || got[0].By != office.Name || got[0].Totals.Approved != 300_000 ||
		len(got[0].Missing) != 1 {
		t.Fatalf("after it was withdrawn: %+v", got)
	}
	if list, err := h.Closings(t.Context(), office, ""); err != nil || list.Headline.Complete {
		t.Errorf("the headline is %+v, %v", list.Headline, err)
	}
	if got := correctedOf(h.sentOf(models.ClosedMonth, february)); len(got) != 1 {
		t.Errorf("the bulletin that had it is not marked")
	}
	h.until((*h.clock).Add(time.Hour))
	if _, err := h.Review(t.Context(), office, "once more", 0, models.ReviewCommand{Submission: last,
		Decision: models.Accept}); err != nil {
		t.Fatal(err)
	}
	if got = h.closed(); len(got) != 3 || got[0].Reopened || got[0].Totals.Approved != 600_000 {
		t.Errorf("after it was accepted again: %+v", got)
	}
}

// A month that the office closed with a report missing stays closed when its late acceptance is withdrawn.
func TestTakingBackALateAcceptanceLeavesTheMonthClosed(t *testing.T) {
	h, february := closingsEnv(t), models.MonthOf(2021, 2)
	h.until(models.DateOf(2021, 3, 15).At(10, 0))
	if _, err := h.CloseMonth(t.Context(), office, "close", "", tracking.CloseRequest{Month: february,
		Reason: "未报齐"}); err != nil {
		t.Fatal(err)
	}
	h.approve(h.facts(district)[2].Project.Code, february, 300_000)
	subs := h.facts(district)[2].Submissions
	if _, err := h.TakeBack(t.Context(), office, "back", subs[len(subs)-1].ID); err != nil {
		t.Fatal(err)
	}
	got := h.closed()
	if len(got) != 3 || got[0].Reopened || got[0].Totals.Approved != 300_000 || len(got[0].Missing) != 1 {
		t.Errorf("%+v", got)
	}
}

// A milestone that is opened again is open in the months that were closed with it, and what said it is done is marked.
func TestAReopenedMilestoneChangesTheClosedMonths(t *testing.T) {
	h := planned(t, 3)
	f := h.facts(district)[0]
	at := slices.IndexFunc(f.Milestones, func(m models.Milestone) bool { return m.Status == models.MilestoneOpen })
	name := f.Milestones[at].Name
	c := models.SubmitMilestoneCommand{Milestone: name, DoneOn: models.DateOf(2021, 2, 20), Paper: "验收单"}
	h.until(models.DateOf(2021, 2, 26).At(10, 0))
	r, err := h.SubmitMilestone(t.Context(), models.Operator, "done", f.Project.Code, 0, c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Review(t.Context(), office, "accept", 0, models.ReviewCommand{Submission: r.Object,
		Decision: models.Accept}); err != nil {
		t.Fatal(err)
	}
	h.until(models.DateOf(2021, 3, 15).At(10, 0))
	february := models.MonthOf(2021, 2)
	if _, err := h.CloseMonth(t.Context(), office, "close", "", tracking.CloseRequest{Month: february,
		Reason: "未报齐"}); err != nil {
		t.Fatal(err)
	}
	for _, export := range []func() error{
		func() error { _, _, err := h.ExportMonthly(t.Context(), office, "", february); return err },
		func() error { _, _, err := h.ExportEscalations(t.Context(), office, "", february); return err },
	} {
		if err := export(); err != nil {
			t.Fatal(err)
		}
	}
	v, err := h.AskCorrection(t.Context(), office, "ask", f.Project.Code, models.CorrectionCommand{
		Kind: models.ReopenMilestone, Milestone: name, Reason: "验收作废"})
	if err != nil || v.GoneOut || len(v.Sent) != 1 {
		t.Fatalf("%+v, %v", v, err)
	}
	h.until((*h.clock).Add(time.Hour))
	if _, err := h.ConfirmCorrection(t.Context(), colleague, "confirm", v.ID, ""); err != nil {
		t.Fatal(err)
	}
	page, err := h.ClosingPage(t.Context(), office, "", models.ClosedMonth, february, 0)
	if err != nil || page.Version != 2 || page.Lines[0].Milestones[at].Status != models.MilestoneOpen ||
		!slices.Equal(correctedOf(page.Sent), []models.Export{models.ExportMonthly}) {
		t.Errorf("version %d, %+v, sent %+v, %v", page.Version, page.Lines[0].Milestones[at], page.Sent, err)
	}
}

// A correction that leaves a later month's year-to-date amount still changes that month's closing: its ledger prints
// every month of the year, and they add up.
func TestACorrectedMonthIsCorrectedInTheClosingsAfterIt(t *testing.T) {
	h, codes := closedFebruary(t)
	february, march, april := models.MonthOf(2021, 2), models.MonthOf(2021, 3), models.MonthOf(2021, 4)
	for i, month := range []models.Month{march, april} {
		h.until(models.DateOf(2021, 4+i, 2).At(10, 0))
		for _, code := range codes {
			h.approve(code, month, 400_000)
		}
	}
	amount := models.Money(250_000)
	c, err := h.AskCorrection(t.Context(), office, "ask", codes[2], models.CorrectionCommand{Kind: models.CorrectMonth,
		Month: february, MonthAmount: &amount, Later: models.AbsorbLater, Confirmed: true, Reason: "票据重复"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.ConfirmCorrection(t.Context(), colleague, "confirm", c.ID, ""); err != nil {
		t.Fatal(err)
	}
	for month, want := range map[models.Month][3]models.Money{
		february: {250_000, 0, 0}, march: {250_000, 450_000, 0}, april: {250_000, 450_000, 400_000},
	} {
		page, err := h.ClosingPage(t.Context(), office, "", models.ClosedMonth, month, 0)
		if err != nil || page.Version != 2 {
			t.Fatalf("%s: version %d, %v", month, page.Version, err)
		}
		line, sum := page.Lines[2], models.Money(0)
		for i, of := range []models.Month{february, march, april} {
			point := line.Course[of-models.MonthOf(2021, 1)]
			if of > month {
				continue
			}
			if sum += *point.InMonth; *point.InMonth != want[i] || *point.Approved != sum {
				t.Errorf("%s in the closing of %s: %v, to date %v", of, month, *point.InMonth, *point.Approved)
			}
		}
		if *line.Approved != sum {
			t.Errorf("%s: %v, the months sum up to %v", month, *line.Approved, sum)
		}
	}
}

// A month that is incomplete and overdue by less than models.CloseAfter working days on the first start stays open; the
// office is asked for it like for any other.
func TestAMonthThatIsBarelyOverdueIsNotReconstructed(t *testing.T) {
	h := closingsEnv(t)
	h.until(models.DateOf(2021, 6, 8).At(10, 0)) // May was due on Friday the 4th, or on Saturday the 5th
	if _, err := h.KeepMonths(t.Context()); err != nil {
		t.Fatal(err)
	}
	may := models.MonthOf(2021, 5)
	for _, v := range h.closed() {
		if v.Month >= may || !v.Reconstructed {
			t.Errorf("%+v", v)
		}
	}
	list, err := h.Closings(t.Context(), office, "")
	if err != nil || len(list.Rounds) != 2 || list.Rounds[0].Month != may || list.Rounds[0].Asked {
		t.Errorf("open: %+v, %v", list.Rounds, err)
	}
	h.until(models.DateOf(2021, 6, 15).At(10, 0)) // after the holiday of the 14th
	if _, err := h.KeepMonths(t.Context()); err != nil {
		t.Fatal(err)
	}
	list, err = h.Closings(t.Context(), office, "")
	if err != nil || !list.Rounds[0].Asked || len(h.closed()) != 3 {
		t.Errorf("open: %+v, %d closed, %v", list.Rounds, len(h.closed()), err)
	}
}

// What goes up is due before a day off: the 25th of April 2021 is a working Sunday, the 5th of May a holiday.
func TestUpwardReportsMoveBeforeADayOff(t *testing.T) {
	calendar := newEnv(t).Calendar(nil)
	for _, tt := range []struct {
		kind  models.ClosingKind
		month models.Month
		want  models.Date
	}{
		{models.ClosedEstimate, models.MonthOf(2021, 4), models.DateOf(2021, 4, 25)},
		{models.ClosedVerified, models.MonthOf(2021, 4), models.DateOf(2021, 4, 30)},
		{models.ClosedEstimate, models.MonthOf(2021, 9), models.DateOf(2021, 9, 24)},
		{models.ClosedVerified, models.MonthOf(2021, 9), models.DateOf(2021, 9, 30)},
		{models.ClosedVerified, models.MonthOf(2021, 12), models.DateOf(2022, 1, 5)},
	} {
		if got := models.DefaultRoundSettings("p").ConfirmedBy(tt.kind, tt.month, calendar); got != tt.want {
			t.Errorf("%s of %s: %s, want %s", tt.kind, tt.month, got, tt.want)
		}
	}
}
