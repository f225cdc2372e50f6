package importer_test

import (
	"bytes"
	"io"
	"testing"
	"time"

	"duban/importer"
	"duban/models"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

const wan = models.Money(1_000_000)

var june = models.MonthOf(2021, 6)

func aProjectForm() importer.ProjectForm {
	last := 7500*wan + 1
	return importer.ProjectForm{
		Month: june, Due: models.DateOf(2021, 7, 5), To: "区重点项目办",
		Line: importer.ProgressFormLine{
			Code: "ZD-2021-007", Name: "智能装备产业园一期", ResponsibleUnit: "区工业和信息化局", TotalInvestment: 52_000 * wan, AnnualPlan: 18_000 * wan, Last: &last,
		},
		Milestones: []importer.MilestoneLine{
			{Name: "主体封顶", Controlling: true, Due: importer.PlannedDate{Date: models.DateOf(2021, 6, 30), Precision: models.PrecisionMonth}},
			{Name: "设备进场", Due: importer.PlannedDate{Date: models.DateOf(2021, 9, 30), Precision: models.PrecisionQuarter}},
		},
	}
}

// formBytes writes a form.
func formBytes(t *testing.T, write func(io.Writer) error) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// filled sets cells as a person would, on sheets that let them.
func filled(t *testing.T, content []byte, values map[string]map[string]any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for sheet, cells := range values {
		for cell, value := range cells {
			id, err := f.GetCellStyle(sheet, cell)
			if err != nil {
				t.Fatal(err)
			}
			style, err := f.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			if style.Protection == nil || style.Protection.Locked {
				t.Errorf("%s!%s is locked", sheet, cell)
			}
			if err := f.SetCellValue(sheet, cell, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// byKind are the sheets of a book that are read.
func byKind(book *importer.Book) map[importer.SheetKind]importer.Sheet {
	read := map[importer.SheetKind]importer.Sheet{}
	for _, s := range book.Sheets {
		if s.Skipped == "" {
			read[s.Kind] = s
		}
	}
	return read
}

func read(t *testing.T, content []byte) *importer.Book {
	t.Helper()
	book, err := importer.Inspect("form.xlsx", content)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func foundCodes(book *importer.Book) []string {
	var all []string
	for _, f := range book.Findings() {
		all = append(all, string(f.Severity)+" "+f.Code)
	}
	return all
}

// What an owner fills into a form comes back, and nothing that was there before.
func TestAProjectFormComesBackWithWhatWasFilledIn(t *testing.T) {
	form := aProjectForm()
	content := formBytes(t, func(w io.Writer) error { return importer.WriteProjectForm(w, form) })
	back := filled(t, content, map[string]map[string]any{
		"月报": {"H6": 1600, "I6": 9100.0001, "K6": "主体封顶", "L6": "无", "M6": "设备招标", "N6": "是", "A8": "填报人：某某"},
		"节点": {"H6": time.Date(2021, 6, 28, 0, 0, 0, 0, time.UTC), "I6": "已验收"},
	})
	sheets := byKind(read(t, back))
	total, plan, ytd, month := form.Line.TotalInvestment, form.Line.AnnualPlan, 9100*wan+100, 1600*wan
	progress := sheets[importer.KindProgress]
	if diff := cmp.Diff([]importer.ReportRow{{
		Row: 6, Code: "ZD-2021-007", Project: "智能装备产业园一期", ResponsibleUnit: "区工业和信息化局", Month: june, MonthAmount: &month, YearToDate: &ytd,
		Physical: "主体封顶", Problems: "无", NextStep: "设备招标", Statistics: "是",
	}}, progress.Reports); diff != "" {
		t.Error(diff)
	}
	if len(progress.Projects) != 1 || *progress.Projects[0].TotalInvestment != total || *progress.Projects[0].AnnualPlan != plan {
		t.Errorf("projects: %+v", progress.Projects)
	}
	if diff := cmp.Diff([]importer.MilestoneRow{
		{Row: 6, Code: "ZD-2021-007", Project: "智能装备产业园一期", ResponsibleUnit: "区工业和信息化局", Name: "主体封顶", Due: models.DateOf(2021, 6, 30),
			Precision: models.PrecisionDay, Controlling: true, DoneOn: models.DateOf(2021, 6, 28), Note: "已验收"},
		{Row: 7, Code: "ZD-2021-007", Project: "智能装备产业园一期", ResponsibleUnit: "区工业和信息化局", Name: "设备进场", Due: models.DateOf(2021, 9, 30), Precision: models.PrecisionDay},
	}, sheets[importer.KindMilestones].Milestones); diff != "" {
		t.Error(diff)
	}
	if found := foundCodes(read(t, back)); cmp.Diff([]string{"notice instruction_row", "notice instruction_row"}, found) != "" {
		t.Errorf("findings: %v", found)
	}
}

func TestAFormReturnedEmptyIsNotZero(t *testing.T) {
	content := formBytes(t, func(w io.Writer) error { return importer.WriteProjectForm(w, aProjectForm()) })
	book := read(t, content)
	report := byKind(book)[importer.KindProgress].Reports
	if len(report) != 1 || report[0].MonthAmount != nil || report[0].YearToDate != nil {
		t.Errorf("reports: %+v", report)
	}
	if found := foundCodes(book); cmp.Diff([]string{"notice instruction_row", "notice not_filled_in", "notice instruction_row"}, found) != "" {
		t.Errorf("findings: %v", found)
	}
}
