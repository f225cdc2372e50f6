package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path/filepath"
	"strings"
)

// readCSV reads a text file as one sheet named after the file. Every cell is text. Rows are numbered as in Excel: a
// blank line is a row, a line break inside quotes is not.
func readCSV(name string, content []byte, l Limits) ([]Sheet, error) {
	name = filepath.Base(name)
	if int64(len(content)) > l.Plain {
		return nil, plainTooLarge(name, l)
	}
	text, err := decodeText(content)
	if err != nil {
		return nil, err
	}
	text, separator := separatorOf(text)
	if separator != '\t' && strings.EqualFold(filepath.Ext(name), ".txt") {
		return nil, notWorkbook("文本", doUpload)
	}
	if err := measureRows(name, text, separator); err != nil {
		return nil, err
	}
	sheet := &Grid{Name: stem(name)}
	text = escapeQuotes(text, separator)
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = rune(separator), -1, true
	row, at, lines := 0, int64(0), 0 // lines: up to the byte at
	cells, size := 0, 0
	for {
		fields, err := r.Read()
		if err == io.EOF {
			return []Sheet{{sheetPart{Name: sheet.Name, Part: sheet.Name}, sheet}}, nil
		}
		if err != nil {
			return nil, brokenCSV(err)
		}
		first, _ := r.FieldPos(0)
		row += first - lines // the lines between are blank
		lines += bytes.Count(text[at:r.InputOffset()], []byte{'\n'})
		at = r.InputOffset()
		kept := Row{Number: row, Cells: make([]Cell, 0, filled(fields))}
		for i, field := range fields {
			if field == "" {
				continue
			}
			if field = plainField(field); field == "" {
				continue
			}
			kept.Cells = append(kept.Cells, Cell{Column: i + 1, Kind: Text, Text: field})
			size += len(field)
		}
		if cells += len(kept.Cells); cells > l.Cells {
			return nil, tooManyCells(l)
		}
		if size > l.Text {
			return nil, tooMuchText()
		}
		if len(kept.Cells) == 0 {
			continue
		}
		if len(sheet.Rows) == l.Rows {
			return nil, tooManyRows(l)
		}
		sheet.Rows = append(sheet.Rows, kept)
	}
}

// filled counts the fields with content.
func filled(fields []string) (n int) {
	for _, field := range fields {
		if field != "" {
			n++
		}
	}
	return n
}

// stem returns a file's name without folders and extension, which is the name of its one sheet.
func stem(name string) string {
	base := filepath.Base(name)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// brokenCSV returns the error for quotes that do not match: after that line it is unknown where a cell ends.
func brokenCSV(err error) error {
	parse, ok := errors.AsType[*csv.ParseError](err)
	if !ok {
		return damaged(err)
	}
	return Refuse("damaged", "第 %d 行的引号不成对，无法确定各列的界线，未导入任何内容。请用 Excel 或 WPS 打开，另存为 .xlsx 后上传", parse.StartLine).
		Because(err)
}

// separatorOf determines the separator of cells: the character that is equally frequent in most rows. Excel's own
// "sep=;" in the first line states it, and is not a row.
func separatorOf(text []byte) ([]byte, byte) {
	if line, rest, _ := bytes.Cut(text, []byte{'\n'}); bytes.HasPrefix(line, []byte("sep=")) {
		if sign := bytes.TrimRight(line[len("sep="):], "\r"); len(sign) == 1 && bytes.ContainsAny(sign, separators) {
			return rest, sign[0]
		}
	}
	best, rows, wide := byte(','), 0, 0
	for _, separator := range []byte(separators) {
		for n, agreeing := range agreeingRows(text[:min(len(text), 1<<20)], separator) {
			if n > 0 && (agreeing > rows || agreeing == rows && n > wide) {
				best, rows, wide = separator, agreeing, n
			}
		}
	}
	return text, best
}

const separators = ",;\t"

// agreeingRows counts the rows that have each number of separators outside quotes.
func agreeingRows(text []byte, separator byte) map[int]int {
	rows := map[int]int{}
	n, q := 0, quoting{separator: separator}
	for _, b := range text {
		switch {
		case !q.next(b):
		case b == separator:
			n++
		default:
			rows[n]++
			n = 0
		}
	}
	rows[n]++
	return rows
}
