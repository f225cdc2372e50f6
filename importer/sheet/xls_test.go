package sheet

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"duban/models"
)

// What a cell of BIFF8 can hold.
func TestXLSCells(t *testing.T) {
	packed := func(n float64) uint32 { return uint32(math.Float64bits(n) >> 32) }
	wholes := func(n int32, hundredths uint32) uint32 { return uint32(n)<<2 | 2 | hundredths }
	textResult := []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}
	formula := func(row, column uint16, result any) []byte {
		return cell(biffFormula, row, column, 0, result, make([]byte, 8))
	}
	globals := slices.Concat(
		record(biffCodePage, uint16(1200)), record(biffDateMode, uint16(0)),
		record(biffFormat, uint16(164), characters(`yyyy"年"m"月"`), wideText(`yyyy"年"m"月"`)),
		record(biffExtended, uint16(0), uint16(0), make([]byte, 16)), record(biffExtended, uint16(0), uint16(14),
			make([]byte, 16)),
		record(biffExtended, uint16(0), uint16(164), make([]byte, 16)),
		record(biffStrings, uint32(9), uint32(2), characters("甲项目"), wideText("甲项目"), uint16(3), byte(0), "ab\xe9"),
	)
	sheet := Bound{Name: "表", Records: slices.Concat(
		record(biffColumn, uint16(2), uint16(3), uint16(0), uint16(0), uint16(1), uint16(0)),
		record(biffRow, uint16(4), uint16(0), uint16(9), uint16(0), uint16(0), uint16(0), uint16(0x20), uint16(0)),
		cell(biffStringCell, 0, 0, 0, uint32(0)), cell(biffStringCell, 0, 1, 0, uint32(1)),
		cell(biffNumber, 0, 2, 1, 44376.0), cell(biffNumber, 0, 3, 2, 44348.5),
		cell(biffNumber, 0, 4, 0, 713355.17399999897), cell(biffNumber, 0, 5, 0, -1e300), cell(biffNumber, 0, 6, 0, 0.1),
		cell(biffRK, 1, 0, 0, packed(1.5)), cell(biffRK, 1, 1, 0, wholes(-7, 0)), cell(biffRK, 1, 2, 0, wholes(12345, 1)),
		cell(biffRK, 1, 3, 0, packed(550)|1),
		record(biffManyRK, uint16(2), uint16(1), uint16(0), wholes(1, 0), uint16(1), wholes(44376, 0), uint16(2)),
		cell(biffBoolOrError, 3, 0, 0, byte(1), byte(0)), cell(biffBoolOrError, 3, 1, 0, byte(0x17), byte(1)),
		cell(biffRichString, 3, 2, 0, uint16(3), byte(0), "abc", uint16(1), uint32(0)), label(3, 3, "乙😀"), label(3, 4, ""),
		formula(4, 0, 2.5), formula(4, 1, textResult), record(0x04BC, make([]byte, 10)), record(biffString, uint16(3),
			wideText("合格的")),
		formula(4, 2, []byte{1, 0, 1, 0, 0, 0, 0xFF, 0xFF}), formula(4, 3, []byte{2, 0, 0x07, 0, 0, 0, 0xFF, 0xFF}),
		formula(4, 4, []byte{3, 0, 0, 0, 0, 0, 0xFF, 0xFF}), formula(4, 5, textResult),
		begin(0x0020), cell(biffNumber, 9, 9, 0, 1.0), end(), // a chart inside the sheet
		record(biffMerges, uint16(2), uint16(0), uint16(1), uint16(7), uint16(8), uint16(5), uint16(5), uint16(5), uint16(5)),
		cell(biffNumber, 6, 1, 0, 2.0), cell(biffNumber, 6, 0, 0, 1.0), cell(biffNumber, 5, 0, 0, 0.0), // in no order
	)}
	sheets, err := Read("a.xls", StreamOf(globals, sheet, Bound{Name: "图", kind: 2}, Bound{Name: "藏", state: 1},
		Bound{Name: "深藏", state: 2}), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"A1 text 甲项目", "B1 text abé", "C1 number 44376 date", "D1 number 44348.5 date", "E1 number 713355.173999999",
		"F1 number -1E+300", "G1 number 0.1",
		"A2 number 1.5", "B2 number -7", "C2 number 123.45", "D2 number 5.5", "B3 number 1", "C3 number 44376 date",
		"A4 bool 1", "B4 error #REF!", "C4 text abc", "D4 text 乙😀",
		"A5 number 2.5 formula", "B5 text 合格的 formula", "C5 bool 1 formula", "D5 error #DIV/0! formula",
		"F5 unknown  formula",
		"A6 number 0", "A7 number 1", "B7 number 2",
	}
	got := sheets[0].Grid
	if diff := cmp.Diff(want, cellsOf(got)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if !slices.Equal(got.Merges, []Range{{1, 8, 2, 9}}) || !slices.Equal(got.HiddenColumns,
		[]Range{{Left: 3, Right: 4}}) {
		t.Errorf("merges %v, hidden columns %v", got.Merges, got.HiddenColumns)
	}
	for _, row := range got.Rows {
		if row.Hidden != (row.Number == 5) {
			t.Errorf("row %d hidden: %v", row.Number, row.Hidden)
		}
	}
	var names []string
	for _, s := range sheets {
		names = append(names, fmt.Sprintf("%s %v %v", s.Name, s.Hidden, s.Grid != nil))
	}
	if want := []string{"表 false true", "图 false false", "藏 true true", "深藏 true true"}; !slices.Equal(names, want) {
		t.Errorf("sheets %q, want %q", names, want)
	}
}

