package wordform_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"duban/internal/wordform"
	"duban/models"
)

// A document is refused by what is wrong in it.
func TestBrokenDocumentsAreRefused(t *testing.T) {
	good := archive(t, runs("{{月份}}"), nil)
	links := func(relation string) map[string]string {
		return map[string]string{"word/_rels/document.xml.rels": head +
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + relation +
			`</Relationships>`}
	}
	kind := func(name string) map[string]string {
		return map[string]string{"[Content_Types].xml": head +
			`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override ` +
			`PartName="/word/document.xml" ContentType="` + name + `"/></Types>`}
	}
	for name, c := range map[string]struct {
		content []byte
		code    string
		says    string
	}{
		"nothing":     {nil, "template_empty", "空文件"},
		"text":        {[]byte("月份"), "template_not_word", "不是 Word 文档"},
		"an old .doc": {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "template_old_format", "另存为 .docx"},
		"cut":         {good[:len(good)/2], "template_cut", "不完整"},
		"a workbook": {archive(t, runs("{{月份}}"),
			kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")),
			"template_not_word", "不是 Word 文档"},
		"a .dotx": {archive(t, runs("{{月份}}"),
			kind("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml")), "template_dotx", ".dotx"},
		"a .docm": {archive(t, runs("{{月份}}"), kind("application/vnd.ms-word.document.macroEnabled.main+xml")),
			"template_macros", "宏"},
		"macros within": {archive(t, runs("{{月份}}"), map[string]string{"word/vbaProject.bin": "x"}), "template_macros", "宏"},
		"a control": {archive(t, runs("{{月份}}"), map[string]string{"word/activeX/activeX1.xml": "<x/>"}), "template_macros",
			"控件"},
		"a linked picture": {archive(t, runs("{{月份}}"), links(`<Relationship Id="r9" Type="image" TargetMode="External" `+
			`Target="http://example.com/a.png"/>`)), "template_links", "http://example.com/a.png"},
		"a field that loads": {archive(t, runs("{{月份}}")+
			`<w:p><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>`+
			`PICTURE "http://x"</w:instrText></w:r></w:p>`, nil), "template_links", "INCLUDEPICTURE"},
		"cut XML": {archive(t, runs("{{月份}}")+"<w:p>", nil), "template_damaged", "正文已损坏"},
		"entities": {archive(t, runs("{{月份}}"),
			map[string]string{"word/header1.xml": `<!DOCTYPE a [<!ENTITY b "c">]><a/>`}), "template_damaged", "页眉已损坏"},
		"no placeholder": {archive(t, runs("月份"), nil), "template_plain", "没有占位符"},
		"unknown": {archive(t, runs("一")+runs("{{月", "分}}"), nil), "template_placeholders",
			"正文第 2 段的占位符“月分”不认识，是否为“月份”"},
		"unknown in a table": {archive(t, `<w:tbl><w:tr>`+cell(runs("一"))+`</w:tr><w:tr>`+cell(runs("二"))+
			cell(runs("{{滞后项目.名字}}"))+`</w:tr></w:tbl>`, nil), "template_placeholders",
			"正文表 1 第 2 行第 2 格的占位符“滞后项目.名字”不认识，是否为“滞后项目.名称”"},
		"unlike any": {archive(t, runs("{{abcdefgh}}"), nil), "template_placeholders", "可用的占位符见说明"},
		"not closed": {archive(t, runs("{{月份"), nil), "template_placeholders", "没有成对的括号"},
		"two lists": {archive(t, `<w:tbl><w:tr>`+cell(runs("{{滞后项目.名称}}"))+cell(runs("{{存在问题.内容}}"))+`</w:tr></w:tbl>`,
			nil), "template_placeholders", "一行只能列一个清单"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := wordform.Read(c.content, known)
			if err == nil {
				t.Fatal("it was taken")
			}
			e := models.AsError(err)
			if e.Code != c.code || e.Kind != models.KindInvalid || !strings.Contains(e.Message.Text, c.says) {
				t.Errorf("%s: %s", e.Code, e.Message)
			}
		})
	}
}

