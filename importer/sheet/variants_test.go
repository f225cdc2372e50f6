package sheet

import (
	"archive/zip"
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"

	"duban/internal/testkit/booktest"
)

// repacked writes parts under other names, in the order of those, some without compression.
func repacked(t testing.TB, parts map[string]string, rename func(string) string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i, name := range slices.Sorted(maps.Keys(parts)) {
		header := zip.FileHeader{Name: rename(name), Method: zip.Deflate}
		if i%2 == 0 {
			header.Method = zip.Store
		}
		f, err := w.CreateHeader(&header)
		if err == nil {
			_, err = f.Write([]byte(parts[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Excel and WPS open each of these; the same cells are read from them.
func TestOddPackages(t *testing.T) {
	want := []string{"A1 text 甲项目", "B1 number 5000", "C1 number 44376 date"}
	const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>5000</v></c><c r="C1" s="1"><v>44376</v></c></row>`
	parts := func() map[string]string {
		return booktest.SheetParts(`<worksheet><sheetData>` + rows + `</sheetData></worksheet>`)
	}
	same := func(name string) string { return name }
	wide := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()
	for _, test := range []struct {
		name   string
		change func(parts map[string]string)
		rename func(string) string
	}{
		{"backslashes in the names", nil, func(name string) string { return strings.ReplaceAll(name, "/", `\`) }},
		{"names in capitals", nil, strings.ToUpper},
		{"names from the root", nil, func(name string) string { return "/" + name }},
		{"targets from the root", func(p map[string]string) {
			p["xl/_rels/workbook.xml.rels"] = strings.NewReplacer(`Target="`, `Target="/xl/`).
				Replace(p["xl/_rels/workbook.xml.rels"])
		}, same},
		{"targets with backslashes and dots", func(p map[string]string) {
			p["xl/_rels/workbook.xml.rels"] = strings.NewReplacer(`worksheets/sheet1.xml`, `..\xl\worksheets\sheet1.xml`).
				Replace(p["xl/_rels/workbook.xml.rels"])
		}, same},
		{"workbook at the root of the archive", func(p map[string]string) {
			p["workbook.xml"], p["_rels/workbook.xml.rels"] = p["xl/workbook.xml"],
				strings.ReplaceAll(p["xl/_rels/workbook.xml.rels"], `Target="`, `Target="xl/`)
			p["_rels/.rels"] = strings.ReplaceAll(p["_rels/.rels"], "xl/workbook.xml", "workbook.xml")
			delete(p, "xl/workbook.xml")
			delete(p, "xl/_rels/workbook.xml.rels")
		}, same},
		{"parts in UTF-16", func(p map[string]string) {
			for name, content := range p {
				text, err := wide.String(strings.Replace(content, `encoding="UTF-8"`, `encoding="UTF-16"`, 1))
				if err != nil {
					t.Fatal(err)
				}
				p[name] = text
			}
		}, same},
		{"parts with a byte order mark", func(p map[string]string) {
			for name, content := range p {
				p[name] = "\ufeff" + content
			}
		}, same},
		{"Strict OOXML", func(p map[string]string) {
			for name, content := range p {
				p[name] = strings.NewReplacer("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
					"http://purl.oclc.org/ooxml/officeDocument/relationships",
					"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main").
					Replace(content)
			}
			p["xl/worksheets/sheet1.xml"] = strings.ReplaceAll(p["xl/worksheets/sheet1.xml"], `s="1"><v>44376</v>`,
				`s="1" t="d"><v>2021-06-29T00:00:00.000</v>`)
		}, same},
		{"elements with a prefix", func(p map[string]string) {
			sheet := p["xl/worksheets/sheet1.xml"]
			for _, element := range []string{"worksheet", "sheetData", "row", "c", "v"} {
				sheet = strings.NewReplacer("<"+element+" ", "<x:"+element+" ", "<"+element+">", "<x:"+element+">", "</"+element+
					">", "</x:"+element+">").Replace(sheet)
			}
			p["xl/worksheets/sheet1.xml"] = sheet
		}, same},
		{"no references", func(p map[string]string) {
			p["xl/worksheets/sheet1.xml"] = strings.NewReplacer(` r="1"`, "", ` r="A1"`, "", ` r="B1"`, "", ` r="C1"`, "").
				Replace(p["xl/worksheets/sheet1.xml"])
		}, same},
		{"references in small letters, cells in no order", func(p map[string]string) {
			p["xl/worksheets/sheet1.xml"] = strings.NewReplacer(rows,
				`<row r="1"><c r="c1" s="1"><v>44376</v></c><c r="a1" t="s"><v>0</v></c><c r="b1"><v>5000</v></c></row>`).
				Replace(p["xl/worksheets/sheet1.xml"])
		}, same},
		{"texts in the cells, no shared ones", func(p map[string]string) {
			delete(p, "xl/sharedStrings.xml")
			p["xl/worksheets/sheet1.xml"] = strings.ReplaceAll(p["xl/worksheets/sheet1.xml"], `t="s"><v>0</v>`,
				`t="inlineStr"><is><t>甲项目</t></is>`)
		}, same},
		{"days from 1904", func(p map[string]string) {
			p["xl/workbook.xml"] = strings.ReplaceAll(p["xl/workbook.xml"], "<sheets>", `<workbookPr date1904="1"/><sheets>`)
		}, same},
		{"a hidden column and much that is not read", func(p map[string]string) {
			p["xl/worksheets/sheet1.xml"] = strings.NewReplacer("<sheetData>",
				`<sheetPr/><dimension ref="A1:ZZ9"/><cols><col min="2" max="2" hidden="1"/></cols><sheetData><!-- c -->`,
				"</sheetData>", `</sheetData><?x y?><extLst><ext><row r="7"><c r="A7"><v>1</v></c></row></ext></extLst>`).
				Replace(p["xl/worksheets/sheet1.xml"])
		}, same},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := parts()
			if test.change != nil {
				test.change(p)
			}
			sheets, err := Read("a.xlsx", repacked(t, p, test.rename), DefaultLimits)
			if err != nil {
				t.Fatal(refusalIn(err).Cause)
			}
			if diff := cmp.Diff(want, cellsOf(sheets[0].Grid)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if shift := sheets[0].Grid.Epoch; (shift == 1462) != (test.name == "days from 1904") {
				t.Errorf("days count from %d", shift)
			}
		})
	}
}

// What one cell says, by how it is written.
func TestOddCells(t *testing.T) {
	for _, test := range []struct{ written, want string }{
		{`<c r="A1" t="inlineStr"><is><t xml:space="preserve"> 前 后 </t></is></c>`, "A1 text  前 后"},
		{
			`<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh>` +
				`<phoneticPr fontId="1"/></is></c>`, "A1 text 甲乙"},
		{`<c r="A1" t="inlineStr"><is><t>a_x000A_b_x005F_x0041__xZZZZ_</t></is></c>`, "A1 text a\nb_x0041__xZZZZ_"},
		{`<c r="A1" t="str"><v>_xD83D__xDE00_ _xD83D_ _x</v></c>`, "A1 text 😀 _xD83D_ _x"},
		{`<c r="A1" t="str"><f>"甲"</f><v>甲&amp;&#20057;</v></c>`, "A1 text 甲&乙 formula"},
		{`<c r="A1" t="str"><f>""</f><v></v></c>`, ""},
		{`<c r="A1" t="str"><v><![CDATA[甲<乙]]></v></c>`, "A1 text 甲<乙"},
		{`<c r="A1"><f>1+1</f></c>`, "A1 unknown  formula"},
		{`<c r="A1"><f t="shared" si="0"/><v>2</v></c>`, "A1 number 2 formula"},
		{`<c r="A1" t="e"><v>#N/A</v></c>`, "A1 error #N/A"},
		{`<c r="A1" t="b"><v>true</v></c>`, "A1 bool 1"},
		{`<c r="A1" t="b"><v>0</v></c>`, "A1 bool 0"},
		{`<c r="A1" t="d"><v>2021-06-29</v></c>`, "A1 number 44376 date"},
		{`<c r="A1" t="d"><v>2021-06-29T08:30:00Z</v></c>`, "A1 number 44376 date"},
		{`<c r="A1" t="n"><v> 1.5E+3 </v></c>`, "A1 number 1.5E+3"},
		{`<c r="A1" s="1"/>`, ""},
		{`<c r="A1" s="99"><v>7</v></c>`, "A1 number 7"},
		{`<c r="A1" t="s"><v></v></c>`, ""},
	} {
		sheets, err := Read("a.xlsx", booktest.Pack(t, booktest.SheetParts(`<worksheet><sheetData><row r="1">`+test.written+
			`</row></sheetData></worksheet>`)), DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", test.written, refusalIn(err).Cause)
			continue
		}
		if got := strings.Join(cellsOf(sheets[0].Grid), "; "); got != test.want {
			t.Errorf("%s: %q, want %q", test.written, got, test.want)
		}
	}
}
