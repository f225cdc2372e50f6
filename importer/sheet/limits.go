package sheet

import (
	"duban/models"
)

// Limits bound the cost of one workbook. They are far above a bureau's largest sheet.
type Limits struct {
	File     int64 // bytes of the file
	Plain    int64 // bytes of a text file, before and after conversion to UTF-8
	Unpacked int64 // bytes of all parts together
	Part     int64 // bytes of one part
	Entries  int
	Ratio    int64 // unpacked ÷ packed of a part over a megabyte
	Sheets   int
	Rows     int // rows with content, of all sheets
	Cells    int // cells with content, of all sheets
	Merges   int // of one sheet
	Covered  int // rows covered by those merges, each counted
	Strings  int // shared strings
	Text     int // bytes of all text
}

// DefaultLimits are the limits of a workbook that is read.
var DefaultLimits = Limits{
	File: 100 << 20, Plain: 20 << 20, Unpacked: 512 << 20, Part: 300 << 20, Entries: 10_000, Ratio: 300, Sheets: 500,
	Rows: 110_000, Cells: 2_500_000, Merges: 100_000, Covered: 1_000_000, Strings: 1_000_000, Text: 64 << 20,
}

func tooLarge(format string, args ...any) *models.Error {
	return Refuse("too_large", "%s，已拒绝。请只保留需要的工作表后重新上传", models.Messagef(format, args...))
}

// FileTooLarge is the error for a file over the limit. KindInvalid with code "too_large".
func FileTooLarge(l Limits) *models.Error { return tooLarge("文件超过上限 %d MB", l.File>>20) }

func plainTooLarge(name string, l Limits) *models.Error {
	return tooLarge("文本文件“%s”超过上限 %d MB", name, l.Plain>>20)
}

func tooManyRows(l Limits) *models.Error {
	return tooLarge("有内容的行超过上限 %d 行", l.Rows)
}

func tooManySheets(l Limits) *models.Error { return tooLarge("工作表超过上限 %d 个", l.Sheets) }

func tooManyCells(l Limits) *models.Error { return tooLarge("单元格超过上限 %d 个", l.Cells) }

func tooManyTexts() *models.Error { return tooLarge("文字数量超过上限") }

func tooMuchText() *models.Error { return tooLarge("文字总量超过上限") }

// Merge records a merged range; one of a single cell is ignored.
func (s *Grid) Merge(block Range, l Limits) error {
	if len(s.Merges) >= l.Merges {
		return tooLarge("工作表“%s”的合并单元格超过上限 %d 个", s.Name, l.Merges)
	}
	if block.Top != block.Bottom || block.Left != block.Right {
		s.Merges = append(s.Merges, block)
	}
	return nil
}

// CheckMerges bounds the rows, up to the sheet's last, into which merged texts would be filled down.
func (s *Grid) CheckMerges(last int, l Limits) error {
	covered := 0
	for _, m := range s.Merges {
		if covered += max(0, min(m.Bottom, last)-m.Top); covered > l.Covered {
			return tooLarge("工作表“%s”的合并单元格跨行过多", s.Name)
		}
	}
	return nil
}
