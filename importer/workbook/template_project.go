package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"

	"duban/importer/sheet"
	"duban/models"
)

// ProjectForm is a form for one project's month, for an owner without an account: the month's figures, and the open
// milestones.
type ProjectForm struct {
	Month      models.Month
	Due        models.Date
	To         string // who receives it
	Line       ProgressFormLine
	Milestones []MilestoneLine // open ones, by due date
}

// FileName is the form's name on any system: “ZD-2021-007 项目名称 2021年6月.xlsx”.
func (f ProjectForm) FileName() string {
	return fmt.Sprintf("%s %s %d年%d月.xlsx", safeName(f.Line.Code), clipped(safeName(f.Line.Name), 60), f.Month.Year(),
		f.Month.Number())
}

// safeName replaces characters that file systems do not allow in a name.
func safeName(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '-'
		}
		return r
	}, sheet.Tidy(s))
	return strings.Trim(s, " .")
}

func clipped(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most])
	}
	return s
}

// WriteProjectForm writes a project's form: 月报, 节点 when any is open, 填报说明. Errors are KindInternal.
func WriteProjectForm(w io.Writer, f ProjectForm) error {
	id := fmt.Sprintf("%s/%s", f.Line.Code, f.Month)
	report := progressForm(ProgressForm{Month: f.Month, Due: f.Due, To: f.To, Lines: []ProgressFormLine{f.Line}})
	report.id = id
	forms := []*form{report}
	if len(f.Milestones) > 0 {
		milestones := milestoneForm(MilestoneForm{Year: f.Month.Year(), Month: f.Month, Due: f.Due, To: f.To,
			Projects: []MilestoneProject{{
				Code: f.Line.Code, Name: f.Line.Name, ResponsibleUnit: f.Line.ResponsibleUnit, Milestones: f.Milestones,
			}}})
		milestones.id, milestones.single = id, true
		forms = append(forms, milestones)
	}
	title := fmt.Sprintf("%s %d年%d月报表", f.Line.Name, f.Month.Year(), f.Month.Number())
	return writeForms(w, title, formGuide(report.title, f.To, f.Due, f.Month.Year()), forms...)
}

// WriteProjectForms writes many projects' forms as a zip, each under its FileName. The same forms give the same bytes.
// Errors are KindInternal.
func WriteProjectForms(w io.Writer, forms []ProjectForm) error {
	archive := zip.NewWriter(w)
	taken := map[string]bool{}
	for _, f := range forms {
		var book bytes.Buffer
		if err := WriteProjectForm(&book, f); err != nil {
			return err
		}
		name := f.FileName()
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s（%d）.xlsx", strings.TrimSuffix(f.FileName(), ".xlsx"), n)
		}
		taken[strings.ToLower(name)] = true
		// Stored without compression: a workbook is compressed already.
		entry, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			return unwritable(name, err)
		}
		if _, err := entry.Write(book.Bytes()); err != nil {
			return unwritable(name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return unwritable("forms.zip", err)
	}
	return nil
}
