package tracking_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"duban/models"
	"duban/store/storetest"
	"duban/tracking"
)

// bulkReviewer is another person of the office than who reports.
var bulkReviewer = models.Actor{ID: "office-9", Name: "审核员", Roles: []models.Role{{Role: models.RoleOffice}}}

func bulkItems(facts []models.Facts) (items []tracking.BulkItem) {
	for _, f := range facts {
		items = append(items, tracking.BulkItem{Project: fmt.Sprintf("%d/%s", f.Project.Year, f.Project.Code),
			Version: f.Project.Version})
	}
	return items
}

func states(r tracking.BulkResult) (out []tracking.BulkState) {
	for _, i := range r.Items {
		out = append(out, i.State)
	}
	return out
}

// Several projects are paused, extended and assigned: the preview says what the act then does, one refusal stops no
// other, and the request sent again repeats nothing.
func TestAnActOnSeveralProjectsDoesEachByItself(t *testing.T) {
	h := inMarch(t, 4)
	ctx, facts := t.Context(), h.facts(district)
	items := bulkItems(facts)
	if _, err := h.ChangePlan(ctx, office, "bulk closes one", facts[2].Project.Code, 0, models.ChangePlanCommand{
		Change: models.PlanClose, Reason: "建成"}); err != nil {
		t.Fatal(err)
	}
	c := tracking.Bulk{BulkCommand: models.BulkCommand{Act: models.BulkExtend, Days: 10}, Items: items}
	items[3].Version += 7 // another person changed it meanwhile
	_, err := h.Bulk(ctx, office, "bulk-extend", c)
	wantCode(t, err, models.KindInvalid, "reason_missing")
	preview, err := h.PreviewBulk(ctx, office, c)
	if err != nil || preview.Missing.IsZero() || len(preview.Lines) != 4 {
		t.Fatalf("%+v %v", preview, err)
	}
	c.Reason, c.Document = "汛期影响", "张政办〔2021〕8号"
	if preview, err = h.PreviewBulk(ctx, office, c); err != nil || preview.Ready != 2 || preview.Refused != 2 {
		t.Fatalf("%+v %v", preview, err)
	}
	for n := range 2 {
		done, err := h.Bulk(ctx, office, "bulk-extend", c)
		want := []tracking.BulkState{tracking.BulkDone, tracking.BulkDone, tracking.BulkRefused, tracking.BulkRefused}
		if err != nil || !slices.Equal(states(done), want) || done.Done != 2 || done.Refused != 2 {
			t.Fatalf("%d: %+v %v", n, done, err)
		}
		for i := range 2 {
			if done.Items[i].Message.Text != preview.Lines[i].Will.Text {
				t.Errorf("foreseen %q, done %q", preview.Lines[i].Will.Text, done.Items[i].Message.Text)
			}
		}
	}
	moved := 0
	for i, f := range h.facts(district) {
		for j, m := range f.Milestones {
			if m.Due != facts[i].Milestones[j].Due {
				moved += int(m.Due - facts[i].Milestones[j].Due)
			}
		}
	}
	if moved != 20 {
		t.Errorf("moved by %d days altogether", moved)
	}
	c.Days = 20
	_, err = h.Bulk(ctx, office, "bulk-extend", c)
	wantCode(t, err, models.KindInvalid, "key_reused")
	seen, err := h.BulkResult(ctx, office, "bulk-extend")
	if err != nil || len(seen.Items) != 4 || seen.Done != 2 {
		t.Errorf("%+v %v", seen, err)
	}
	_, err = h.BulkResult(ctx, bulkReviewer, "bulk-extend")
	wantCode(t, err, models.KindNotFound, "no_bulk")
	pause := tracking.Bulk{BulkCommand: models.BulkCommand{Act: models.BulkPause, Date: h.clock.Date(),
		MovesDue: models.Yes,
		Reason:   "重污染天气应急"}, Filter: &tracking.ProjectFilter{}}
	paused, err := h.Bulk(ctx, office, "bulk-pause", pause)
	if err != nil || paused.Done != 3 {
		t.Fatalf("%+v %v", paused, err)
	}
	assign := tracking.Bulk{BulkCommand: models.BulkCommand{Act: models.BulkAssign, Contact: "某科长"},
		Items: bulkItems(facts[:2])}
	assign.Items[0].Version, assign.Items[1].Version = 0, 0
	assigned, err := h.Bulk(ctx, office, "bulk-assign", assign)
	if err != nil || assigned.Done != 2 {
		t.Fatalf("%+v %v", assigned, err)
	}
	assign.Items = make([]tracking.BulkItem, models.MostBulk+1)
	_, err = h.Bulk(ctx, office, "bulk-much", assign)
	wantCode(t, err, models.KindInvalid, "too_many_items")
	_, err = h.Bulk(ctx, office, "bulk-none", tracking.Bulk{BulkCommand: assign.BulkCommand})
	wantCode(t, err, models.KindInvalid, "nothing_chosen")
	_, err = h.Bulk(ctx, office, strings.Repeat("k", 121), assign)
	wantCode(t, err, models.KindInvalid, "key_too_long")
}

