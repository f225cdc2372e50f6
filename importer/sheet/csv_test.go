package sheet

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

func encoded(t testing.TB, e encoding.Encoding, text string) []byte {
	t.Helper()
	raw, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// The same rows in each encoding and with each separator are the same cells.
func TestCSVEncodingsAndSeparators(t *testing.T) {
	const rows = "2021年计划,,\r\n\r\n序号,项目名称,说明\r\n1,\"甲,乙\",\"两\r\n行 \"\"引\"\" \"\r\n2,丙;丁,1\r\n"
	want := []string{"A1 text 2021年计划", "A3 text 序号", "B3 text 项目名称", "C3 text 说明", "A4 text 1", "B4 text 甲,乙",
		"C4 text 两\n行 \"引\"", "A5 text 2", "B5 text 丙;丁", "C5 text 1"}
	tabs := strings.NewReplacer("甲,乙", "甲,乙", ",", "\t").Replace(rows)
	semicolons := strings.NewReplacer("甲,乙", "甲,乙", "丙;丁", `"丙;丁"`, ",", ";").Replace(rows)
	for name, content := range map[string][]byte{
		"UTF-8":            []byte(rows),
		"UTF-8 marked":     []byte("\ufeff" + rows),
		"UTF-16 little":    encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), rows),
		"UTF-16 big":       encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), rows),
		"GBK":              encoded(t, simplifiedchinese.GBK, rows),
		"GB18030":          encoded(t, simplifiedchinese.GB18030, rows),
		"tabs":             []byte(tabs),
		"tabs as Excel's":  encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), tabs),
		"semicolons":       []byte(semicolons),
		"said by sep=":     []byte("sep=;\r\n" + semicolons),
		"lines of \\n":     []byte(strings.ReplaceAll(rows, "\r\n", "\n")),
		"lines of \\r":     []byte(strings.ReplaceAll(rows, "\r\n", "\r")),
		"no line break at": []byte(strings.TrimSuffix(rows, "\r\n")),
	} {
		t.Run(name, func(t *testing.T) {
			sheets, err := Read("2021计划.csv", content, DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, cellsOf(sheets[0].Grid)); diff != "" || len(sheets) != 1 || sheets[0].Name != "2021计划" {
				t.Errorf("%d sheets, %q: -want +got\n%s", len(sheets), sheets[0].Name, diff)
			}
		})
	}
}

// Whatever is written by the rules is read as it was, in the row it stands in.
func TestCSVComesBack(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("甲乙1. ,;\t\"\n=é😀")), 0, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 6).Draw(t, "width")
		rows := rapid.SliceOfN(rapid.SliceOfN(text, width, width), 1, 12).Draw(t, "rows")
		separator := rapid.SampledFrom([]string{",", ";", "\t"}).Draw(t, "separator")
		var file strings.Builder
		var want []string
		for i, row := range rows {
			if rapid.IntRange(0, 4).Draw(t, "bare") == 0 {
				file.WriteString(strings.Repeat(separator, width-1))
				rows[i] = make([]string, width)
			} else {
				for j, s := range row {
					if j > 0 {
						file.WriteString(separator)
					}
					file.WriteString(`"` + strings.ReplaceAll(s, `"`, `""`) + `"`)
					if s = plainField(s); s != "" {
						want = append(want, strings.TrimRight(CellName(i+1, j+1)+" text "+s, " "))
					}
				}
			}
			file.WriteString("\r\n")
		}
		sheets, err := Read("a.csv", []byte(file.String()), DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		if got := cellsOf(sheets[0].Grid); !slices.Equal(got, want) {
			t.Fatalf("%q\nwant %q", got, want)
		}
	})
}

func TestCSVLimits(t *testing.T) {
	content := []byte("序号,项目名称\n1,甲\n2,乙\n")
	for name, l := range map[string]Limits{
		"file": {Plain: 10}, "rows": {File: 100, Plain: 100, Rows: 2, Cells: 10, Text: 100},
		"cells": {File: 100, Plain: 100, Rows: 3, Cells: 3, Text: 100}, "text": {File: 100, Plain: 100, Rows: 3, Cells: 10,
			Text: 12},
	} {
		if _, err := Read("a.csv", content, l); refusalCode(err) != "too_large" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzCSV looks for a panic, or an error that is no refusal.
func FuzzCSV(f *testing.F) {
	f.Add([]byte("序号,\"项目\n名称\"\r\n1;甲\t乙\n"))
	f.Add([]byte("\xff\xfeA\x00,\x00\n\x00"))
	f.Add([]byte("\xd0\xf2\xba\xc5,\xcf\xee\xc4\xbf"))
	f.Add([]byte("sep=;\n\n\"a\"\"b\";;"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if _, err := Read("a.csv", content, DefaultLimits); err != nil && refusalIn(err) == nil {
			t.Fatal(err)
		}
	})
}
