package importer_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"duban/importer"
	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/models"

	"github.com/google/go-cmp/cmp"
)

// inspected writes a workbook and reads it back. Whatever the reader asks a person about is a failure: what this
// program writes it must understand without asking.
func inspected(t *testing.T, name string, write func(io.Writer) error) *importer.Book {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	book, err := importer.Inspect(name, out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range book.Findings() {
		if f.Severity != importer.SeverityNotice {
			t.Errorf("%s %s!%s: %s %s", name, f.Sheet, f.Cell, f.Severity, f.Message)
		}
	}
	for _, sheet := range book.Sheets {
		for _, total := range sheet.Totals {
			if !total.OK {
				t.Errorf("%s %s!%s: %s of %s is %d, the rows come to %d", name, sheet.Name, total.Cell, total.Field, total.Label,
					total.Declared, total.Computed)
			}
		}
		for _, section := range sheet.Sections {
			if !section.OK {
				t.Errorf("%s %s row %d: section %s has %d projects", name, sheet.Name, section.Row, section.Title, section.Counted)
			}
		}
	}
	return book
}

// theSheet is the one sheet of a book that is read.
func theSheet(t *testing.T, book *importer.Book, kind importer.SheetKind) importer.Sheet {
	t.Helper()
	var read []importer.Sheet
	for _, sheet := range book.Sheets {
		if sheet.Skipped.IsZero() {
			read = append(read, sheet)
		}
	}
	if len(read) != 1 || read[0].Kind != kind {
		t.Fatalf("%d sheets are read, want one of kind %s", len(read), kind)
	}
	return read[0]
}

func TestSamplePlanComesBack(t *testing.T) {
	for year := 2019; year <= 2027; year += 2 {
		d := sample.Programme(year)
		sheet := theSheet(t, inspected(t, "plan.xlsx", func(w io.Writer) error { return workbook.WritePlan(w, d.Plan()) }),
			importer.KindPlan)
		if sheet.Year != year || len(sheet.Totals) == 0 || len(sheet.Sections) != 4 || len(sheet.Projects) != 48 {
			t.Fatalf("year %d, %d totals, %d sections, %d projects", sheet.Year, len(sheet.Totals), len(sheet.Sections),
				len(sheet.Projects))
		}
		for i, p := range d.Projects {
			got, months := sheet.Projects[i], []importer.MonthAmount(nil)
			for _, mp := range p.MonthPlans {
				months = append(months, importer.MonthAmount{Month: mp.Month, Amount: mp.Plan})
			}
			want := importer.ProjectRow{
				Name: p.Project.Name, Section: p.Section, Owner: p.Owner, ResponsibleUnit: p.ResponsibleUnit, Sponsor: p.Sponsor,
				CityMajor: p.CityMajor,
				Stage:     p.Project.Stage, Investor: p.Project.Investor, Scale: p.Project.Scale, Period: p.Project.Period,
				Goal:         p.Project.Goal,
				PlannedStart: p.Project.PlannedStart, PlannedFinish: p.Project.PlannedFinish,
				TotalInvestment: &p.Project.TotalInvestment,
				ToEndOfLastYear: &p.Project.ToEndOfLastYear, AnnualPlan: &p.Project.AnnualPlan, MonthPlans: months,
			}
			want.Row, want.Number, want.Marks, want.Level, want.Category = got.Row, got.Number, got.Marks, got.Level,
				got.Category
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%d %s (-written +read):\n%s", year, p.Project.Name, diff)
			}
		}
	}
}

func TestSampleProgressComesBack(t *testing.T) {
	d := sample.Programme(2021)
	for month := models.MonthOf(2021, 1); month <= models.MonthOf(2021, 12); month++ {
		table := d.Progress(month)
		sheet := theSheet(t, inspected(t, "progress.xlsx", func(w io.Writer) error {
			return workbook.WriteProgress(w,
				table)
		}), importer.KindProgress)
		compareReports(t, table, sheet)
	}
}

