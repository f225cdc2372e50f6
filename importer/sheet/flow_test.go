package sheet

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"duban/internal/testkit/booktest"
)

// heldBy lists what a document's one sheet holds, with its merged ranges.
func heldBy(t *testing.T, name string, content []byte) []string {
	t.Helper()
	sheets, err := Read(name, content, DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if len(sheets) != 1 {
		t.Fatalf("%d sheets", len(sheets))
	}
	held := cellsOf(sheets[0].Grid)
	for _, m := range sheets[0].Grid.Merges {
		held = append(held, CellName(m.Top, m.Left)+":"+CellName(m.Bottom, m.Right))
	}
	return held
}

// What office systems export under the name of a workbook is read like one.
func TestWebPagesWithTables(t *testing.T) {
	const page = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>` +
		`<style>td{color:red}</style><title>x</title>` +
		`</head><body><h2>2021年区重点项目&nbsp;计划表</h2><p>单位：万元</p><table border=1><tr><th rowspan=2>序号<th ` +
		`rowspan="2">项目<br>名称</th><th colspan=2>投资</th></tr><tr><td>总投资</td><td>2021年计划投资</td></tr>` +
		`<tr><td>1<td>甲&amp;乙</td><td x:num="58000.125">58,000.13</td><td> 12000` + "\n" + `</td></tr>` +
		`<tr style="display: none"><td>2</td><td>丙</td><td></td><td>5</td></tr></table><script>var a="<table>"</script>` +
		`<p>注：★为市重大</p></body></html>`
	want := []string{"A1 text 2021年区重点项目 计划表", "A2 text 单位：万元", "A3 text 序号", "B3 text 项目\n名称", "C3 text 投资",
		"C4 text 总投资", "D4 text 2021年计划投资", "A5 text 1", "B5 text 甲&乙", "C5 number 58000.125", "D5 text 12000",
		"A6 text 2", "B6 text 丙", "D6 text 5", "A7 text 注：★为市重大", "A3:A4", "B3:B4", "C3:D3"}
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(strings.ReplaceAll(page, "&nbsp;", "&#160;")))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"UTF-8": []byte(page), "marked": []byte("\ufeff" + page), "GB18030": gb,
		"UTF-16": le16(page, true),
		"inside a table that places it": []byte(strings.NewReplacer("<h2>", "<table><tr><td>", "</h2>", "</td></tr><tr><td>",
			"<p>注", "</td></tr></table><p>注").Replace(page)),
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, heldBy(t, "计划.xls", content)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// Several tables of a page follow each other; a table inside a cell of a list is the cell's text.
func TestTablesOfAPageFollowEachOther(t *testing.T) {
	list := func(n string) string {
		return `<table><caption>表` + n + `</caption><tr><td>项目名称<td>总投资<tr><td>甲` + n + `<td>` + n + `</table>`
	}
	got := heldBy(t, "a.htm", []byte("<body>"+list("1")+"<div>第二张</div>"+list("2")+
		"<table><tr><td>a<td>b<tr><td>c<td>d<tr><td><table><tr><td>e<td>f</table><td>g</table>"))
	want := []string{"A1 text 表1", "A2 text 项目名称", "B2 text 总投资", "A3 text 甲1", "B3 text 1", "A4 text 第二张",
		"A5 text 表2", "A6 text 项目名称", "B6 text 总投资", "A7 text 甲2", "B7 text 2", "A8 text a", "B8 text b",
		"A9 text c", "B9 text d", "A10 text e\nf", "B10 text g"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

const wordHead = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>`

func wordText(text string) string {
	return `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">` + text +
		`</w:t></w:r></w:p>`
}

func wordCell(properties, content string) string {
	return `<w:tc><w:tcPr>` + properties + `</w:tcPr>` + content + `</w:tc>`
}

// A table that a town sends in a Word document is read like a sheet: merged cells, paragraphs, recorded changes.
func TestWordDocumentsWithTables(t *testing.T) {
	row := func(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }
	document := wordHead + wordText("2021年重点项目计划表") + wordText("单位：万元") + `<w:tbl>` +
		row(wordCell(`<w:vMerge w:val="restart"/>`, wordText("项目名称")), wordCell(`<w:gridSpan w:val="2"/>`, wordText("投资"))) +
		row(wordCell(`<w:vMerge/>`, `<w:p/>`), wordCell("", wordText("总")+wordText("投资")),
			wordCell("", `<w:p><w:r><w:t>2021年</w:t><w:t>计划</w:t><w:br/><w:t>投资</w:t></w:r></w:p>`)) +
		row(wordCell("", `<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>甲</w:t></w:r></w:ins>`+
			`<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>`), wordCell("", wordText("5000")),
			wordCell("", wordText("100")+`<w:tbl>`+row(wordCell("", wordText("财政")), wordCell("", wordText("60")))+`</w:tbl>`)) +
		`<w:tr><w:trPr><w:del w:id="1"/></w:trPr>` + wordCell("", wordText("删去的")) + wordCell("", wordText("1")) + `</w:tr>` +
		row(wordCell("", wordText("乙")), wordCell("", wordText("6000")), wordCell("", wordText("200"))) + `</w:tbl>` +
		wordText("填报人：某某") + `</w:body></w:document>`
	want := []string{"A1 text 2021年重点项目计划表", "A2 text 单位：万元", "A3 text 项目名称", "B3 text 投资", "B4 text 总\n投资",
		"C4 text 2021年计划\n投资", "A5 text 甲", "B5 text 5000", "C5 text 100\n财政\n60", "A7 text 乙", "B7 text 6000",
		"C7 text 200", "A8 text 填报人：某某", "B3:C3", "A3:A4"}
	content := booktest.Pack(t, map[string]string{"[Content_Types].xml": `<Types/>`, "word/document.xml": document})
	if diff := cmp.Diff(want, heldBy(t, "镇办.docx", content)); diff != "" || FormatOf(content) != DOCX {
		t.Errorf("-want +got\n%s", diff)
	}
	for at := range 20 { // a truncated part must not look like a shorter list
		part := document[:len(document)*at/20]
		cut := booktest.Pack(t, map[string]string{"[Content_Types].xml": `<Types/>`, "word/document.xml": part})
		if _, err := Read("镇办.docx", cut, DefaultLimits); refusalCode(err) != "damaged" {
			t.Errorf("cut at %d of 20: %v", at, err)
		}
	}
}

// Of a long report only what stands next to its tables is kept.
func TestReportsAroundATableAreShortened(t *testing.T) {
	many := strings.Repeat(wordText("正文。"), 200)
	table := `<w:tbl>` + strings.Repeat(`<w:tr>`+strings.Repeat(wordCell("", wordText("格")), 2)+`</w:tr>`, 2) + `</w:tbl>`
	document := wordHead + many + wordText("标题一") + table + many + wordText("标题二") + table + many +
		`</w:body></w:document>`
	content := booktest.Pack(t, map[string]string{"[Content_Types].xml": `<Types/>`, "word/document.xml": document})
	got := heldBy(t, "报告.docx", content)
	if !slices.Contains(got, "A8 text 标题一") || !slices.Contains(got, "A30 text 标题二") || len(got) != 8+4+20+4+12 {
		t.Errorf("%d cells: %q", len(got), got)
	}
}

// WPS's own workbooks are read where they are what Excel writes.
func TestWorkbooksOfWPSAreReadLikeExcels(t *testing.T) {
	old := StreamOf(nil, onePlan())
	if got := heldBy(t, "计划.et", compound(map[string][]byte{"Workbook": old, "ETExtData": {1}})); !slices.Contains(got,
		"B2 text 甲项目") {
		t.Errorf("%q", got)
	}
}

// Quotes inside a cell that does not begin with one belong to its text, as in Excel.
func TestQuotesInsideUnquotedCellsOfCSV(t *testing.T) {
	got := heldBy(t, "a.csv",
		[]byte("序号,项目名称,x\r\n1,乙\"二期\"项目,3\r\n2,5\" 管,\"甲,\"\"一\"\"\"\r\n3,\"=\"\"00123\"\"\",=\"0045\"\r\n"))
	want := []string{"A1 text 序号", "B1 text 项目名称", "C1 text x", "A2 text 1", "B2 text 乙\"二期\"项目", "C2 text 3",
		"A3 text 2", "B3 text 5\" 管", "C3 text 甲,\"一\"", "A4 text 3", "B4 text 00123", "C4 text 0045"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// FuzzHTML looks for a panic, or an error that is no refusal.
func FuzzHTML(f *testing.F) {
	f.Add("<table><tr><td rowspan=3 colspan=2>甲<table><td>乙</table></table>")
	f.Add("<html><caption>a<table><td><caption>b</table><tr></td></table>")
	f.Fuzz(func(t *testing.T, page string) {
		if _, err := Read("a.xls", []byte("<html>"+page), DefaultLimits); err != nil && refusalIn(err) == nil {
			t.Fatal(err)
		}
	})
}

// FuzzDOCX looks for a panic, or an error that is no refusal.
func FuzzDOCX(f *testing.F) {
	f.Add(`<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:vMerge/></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>`)
	f.Add(
		`<w:tc/><w:tr/><w:tbl><w:tc><w:gridSpan w:val="9999"/></w:tc><w:tr><w:gridBefore w:val="3"/><w:tc/></w:tr></w:tbl>`)
	f.Fuzz(func(t *testing.T, body string) {
		content := booktest.Pack(t, map[string]string{"word/document.xml": wordHead + body + `</w:body></w:document>`})
		if _, err := Read("a.docx", content, DefaultLimits); err != nil && refusalIn(err) == nil {
			t.Fatal(err)
		}
	})
}
