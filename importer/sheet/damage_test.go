package sheet

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"duban/internal/testkit/booktest"
	"duban/models"
)

func refusalCode(err error) string {
	if err == nil {
		return ""
	}
	return models.AsError(err).Code
}

// Damage inside a sheet refuses the whole workbook and names the row; excelize would return the rows before it.
func TestDamagedSheets(t *testing.T) {
	row := func(inner string) string { return booktest.PlanRows(`<row r="3">` + inner + `</row>`) }
	for _, test := range []struct{ name, rows, where string }{
		{"element not closed", booktest.PlanRows(`<row r="3"><c r="A3"><v>1</c></row>`), "第 3 行"},
		{"control character", booktest.PlanRows(booktest.TextRow(3, "a\x01b")), "第 3 行"},
		{"not UTF-8", booktest.PlanRows(booktest.TextRow(3, "a\xffb")), "第 3 行"},
		{"unknown entity", booktest.PlanRows(booktest.TextRow(3, "&bomb;")), "第 3 行"},
		{"cell of another row", row(`<c r="A4"><v>1</v></c>`), "第 3 行"},
		{"reference out of range", row(`<c r="XFE3"><v>1</v></c>`), "第 3 行"},
		{"no reference", row(`<c r="3A"><v>1</v></c>`), "第 3 行"},
		{"cell twice", row(`<c r="A3"><v>1</v></c><c r="A3"><v>2</v></c>`), "第 3 行"},
		{"row twice", booktest.PlanRows(`<row r="2"><c r="A2"><v>1</v></c></row>`), "第 2 行"},
		{"row backwards", booktest.PlanRows(`<row r="1"><c r="A1"><v>1</v></c></row>`), "第 2 行"},
		{"row out of range", booktest.PlanRows(`<row r="1048577"/>`), "第 2 行"},
		{"text that does not exist", row(`<c r="A3" t="s"><v>1</v></c>`), "第 3 行"},
		{"number that is none", row(`<c r="A3"><v>12x</v></c>`), "第 3 行"},
		{"unknown type", row(`<c r="A3" t="q"><v>1</v></c>`), "第 3 行"},
		{"attribute twice", row(`<c r="A3" r="B3"><v>1</v></c>`), "第 3 行"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Read("计划.xlsx", booktest.WithSheet(t, test.rows), DefaultLimits)
			if refusalCode(err) != "damaged" || !strings.Contains(models.AsError(err).Message.Text, test.where) ||
				!strings.Contains(models.AsError(err).Message.Text, "计划") {
				t.Errorf("%v", err)
			}
		})
	}
	for name, sheet := range map[string]string{
		"cut": `<worksheet><sheetData>` + booktest.PlanRows(""),
		"document type": `<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet><sheetData>` + booktest.PlanRows("") +
			`</sheetData></worksheet>`,
		"text behind the root": `<worksheet><sheetData>` + booktest.PlanRows("") + `</sheetData></worksheet>x`,
		"second root":          `<worksheet><sheetData>` + booktest.PlanRows("") + `</sheetData></worksheet><worksheet/>`,
		"merge that is none": `<worksheet><sheetData>` + booktest.PlanRows("") +
			`</sheetData><mergeCells><mergeCell ref="B2:A1"/></mergeCells></worksheet>`,
		"sheet that is no sheet":  `<chartsheet/>`,
		"comment that never ends": `<worksheet><!-- `,
		"nothing":                 ``,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Read("计划.xlsx", booktest.Pack(t, booktest.SheetParts(sheet)),
				DefaultLimits); refusalCode(err) != "damaged" {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	many := booktest.PlanRows(booktest.TextRow(3, "1", "乙", "丙") + booktest.TextRow(4, "1", "丁", "丙"))
	for name, l := range map[string]Limits{
		"file": {File: 10}, "entries": {Entries: 3}, "part": {Part: 300}, "unpacked": {Unpacked: 500}, "cells": {Cells: 10},
		"sheets": {Sheets: 0},
	} {
		full := DefaultLimits
		switch name {
		case "file":
			full.File = l.File
		case "entries":
			full.Entries = l.Entries
		case "part":
			full.Part = l.Part
		case "unpacked":
			full.Unpacked = l.Unpacked
		case "cells":
			full.Cells = l.Cells
		case "sheets":
			full.Sheets = l.Sheets
		}
		if _, err := Read("计划.xlsx", booktest.WithSheet(t, many), full); refusalCode(err) != "too_large" {
			t.Errorf("%s: %v", name, err)
		}
	}
	bomb := booktest.WithSheet(t, booktest.PlanRows(`<row r="3"><c r="A3" t="inlineStr"><is><t>`+
		strings.Repeat(" ", 5<<20)+
		`</t></is></c></row>`))
	if _, err := Read("计划.xlsx", bomb, DefaultLimits); refusalCode(err) != "too_large" {
		t.Errorf("a bomb of %d bytes: %v", len(bomb), err)
	}
	wide := booktest.SheetParts(`<worksheet><sheetData>` +
		booktest.PlanRows(`<row r="1048576"><c r="B1048576"><v>1</v></c></row>`) +
		`</sheetData><mergeCells>` +
		strings.Repeat(`<mergeCell ref="B3:B1048576"/>`, 50) + `</mergeCells></worksheet>`)
	if _, err := Read("计划.xlsx", booktest.Pack(t, wide), DefaultLimits); refusalCode(err) != "too_large" {
		t.Errorf("merges over everything: %v", err)
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
		sheets, err := Read("a.xlsx", file.Bytes(), DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		reopened, err := excelize.OpenReader(bytes.NewReader(file.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := reopened.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		theirs := 0
		for r, row := range rows {
			for c, value := range row {
				if value != "" {
					theirs++
				}
				if got := sheets[0].Grid.At(r+1, c+1).Text; got != value {
					t.Fatalf("%s: %q, excelize %q", CellName(r+1, c+1), got, value)
				}
			}
		}
		ours := 0
		for _, row := range sheets[0].Grid.Rows {
			ours += len(row.Cells)
		}
		if ours != theirs {
			t.Fatalf("%d cells, excelize %d", ours, theirs)
		}
	}
}
