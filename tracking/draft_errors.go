package tracking

import (
	"archive/zip"
	"bytes"
	"context"
	"path/filepath"
	"strings"

	"duban/importer"
	"duban/importer/sheet"
	"duban/importer/workbook"
	"duban/models"
)

// DraftErrors returns a draft's workbook with every finding of its page marked in it. Of several workbooks, those with
// findings are returned in an archive.
func (s *Service) DraftErrors(ctx context.Context, actor models.Actor, id string) (fileName string, content []byte,
	err error) {
	d, err := s.ShowDraft(ctx, actor, id)
	if err != nil {
		return "", nil, err
	}
	if content, err = s.Evidence.Draft(id); err != nil {
		return "", nil, err
	}
	files, err := sheet.Unpack(d.File, content)
	if err != nil {
		return "", nil, err
	}
	stem := strings.TrimSuffix(d.File, filepath.Ext(d.File)) + "（问题）"
	var out bytes.Buffer
	if len(files) == 1 {
		err := workbook.WriteErrors(&out, files[0].Name, files[0].Content, d.findings(""))
		return stem + ".xlsx", out.Bytes(), err
	}
	archive := zip.NewWriter(&out)
	for _, f := range files {
		findings := d.findings(f.Name)
		if len(findings) == 0 {
			continue
		}
		part, err := archive.Create(strings.TrimSuffix(f.Name, filepath.Ext(f.Name)) + "（问题）.xlsx")
		if err == nil {
			err = workbook.WriteErrors(part, f.Name, f.Content, findings)
		}
		if err != nil {
			return "", nil, err
		}
	}
	err = archive.Close()
	return stem + ".zip", out.Bytes(), err
}

// findings returns the findings of one file of a draft; "" is its only one.
func (d ImportDraft) findings(file string) (all []importer.Finding) {
	for _, f := range d.Preview.Findings {
		if f.File == file {
			all = append(all, importer.Finding{Sheet: f.Sheet, Cell: f.Cell, Severity: importer.Severity(f.Severity),
				Code: f.Code, Message: f.Message})
		}
	}
	if !d.Problem.IsZero() {
		all = append(all, importer.Finding{Severity: importer.SeverityError, Code: "not_importable",
			Message: d.Problem})
	}
	return all
}
