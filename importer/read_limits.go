package importer

import (
	"fmt"

	"duban/models"
)

// limits bound what one workbook may cost. A bureau's largest sheet is far below all of them.
type limits struct {
	file     int64 // bytes of the file
	plain    int64 // bytes of a text file, as it comes and as UTF-8
	unpacked int64 // bytes of all parts together
	part     int64 // bytes of one part
	entries  int
	ratio    int64 // unpacked ÷ packed of a part over a megabyte
	sheets   int
	rows     int // rows with content, of all sheets
	cells    int // cells with content, of all sheets
	merges   int // of one sheet
	covered  int // rows those merges reach over, each counted
	strings  int // shared strings
	text     int // bytes of all text
}

var defaultLimits = limits{
	file: 100 << 20, plain: 20 << 20, unpacked: 512 << 20, part: 300 << 20, entries: 10_000, ratio: 300, sheets: 500,
	rows: 110_000, cells: 2_500_000, merges: 100_000, covered: 1_000_000, strings: 1_000_000, text: 64 << 20,
}

func tooLarge(format string, args ...any) *models.Error {
	return refuse("too_large", "%s，已拒绝。请只保留需要的工作表后重新上传", fmt.Sprintf(format, args...))
}

func fileTooLarge(l limits) *models.Error { return tooLarge("文件超过上限 %d MB", l.file>>20) }

func plainTooLarge(name string, l limits) *models.Error {
	return tooLarge("文本文件「%s」超过上限 %d MB", name, l.plain>>20)
}

func tooManyRows(l limits) *models.Error {
	return tooLarge("有内容的行超过上限 %d 行", l.rows)
}

func tooManySheets(l limits) *models.Error { return tooLarge("工作表超过上限 %d 个", l.sheets) }

func tooManyCells(l limits) *models.Error { return tooLarge("单元格超过上限 %d 个", l.cells) }

func tooManyTexts() *models.Error { return tooLarge("文字数量超过上限") }

func tooMuchText() *models.Error { return tooLarge("文字总量超过上限") }

// merge keeps a merged block; one of a single cell is none.
func (s *rawSheet) merge(block cellRange, l limits) error {
	if len(s.merges) >= l.merges {
		return tooLarge("工作表「%s」的合并单元格超过上限 %d 个", s.name, l.merges)
	}
	if block.top != block.bottom || block.left != block.right {
		s.merges = append(s.merges, block)
	}
	return nil
}

// checkMerges bounds the rows, up to the sheet's last, that merged texts would be filled down into.
func (s *rawSheet) checkMerges(last int, l limits) error {
	covered := 0
	for _, m := range s.merges {
		if covered += max(0, min(m.bottom, last)-m.top); covered > l.covered {
			return tooLarge("工作表「%s」的合并单元格跨行过多", s.name)
		}
	}
	return nil
}
