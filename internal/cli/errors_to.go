package cli

import (
	"bytes"
	"path/filepath"

	"github.com/spf13/cobra"

	"duban/importer"
	"duban/importer/workbook"
	"duban/models"
)

// errorsFlag adds --errors-to to a command that reads a workbook.
func errorsFlag(c *cobra.Command, to *string) {
	c.Flags().StringVar(to, "errors-to", "", "把问题标在工作簿上写到这个文件（.xlsx），改好后可直接导入")
}

// foundIn returns the findings of a workbook, each with its sheet.
func foundIn(book *importer.Book) []finding {
	found := []finding{}
	for _, f := range book.Findings() {
		found = append(found, finding{Sheet: f.Sheet, Cell: f.Cell, Severity: string(f.Severity), Code: f.Code,
			Message: f.Message.Text})
	}
	return found
}

// markErrors writes a copy of a workbook with its findings marked; it does nothing if to is "".
func (p *program) markErrors(to, path string, content []byte, found []finding) error {
	if to == "" {
		return nil
	}
	if len(found) == 0 {
		p.note("没有发现问题，未写出 %s", to)
		return nil
	}
	findings := make([]importer.Finding, len(found))
	for i, f := range found {
		findings[i] = importer.Finding{Sheet: f.Sheet, Cell: f.Cell, Severity: importer.Severity(f.Severity), Code: f.Code,
			Message: models.PlainMessage(f.Message)}
	}
	var out bytes.Buffer
	if err := workbook.WriteErrors(&out, filepath.Base(path), content, findings); err != nil {
		return err
	}
	if err := writeFile(to, out.Bytes(), false); err != nil {
		return err
	}
	p.note("已把 %d 处问题标在 %s 上，改好后可直接导入", len(found), to)
	return nil
}
