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
			map[string]string{"word/header1.xml": `<!DOCTYPE a [<!ENTITY b "c">]><a/>`}), "template_damaged", "header1.xml"},
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
