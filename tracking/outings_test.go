package tracking_test

import (
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

// A batch and a route are proposed by a filter, entered, changed and printed; what goes out names no private firm's
// amounts.
func TestOutingsAreEnteredAndPrinted(t *testing.T) {
	h, _, _ := halfYear(t)
	form, err := h.OutingForm(t.Context(), office, "", models.OutingFilter{Kind: models.OutingStart,
		Stage: models.StageNewStart})
	if err != nil || len(form.Units) == 0 {
		t.Fatalf("%+v: %v", form, err)
	}
	for code := range strings.Lines(form.Lines) {
		p := h.byCode(strings.TrimSpace(code))
		if p.Project.Stage != models.StageNewStart || p.Project.ActualStart != 0 {
			t.Errorf("%s is proposed for a start", code)
		}
	}
	all, err := h.OutingForm(t.Context(), office, "", models.OutingFilter{Kind: models.OutingRoute})
	if err != nil || all.Chosen != 48 {
		t.Fatalf("%d of 48: %v", all.Chosen, err)
	}
	private, public := h.ofInvestor(t, models.InvestorPrivate), h.ofInvestor(t, models.InvestorGovernment)
	entry := models.OutingEntry{Kind: models.OutingRoute, Title: "第三季度观摩", On: models.DateOf(2021, 7, 20), Begins: "9：00",
		Place: "区政府", Lines: private.Code + " | 张某 | 20 | 15 | 主体施工至三层\n" + public.Code + " | | 5 | 30 分钟"}
	var page tracking.OutingPage
	for range 2 { // the same key twice acts once
		if page, err = h.KeepOuting(t.Context(), office, "route", "", "", entry); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := h.Outings(t.Context(), office, ""); err != nil || len(list.Outings) != 1 {
		t.Fatalf("%+v: %v", list, err)
	}
	one, two := page.Projects[0], page.Projects[1]
	if one.Arrives != "09:20" || two.Arrives != "09:40" || page.Ends != "10:10" || one.Line != "主体施工至三层" ||
		one.Shown || !two.Shown || !strings.Contains(one.Permits, "四证") {
		t.Errorf("%+v", page.Projects)
	}
	sheet, err := h.OutingSheet(t.Context(), office, page.ID)
	if err != nil {
		t.Fatal(err)
	}
	text := mainPart(t, sheet.Content)
	for what, want := range map[string]bool{private.Name: true, "张某": true, "09:40": true,
		private.TotalInvestment.Rounded(models.WanYuan): false, public.TotalInvestment.Rounded(models.WanYuan): true,
		models.AmountsNote: true} {
		if strings.Contains(text, what) != want {
			t.Errorf("%q is in the sheet: %t", what, !want)
		}
	}
	entry.Version, entry.Title = page.Version, "第三季度观摩（调整）"
	changed, err := h.KeepOuting(t.Context(), office, "change", "", page.ID, entry)
	if err != nil || changed.Version != 2 || changed.Title != entry.Title {
		t.Fatalf("%+v: %v", changed.OutingHead, err)
	}
	_, err = h.KeepOuting(t.Context(), office, "stale", "", page.ID, entry)
	wantCode(t, err, models.KindConflict, "outing_changed")
	for lines, code := range map[string]string{"": "items_missing", "ZD-1": "line_wrong",
		private.Code + "\n" + private.Code: "line_wrong", private.Code + "| 张某 | 一刻钟": "line_wrong"} {
		_, err = h.KeepOuting(t.Context(), office, "bad "+lines, "", "", models.OutingEntry{Kind: models.OutingRoute,
			Title: "观摩", On: models.DateOf(2021, 7, 20), Lines: lines})
		wantCode(t, err, models.KindInvalid, code)
	}
}

// byCode is a project of the sample with a code.
func (h *env) byCode(code string) models.Facts {
	h.t.Helper()
	for _, f := range h.facts(district) {
		if f.Project.Code == code {
			return f
		}
	}
	h.t.Fatalf("no project %q", code)
	return models.Facts{}
}

// ofInvestor is the first project with a kind of investor.
func (h *env) ofInvestor(t *testing.T, kind models.Investor) models.Project {
	t.Helper()
	for _, f := range h.facts(district) {
		if f.Project.Investor == kind {
			return f.Project
		}
	}
	t.Fatalf("no project of %s", kind)
	return models.Project{}
}