// Shared texts come back however a writer splits them over records: between texts, inside the characters (where each
// record says anew how wide they are), and inside the font runs and reading aids behind them.
func TestXLSSharedStrings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.StringOfN(rapid.RuneFrom([]rune("aé甲乙😀\n\x01 ")), 0, 60, -1), 1, 20).Draw(t, "texts")
		records := [][]byte{make([]byte, 8)}
		add := func(data ...byte) { records[len(records)-1] = append(records[len(records)-1], data...) }
		split := func() bool { return rapid.IntRange(0, 5).Draw(t, "split") == 0 }
		loose := func(n int) {
			for range n {
				if split() {
					records = append(records, nil)
				}
				add(0xEE)
			}
		}
		for _, text := range texts {
			if split() {
				records = append(records, nil)
			}
			units := utf16.Encode([]rune(text))
			narrow := func(from int) bool {
				return !slices.ContainsFunc(units[from:], func(u uint16) bool { return u > 0xFF })
			}
			runs, aids := rapid.IntRange(0, 3).Draw(t, "runs"), rapid.IntRange(0, 9).Draw(t, "aids")
			wide := !narrow(0) || rapid.Bool().Draw(t, "wide")
			flags := byte(0)
			if wide {
				flags |= 1
			}
			head := binary.LittleEndian.AppendUint16(nil, uint16(len(units)))
			var counts []byte
			if runs > 0 {
				flags |= 8
				counts = binary.LittleEndian.AppendUint16(counts, uint16(runs))
			}
			if aids > 0 {
				flags |= 4
				counts = binary.LittleEndian.AppendUint32(counts, uint32(aids))
			}
			add(slices.Concat(head, []byte{flags}, counts)...)
			for i, u := range units {
				if split() {
					wide = !narrow(i) || rapid.Bool().Draw(t, "wide there")
					flag := byte(0)
					if wide {
						flag = 1
					}
					records = append(records, []byte{flag})
				}
				if wide {
					add(byte(u), byte(u>>8))
				} else {
					add(byte(u))
				}
			}
			loose(4*runs + aids)
		}
		globals := record(biffStrings, records[0])
		for _, r := range records[1:] {
			globals = append(globals, record(biffContinue, r)...)
		}
		var cells []byte
		var want []string
		for i, text := range texts {
			cells = append(cells, cell(biffStringCell, uint16(i), 0, 0, uint32(i))...)
			if text != "" {
				want = append(want, fmt.Sprintf("A%d text %s", i+1, strings.TrimRight(text, " ")))
			}
		}
		sheets, err := Read("a.xls", StreamOf(globals, Bound{Name: "表", Records: cells}), DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		if got := cellsOf(sheets[0].Grid); !slices.EqualFunc(got, want, func(a, b string) bool {
			return strings.TrimRight(a,
				" ") == strings.TrimRight(b, " ")
		}) {
			t.Fatalf("%q\nwant %q", got, want)
		}
	})
}