// compareReports checks that every project that reported comes back as it was, to the fen.
func compareReports(t *testing.T, table workbook.ProgressTable, sheet importer.Sheet) {
	t.Helper()
	if sheet.Month != table.Month {
		t.Fatalf("read as %s, it is %s", sheet.Month, table.Month)
	}
	read := map[string]importer.ReportRow{}
	for _, r := range sheet.Reports {
		read[r.Project] = r
	}
	for _, section := range table.Sections {
		for _, line := range section.Lines {
			got, ok := read[line.Name]
			if !ok && line.Month == nil {
				continue
			}
			want := importer.ReportRow{
				Row: got.Row, Code: line.Code, Project: line.Name, ResponsibleUnit: line.ResponsibleUnit, Month: table.Month,
				MonthAmount: line.Month, YearToDate: line.YearToDate,
				Rate: got.Rate, Basis: got.Basis, Physical: line.Physical, Problems: line.Problems, NextStep: line.NextStep,
				Statistics: line.Statistics,
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-written +read):\n%s", table.Month, diff)
			}
		}
	}
}

func TestSampleMilestonesComeBack(t *testing.T) {
	for year := 2019; year <= 2027; year += 2 {
		table := sample.Programme(year).Milestones(models.DateOf(year, 6, 30))
		sheet := theSheet(t, inspected(t, "milestones.xlsx", func(w io.Writer) error {
			return workbook.WriteMilestones(w,
				table)
		}), importer.KindMilestones)
		var want []importer.MilestoneRow
		for _, p := range table.Projects {
			for _, m := range p.Milestones {
				want = append(want, importer.MilestoneRow{Project: p.Name, ResponsibleUnit: p.ResponsibleUnit, Name: m.Name,
					Due: m.Due.Date, Precision: m.Due.Precision, Controlling: m.Controlling, DoneOn: m.DoneOn})
			}
		}
		got := append([]importer.MilestoneRow(nil), sheet.Milestones...)
		for i := range got {
			got[i].Row = 0
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d (-written +read):\n%s", year, diff)
		}
	}
}

func TestMonthlyReportComesBackAsProgress(t *testing.T) {
	d, month := sample.Programme(2021), models.MonthOf(2021, 6)
	table, f, i := d.Progress(month), models.ProgrammeFigures{Month: month, Closing: 1, Rank: models.DefaultRank}, 0
	colours := models.ColourRuleSets[models.DefaultColours]
	for s := range table.Sections {
		for l := range table.Sections[s].Lines {
			p := d.Projects[i]
			i++
			said := &table.Sections[s].Lines[l]
			said.Code = fmt.Sprintf("ZD-2021-%03d", i)
			line := models.ProjectFigures{
				ProjectID: said.Code, Code: said.Code, Name: said.Name, Section: table.Sections[s].Title, Owner: said.Owner,
				Unit: said.ResponsibleUnit, CityMajor: said.CityMajor, TotalInvestment: said.TotalInvestment,
				Plan: said.AnnualPlan, InMonth: said.Month, ApprovedIn: said.Month, Approved: said.YearToDate,
				Physical: said.Physical, Problems: said.Problems, NextStep: said.NextStep,
				InStatistics: map[string]models.Answer{"是": models.Yes, "否": models.No}[said.Statistics], Sponsor: p.Sponsor,
				Scheduled: models.Scheduled(p.Project, p.MonthPlans, models.Linear, month), Light: models.NoData, Month: month,
				Round: models.RoundMissing,
			}
			if line.Approved != nil {
				line.Round, line.Light = models.RoundApproved, colours.Investment(*line.Approved, line.Scheduled, line.Plan)
			}
			f.Lines = append(f.Lines, line)
		}
	}
	f.Totals = models.TotalsOf(f.Lines)
	m := workbook.Monthly{Programme: "2021年张店区重点项目", PreparedBy: "重点项目办公室",
		AsOf: models.DateOf(2021, 7, 6).At(9, 0), Figures: f}
	book := inspected(t, "monthly.xlsx", func(w io.Writer) error { return workbook.WriteMonthly(w, m) })
	sheet := theSheet(t, book, importer.KindProgress)
	if sheet.Name != "明细" {
		t.Errorf("%s is read, it should be 明细", sheet.Name)
	}
	compareReports(t, table, sheet)
}
