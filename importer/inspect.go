package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"duban/models"
)

// InspectFile reads a workbook from disk and says what is understood of it. Errors are those of Inspect, and
// KindInvalid with code "file_unreadable".
func InspectFile(path string) (*Book, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, refuse("file_unreadable", "没有找到文件「%s」，请核对文件名和位置", name).Because(err)
	case err != nil:
		return nil, refuse("file_unreadable", "无法读取文件「%s」，请检查权限", name).Because(err)
	case info.IsDir():
		return nil, refuse("file_unreadable", "「%s」是文件夹，请指定其中的工作簿", name)
	case info.Size() > defaultLimits.file:
		return nil, fileTooLarge(defaultLimits)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, refuse("file_unreadable", "无法读取文件「%s」，请检查权限", name).Because(err)
	}
	return Inspect(name, content)
}

// Inspect says what is understood of a workbook. The name serves to say so, and as the last place to look for a year
// or a month.
//
// A workbook that cannot be used as a whole is refused with an *models.Error of KindInvalid: "empty", "encrypted",
// "not_a_workbook", "damaged", "too_large", or a format that is not read. Everything else is a finding.
func Inspect(name string, content []byte) (*Book, error) {
	return InspectWith(context.Background(), name, content, Options{})
}

// InspectWith is Inspect with what a person has said about such a workbook. When ctx is cancelled the answer is an
// *models.Error of KindInvalid with code "cancelled".
func InspectWith(ctx context.Context, name string, content []byte, o Options) (*Book, error) {
	return inspect(ctx, name, content, defaultLimits, o)
}

func inspect(ctx context.Context, name string, content []byte, l limits, o Options) (*Book, error) {
	o.report(Progress{Stage: "reading"})
	sheets, err := readBook(name, content, l)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(content)
	book := &Book{File: filepath.Base(name), SHA256: hex.EncodeToString(sum[:]), Format: formatIn(content),
		Sheets: make([]Sheet, 0, len(sheets))}
	for _, s := range sheets {
		if ctx.Err() != nil {
			return nil, cancelled(book.File)
		}
		book.Sheets = append(book.Sheets, understand(ctx, s, book.File, o)...)
	}
	if ctx.Err() != nil {
		return nil, cancelled(book.File)
	}
	skipCopies(book, o)
	return book, nil
}

func cancelled(file string) *models.Error {
	return refuse("cancelled", "已取消读取「%s」，没有改动任何数据", file)
}

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
