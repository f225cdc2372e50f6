package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// zipped is the smallest workbook around a sheet and its shared strings.
func zipped(t interface{ Fatal(...any) }, sheet, shared string) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range map[string]string{
		"_rels/.rels": `<Relationships><Relationship Id="1" Type="x/officeDocument" ` +
			`Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="S" r:id="1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="1" Type="x/worksheet" Target="s.xml"/>` +
			`<Relationship Id="2" Type="x/sharedStrings" Target="t.xml"/></Relationships>`,
		"xl/s.xml": sheet,
		"xl/t.xml": shared,
	} {
		part, err := w.Create(name)
		if err == nil {
			_, err = part.Write([]byte(content))
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

// strictly is the same XML with a comment before every cell and text item, which the quick reader does not know.
func strictly(xml string) string {
	return strings.NewReplacer("<c ", "<!-- --><c ", "<si>", "<!-- --><si>").Replace(xml)
}

// anyCharacters draws what stands between tags: text, digits, references, and what XML does not allow.
func anyCharacters() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringMatching(`-?[0-9]{0,9}(\.[0-9]{0,9})?`),
		rapid.SampledFrom([]string{
			"", " ", "续建", "新开工", "项 目", "１２３", "　", "a_x0041_b", "&amp;", "&#65;", "&bad;", "]]>", "]", "\x01", "\xff",
			"\u200b", "\ufffe", "e3", "1e5", "TRUE", "😀", "\u00a0",
			"\xe4\xb8", "\xed\xa0\x80", "0", "2", "99", "￥5", "#REF!", "<b/>", "</v>",
		}),
		rapid.StringN(0, 6, -1),
	)
}

func anyQuickCell(t *rapid.T, row int) string {
	text := func() string { return anyCharacters().Draw(t, "text") }
	ref := rapid.SampledFrom([]string{fmt.Sprintf(` r="A%d"`, row), fmt.Sprintf(` r="B%d"`, row), fmt.Sprintf(` r="XFD%d"`,
		row), fmt.Sprintf(` r="XFE%d"`, row), ` r="C9"`, ` r="c1"`, ` r="A01"`, ``, ``, ``}).Draw(t, "ref")
	style := rapid.SampledFrom([]string{"", ` s="0"`, ` s="77"`, ` s="x"`, ` s="1" s="1"`}).Draw(t, "style")
	kind := rapid.SampledFrom([]string{"", ` t="n"`, ` t="s"`, ` t="str"`, ` t="inlineStr"`, ` t="b"`, ` t="e"`, ` t="d"`,
		` t='n'`, ` t="z"`}).Draw(t, "kind")
	formula := rapid.SampledFrom([]string{"", "", "<f>A1+1</f>", `<f aca="false">` + text() + "</f>",
		`<f t="shared" si="0"/>`}).Draw(t, "formula")
	value := rapid.SampledFrom([]string{"", "<v>" + text() + "</v>", "<is><t>" + text() + "</t></is>",
		`<is><t xml:space="preserve">` + text() + "</t></is>", "<v/>"}).Draw(t, "value")
	if value == "" && formula == "" && rapid.Bool().Draw(t, "empty") {
		return "<c" + ref + style + kind + "/>"
	}
	return "<c" + ref + style + kind + ">" + formula + value + "</c>"
}

func anyItem(t *rapid.T) string {
	text := func() string {
		return rapid.SampledFrom([]string{"<t>", `<t xml:space="preserve">`, "<t >"}).Draw(t, "tag") + anyCharacters().
			Draw(t, "text") + "</t>"
	}
	look := rapid.SampledFrom([]string{"", `<rPr><sz val="10"/><rFont val="宋体"/></rPr>`, "<rPr/>", "<rPr><t>no</t></rPr>",
		"<rPr><b></rPr>", "<rPr><x><y/></x></rPr>", `<rPr><sz val=10/></rPr>`})
	item := "<si>"
	switch rapid.IntRange(0, 3).Draw(t, "shape") {
	case 0:
		item += text()
	case 1:
		for range rapid.IntRange(0, 3).Draw(t, "runs") {
			item += "<r>" + look.Draw(t, "look") + text() + "</r>"
		}
	case 2:
		item += text() + "<rPh><t>x</t></rPh>"
	}
	return item + "</si>"
}

// However a workbook is written, the quick reader takes nothing for something else than the strict reader does, and
// refuses nothing the strict reader takes.
func TestQuickAndStrictReaderAgree(t *testing.T) {
	var read int
	rapid.Check(t, func(t *rapid.T) {
		var cells, items strings.Builder
		for range rapid.IntRange(0, 4).Draw(t, "items") {
			items.WriteString(anyItem(t))
		}
		for row := range rapid.IntRange(1, 3).Draw(t, "rows") {
			fmt.Fprintf(&cells, `<row r="%d">`, row+1)
			for range rapid.IntRange(0, 3).Draw(t, "cells") {
				cells.WriteString(anyQuickCell(t, row+1))
			}
			cells.WriteString("</row>")
		}
		padding := strings.Repeat(" ", quickStringWindow) // the quick reader does not read the last bytes of a part
		sheet := "<worksheet><sheetData>" + cells.String() + "</sheetData>" + padding + "</worksheet>"
		shared := "<sst>" + items.String() + padding + "</sst>"
		got, gotErr := Read("a.xlsx", zipped(t, sheet, shared), DefaultLimits)
		want, wantErr := Read("a.xlsx", zipped(t, strictly(sheet), strictly(shared)), DefaultLimits)
		if fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
			t.Fatalf("%s\n%s\nquick %v, strict %v", shared, sheet, gotErr, wantErr)
		}
		if wantErr != nil {
			return
		}
		read++
		rows := func(sheets []Sheet) []Row {
			all := sheets[0].Grid.Rows
			for _, row := range all {
				for i, c := range row.Cells {
					if c.Plain && (Fold(c.Text) != c.Text || HasStray(c.Text)) {
						t.Fatalf("%q is called plain", c.Text)
					}
					row.Cells[i].Plain = false
				}
			}
			return all
		}
		if d := cmp.Diff(rows(want), rows(got), cmp.AllowUnexported(Row{}, Cell{}, NumberFormat{})); d != "" {
			t.Fatalf("%.2000s\n%.2000s\n%.2000s", items.String(), cells.String(), d)
		}
	})
	if read == 0 {
		t.Error("every workbook was refused")
	}
}
