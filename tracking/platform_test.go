package tracking_test

import (
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

// An export is compared with the closing of a closed month, is kept, and names what was corrected after it went up.
func TestAPlatformExportIsComparedWithTheClosing(t *testing.T) {
	h, _, _ := halfYear(t)
	figures, err := h.PreviewClosing(t.Context(), office, "", models.ClosedMonth, june)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.CloseMonth(t.Context(), office, "verified", "", tracking.CloseRequest{Kind: models.ClosedVerified,
		Month: june}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.CloseMonth(t.Context(), office, "close", "", tracking.CloseRequest{Month: june,
		Reason: "未报的按上期数"}); err != nil {
		t.Fatal(err)
	}
	export := "省平台\n项目代码,项目名称,本年累计（万元）\n"
	for i, l := range figures.Lines {
		if l.Approved != nil {
			amount := *l.Approved
			if i == 0 {
				amount += 100 * models.WanYuan.Fen()
			}
			export += "," + l.Name + "," + amount.In(models.WanYuan) + "\n"
		}
	}
	entry := models.PlatformEntry{Month: june, Platform: "省平台"}
	file := tracking.ImportFile{Name: "省平台.csv", Content: []byte(export)}
	page, err := h.ComparePlatform(t.Context(), office, "compare", "", entry, file)
	if err != nil {
		t.Fatal(err)
	}
	if page.Closing != 1 || page.Counts[models.PlatformDiffers] != 1 || page.Counts[models.PlatformSame] == 0 ||
		*page.Lines[0].Difference != 100*models.WanYuan.Fen() || len(page.SentDifferences) != 0 || page.SentVersion != 1 {
		t.Errorf("%+v\n%+v\nsent as version %d: %+v", page.PlatformHead, page.Lines[0], page.SentVersion,
			page.SentDifferences)
	}
	again, err := h.ComparePlatform(t.Context(), office, "compare", "", entry, file)
	if err != nil || again.ID != page.ID {
		t.Errorf("the same key: %s, %v", again.ID, err)
	}
	list, err := h.PlatformComparisons(t.Context(), office, "")
	if err != nil || len(list.Comparisons) != 1 || list.Comparisons[0].By != office.Name {
		t.Errorf("%+v %v", list, err)
	}
	log, err := h.Audit(t.Context(), models.Operator, tracking.AuditFilter{}, 0, 50)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, l := range log.Lines {
		found = found || l.Action == "platform.compare" && l.Object == page.ID
	}
	if !found {
		t.Error("the comparison left no audit event")
	}
	for _, bad := range []struct {
		entry models.PlatformEntry
		code  string
	}{
		{models.PlatformEntry{Month: models.MonthOf(2020, 6)}, "month_outside_year"},
		{models.PlatformEntry{Month: models.MonthOf(2021, 12)}, "month_ahead"},
		{models.PlatformEntry{Month: june, Basis: "all"}, "bad_basis"},
		{models.PlatformEntry{Month: june, Platform: strings.Repeat("省", 41)}, "text_too_long"},
	} {
		if _, err := h.ComparePlatform(t.Context(), office, "bad "+bad.code, "", bad.entry, file); err == nil ||
			models.AsError(err).Code != bad.code {
			t.Errorf("%+v: %v", bad.entry, err)
		}
	}
	if _, err := h.PlatformComparison(t.Context(), office, "none"); models.KindOf(err) != models.KindNotFound {
		t.Errorf("no such comparison: %v", err)
	}
}
