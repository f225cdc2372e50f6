package wordform_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/internal/wordform"
	"duban/models"
)

var known = wordform.Known{Fields: []string{"月份", "累计完成万元", "总体情况"},
	Lists: map[string][]string{"滞后项目": {"序号", "名称", "原因"}, "存在问题": {"内容"}}}

const head = `<?xml version="1.0" encoding="UTF-8"?>`

// archive makes a document of parts; body is what stands in it.
func archive(t testing.TB, body string, more map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"[Content_Types].xml": head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.` +
			`wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels": head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" ` +
			`Target="word/document.xml"/></Relationships>`,
		"word/document.xml": head + `<w:document ` +
			`xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
			`xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:body>` + body + `</w:body></w:document>`,
	}
	maps.Copy(parts, more)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// runs is a paragraph of several runs.
func runs(texts ...string) string {
	s := `<w:p w14:paraId="00A1"><w:pPr><w:jc w:val="center"/></w:pPr>`
	for _, text := range texts {
		s += `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r><w:proofErr w:type="spellEnd"/>`
	}
	return s + `</w:p>`
}

func cell(paragraphs string) string { return `<w:tc>` + paragraphs + `</w:tc>` }

// part returns the text of a part.
func part(t testing.TB, content []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// words are the paragraphs of a document, with their runs joined; a line break is a slash.
func words(t testing.TB, content []byte) (all []string) {
	t.Helper()
	text := part(t, content, "word/document.xml")
	if err := xml.Unmarshal([]byte(text), new(struct{})); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	for _, p := range regexp.MustCompile(`(?s)<w:p[ >].*?</w:p>`).FindAllString(text, -1) {
		line := ""
		for _, run := range regexp.MustCompile(`<w:t[ >][^<]*|<w:br/>`).FindAllString(p, -1) {
			if run == "<w:br/>" {
				line += "/"
			} else {
				line += run[strings.Index(run, ">")+1:]
			}
		}
		all = append(all, line)
	}
	return all
}

func fill(t testing.TB, content []byte, v wordform.Values) []byte {
	t.Helper()
	f, err := wordform.Read(content, known)
	if err != nil {
		t.Fatal(err)
	}
	out, err := f.Fill(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var values = wordform.Values{
	Fields: map[string]string{"月份": "10", "累计完成万元": "551234.560001", "总体情况": "一是<快>\n二是稳"},
	Lists: map[string][]map[string]string{"滞后项目": {{"序号": "1", "名称": "甲&乙", "原因": "用地"},
		{"序号": "2", "名称": "丙", "原因": "资金"}}},
}

func TestPlaceholdersAreFilled(t *testing.T) {
	table := `<w:tbl><w:tr>` + cell(runs("序号")) + cell(runs("名称")) + `</w:tr><w:tr w14:paraId="00B2">` +
		cell(runs("{{滞后", "项目.序号}}")) + cell(runs("{{滞后项目.名称}}（{{滞后项目.原因}}）")) + `</w:tr></w:tbl>`
	body := runs("截至{", "{月", " 份}", "}月，完成", "{{累计完成万元}}万元") + runs("{{总体情况}}") + runs("按：{{总体情况}}") + table +
		runs("（{{滞后项目.序号}}）｛｛滞后项目.名称｝｝") + runs("{{存在问题.内容}}") + runs("不变")
	got := words(t, fill(t, archive(t, body, nil), values))
	want := []string{"截至10月，完成551234.560001万元", "一是&lt;快&gt;", "二是稳", "按：一是&lt;快&gt;/二是稳", "序号", "名称", "1",
		"甲&amp;乙（用地）", "2", "丙（资金）", "（1）甲&amp;乙", "（2）丙", "无", "不变"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Word knows paragraphs by an ID: only the first of repeated rows has it.
func TestIdentitiesAreNotRepeated(t *testing.T) {
	body := `<w:tbl><w:tr w14:paraId="00B2">` + cell(runs("{{滞后项目.名称}}")) + `</w:tr></w:tbl>`
	text := part(t, fill(t, archive(t, body, nil), values), "word/document.xml")
	if n := strings.Count(text, "00B2"); n != 1 || strings.Count(text, "<w:tr") != 2 {
		t.Errorf("%d in %s", n, text)
	}
}

// Headers and footers are filled too; other parts stay byte by byte.
func TestHeadersAreFilledAndOtherPartsStay(t *testing.T) {
	header := head + `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + runs("{{月份}}月") +
		`</w:hdr>`
	header = strings.ReplaceAll(header, ` w14:paraId="00A1"`, "")
	out := fill(t, archive(t, runs("正文"), map[string]string{"word/header1.xml": header,
		"word/media/a.png": "\x89PNG{{月份}}"}),
		values)
	if got := part(t, out, "word/header1.xml"); !strings.Contains(got, ">10月<") {
		t.Error(got)
	}
	if got := part(t, out, "word/media/a.png"); got != "\x89PNG{{月份}}" {
		t.Error(got)
	}
}

// However a paragraph is cut into runs, the result is that of one run.
func TestRunsMakeNoDifference(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pieces := rapid.SliceOfN(rapid.SampledFrom([]string{"{{月份}}", "{{ 累计完成万元 }}", "完成", "，", "a b", "}", "{", "｝"}), 1,
			8).Draw(rt, "pieces")
		text, want := "", ""
		for _, one := range pieces {
			if len(one) == 1 && strings.ContainsAny(one, "{}") || one == "｝" {
				one += "。" // a single brace is no placeholder
			}
			text += one
			want += strings.NewReplacer("{{月份}}", "10", "{{ 累计完成万元 }}", "551234.560001").Replace(one)
		}
		if !strings.Contains(text, "{{") {
			return
		}
		letters := []rune(text)
		var cut []string
		for len(letters) > 0 {
			n := rapid.IntRange(1, len(letters)).Draw(rt, "length")
			cut, letters = append(cut, string(letters[:n])), letters[n:]
		}
		if got := words(t, fill(t, archive(t, runs(cut...), nil), values)); got[0] != want {
			rt.Fatalf("%q of %q, want %q", got, cut, want)
		}
	})
}

// A paragraph goes on after a text box that has a table with a list.
func TestAParagraphGoesOnAfterATextBox(t *testing.T) {
	box := `<w:r><w:txbxContent><w:tbl><w:tr>` + cell(runs("{{滞后项目.名称}}")) + `</w:tr></w:tbl></w:txbxContent></w:r>`
	body := `<w:p><w:r><w:t>截至{{月份}}月</w:t></w:r>` + box + `<w:r><w:t>共{{月份}}个月</w:t></w:r></w:p>`
	text := part(t, fill(t, archive(t, body, nil), values), "word/document.xml")
	at := 0
	for _, want := range []string{"截至10月<", "甲&amp;乙<", "丙<", "</w:tbl>", "共10个月<"} {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("no %q after %d in %s", want, at, text)
		}
		at += i
	}
}

// A small document whose repeated rows make a large one is refused when it is filled.
func TestALargeResultIsRefused(t *testing.T) {
	row := `<w:tr>` + cell(runs("{{滞后项目.名称}}")+runs(strings.Repeat("字", 1<<20))) + `</w:tr>`
	v := wordform.Values{Lists: map[string][]map[string]string{"滞后项目": make([]map[string]string, 100)}}
	f, err := wordform.Read(archive(t, `<w:tbl>`+row+`</w:tbl>`, nil), known)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Fill(v); err == nil || models.AsError(err).Code != "template_too_long" {
		t.Errorf("%v", err)
	}
}
