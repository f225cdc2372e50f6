package main

import (
	"archive/zip"
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"
)

// workbooks are the same sheet as three programs store it.
var workbooks = []struct {
	name string
	make func(ctx context.Context, c course, file string) (bool, error) // false: not possible on this machine
}{
	{"inline strings", func(_ context.Context, c course, file string) (bool, error) {
		return true,
			makeInline(c.rows, file)
	}},
	{"shared strings", func(_ context.Context, c course, file string) (bool, error) {
		return true,
			makeShared(c.rows, file)
	}},
	{"LibreOffice", makeResaved},
}

// makeInline stores the texts in the cells, as programs do that write from top to bottom.
func makeInline(n int, file string) (err error) {
	book := excelize.NewFile()
	defer func() {
		if closing := book.Close(); err == nil {
			err = closing
		}
	}()
	styles, err := newStyles(book)
	if err != nil {
		return err
	}
	stream, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	cells := make([]any, columnCount)
	for row, fields := range sheetRows(n) {
		for i, f := range fields {
			c := excelize.Cell{StyleID: styles[f.look], Formula: f.formula}
			switch {
			case f.text != "":
				c.Value = f.text
			case f.number != "":
				c.Value = asFloat(f.number)
			}
			cells[i] = c
		}
		if err := stream.SetRow(fmt.Sprintf("A%d", row), cells[:len(fields)]); err != nil {
			return err
		}
		if isSum(row, fields) {
			if err := stream.MergeCell(fmt.Sprintf("A%d", row), fmt.Sprintf("L%d", row)); err != nil {
				return err
			}
		}
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	return book.SaveAs(file)
}

func newStyles(book *excelize.File) (ids [looks]int, err error) {
	for l, format := range []string{"", "yyyy-mm-dd", "#,##0.00", "0.00%"} {
		style := &excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 10}, Alignment: &excelize.Alignment{WrapText: true,
			Vertical: "center"}}
		if format != "" {
			style.CustomNumFmt = &format
		}
		if ids[l], err = book.NewStyle(style); err != nil {
			return ids, err
		}
	}
	return ids, nil
}

func isSum(row int, fields []field) bool { return row > 3 && len(fields) < columnCount }

// makeShared stores each text once, as Excel does.
func makeShared(n int, file string) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	archive := zip.NewWriter(f)
	defer func() {
		for _, closing := range []error{archive.Close(), f.Close()} {
			if err == nil {
				err = closing
			}
		}
	}()
	for _, p := range fixedParts {
		if err := put(archive, p.name, func(w *bufio.Writer) { fmt.Fprint(w, p.content) }); err != nil {
			return err
		}
	}
	texts, count := shared{index: map[string]int{}}, 0
	if err := put(archive, "xl/worksheets/sheet1.xml", func(w *bufio.Writer) {
		count = writeSheet(w, n,
			&texts)
	}); err != nil {
		return err
	}
	return put(archive, "xl/sharedStrings.xml", func(w *bufio.Writer) {
		fmt.Fprintf(w, `%s<sst xmlns="%s" count="%d" uniqueCount="%d">`, declaration, mainSpace, count, len(texts.list))
		for _, s := range texts.list {
			fmt.Fprintf(w, "<si><t>%s</t></si>", xmlEscaper.Replace(s))
		}
		fmt.Fprint(w, "</sst>")
	})
}

// shared holds texts in the order of their first occurrence.
type shared struct {
	index map[string]int
	list  []string
}

func (s *shared) of(text string) int {
	i, ok := s.index[text]
	if !ok {
		i = len(s.list)
		s.index[text], s.list = i, append(s.list, text)
	}
	return i
}

var xmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// writeSheet writes the rows the way Excel does and returns the number of texts.
func writeSheet(w *bufio.Writer, n int, texts *shared) (count int) {
	fmt.Fprintf(w,
		`%s<worksheet xmlns="%s"><sheetViews><sheetView workbookViewId="0"/></sheetViews>`+
			`<sheetFormatPr defaultRowHeight="15"/><sheetData>`, declaration, mainSpace)
	var merges []int
	for row, fields := range sheetRows(n) {
		fmt.Fprintf(w, `<row r="%d" spans="1:%d" ht="28.5" customHeight="1">`, row, columnCount)
		for i, f := range fields {
			fmt.Fprintf(w, `<c r="%c%d" s="%d"`, 'A'+i, row, f.look)
			switch {
			case f.text != "":
				fmt.Fprintf(w, ` t="s"><v>%d</v></c>`, texts.of(f.text))
				count++
			case f.number == "":
				fmt.Fprint(w, "/>")
			case f.formula != "":
				fmt.Fprintf(w, "><f>%s</f><v>%s</v></c>", f.formula, f.number)
			default:
				fmt.Fprintf(w, "><v>%s</v></c>", f.number)
			}
		}
		fmt.Fprint(w, "</row>")
		if isSum(row, fields) {
			merges = append(merges, row)
		}
	}
	fmt.Fprintf(w, `</sheetData><mergeCells count="%d">`, len(merges))
	for _, row := range merges {
		fmt.Fprintf(w, `<mergeCell ref="A%d:L%d"/>`, row, row)
	}
	fmt.Fprint(w, "</mergeCells></worksheet>")
	return count
}

func put(archive *zip.Writer, name string, write func(*bufio.Writer)) error {
	part, err := archive.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(part, 1<<16)
	write(w)
	return w.Flush() // keeps the first error of all writes
}

// makeResaved opens the workbook of Excel's kind with LibreOffice and saves it again.
func makeResaved(ctx context.Context, c course, file string) (bool, error) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		return false, nil // without LibreOffice this workbook is left out, and the report says so
	}
	work, err := os.MkdirTemp("", "duban-bench-office")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(work)
	profile := "-env:UserInstallation=file://" + filepath.Join(work, "profile")
	//nolint:gosec // a program found by its fixed name
	convert := exec.CommandContext(ctx, office, "--headless", profile,
		"--convert-to", "xlsx", "--outdir", work, filepath.Join(c.dir, "shared strings.xlsx"))
	convert.Stderr = c.log
	if err := convert.Run(); err != nil {
		return false, fmt.Errorf("soffice: %w", err)
	}
	return true, move(filepath.Join(work, "shared strings.xlsx"), file)
}

// move copies a file, because the two folders may be on different disks.
func move(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	if closing := target.Close(); err == nil {
		err = closing
	}
	return err
}
