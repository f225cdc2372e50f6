package tracking_test

import (
	"bytes"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"duban/importer"
	"duban/importer/workbook"
	"duban/internal/figures"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

// close closes May and June, with whoever is missing.
func (h *env) close() {
	h.t.Helper()
	err := h.Store.Write(h.t.Context(), func(tx *store.Tx) error {
		p, err := tx.FindProgramme(district)
		if err != nil {
			return err
		}
		loaded, err := figures.Load(tx, p, h.Calendar)
		if err != nil {
			return err
		}
		if _, err = loaded.Close(tx, june-1, figures.Closing{Kind: models.ClosedMonth, By: office, Key: "close May",
			Reason: "逾期未报"}, *h.clock); err != nil {
			return err
		}
		_, err = loaded.Close(tx, june, figures.Closing{Kind: models.ClosedMonth, By: office, Key: "close June",
			Reason: "逾期未报"}, *h.clock)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// ofJune is every export as of June.
func (h *env) ofJune() map[string][]byte {
	h.t.Helper()
	ledger, rungs := h.past(june)
	_, filled, _, err := h.FillForm(h.t.Context(), office, tracking.FormToFill{FileName: "本单位表.xlsx", Content: h.form,
		Month: june})
	if err != nil {
		h.t.Fatal(err)
	}
	return map[string][]byte{"monthly": h.export(june), "ledger": ledger, "escalations": rungs, "fill": filled}
}

// ranksOfJune is every ranking to the end of June, apart from what it says of now.
func (h *env) ranksOfJune() map[tracking.RankingBy]tracking.Ranking {
	h.t.Helper()
	out := map[tracking.RankingBy]tracking.Ranking{}
	for _, by := range []tracking.RankingBy{tracking.ByUnit, tracking.BySector, tracking.ByLevel, tracking.BySponsor,
		tracking.ByTown, tracking.ByStage} {
		r, err := h.Ranking(h.t.Context(), office, tracking.RankingFilter{By: by, Month: june})
		if err != nil {
			h.t.Fatal(err)
		}
		r.AsOf, r.Headline, r.Months, r.Changed, r.RankChosen = 0, models.Headline{}, nil, nil, ""
		out[by] = r
	}
	return out
}

// June closed reads the same whatever becomes of its projects: dropped, moved to another section, renamed, split, given
// to another unit, with another plan and other dates.
func TestAClosedMonthReadsTheSameWhateverChanges(t *testing.T) {
	h, _, waiting := halfYear(t)
	f := h.project(waiting)
	h.review(h.waitingOf(waiting), *f.Reports[5].ReportedMonth, *f.Reports[5].ReportedYTD)
	h.close()
	h.form = h.ledgerOfNow()
	before, ranks := h.ofJune(), h.ranksOfJune()
	h.until(models.DateOf(2021, 11, 10).At(10, 0))
	h.changeEverything()
	for name, content := range h.ofJune() {
		if diff := partsDiffer(t, before[name], content); diff != "" {
			t.Errorf("%s of June: %s", name, diff)
		}
	}
	for by, r := range h.ranksOfJune() {
		if diff := cmp.Diff(ranks[by], r); diff != "" {
			t.Errorf("the ranking of June by %s: %s", by, diff)
		}
	}
	changed := strings.Join(slices.Collect(maps.Values(partsOf(t, h.ledgerOfNow()))), "")
	for _, word := range []string{"改名后的项目", "分设项目（二期）", "新责任单位"} {
		if !strings.Contains(changed, word) {
			t.Errorf("today's ledger does not have %q", word)
		}
	}
	m, err := h.monthly(june)
	if err != nil || m.Figures.Closing != 1 || m.Figures.Source() != "依据2021年6月月结第1版" {
		t.Errorf("%q, %v", m.Figures.Source(), err)
	}
}

func (h *env) ledgerOfNow() []byte {
	h.t.Helper()
	_, content, err := h.ExportLedger(h.t.Context(), office, "", 0)
	if err != nil {
		h.t.Fatal(err)
	}
	return content
}

// changeEverything changes all that can be changed of projects.
func (h *env) changeEverything() {
	h.t.Helper()
	h.moveSome()
	all := h.facts(district)
	counts := adjustment(tracking.ListDrop, all[5].Project.Code)
	counts.EffectiveOn, counts.Counts = models.DateOf(2021, 5, 1), true
	gone := adjustment(tracking.ListDrop, all[6].Project.Code)
	gone.EffectiveOn = models.DateOf(2021, 11, 1)
	move := adjustment(tracking.ListMove, all[7].Project.Code)
	move.EffectiveOn, move.Section = models.DateOf(2021, 11, 1), "九、另一类项目"
	for key, c := range map[string]tracking.ListAdjustment{"counts": counts, "gone": gone, "section": move} {
		if _, err := h.AdjustList(h.t.Context(), office, key, "2021", c); err != nil {
			h.t.Fatal(key, err)
		}
	}
	if _, err := h.ChangePlan(h.t.Context(), office, "amount", all[8].Project.Code, 0, models.ChangePlanCommand{
		Change: models.PlanAmount, AnnualPlan: all[8].Project.AnnualPlan / 2, Reason: "调整", Document: "会议纪要〔2021〕9号",
	}); err != nil {
		h.t.Fatal(err)
	}
	_, content, err := h.ExportPlan(h.t.Context(), office, "")
	if err != nil {
		h.t.Fatal(err)
	}
	renamed := h.edited(content, all[9].Project.Code, importer.FieldName, "改名后的项目")
	h.commit(h.preparePreview(uploadOf("renamed", renamed, tracking.ImportChoices{
		Same: map[string]string{"改名后的项目": all[9].Project.Code}})).Batch)
	if _, content, err = h.ExportPlan(h.t.Context(), office, ""); err != nil {
		h.t.Fatal(err)
	}
	h.bring("another unit", h.edited(content, all[10].Project.Code, importer.FieldResponsibleUnit, "新责任单位"))
	split := workbook.PlanTable{Title: "2021年区重点项目投资计划表", Year: 2021, OneHand: true}
	part := workbook.PlanLine{ResponsibleUnit: "区工业局", Project: models.Project{Name: "分设项目（一期）", AnnualPlan: 100_000_000,
		TotalInvestment: 900_000_000, Stage: models.StageNewStart}}
	second := part
	second.Project.Name = "分设项目（二期）"
	split.Sections = []workbook.PlanSection{{Title: all[0].Memberships[0].Section,
		Lines: []workbook.PlanLine{part, second}}}
	h.bring("split", workbookBytes(h.t, func(w io.Writer) error { return workbook.WritePlan(w, split) }))
}

// edited is an exported plan in which a person has typed over one cell of a project.
func (h *env) edited(content []byte, code string, field importer.Field, text string) []byte {
	h.t.Helper()
	book := h.inspectExport(content)
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		h.t.Fatal(err)
	}
	defer f.Close()
	list := book.Sheets[0]
	column := slices.IndexFunc(list.Columns, func(c importer.Column) bool { return c.Field == field })
	row := slices.IndexFunc(list.Projects, func(p importer.ProjectRow) bool { return p.Code == code })
	cell := list.Columns[column].Column + strconv.Itoa(list.Projects[row].Row)
	if err := f.SetCellStr(list.Name, cell, text); err != nil {
		h.t.Fatal(err)
	}
	return workbookBytes(h.t, func(w io.Writer) error { return f.Write(w) })
}
