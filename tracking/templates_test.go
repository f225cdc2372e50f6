package tracking_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"duban/importer"
	"duban/models"
	"duban/tracking"
)

// The forms of all projects go out, are filled in and come back: exactly the figures that were filled in are taken
// over.
func TestFormsSentOutComeBackAsFilledIn(t *testing.T) {
	h := planned(t, 6)
	h.bring("may", progressBook(t, first(6), 5))
	h.until(models.DateOf(2021, 7, 1).At(9, 0))
	name, content, err := h.Template(t.Context(), office, tracking.TemplateRequest{Kind: tracking.TemplateProject,
		Month: june})
	if err != nil {
		t.Fatal(err)
	}
	if name != "2021年6月月报表（6个项目）.zip" {
		t.Errorf("the zip is called %q", name)
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.File) != 6 {
		t.Fatalf("%d forms", len(archive.File))
	}
	for i, file := range archive.File {
		code := fmt.Sprintf("ZD-2021-%03d", i+1)
		before := h.project(file.Name[len(code)+1 : strings.LastIndex(file.Name, " ")])
		if !strings.HasPrefix(file.Name, code+" ") || !strings.HasSuffix(file.Name, " 2021年6月.xlsx") || file.NonUTF8 {
			t.Errorf("form %d is called %q", i+1, file.Name)
		}
		may := models.LatestApproved(before.Reports)
		ytd := *may.ApprovedYTD + 12_345_600
		h.bring("back "+code, fillForm(t, file, models.Money(12_345_600), ytd))
		after := h.project(before.Project.Name)
		report := after.Reports[len(after.Reports)-1]
		if report.Month != june || *report.ReportedMonth != 12_345_600 || *report.ReportedYTD != ytd ||
			report.ApprovedYTD != nil || report.Status != models.ReportWaiting || report.Physical != "主体施工" {
			t.Errorf("%s came back as %+v", code, report)
		}
		if diff := cmp.Diff(before.MonthPlans, after.MonthPlans) + cmp.Diff(before.Milestones, after.Milestones); diff != "" {
			t.Errorf("%s: the form changed more than the month:\n%s", code, diff)
		}
	}
}

// A form that Duban made is the owner's word: it waits for review, and the preview says so, unless the office says that
// the figures are its own.
func TestAReturnedFormWaitsUnlessTheOfficeSaysOtherwise(t *testing.T) {
	h := planned(t, 2)
	h.bring("may", progressBook(t, first(2), 5))
	h.until(models.DateOf(2021, 7, 1).At(9, 0))
	archive, err := zip.NewReader(bytes.NewReader(h.projectForms()), int64(len(h.projectForms())))
	if err != nil {
		t.Fatal(err)
	}
	ytd := *models.LatestApproved(h.facts(district)[0].Reports).ApprovedYTD + 100_000_000
	content := fillForm(t, archive.File[0], 100_000_000, ytd)
	p := h.preview("form", content)
	if e := p.Effect; !e.FromOwners || e.Forms == 0 || e.Waiting != 1 || e.Months != 0 ||
		!strings.Contains(e.Message.String(), "1 项等待审定") {
		t.Errorf("%+v", e)
	}
	u := upload("own", content)
	u.Choices.AsOffice = true
	if e := h.preparePreview(u).Effect; e.FromOwners || e.Months != 1 || e.Waiting != 0 ||
		!strings.Contains(e.Message.String(), "直接成为审定数") {
		t.Errorf("%+v", e)
	}
}

// fillForm fills a project's month in as its owner would.
func fillForm(t *testing.T, file *zip.File, month, ytd models.Money) []byte {
	t.Helper()
	r, err := file.Open()
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for cell, value := range map[string]any{"I6": month.Float(models.WanYuan), "J6": ytd.Float(models.WanYuan),
		"L6": "主体施工"} {
		if err := f.SetCellValue("月报", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	return workbookBytes(t, func(w io.Writer) error { return f.Write(w) })
}

func TestAnOwnerGetsTheFormsOfItsOwnProjects(t *testing.T) {
	s := newFixture(t)
	for kind, cell := range map[tracking.TemplateKind]string{tracking.TemplateProgress: "月报",
		tracking.TemplateMilestones: "节点"} {
		_, content, err := s.Template(t.Context(), holding(models.RoleOwner, s.own.OwnerID),
			tracking.TemplateRequest{Kind: kind, Month: june})
		if err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows(cell)
		if err != nil {
			t.Fatal(err)
		}
		codes := map[string]bool{}
		for _, row := range rows[5:] {
			if len(row) > 1 && strings.HasPrefix(row[1], "ZD-") {
				codes[row[1]] = true
			}
		}
		if diff := cmp.Diff(map[string]bool{s.own.Code: true}, codes); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
		_ = f.Close()
	}
	_, _, err := s.Template(t.Context(), holding(models.RoleOwner, "nobody"),
		tracking.TemplateRequest{Kind: tracking.TemplateProject, Month: june})
	wantCode(t, err, models.KindForbidden, "forbidden")
}

func TestTheChaseNamesWhoHasNotReportedByUnit(t *testing.T) {
	h := planned(t, 4)
	d := first(4)
	table := d.Progress(june)
	for i := range table.Sections {
		for j := range table.Sections[i].Lines {
			if line := &table.Sections[i].Lines[j]; i > 0 || j > 0 {
				line.Month, line.YearToDate, line.Physical, line.Problems, line.NextStep = nil, nil, "", "", ""
			}
		}
	}
	h.bring("june", workbookBytes(t, writeProgress(table)))
	early, err := h.ChaseText(t.Context(), office, "", june)
	if err != nil || !strings.Contains(early.Text, "自6月25日起填报") {
		t.Errorf("before the round opens: %v %s", err, early.Text)
	}
	h.until(models.DateOf(2021, 7, 2).At(9, 0))
	board, err := h.ChaseText(t.Context(), office, "", june)
	if err != nil {
		t.Fatal(err)
	}
	if board.Projects != 4 || board.Approved != 1 || board.Missing != 3 || board.Due != models.DateOf(2021, 7, 5) {
		t.Errorf("%+v", board)
	}
	if strings.Contains(board.Text, board.Lines[0].Name) {
		t.Errorf("%s has reported and is chased", board.Lines[0].Name)
	}
	for _, line := range board.Lines[1:] {
		if !strings.Contains(board.Text, line.Unit+"（") || !strings.Contains(board.Text, line.Code+" "+line.Name) {
			t.Errorf("%s of %s is not chased:\n%s", line.Name, line.Unit, board.Text)
		}
	}
	if !strings.Contains(board.Text, "7月5日") {
		t.Error("the text does not say by when")
	}
}

func TestTheErrorWorkbookSaysWhatAnImportWould(t *testing.T) {
	h := planned(t, 4)
	h.bring("may", progressBook(t, first(4), 5))
	table := first(4).Progress(june)
	table.Sections[0].Lines[0].Name = "没有这个项目"
	_, content, err := h.ErrorWorkbook(t.Context(), office, upload("k", workbookBytes(t, writeProgress(table))))
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows("问题清单")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(fmt.Sprint(rows), "不在项目清单") {
		t.Errorf("the list does not say that the project is unknown: %v", rows)
	}
	if _, err := importer.Inspect("again.xlsx", content); err != nil {
		t.Error(err)
	}
}
