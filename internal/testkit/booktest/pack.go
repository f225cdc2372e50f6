package booktest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
)

// Pack makes a workbook of hand-written parts.
func Pack(t testing.TB, parts map[string]string) []byte {
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

// WithSheet makes a workbook with one sheet of the given rows.
func WithSheet(t testing.TB, rows string) []byte {
	return Pack(t, SheetParts(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+
		rows+`</sheetData></worksheet>`))
}

// SheetParts makes the parts of a workbook with one sheet.
func SheetParts(sheet string) map[string]string {
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
			`<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1">` +
			`<numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>` +
			`<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": partHead + sheet,
	}
}

// TextRow is a row of inline texts, as a sheet part writes it.
func TextRow(number int, texts ...string) string {
	var cells strings.Builder
	for i, s := range texts {
		fmt.Fprintf(&cells, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, fmt.Sprintf("%c%d", 'A'+i, number), s)
	}
	return fmt.Sprintf(`<row r="%d">%s</row>`, number, cells.String())
}

const planHeader = 1

// PlanRows makes the rows of a small plan: a header, one project and more rows.
func PlanRows(more string) string {
	return TextRow(planHeader, "序号", "项目名称", "责任单位", "总投资（万元）", "2021年计划投资（万元）") +
		`<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>0</v></c><c r="D2"><v>5000</v></c><c r="E2"><v>100</v></c>` +
		`</row>` + more
}
