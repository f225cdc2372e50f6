package tracking

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"

	"duban/importer"
	"duban/importer/compare"
	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// ErrorWorkbook returns a workbook with everything marked that an import would report. It changes and stores nothing.
func (s *Service) ErrorWorkbook(ctx context.Context, actor models.Actor, u Upload) (fileName string, content []byte,
	err error) {
	if err := models.CanPlan(actor); err != nil {
		return "", nil, err
	}
	u.FileName = cleanFileName(u.FileName)
	leave, err := takeReadingTurn(ctx)
	if err != nil {
		return "", nil, err
	}
	defer leave()
	book, err := importer.InspectWith(ctx, u.FileName, u.Content, importer.Options{})
	if err != nil {
		return "", nil, err
	}
	if err := checkUnderstood(u.FileName, []*importer.Book{book}); err != nil {
		return "", nil, err
	}
	findings := book.Findings()
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		snapshot, err := snapshotFor(tx, book, u.Programme)
		if err != nil {
			return err
		}
		snapshot.Today = s.now().Date()
		diff, err := compare.Book(book, snapshot, compare.Choices{})
		// Not comparable: the findings of the workbook itself are still returned.
		if models.KindOf(err) == models.KindInvalid {
			findings = append(findings, importer.Finding{Severity: importer.SeverityError, Code: models.AsError(err).Code,
				Message: models.AsError(err).Message})
			return nil
		}
		if err != nil {
			return err
		}
		findings = diff.Findings
		for _, c := range diff.Conflicts {
			findings = append(findings, importer.Finding{Sheet: c.Sheet, Severity: importer.SeverityError, Code: "conflict",
				Message: models.Messagef("%s：%s", c.Name, c.Reason)})
		}
		return nil
	})
	if err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	if err := workbook.WriteErrors(&out, u.FileName, u.Content, findings); err != nil {
		return "", nil, err
	}
	name := filepath.Base(u.FileName)
	return strings.TrimSuffix(name, filepath.Ext(name)) + "（问题）.xlsx", out.Bytes(), nil
}
