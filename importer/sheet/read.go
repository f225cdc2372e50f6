package sheet

import (
	"errors"
	"fmt"
	"path/filepath"

	"duban/models"
)

// Format is the file format of a workbook.
type Format string

// The formats.
const (
	XLSX Format = "xlsx"
	XLS  Format = "xls"  // of Excel 97 to 2003, or 5 and 95
	CSV  Format = "csv"  // or text with tabs
	HTML Format = "html" // a web page with tables, whatever its name
	DOCX Format = "docx" // a Word document with tables
)

// Sheet is a sheet as stored, with its properties in the workbook.
type Sheet struct {
	sheetPart
	Grid *Grid // nil for a sheet without cells (a chart)
}

// Read reads every sheet of a workbook to its end, including those not needed: damage anywhere refuses all.
func Read(name string, content []byte, l Limits) ([]Sheet, error) {
	format := FormatOf(content)
	if format == CSV && isTextName(name) && int64(len(content)) > l.Plain {
		return nil, plainTooLarge(filepath.Base(name), l)
	}
	if refusal := sniff(name, content[:min(int64(len(content)), l.File)]); refusal != nil {
		return nil, refusal
	}
	switch format {
	case XLS:
		return readCompound(name, content, l)
	case HTML:
		return readHTML(filepath.Base(name), content, l)
	case CSV:
		return readCSV(name, content, l)
	}
	return readXLSX(name, content, l)
}

func readCompound(name string, content []byte, l Limits) ([]Sheet, error) {
	records := content
	if int64(len(content)) > l.File {
		return nil, FileTooLarge(l)
	}
	if !startsBIFF(content) {
		var err error
		if records, err = openCompound(name, content); err != nil {
			return nil, err
		}
	}
	return readXLS(stem(name), records, l)
}

func readXLSX(name string, content []byte, l Limits) ([]Sheet, error) {
	c, err := openContainer(content, l)
	if err != nil {
		return nil, err
	}
	if c.docxPart() != "" {
		return readDOCX(name, c)
	}
	w, err := openWorkbook(c)
	if errors.Is(err, errNoWorkbook) {
		return nil, c.notXLSX()
	}
	if err != nil {
		return nil, orDamaged(err)
	}
	sheets := make([]Sheet, 0, len(w.sheets))
	for _, part := range w.sheets {
		s := Sheet{sheetPart: part}
		if part.Part != "" {
			if w.read[partName(part.Part)] {
				return nil, damagedSheet(part.Name, 0, fmt.Errorf("part %s is another part too", part.Part))
			}
			if s.Grid, err = w.readSheet(part); err != nil {
				return nil, err
			}
		}
		sheets = append(sheets, s)
	}
	if err := c.check(w.read); err != nil {
		return nil, orDamaged(err)
	}
	return sheets, nil
}

func orDamaged(err error) *models.Error {
	if refusal := refusalIn(err); refusal != nil {
		return refusal
	}
	return damaged(err)
}
