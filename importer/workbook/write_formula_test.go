package workbook

import (
	"bytes"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"duban/models"

	"github.com/xuri/excelize/v2"
)

// written opens what a writer wrote.
func written(t *testing.T, write func(io.Writer) error) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func raw(t *testing.T, f *excelize.File, sheet, cell string) string {
	t.Helper()
	v, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// moneyAt reads an amount out of a cell, exactly; a blank is not one.
func moneyAt(t *testing.T, f *excelize.File, sheet, cell string, unit models.Unit) models.Money {
	t.Helper()
	m, err := models.ParseMoney(raw(t, f, sheet, cell), unit)
	if err != nil {
		t.Fatalf("%s!%s: %v", sheet, cell, err)
	}
	return m
}

var (
	subtotal = regexp.MustCompile(`^SUBTOTAL\(9,([A-Z]+)(\d+):[A-Z]+(\d+)\)$`)
	plainSum = regexp.MustCompile(`^(SUM|SUMIFS|COUNTIFS|COUNTIF|COUNTA|RANK)\(`)
	operand  = regexp.MustCompile(`[A-Z]+\d+`)
)

// checkFormulas works out every formula of a sheet by the rules of spreadsheets and compares it with the value written
// beside it. SUBTOTAL passes over cells that are SUBTOTALs themselves: adding one up would count it twice. It returns
// how many there are.
func checkFormulas(t *testing.T, f *excelize.File, sheet string) int {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for i, row := range rows {
		for j := range row {
			cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
			formula, err := f.GetCellFormula(sheet, cell)
			if err != nil {
				t.Fatal(err)
			}
			if formula == "" {
				continue
			}
			checked++
			got, err := strconv.ParseFloat(raw(t, f, sheet, cell), 64)
			if err != nil {
				t.Errorf("%s!%s = %s has no number: %v", sheet, cell, formula, err)
				continue
			}
			if want := work(t, f, sheet, cell, formula); math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
				t.Errorf("%s!%s = %s: %v is written, it comes to %v", sheet, cell, formula, got, want)
			}
		}
	}
	return checked
}

func work(t *testing.T, f *excelize.File, sheet, cell, formula string) float64 {
	t.Helper()
	if m := subtotal.FindStringSubmatch(formula); m != nil {
		first, _ := strconv.Atoi(m[2])
		last, _ := strconv.Atoi(m[3])
		sum := 0.0
		for row := first; row <= last; row++ {
			part := m[1] + strconv.Itoa(row)
			if inner, _ := f.GetCellFormula(sheet, part); strings.HasPrefix(inner, "SUBTOTAL") {
				continue
			}
			if v := raw(t, f, sheet, part); v != "" {
				n, err := strconv.ParseFloat(v, 64)
				if err != nil {
					t.Fatalf("%s!%s in %s: %v", sheet, part, formula, err)
				}
				sum += n
			}
		}
		return sum
	}
	if plainSum.MatchString(formula) {
		v, err := f.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatalf("%s!%s = %s: %v", sheet, cell, formula, err)
		}
		n, err := strconv.ParseFloat(v, 64)
		if err != nil {
			t.Fatalf("%s!%s = %s: %v", sheet, cell, formula, err)
		}
		return n
	}
	// What remains is a ratio of cells: part, or (part-minus), over whole, perhaps in percentage points.
	parts := operand.FindAllString(formula, -1)
	values := make([]float64, len(parts))
	for i, part := range parts {
		values[i], _ = strconv.ParseFloat(raw(t, f, sheet, part), 64)
	}
	switch {
	case len(parts) == 2 && formula == parts[0]+"/"+parts[1]:
		return values[0] / values[1]
	case len(parts) == 3 && formula == "("+parts[0]+"-"+parts[1]+")/"+parts[2]+"*100":
		return (values[0] - values[1]) / values[2] * 100
	}
	t.Fatalf("%s!%s: unknown formula %s", sheet, cell, formula)
	return 0
}
