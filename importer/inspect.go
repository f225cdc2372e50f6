package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"duban/importer/sheet"
	"duban/models"
)

// InspectFile reads a workbook from disk. Errors are those of Inspect, and KindInvalid with code "file_unreadable".
func InspectFile(path string) (*Book, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, sheet.Refuse("file_unreadable", "没有找到文件“%s”，请核对文件名和位置", name).Because(err)
	case err != nil:
		return nil, sheet.Refuse("file_unreadable", "无法读取文件“%s”，请检查权限", name).Because(err)
	case info.IsDir():
		return nil, sheet.Refuse("file_unreadable", "“%s”是文件夹，请指定其中的工作簿", name)
	case info.Size() > sheet.DefaultLimits.File:
		return nil, sheet.FileTooLarge(sheet.DefaultLimits)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, sheet.Refuse("file_unreadable", "无法读取文件“%s”，请检查权限", name).Because(err)
	}
	return Inspect(name, content)
}

// Inspect reads a workbook. The name is used in messages, and as the last place to look for a year or a month.
//
// A workbook that cannot be used is refused with a *models.Error of KindInvalid: "empty", "encrypted",
// "not_a_workbook", "damaged", "too_large", or a format that is not read. Everything else is a finding.
func Inspect(name string, content []byte) (*Book, error) {
	return InspectWith(context.Background(), name, content, Options{})
}

// InspectWith is Inspect with a person's answers about such workbooks. When ctx is cancelled the error is a
// *models.Error of KindInvalid with code "cancelled".
func InspectWith(ctx context.Context, name string, content []byte, o Options) (*Book, error) {
	return InspectWithin(ctx, name, content, sheet.DefaultLimits, o)
}

// InspectWithin is InspectWith with limits other than the default ones.
func InspectWithin(ctx context.Context, name string, content []byte, l sheet.Limits, o Options) (*Book, error) {
	o.report(Progress{Stage: "reading"})
	sheets, err := sheet.Read(name, content, l)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(content)
	book := &Book{File: filepath.Base(name), SHA256: hex.EncodeToString(sum[:]), Format: sheet.FormatOf(content),
		Sheets: make([]Sheet, 0, len(sheets))}
	for _, s := range sheets {
		if ctx.Err() != nil {
			return nil, cancelled(book.File)
		}
		book.Sheets = append(book.Sheets, readSheet(ctx, s, book.File, o)...)
	}
	if ctx.Err() != nil {
		return nil, cancelled(book.File)
	}
	skipCopies(book, o)
	return book, nil
}

func cancelled(file string) *models.Error {
	return sheet.Refuse("cancelled", "已取消读取“%s”，没有改动任何数据", file)
}
