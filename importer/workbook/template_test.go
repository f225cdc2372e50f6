package workbook_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/importer"
	"duban/importer/workbook"
	"duban/internal/testkit/booktest"
	"duban/models"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

const wan = models.Money(1_000_000)

var june = models.MonthOf(2021, 6)

func aProjectForm() workbook.ProjectForm {
	last := 7500*wan + 1
	return workbook.ProjectForm{
		Month: june, Due: models.DateOf(2021, 7, 5), To: "区重点项目办",
		Line: workbook.ProgressFormLine{
			Code: "ZD-2021-007", Name: "智能装备产业园一期", ResponsibleUnit: "区工业和信息化局", TotalInvestment: 52_000 * wan,
			AnnualPlan: 18_000 * wan, ToEndOfLastYear: 13_500 * wan, Last: &last,
		},
		Milestones: []workbook.MilestoneLine{
			{Name: "主体封顶", Controlling: true, Due: workbook.PlannedDate{Date: models.DateOf(2021, 6, 30),
				Precision: models.PrecisionMonth}},
			{Name: "设备进场", Due: workbook.PlannedDate{Date: models.DateOf(2021, 9, 30), Precision: models.PrecisionQuarter}},
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
		if s.Skipped.IsZero() {
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
	content := formBytes(t, func(w io.Writer) error { return workbook.WriteProjectForm(w, form) })
	back := filled(t, content, map[string]map[string]any{
		"月报": {"I6": 1600, "J6": 9100.0001, "L6": "主体封顶", "M6": "无", "N6": "设备招标", "O6": "是", "A8": "填报人：某某"},
		"节点": {"H6": time.Date(2021, 6, 28, 0, 0, 0, 0, time.UTC), "I6": "已验收"},
	})
	checkReturned(t, form, back, "")
	t.Run("saved again by LibreOffice", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "form.xlsx")
		if err := os.WriteFile(file, back, 0o600); err != nil {
			t.Fatal(err)
		}
		wrong := filepath.Join(t.TempDir(), "wrong.xlsx")
		if err := os.WriteFile(wrong, filled(t, back, map[string]map[string]any{"月报": {"J6": 9_200}}), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, format := range []string{"xlsx", "xls"} {
			files := booktest.Convert(t, map[string]string{"form": file, "wrong": wrong}, format, "")
			saved, err := os.ReadFile(files["form"])
			if err != nil {
				t.Fatal(err)
			}
			checkReturned(t, form, saved, "50.56") // it works the formulas out
			if format == "xlsx" {
				wantResult(t, files["form"], "通过")
				wantResult(t, files["wrong"], "请核对：累计≠上月累计＋本月，相差100.00万元")
			}
		}
	})
}

// wantResult looks at what a form says of itself.
func wantResult(t *testing.T, file, want string) {
	t.Helper()
	f, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if got, err := f.GetCellValue("月报", "P6"); err != nil || got != want {
		t.Errorf("%s says %q, want %q: %v", filepath.Base(file), got, want, err)
	}
}

// checkReturned wants exactly what was filled in.
func checkReturned(t *testing.T, form workbook.ProjectForm, back []byte, rate string) {
	t.Helper()
	sheets := byKind(read(t, back))
	total, plan, ytd, month := form.Line.TotalInvestment, form.Line.AnnualPlan, 9100*wan+100, 1600*wan
	progress := sheets[importer.KindProgress]
	if diff := cmp.Diff([]importer.ReportRow{{
		Row: 6, Code: "ZD-2021-007", Project: "智能装备产业园一期", ResponsibleUnit: "区工业和信息化局", Month: june, MonthAmount: &month,
		YearToDate: &ytd, Rate: rate,
		Physical: "主体封顶", Problems: "无", NextStep: "设备招标", Statistics: "是",
	}}, progress.Reports); diff != "" {
		t.Error(diff)
	}
	if len(progress.Projects) != 1 || *progress.Projects[0].TotalInvestment != total ||
		*progress.Projects[0].AnnualPlan != plan {
		t.Errorf("projects: %+v", progress.Projects)
	}
	if diff := cmp.Diff([]importer.MilestoneRow{
		{Row: 6, Code: "ZD-2021-007", Project: "智能装备产业园一期", ResponsibleUnit: "区工业和信息化局", Name: "主体封顶",
			Due:       models.DateOf(2021, 6, 30),
			Precision: models.PrecisionDay, Controlling: true, DoneOn: models.DateOf(2021, 6, 28), Note: "已验收"},
		{Row: 7, Code: "ZD-2021-007", Project: "智能装备产业园一期", ResponsibleUnit: "区工业和信息化局", Name: "设备进场",
			Due: models.DateOf(2021, 9, 30), Precision: models.PrecisionDay},
	}, sheets[importer.KindMilestones].Milestones); diff != "" {
		t.Error(diff)
	}
	if found := foundCodes(read(t, back)); len(found) != 0 {
		t.Errorf("findings: %v", found)
	}
}

func TestAFormReturnedEmptyIsNotZero(t *testing.T) {
	content := formBytes(t, func(w io.Writer) error { return workbook.WriteProjectForm(w, aProjectForm()) })
	book := read(t, content)
	report := byKind(book)[importer.KindProgress].Reports
	if len(report) != 1 || report[0].MonthAmount != nil || report[0].YearToDate != nil {
		t.Errorf("reports: %+v", report)
	}
	if found := foundCodes(book); cmp.Diff([]string{"notice not_filled_in"}, found) != "" {
		t.Errorf("findings: %v", found)
	}
}

// What an empty form asks for is read when it is given, in every kind of form.
func TestBlankFormsAreReadWhenFilledIn(t *testing.T) {
	plan := formBytes(t, func(w io.Writer) error {
		return workbook.WritePlanForm(w, workbook.PlanForm{Year: 2022, Units: manyUnits()})
	})
	book := read(t, filled(t, plan, map[string]map[string]any{"2022年投资计划": {
		"C7": "甲项目", "D7": "甲公司", "E7": "某局", "G7": "先进制造业", "H7": "续建", "I7": "建设类", "J7": "社会投资", "K7": "是", "L7": "厂房",
		"N7": 52_000, "O7": 13_500, "P7": 18_000.5,
		"Q7": 18_000.5, "AC7": "年底封顶", "AD7": "某镇", "AE7": day(2021, 3, 31), "AF7": day(2022, 12, 31),
	}}))
	total, past, annual := 52_000*wan, 13_500*wan, 18_000*wan+500_000
	if diff := cmp.Diff([]importer.ProjectRow{{
		Row: 7, Number: "1", Name: "甲项目", Owner: "甲公司", ResponsibleUnit: "某局", Sector: "先进制造业", Stage: models.StageCarried,
		Category: models.Implementation, Investor: models.InvestorPrivate,
		CityMajor: true, Scale: "厂房", TotalInvestment: &total, ToEndOfLastYear: &past, AnnualPlan: &annual,
		MonthPlans: []importer.MonthAmount{{Month: models.MonthOf(2022, 1), Amount: annual}},
		Goal:       "年底封顶", Place: "某镇", PlannedStart: models.DateOf(2021, 3, 31), PlannedFinish: models.DateOf(2022, 12, 31),
	}}, byKind(book)[importer.KindPlan].Projects); diff != "" {
		t.Error(diff)
	}
	wantNothingWrong(t, book)

	milestones := formBytes(t, func(w io.Writer) error {
		return workbook.WriteMilestoneForm(w,
			workbook.MilestoneForm{Year: 2021})
	})
	book = read(t, filled(t, milestones, map[string]map[string]any{"节点": {
		"B6": "ZD-2021-001", "C6": "甲项目", "E6": "主体封顶", "F6": "是", "G6": day(2021, 6, 30), "C7": "甲项目", "B7": "ZD-2021-001",
		"E7": "竣工", "F7": "否", "G7": day(2021, 12, 31), "H7": day(2021, 12, 1),
	}}))
	if got := byKind(book)[importer.KindMilestones].Milestones; len(got) != 2 || !got[0].Controlling ||
		got[1].Controlling || got[1].DoneOn != models.DateOf(2021, 12, 1) {
		t.Errorf("milestones: %+v", got)
	}
	wantNothingWrong(t, book)

	progress := formBytes(t, func(w io.Writer) error {
		return workbook.WriteProgressForm(w,
			workbook.ProgressForm{Month: june})
	})
	book = read(t, filled(t, progress, map[string]map[string]any{"月报": {"C6": "甲项目", "E6": 500, "F6": 100, "I6": 0,
		"J6": 30}}))
	if got := byKind(book)[importer.KindProgress].Reports; len(got) != 1 || *got[0].MonthAmount != 0 ||
		*got[0].YearToDate != 30*wan {
		t.Errorf("reports: %+v", got)
	}
	wantNothingWrong(t, book)
}

func day(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func manyUnits() []string {
	units := make([]string, 40)
	for i := range units {
		units[i] = fmt.Sprintf("第%d责任单位", i+1)
	}
	return units
}

func wantNothingWrong(t *testing.T, book *importer.Book) {
	t.Helper()
	for _, f := range book.Findings() {
		if f.Severity != importer.SeverityNotice {
			t.Errorf("%s %s: %s", f.Sheet, f.Cell, f.Message)
		}
	}
}

// What a form keeps out: words not on its list, amounts below zero, dates that are none; and changes to what is given.
func TestFormsKeepWrongValuesOut(t *testing.T) {
	content := formBytes(t, func(w io.Writer) error {
		return workbook.WritePlanForm(w, workbook.PlanForm{Year: 2022, Units: manyUnits()})
	})
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rules, err := f.GetDataValidations("2022年投资计划")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{}
	for _, rule := range rules {
		if !rule.ShowErrorMessage || rule.ErrorStyle == nil || *rule.ErrorStyle != "stop" {
			t.Errorf("%s does not block", rule.Sqref)
		}
		kinds[rule.Sqref[:strings.IndexByte(rule.Sqref, ':')]] = rule.Type + " " + rule.Formula1
	}
	for cell, want := range map[string]string{"E7": "list 字典!$A$1:$A$40", "H7": `list "新开工,续建,竣工投产"`, "N7": "decimal 0",
		"AE7": "date 36526"} {
		if kinds[cell] != want {
			t.Errorf("%s: %q, want %q", cell, kinds[cell], want)
		}
	}
	if visible, err := f.GetSheetVisible("字典"); err != nil || visible {
		t.Errorf("the lists are visible: %v", err)
	}
	for _, sheet := range f.GetSheetList() {
		if protection, err := f.GetSheetProtection(sheet); sheet != "填报说明" && (err != nil || !protection.SelectLockedCells ||
			protection.FormatCells) {
			t.Errorf("%s is not protected: %+v %v", sheet, protection, err)
		}
	}
}

// A form of one project or month cannot pass for another's.
func TestAFormThatIsNotWhatItSaysIsRefused(t *testing.T) {
	content := formBytes(t, func(w io.Writer) error { return workbook.WriteProjectForm(w, aProjectForm()) })
	for code, value := range map[string]string{"form_of_another_project": "表单编号：ZD-2021-008/2021-06",
		"form_of_another_month": "表单编号：ZD-2021-007/2021-05"} {
		book := read(t, changed(t, content, func(f *excelize.File) {
			if err := f.SetCellValue("月报", "A9", value); err != nil {
				t.Fatal(err)
			}
		}))
		if found := foundCodes(book); !slices.Contains(found, "error "+code) {
			t.Errorf("%s: %v", value, found)
		}
	}
	book := read(t, changed(t, content, func(f *excelize.File) {
		if err := f.SetCellValue("月报", "B6", nil); err != nil {
			t.Fatal(err)
		}
	}))
	if got := byKind(book)[importer.KindProgress]; got.Projects[0].Code != "ZD-2021-007" ||
		got.Reports[0].Code != "ZD-2021-007" {
		t.Errorf("a lost code is not taken from the form ID: %+v", got.Projects[0])
	}
}

func TestFileNamesAreSafeEverywhere(t *testing.T) {
	form := aProjectForm()
	form.Line.Name = "A/B:C*?\"<>|\\ 项目\n二期. "
	if got := form.FileName(); !strings.HasSuffix(got, "项目二期 2021年6月.xlsx") || strings.ContainsAny(got, "/\\:*?\"<>|\n") {
		t.Errorf("%q", got)
	}
	forms := []workbook.ProjectForm{form, form}
	content := formBytes(t, func(w io.Writer) error { return workbook.WriteProjectForms(w, forms) })
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.File) != 2 || archive.File[0].Name == archive.File[1].Name {
		t.Errorf("two projects of one name: %v", archive.File)
	}
}