// Before BIFF8 texts are bytes of a code page; small exporters write bare cells and do not even say which.
func TestXLSBeforeUnicode(t *testing.T) {
	gbk := func(text string) []byte {
		raw, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	text := func(row, column uint16, s string) []byte {
		return cell(biffLabel, row, column, 0, uint16(len(gbk(s))), gbk(s))
	}
	format := record(biffFormat, uint16(20), byte(len("yyyy-mm-dd")), "yyyy-mm-dd")
	cells := slices.Concat(text(0, 0, "项目名称"), text(1, 0, "甲项目"), cell(biffNumber, 1, 1, 1, 44376.0))
	// the version of a sheet's part does not count
	body := slices.Concat(record(biffBegin, uint16(0x0600), uint16(biffWorksheet)), cells, end())
	head := func(at int) []byte {
		return slices.Concat(record(biffBegin, uint16(0x0500), uint16(biffGlobals)), record(biffCodePage, uint16(936)),
			format,
			record(biffExtended, uint16(0), uint16(0)), record(biffExtended, uint16(0), uint16(20)),
			record(biffBoundSheet, uint32(at), byte(0), byte(0), byte(len(gbk("计划"))), gbk("计划")), end())
	}
	bare := func(version uint16) []byte {
		return slices.Concat(record(biffBegin, version, uint16(biffWorksheet), uint32(0)), format,
			record(biffExtended4, byte(0), byte(0), uint16(0)), record(biffExtended4, byte(0), byte(20), uint16(0)), cells,
			end())
	}
	for _, test := range []struct {
		name, sheet string
		content     []byte
	}{
		{"五.xls", "计划", append(head(len(head(0))), body...)},
		{"五复合.xls", "计划", compound(map[string][]byte{"Book": append(head(len(head(0))), body...)})},
		{"导出.xls", "导出", bare(0)},
	} {
		sheets, err := Read(test.name, test.content, DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if diff := cmp.Diff([]string{"A1 text 项目名称", "A2 text 甲项目", "B2 number 44376 date"},
			cellsOf(sheets[0].Grid)); diff != "" || sheets[0].Name != test.sheet {
			t.Errorf("%s: sheet %s: -want +got\n%s", test.name, sheets[0].Name, diff)
		}
	}
}

// Days that count from 1904, and formulas that were not computed before the file was saved.
func TestXLSSettings(t *testing.T) {
	globals := slices.Concat(record(biffDateMode, uint16(1)), record(biffExtended, uint16(0), uint16(14)))
	plain := Bound{Name: "表", Records: cell(biffNumber, 0, 0, 0, 42914.0)}
	stale := Bound{Name: "未算", Records: slices.Concat(record(biffUncalced, uint16(0)), cell(biffFormula, 0, 0, 0, 3.0,
		make([]byte, 8)), cell(biffNumber, 0, 1, 0, 4.0))}
	sheets, err := Read("a.xls", StreamOf(globals, plain, stale), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if day, ok := sheets[0].Grid.At(1, 1).Date(sheets[0].Grid.Epoch); !ok || day.String() != "2021-06-29" {
		t.Errorf("day %s", day)
	}
	if got := cellsOf(sheets[1].Grid); !slices.Equal(got, []string{"A1 unknown  formula date", "B1 number 4 date"}) {
		t.Errorf("%q", got)
	}
}

// FuzzXLS looks for a panic, an error that is no refusal, or a cell outside the sheet.
func FuzzXLS(f *testing.F) {
	good := StreamOf(record(biffStrings, uint32(1), uint32(1), characters("甲"), wideText("甲")),
		onePlan(cell(biffStringCell, 2, 1, 0, uint32(0))))
	f.Add(good)
	f.Add(compound(map[string][]byte{"Workbook": good}))
	f.Add(StreamOf(nil, onePlan(record(biffMerges, uint16(1), uint16(1), uint16(9), uint16(0), uint16(0)),
		cell(biffFormula, 3, 0, 0, []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}), record(biffString, uint16(1), byte(0), "x"))))
	f.Add(slices.Concat(record(biffBegin, uint16(0), uint16(biffWorksheet), uint32(0)), cell(biffLabel, 0, 0, 0, uint16(2),
		"\xbc\xd7"), end()))
	f.Fuzz(func(t *testing.T, content []byte) {
		sheets, err := Read("a.xls", content, DefaultLimits)
		if err != nil {
			if models.KindOf(err) != models.KindInvalid {
				t.Fatal(err)
			}
			return
		}
		for _, s := range sheets {
			if s.Grid == nil {
				continue
			}
			for _, row := range s.Grid.Rows {
				if row.Number < 1 || row.Number > maxRow || len(row.Cells) == 0 || row.Cells[len(row.Cells)-1].Column > MaxColumn {
					t.Fatalf("row %d with %d cells", row.Number, len(row.Cells))
				}
			}
		}
	})
}