// A request that was cut off goes on where it was: what it had done is not done again, also when the days have moved.
func TestAnActThatWasCutOffRepeatsNothing(t *testing.T) {
	h := inMarch(t, 2)
	ctx, facts := t.Context(), h.facts(district)
	c := tracking.Bulk{BulkCommand: models.BulkCommand{Act: models.BulkExtend, Days: 5, Reason: "汛期影响"},
		Items: bulkItems(facts)}
	change, _, err := c.PlanChange(facts[0])
	if err != nil {
		t.Fatal(err)
	}
	first := facts[0].Project
	key := fmt.Sprintf("cut/%d-%s", first.Year, first.Code)
	if _, err := h.ChangePlan(ctx, office, key, first.Code, 0, change); err != nil {
		t.Fatal(err)
	}
	done, err := h.Bulk(ctx, office, "cut", c)
	want := []tracking.BulkState{tracking.BulkAlready, tracking.BulkDone}
	if err != nil || !slices.Equal(states(done), want) || done.Done != 2 {
		t.Fatalf("%+v %v", done, err)
	}
}

// Reports are accepted together, but not one whose amount is doubtful, nor a milestone without the evidence that its
// rule asks for; one of them is taken back within ten minutes.
func TestSubmissionsAcceptedTogetherAreLookedAt(t *testing.T) {
	h := inMarch(t, 3)
	ctx := t.Context()
	if err := storetest.PutActors(ctx, h.Store, bulkReviewer); err != nil {
		t.Fatal(err)
	}
	var items []tracking.BulkItem
	for i, f := range h.facts(district) {
		amount := f.Project.AnnualPlan / 12
		if i == 1 {
			amount = f.Project.AnnualPlan * 9 / 10
		}
		receipt, err := h.ReportMonth(ctx, office, fmt.Sprintf("bulk-report-%d", i), f.Project.Code, 0,
			models.ReportMonthCommand{Month: models.MonthOf(2021, 2), MonthAmount: &amount, YTDAmount: &amount, Physical: "基础施工",
				Paper: "月报表", Confirmed: true})
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, tracking.BulkItem{Submission: receipt.Object})
	}
	c := tracking.Bulk{BulkCommand: models.BulkCommand{Act: models.BulkAccept}, Items: items}
	preview, err := h.PreviewBulk(ctx, bulkReviewer, c)
	if err != nil || preview.Ready != 2 || preview.Lines[1].Code != models.AmountDoubted {
		t.Fatalf("%+v %v", preview, err)
	}
	done, err := h.Bulk(ctx, bulkReviewer, "bulk-accept", c)
	want := []tracking.BulkState{tracking.BulkDone, tracking.BulkRefused, tracking.BulkDone}
	if err != nil || !slices.Equal(states(done), want) || done.Items[1].Code != models.AmountDoubted {
		t.Fatalf("%+v %v", done, err)
	}
	if _, err := h.TakeBack(ctx, bulkReviewer, "bulk-take-back", items[0].Submission); err != nil {
		t.Fatal(err)
	}
	page, err := h.SubmissionPage(ctx, bulkReviewer, items[0].Submission)
	if err != nil || !page.MayDecide {
		t.Errorf("%+v %v", page.Why, err)
	}
	own, err := h.Bulk(ctx, office, "bulk-own", c)
	if err != nil || own.Done != 0 || own.Items[0].Code != "own_submission" {
		t.Errorf("%+v %v", own, err)
	}
}
