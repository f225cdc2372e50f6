package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// write writes the filled form. Its formulas have their present results, and programs are asked to compute them again.
func (f *filling) write(w io.Writer) error {
	values := map[string]string{}
	f.formulas(func(cell, _ string) {
		result, err := f.book.CalcCellValue(f.sheet.Name, cell, excelize.Options{RawCellValue: true})
		if _, number := strconv.ParseFloat(result, 64); err == nil && number == nil {
			values[cell] = result // other formulas keep their old result until a program computes them
		}
	})
	f.do(f.book.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: new(true)}))
	if f.err != nil {
		return f.err
	}
	var out bytes.Buffer
	if err := f.book.Write(&out); err != nil {
		return err
	}
	return patchPart(w, out.Bytes(), f.part, func(sheet []byte) []byte { return withValues(sheet, values) })
}

var formulaCell = regexp.MustCompile(`(?s)<c r="([A-Z]+\d+)"([^>]*)>(<f[^>]*/>|<f[^>]*>.*?</f>)(?:<v>[^<]*</v>)?</c>`)

var cellType = regexp.MustCompile(` t="[^"]*"`)

// withValues adds the results to a sheet's formulas: excelize writes a formula without its result.
func withValues(sheet []byte, values map[string]string) []byte {
	return formulaCell.ReplaceAllFunc(sheet, func(cell []byte) []byte {
		m := formulaCell.FindSubmatch(cell)
		value, known := values[string(m[1])]
		if !known {
			return cell
		}
		attributes := cellType.ReplaceAll(m[2], nil)
		return []byte(`<c r="` + string(m[1]) + `"` + string(attributes) + `>` + string(m[3]) + `<v>` + value + `</v></c>`)
	})
}

// patchPart copies a workbook with one part rewritten.
func patchPart(w io.Writer, workbook []byte, name string, rewrite func([]byte) []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		return err
	}
	out := &steadyZip{out: w}
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			return err
		}
		content, err := io.ReadAll(r)
		if closing := r.Close(); err == nil {
			err = closing
		}
		if err != nil {
			return err
		}
		if part.Name == name {
			content = rewrite(content)
		}
		into, err := out.Create(part.Name)
		if err == nil {
			_, err = into.Write(content)
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}
