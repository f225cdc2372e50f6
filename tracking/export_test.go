package tracking_test

import (
	"bytes"
	"strings"
	"testing"

	"duban/importer"
	"duban/importer/workbook"
	"duban/models"
	"duban/store"
	"duban/tracking"

	"github.com/google/go-cmp/cmp"
)

// monthly is what the month's workbook is written from.
func (h *env) monthly(month models.Month) (m workbook.Monthly, err error) {
	h.t.Helper()
	err = h.Store.Read(h.t.Context(), func(tx *store.Tx) error {
		p, err := tx.FindProgramme(district)
		if err == nil {
			m, err = tracking.MonthlyOf(h.Service, tx, office, p, month)
		}
		return err
	})
	return m, err
}

func fillOf(form []byte, month models.Month) tracking.FormToFill {
	return tracking.FormToFill{FileName: "市重大.xlsx", Content: form, Programme: "city-2021", Month: month}
}

func (h *env) inspectExport(content []byte) *importer.Book {
	h.t.Helper()
	book, err := importer.Inspect("导出.xlsx", content)
	if err != nil {
		h.t.Fatal(err)
	}
	return book
}

// past is the ledger and the escalations at the end of a month.
func (h *env) past(month models.Month) (ledger, rungs []byte) {
	h.t.Helper()
	_, ledger, err := h.ExportLedger(h.t.Context(), office, "", month)
	if err != nil {
		h.t.Fatal(err)
	}
	if _, rungs, err = h.ExportEscalations(h.t.Context(), office, "", month); err != nil {
		h.t.Fatal(err)
	}
	return ledger, rungs
}

// The report of a past month says the same whenever it is made, but for what was decided about its figures since.
func TestThePastMonthStaysAsItWas(t *testing.T) {
	h, _, _ := halfYear(t)
	may := models.MonthOf(2021, 5)
	before, err := h.monthly(may)
	if err != nil {
		t.Fatal(err)
	}
	if before.Figures.At.Date() != may.Last() || before.Figures.Projects != 48 || before.Figures.Closing != 0 {
		t.Fatalf("stands at %s, %d lines, closing %d", before.Figures.At, before.Figures.Projects, before.Figures.Closing)
	}
	ledger, rungs := h.past(may)
	h.moveSome()
	h.until(models.DateOf(2021, 8, 20).At(10, 0))
	ledgerAfter, rungsAfter := h.past(may)
	if diff := partsDiffer(t, ledger, ledgerAfter); diff != "" {
		t.Errorf("the ledger of May reads otherwise in August: %s", diff)
	}
	if diff := partsDiffer(t, rungs, rungsAfter); diff != "" {
		t.Errorf("the escalations of May read otherwise in August: %s", diff)
	}
	if now, _ := h.past(0); bytes.Equal(now, ledgerAfter) {
		t.Error("the ledger of May is that of August")
	}
	after, err := h.monthly(may)
	if err != nil {
		t.Fatal(err)
	}
	after.AsOf = before.AsOf
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("May reads otherwise in August:\n%.4000s", diff)
	}
	for _, l := range after.Figures.Lines {
		if l.Light == models.NoData && l.Basis() == models.BasisApproved {
			t.Errorf("%s has no data in a month that is approved: %s", l.Name, l.Reason.Text)
		}
	}
}

func TestAMonthNobodyReportedIsBlankAndSaysSo(t *testing.T) {
	h := planned(t, 3)
	h.until(models.DateOf(2021, 3, 2).At(10, 0))
	_, content, err := h.ExportMonthly(t.Context(), office, "", models.MonthOf(2021, 2))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range h.inspectExport(content).Sheets {
		for _, total := range s.Totals {
			if total.Field == importer.FieldMonthAmount || total.Field == importer.FieldYearToDate {
				t.Errorf("%s %s states %d where nobody reported", s.Name, total.Cell, total.Declared)
			}
		}
		for _, r := range s.Reports {
			if r.MonthAmount != nil || r.YearToDate != nil {
				t.Errorf("%s row %d has figures", s.Name, r.Row)
			}
		}
	}
	if p := h.preview("nobody", content); p.New+p.Changed+p.Errors+p.Conflicts != 0 {
		t.Errorf("imported it changes something: %+v", p)
	}
}

func TestAnOfficesOwnFormIsFilledWithTheCitysProjects(t *testing.T) {
	h, _, _ := halfYear(t)
	table := workbook.ProgressTable{Title: "2021年6月市重大项目进展情况表", Month: june,
		Sections: []workbook.ProgressSection{{Title: "一、市重大项目", Lines: []workbook.ProgressLine{{Name: "某项目"}}}}}
	form := workbookBytes(t, writeProgress(table))
	if _, _, left, err := h.FillForm(t.Context(), office, fillOf(form, june)); err != nil ||
		!strings.Contains(models.Words{Items: left}.String(), "“某项目”不在项目清单中") {
		t.Errorf("%q, %v", left, err)
	}
	var own bytes.Buffer
	if err := workbook.WriteProgressForm(&own, workbook.ProgressForm{Month: june}); err != nil {
		t.Fatal(err)
	}
	name, content, _, err := h.FillForm(t.Context(), office, fillOf(own.Bytes(), june))
	if err != nil || name != "市重大（已填）.xlsx" {
		t.Fatalf("%s, %v", name, err)
	}
	rows, _ := detailOf(t, content)
	city := 0
	for _, f := range h.facts("city-2021") {
		city++
		want := figuresOf(f, june)
		if approved, of := models.SeriesOf(f, models.IndicatorInvestment).ApprovedTo(june); of != june {
			want = [2]*models.Money{new(models.Money), approved} // carried
		}
		got, ok := rows[f.Project.Name]
		if diff := cmp.Diff(want, [2]*models.Money{got.MonthAmount, got.YearToDate}); !ok && want[1] != nil || ok &&
			diff != "" {
			t.Errorf("%s: %v\n%s", f.Project.Name, ok, diff)
		}
	}
	if city != 26 || len(rows) < 24 || len(rows) > 26 {
		t.Errorf("%d city projects, %d rows", city, len(rows))
	}
	_, _, _, err = h.FillForm(t.Context(), office, fillOf(form, models.MonthOf(2022, 1)))
	wantCode(t, err, models.KindInvalid, "month_outside_year")
}