// Every fault is named at once.
func TestAllFaultsAreNamed(t *testing.T) {
	_, err := wordform.Read(archive(t, runs("{{月分}}")+runs("{{累计完成}}"), nil), known)
	if text := models.AsError(err).Message.Text; !strings.Contains(text, "2 处") || !strings.Contains(text, "累计完成万元") {
		t.Error(text)
	}
}

// A small file that unpacks to much is refused before it is in memory.
func TestAnArchiveThatUnpacksToMuchIsRefused(t *testing.T) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("word/media/a.bin")
	for range 64 {
		if err == nil {
			_, err = w.Write(make([]byte, 1<<20))
		}
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := wordform.Read(out.Bytes(), known); err == nil || models.AsError(err).Code != "template_too_big" {
		t.Errorf("%d bytes: %v", out.Len(), err)
	}
}

// field is a run that begins or ends a field, or has a part of its instruction.
func field(kinds ...string) (s string) {
	for _, kind := range kinds {
		if kind == "begin" || kind == "end" {
			s += `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>`
		} else {
			s += `<w:r><w:instrText>` + kind + `</w:instrText></w:r>`
		}
	}
	return `<w:p>` + s + `</w:p>`
}

// A field that loads from elsewhere is found however it is written; others, and text that looks like one, are taken.
func TestRemoteFieldsAreFoundHoweverTheyAreWritten(t *testing.T) {
	const another = `xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	for name, c := range map[string]struct {
		body    string
		refused bool
	}{
		"after another":  {field("begin", "PAGE", "end", "begin", "INCLUDETEXT &quot;a&quot;", "end"), true},
		"within another": {field("begin", "IF", "begin", "INCLUDETEXT a", "end", "1", "end"), true},
		"around another": {field("begin", "INCLUDE", "begin", "PAGE", "end", "TEXT a", "end"), true},
		"references":     {field("begin", "I&#78;CLUDE&#x54;EXT a", "end"), true},
		"another prefix": {`<x:p ` + another + `><x:r><x:instrText>DDEAUTO a</x:instrText></x:r></x:p>`, true},
		"a simple one":   {`<w:p><w:fldSimple w:instr="PAGE"/><w:fldSimple w:instr=' &#76;INK a'/></w:p>`, true},
		"a comment":      {field("begin", "INCLUDE<!-- -->PICTURE a", "end"), true},
		"an element":     {field("begin", "INCLUDE<w:x/>PICTURE a", "end"), true},
		"a page number":  {field("begin", "PAGE", "end", "begin", "TOC link", "end"), false},
		"in the text":    {runs("INCLUDETEXT"), false},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := wordform.Read(archive(t, runs("{{月份}}")+c.body, nil), known)
			if refused := err != nil && models.AsError(err).Code == "template_links"; refused != c.refused ||
				!refused && err != nil {
				t.Errorf("%v", err)
			}
		})
	}
}

// What no office writes is refused before it costs time, and the message stays short.
func TestDocumentsWithTooMuchAreRefused(t *testing.T) {
	list := runs("{{滞后项目.名称}}")
	for name, c := range map[string]struct {
		body string
		code string
		says string
	}{
		"a long name":       {runs("{{" + strings.Repeat("月", 1<<20) + "}}"), "template_placeholders", "过长"},
		"many placeholders": {strings.Repeat(list, 2001), "template_too_many", "2000"},
		"in one paragraph":  {runs(strings.Repeat("{{月份}}", 100_000)), "template_too_many", "2000"},
		"many paragraphs":   {list + strings.Repeat("<w:p/>", 200_001), "template_too_many", "内容过多"},
		"deep tables": {strings.Repeat("<w:tbl><w:tr><w:tc>", 21) + list + strings.Repeat("</w:tc></w:tr></w:tbl>", 21),
			"template_too_many", "内容过多"},
		"many faults": {strings.Repeat(runs("{{月分}}"), 1500), "template_placeholders", "另有 1480 处未列出"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := wordform.Read(archive(t, c.body, nil), known)
			if err == nil {
				t.Fatal("it was taken")
			}
			e := models.AsError(err)
			if text := e.Message.Text; e.Code != c.code || !strings.Contains(text, c.says) || len(text) > 3000 {
				t.Errorf("%s: %.3000s", e.Code, text)
			}
		})
	}
}
