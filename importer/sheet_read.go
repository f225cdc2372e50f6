package importer

import (
	"duban/models"
	"errors"
	"fmt"
	"path/filepath"
)

// Format is the file format of a workbook.
type Format string

// The formats.
const (
	FormatXLSX Format = "xlsx"
	FormatXLS  Format = "xls" // of Excel 97 to 2003, or 5 and 95
	FormatCSV  Format = "csv" // or text with tabs
)

// storedSheet is a sheet as stored, with what the workbook says about it.
type storedSheet struct {
	sheetPart
	raw *rawSheet // nil for a sheet without cells (a chart)
}

// readBook reads every sheet of a workbook to its end, also those nobody needs: damage anywhere refuses all.
func readBook(name string, content []byte, l limits) ([]storedSheet, error) {
	if formatIn(content) == FormatCSV && isTextName(name) && int64(len(content)) > l.plain {
		return nil, plainTooLarge(filepath.Base(name), l)
	}
	if refusal := sniff(name, content[:min(int64(len(content)), l.file)]); refusal != nil {
		return nil, refusal
	}
	switch formatIn(content) {
	case FormatXLS:
		return readCompound(name, content, l)
	case FormatCSV:
		return readCSV(name, content, l)
	}
	return readXLSX(content, l)
}

func readCompound(name string, content []byte, l limits) ([]storedSheet, error) {
	records := content
	if int64(len(content)) > l.file {
		return nil, fileTooLarge(l)
	}
	if !startsBIFF(content) {
		var err error
		if records, err = openCompound(name, content); err != nil {
			return nil, err
		}
	}
	return readXLS(stem(name), records, l)
}

func readXLSX(content []byte, l limits) ([]storedSheet, error) {
	c, err := openContainer(content, l)
	if err != nil {
		return nil, err
	}
	w, err := openWorkbook(c)
	if errors.Is(err, errNoWorkbook) {
		return nil, c.notXLSX()
	}
	if err != nil {
		return nil, orDamaged(err)
	}
	sheets := make([]storedSheet, 0, len(w.sheets))
	for _, part := range w.sheets {
		s := storedSheet{sheetPart: part}
		if part.part != "" {
			if w.read[partName(part.part)] {
				return nil, damagedSheet(part.name, 0, fmt.Errorf("part %s is another part too", part.part))
			}
			if s.raw, err = w.readSheet(part); err != nil {
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
