package importer

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"duban/models"
)

// packed makes a workbook of hand-written parts.
func packed(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, parts[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const partHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// withSheet makes a workbook with one sheet of the given rows.
func withSheet(t testing.TB, rows string) []byte {
	return packed(t, sheetParts(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+
		rows+`</sheetData></worksheet>`))
}

func sheetParts(sheet string) map[string]string {
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relations := func(entries ...string) string {
		return partHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			strings.Join(entries, "") + `</Relationships>`
	}
	relation := func(id, kind, target string) string {
		return fmt.Sprintf(`<Relationship Id="%s" Type="%s/%s" Target="%s"/>`, id, office, kind, target)
	}
	return map[string]string{
		"[Content_Types].xml": partHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
		"xl/workbook.xml": partHead +
			`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + office + `">` +
			`<sheets><sheet name="计划" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": relations(relation("rId1", "worksheet", "worksheets/sheet1.xml"),
			relation("rId2", "sharedStrings", "sharedStrings.xml"), relation("rId3", "styles", "styles.xml")),
		"xl/sharedStrings.xml": partHead +
			`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>甲项目</t></si></sst>`,
		"xl/styles.xml": partHead +
			`<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>` +
			`<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": partHead + sheet,
	}
}

// textRow is a row of inline texts, as a sheet part writes it.
func textRow(number int, texts ...string) string {
	var cells strings.Builder
	for i, s := range texts {
		fmt.Fprintf(&cells, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, cellName(number, i+1), s)
	}
	return fmt.Sprintf(`<row r="%d">%s</row>`, number, cells.String())
}

const planHeader = 1

func planRows(more string) string {
	return textRow(planHeader, "序号", "项目名称", "责任单位", "总投资（万元）", "2021年计划投资（万元）") +
		`<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>0</v></c><c r="D2"><v>5000</v></c><c r="E2"><v>100</v></c></row>` + more
}

func refusalCode(err error) string {
	if err == nil {
		return ""
	}
	return models.AsError(err).Code
}

// Damage inside a sheet refuses the whole workbook and names the row; excelize would return the rows before it.
func TestDamagedSheets(t *testing.T) {
	row := func(inner string) string { return planRows(`<row r="3">` + inner + `</row>`) }
	for _, test := range []struct{ name, rows, where string }{
		{"element not closed", planRows(`<row r="3"><c r="A3"><v>1</c></row>`), "第 3 行"},
		{"control character", planRows(textRow(3, "a\x01b")), "第 3 行"},
		{"not UTF-8", planRows(textRow(3, "a\xffb")), "第 3 行"},
		{"unknown entity", planRows(textRow(3, "&bomb;")), "第 3 行"},
		{"cell of another row", row(`<c r="A4"><v>1</v></c>`), "第 3 行"},
		{"reference out of range", row(`<c r="XFE3"><v>1</v></c>`), "第 3 行"},
		{"no reference", row(`<c r="3A"><v>1</v></c>`), "第 3 行"},
		{"cell twice", row(`<c r="A3"><v>1</v></c><c r="A3"><v>2</v></c>`), "第 3 行"},
		{"row twice", planRows(`<row r="2"><c r="A2"><v>1</v></c></row>`), "第 2 行"},
		{"row backwards", planRows(`<row r="1"><c r="A1"><v>1</v></c></row>`), "第 2 行"},
		{"row out of range", planRows(`<row r="1048577"/>`), "第 2 行"},
		{"text that does not exist", row(`<c r="A3" t="s"><v>1</v></c>`), "第 3 行"},
		{"number that is none", row(`<c r="A3"><v>12x</v></c>`), "第 3 行"},
		{"unknown type", row(`<c r="A3" t="q"><v>1</v></c>`), "第 3 行"},
		{"attribute twice", row(`<c r="A3" r="B3"><v>1</v></c>`), "第 3 行"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Inspect("计划.xlsx", withSheet(t, test.rows))
			if refusalCode(err) != "damaged" || !strings.Contains(models.AsError(err).Message.Text, test.where) ||
				!strings.Contains(models.AsError(err).Message.Text, "计划") {
				t.Errorf("%v", err)
			}
		})
	}
	for name, sheet := range map[string]string{
		"cut": `<worksheet><sheetData>` + planRows(""),
		"document type": `<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet><sheetData>` + planRows("") +
			`</sheetData></worksheet>`,
		"text behind the root": `<worksheet><sheetData>` + planRows("") + `</sheetData></worksheet>x`,
		"second root":          `<worksheet><sheetData>` + planRows("") + `</sheetData></worksheet><worksheet/>`,
		"merge that is none": `<worksheet><sheetData>` + planRows("") +
			`</sheetData><mergeCells><mergeCell ref="B2:A1"/></mergeCells></worksheet>`,
		"sheet that is no sheet":  `<chartsheet/>`,
		"comment that never ends": `<worksheet><!-- `,
		"nothing":                 ``,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Inspect("计划.xlsx", packed(t, sheetParts(sheet))); refusalCode(err) != "damaged" {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	many := planRows(textRow(3, "1", "乙", "丙") + textRow(4, "1", "丁", "丙"))
	for name, l := range map[string]limits{
		"file": {file: 10}, "entries": {entries: 3}, "part": {part: 300}, "unpacked": {unpacked: 500}, "cells": {cells: 10},
		"sheets": {sheets: 0},
	} {
		full := defaultLimits
		switch name {
		case "file":
			full.file = l.file
		case "entries":
			full.entries = l.entries
		case "part":
			full.part = l.part
		case "unpacked":
			full.unpacked = l.unpacked
		case "cells":
			full.cells = l.cells
		case "sheets":
			full.sheets = l.sheets
		}
		if _, err := inspect(t.Context(), "计划.xlsx", withSheet(t, many), full, Options{}); refusalCode(err) != "too_large" {
			t.Errorf("%s: %v", name, err)
		}
	}
	bomb := withSheet(t, planRows(`<row r="3"><c r="A3" t="inlineStr"><is><t>`+strings.Repeat(" ", 5<<20)+
		`</t></is></c></row>`))
	if _, err := Inspect("计划.xlsx", bomb); refusalCode(err) != "too_large" {
		t.Errorf("a bomb of %d bytes: %v", len(bomb), err)
	}
	wide := sheetParts(`<worksheet><sheetData>` + planRows(`<row r="1048576"><c r="B1048576"><v>1</v></c></row>`) +
		`</sheetData><mergeCells>` +
		strings.Repeat(`<mergeCell ref="B3:B1048576"/>`, 50) + `</mergeCells></worksheet>`)
	if _, err := Inspect("计划.xlsx", packed(t, wide)); refusalCode(err) != "too_large" {
		t.Errorf("merges over everything: %v", err)
	}
}

// What a cell can hold: errors, formulas with and without a result, rich text with reading aids, dates by format.
func TestCellKinds(t *testing.T) {
	rows := textRow(1, "序号", "项目名称", "计划开工时间", "总投资（万元）", "2021年计划投资（万元）") +
		`<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><r><t>甲</t></r><rPh sb="0" eb="1"><t>jia</t></rPh><r><t>项目</t></r></is></c><c r="C2" s="1"><v>44376</v></c><c r="D2"><f>5*1000</f><v>5000</v></c><c r="E2" t="e"><f>1/0</f><v>#REF!</v></c></row>` +
		`<row><c t="n"><v>2</v></c><c t="str"><f>"乙"</f><v>乙项目</v></c><c s="2"><v>44348</v></c><c><v>1E+3</v></c><c><f>SUM(A1)</f></c></row>` +
		`<row r="9"><c r="A9"><v>3</v></c><c r="b9" t="s"><v>0</v></c><c r="D9"><v>713355.17399999897</v></c><c r="E9" t="str"><v>１２．５</v></c></row>`
	book, err := Inspect("计划.xlsx", withSheet(t, rows))
	if err != nil {
		t.Fatal(err)
	}
	s := book.Sheets[0]
	if len(s.Projects) != 3 {
		t.Fatalf("projects: %+v", s.Projects)
	}
	a, b, c := s.Projects[0], s.Projects[1], s.Projects[2]
	if a.Name != "甲项目" || a.PlannedStart.String() != "2021-06-29" || *a.TotalInvestment != 5_000_000_000 ||
		a.AnnualPlan != nil {
		t.Errorf("first: %+v", a)
	}
	if b.Row != 3 || b.Name != "乙项目" || b.PlannedStart.String() != "2021-06-30" || *b.TotalInvestment != 1_000_000_000 {
		t.Errorf("second: %+v", b)
	}
	if c.Row != 9 || c.Name != "甲项目" || *c.TotalInvestment != 713_355_174_000 || *c.AnnualPlan != 12_500_000 {
		t.Errorf("third: %+v", c)
	}
	var found []string
	for _, f := range s.Findings {
		found = append(found, f.Code+" "+f.Cell)
	}
	if want := []string{"formula_error E2", "formula_without_value E3", "duplicate_project B9",
		"unit_slip E9"}; !slices.Equal(found, want) {
		t.Errorf("findings %v, want %v", found, want)
	}
}

// On good files our reader and excelize, which share no code, store the same values in the same cells.
func TestReaderAgainstExcelize(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	texts := []string{"项目", "a<b>&\"c\"", " 前后 ", "换\n行", "𠮷野", "_x000D_", "=1+1", "12.50", ""}
	for range 20 {
		f := excelize.NewFile()
		name := "Sheet1"
		for range 200 {
			cell, _ := excelize.CoordinatesToCellName(1+random.IntN(30), 1+random.IntN(60))
			var value any
			switch random.IntN(5) {
			case 0:
				value = texts[random.IntN(len(texts))]
			case 1:
				value = random.IntN(1_000_000)
			case 2:
				value = random.Float64() * 1e6
			case 3:
				value = random.IntN(2) == 0
			case 4:
				value = models.DateOf(2021, 1, 1+random.IntN(365)).At(0, 0).Time()
			}
			if err := f.SetCellValue(name, cell, value); err != nil {
				t.Fatal(err)
			}
		}
		file, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		sheets, err := readBook("a.xlsx", file.Bytes(), defaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		again, err := excelize.OpenReader(bytes.NewReader(file.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := again.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		theirs := 0
		for r, row := range rows {
			for c, value := range row {
				if value != "" {
					theirs++
				}
				if got := sheets[0].raw.at(r+1, c+1).text; got != value {
					t.Fatalf("%s: %q, excelize %q", cellName(r+1, c+1), got, value)
				}
			}
		}
		ours := 0
		for _, row := range sheets[0].raw.rows {
			ours += len(row.cells)
		}
		if ours != theirs {
			t.Fatalf("%d cells, excelize %d", ours, theirs)
		}
	}
}

// FuzzSheet looks for a panic, or an error that is no refusal, behind the archive's checksums.
func FuzzSheet(f *testing.F) {
	f.Add(`<worksheet><sheetData>` + planRows(textRow(3, "合计", "2个", "", "5000")) +
		`</sheetData><mergeCells><mergeCell ref="A3:B9"/></mergeCells></worksheet>`)
	f.Add(`<worksheet><sheetData>` + planRows(textRow(3, "一、产业项目（1个）")+textRow(4, "其中：省重点")+textRow(5, "注：说明")) +
		`</sheetData></worksheet>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		book, err := Inspect("2021年6月.xlsx", packed(t, sheetParts(sheet)))
		if err == nil {
			_, err = Compare(book, Snapshot{}, Choices{})
		}
		if err != nil && models.KindOf(err) != models.KindInvalid {
			t.Fatal(err)
		}
	})
}
