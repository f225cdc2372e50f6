package sheet

// The most a row of a text file may have before it is split: a cell of Excel holds 32,767 characters.
const (
	maxRowBytes  = 4 << 20
	maxTextBytes = 1 << 20
)

// measureRows checks the rows of a text file before they are split. It refuses a row with more columns, or more text in
// a cell or in total, than a workbook can have, because a row is held in memory while it is split.
func measureRows(name string, text []byte, separator byte) error {
	row, columns, q := 1, 1, quoting{separator: separator}
	start, cell := 0, 0 // where the row and the cell begin
	for i, b := range text {
		switch {
		case !q.next(b):
		case b == separator:
			columns++
			cell = i + 1
		default:
			row++
			columns, start, cell = 1, i+1, i+1
		}
		switch {
		case columns > MaxColumn:
			return tooLarge("“%s”第 %d 行超过 %d 列", name, row, MaxColumn)
		case i-cell > maxTextBytes:
			return tooLarge("“%s”第 %d 行第 %d 列的文字超过 %d MB", name, row, columns, maxTextBytes>>20)
		case i-start > maxRowBytes:
			return tooLarge("“%s”第 %d 行的文字超过 %d MB", name, row, maxRowBytes>>20)
		}
		if row > maxRow && b != '\n' {
			return tooLarge("“%s”超过 %d 行", name, maxRow)
		}
	}
	return nil
}
