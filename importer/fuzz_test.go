package importer_test

import (
	"archive/zip"
	"bytes"
	"maps"
	"testing"

	"duban/importer"
	"duban/importer/compare"
	"duban/internal/testkit/booktest"
	"duban/internal/testkit/refusal"
	"duban/models"
)

// FuzzWorkbook changes every part of a workbook behind the archive's checksums, and then bytes of the archive itself:
// it is refused in Chinese, or read, by every reader of workbooks.
func FuzzWorkbook(f *testing.F) {
	parts := booktest.SheetParts(`<worksheet><sheetData>` + booktest.PlanRows("") + `</sheetData></worksheet>`)
	add := func(change string, to string, at uint32, with byte) {
		p := maps.Clone(parts)
		if change != "" {
			p[change] = to
		}
		f.Add(p["xl/workbook.xml"], p["xl/_rels/workbook.xml.rels"], p["xl/sharedStrings.xml"], p["xl/styles.xml"],
			p["xl/worksheets/sheet1.xml"], at, with)
	}
	add("", "", 0, 0)
	for at := range uint32(60) {
		add("", "", at*37, 0xff) // in names, sizes, checksums, the directory
	}
	add("xl/workbook.xml", `<workbook><sheets><sheet name="a" sheetId="1" id="rId9"/></sheets></workbook>`, 0, 0)
	add("xl/workbook.xml", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>`, 0, 0)
	add("xl/_rels/workbook.xml.rels",
		`<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="../../../etc/x"/></Relationships>`,
		0, 0)
	add("xl/sharedStrings.xml", `<sst><si><r><t>甲</t></r><r><t>乙</t></r><rPh><t>x</t></rPh></si>`, 0, 0)
	add("xl/styles.xml",
		`<styleSheet><cellXfs><xf numFmtId="-1"/><xf numFmtId="99999999999999999999"/></cellXfs></styleSheet>`, 0, 0)
	add("xl/worksheets/sheet1.xml",
		`<worksheet><sheetData><row r="1048577"><c r="XFE1"><v>1e309</v></c></row><row r="-1"><c r="A0"/></row>`,
		0, 0)
	add("xl/worksheets/sheet1.xml",
		`<worksheet><sheetData><row><c t="s"><v>99</v></c><c t="d"><v>x</v></c><c t="e"><v>#REF!</v></c>`+
			`</row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`, 0, 0)
	f.Fuzz(func(t *testing.T, workbook, relations, texts, styles, sheet string, at uint32, with byte) {
		content := booktest.Pack(t, map[string]string{
			"[Content_Types].xml": parts["[Content_Types].xml"], "_rels/.rels": parts["_rels/.rels"],
			"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": relations, "xl/sharedStrings.xml": texts,
			"xl/styles.xml": styles, "xl/worksheets/sheet1.xml": sheet,
		})
		content[int(at)%len(content)] ^= with
		readEverywhere(t, content, string(content))
	})
}

// readEverywhere gives a file to every reader. input is what its texts may repeat.
func readEverywhere(t *testing.T, content []byte, input string) {
	t.Helper()
	book, err := importer.Inspect("2021年6月.xlsx", content)
	refusal.Check(t, err, input)
	if err == nil {
		_, err = compare.Book(book, compare.Snapshot{}, compare.Choices{})
		refusal.Check(t, err, input)
	}
	_, err = importer.ReadPeople("名单.xlsx", content)
	refusal.Check(t, err, input)
	_, err = importer.ReadReserves("储备.xlsx", content, 2021)
	refusal.Check(t, err, input)
	_, _, err = importer.ReadAnswers(t.Context(), "办理结果.xlsx", content, []string{"完成情况", "存在问题"})
	refusal.Check(t, err, input)
	_, err = importer.ReadPlatform(t.Context(), "平台.xlsx", content, models.MonthOf(2021, 6), models.WanYuan)
	refusal.Check(t, err, input)
	_, err = importer.ReadFunds("资金.xlsx", content, models.DefaultFundSources(), models.MonthOf(2021, 6))
	refusal.Check(t, err, input)
}

// FuzzUnpacked gives an entry of any name a size and checksum of its own choice: what is declared is not believed.
func FuzzUnpacked(f *testing.F) {
	f.Add("xl/workbook.xml", uint64(1<<40), uint32(0), uint16(8), []byte{0x4b, 0x04, 0x00})
	f.Add("../../x", uint64(0), uint32(0), uint16(0), []byte("x"))
	f.Add("xl/worksheets/sheet1.xml", uint64(10), uint32(7), uint16(99), []byte("<worksheet/>"))
	f.Add("", uint64(1<<63), uint32(0), uint16(0), []byte{})
	f.Fuzz(func(t *testing.T, name string, size uint64, sum uint32, method uint16, raw []byte) {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for part, content := range booktest.SheetParts(`<worksheet/>`) {
			if part != name {
				e, err := w.Create(part)
				if err == nil {
					_, err = e.Write([]byte(content))
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		e, err := w.CreateRaw(&zip.FileHeader{Name: name, Method: method, CRC32: sum, UncompressedSize64: size,
			CompressedSize64: uint64(len(raw))})
		if err != nil {
			return // a name that no archive can have
		}
		if _, err := e.Write(raw); err != nil {
			return // a folder has no content
		}
		if err := w.Close(); err != nil {
			return
		}
		readEverywhere(t, out.Bytes(), name+string(raw))
	})
}
