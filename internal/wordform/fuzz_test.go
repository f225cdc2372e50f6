package wordform_test

import (
	"testing"

	"duban/internal/testkit/refusal"
	"duban/internal/wordform"
)

// FuzzTemplate changes what stands in a template, its relations and its content types behind the archive's checksums,
// and then a byte of the archive: it is refused in Chinese, or filled, and what comes out is a document that opens.
func FuzzTemplate(f *testing.F) {
	types := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Override PartName="/word/document.xml" ` +
		`ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	links := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" ` +
		`Type="image" TargetMode="External" Target="http://example.com/a.png"/></Relationships>`
	body := runs("{{月", "份}}") + `<w:tbl><w:tr>` + cell(runs("{{滞后项目.名称}}")) + `</w:tr></w:tbl>`
	f.Add(body, types, `<Relationships/>`, uint32(0), byte(0))
	f.Add(body, types, links, uint32(0), byte(0))
	f.Add(runs("{{月份}}", "}}{{", "{{{{月份}}}}"), types, "", uint32(0), byte(0))
	f.Add(runs("{{月份}}")+`<w:p><w:r><w:instrText>INCLUDEPICTURE "x"</w:instrText></w:r></w:p>`, types, "", uint32(0),
		byte(0))
	f.Add(`<w:tbl><w:tr><w:tc>`, types, "", uint32(0), byte(0))
	f.Add(`<!DOCTYPE a [<!ENTITY b "c">]>`+runs("{{月份}}")+`&b;`, types, "", uint32(0), byte(0))
	f.Add(runs("&#0;&#xD800;{{累计完成万元}}"), "", "", uint32(0), byte(0))
	for at := range uint32(40) {
		f.Add(body, types, links, at*31, byte(0xff))
	}
	f.Fuzz(func(t *testing.T, body, types, relations string, at uint32, with byte) {
		content := archive(t, body, map[string]string{"[Content_Types].xml": types,
			"word/_rels/document.xml.rels": relations})
		content[int(at)%len(content)] ^= with
		form, err := wordform.Read(content, known)
		refusal.Check(t, err, body+types+relations+string(content))
		if err != nil {
			return
		}
		row := map[string]string{}
		for _, field := range known.Lists["滞后项目"] {
			row[field] = "<&>\x00\n甲"
		}
		values := wordform.Values{Fields: map[string]string{}, Lists: map[string][]map[string]string{"滞后项目": {row, row}}}
		for _, field := range known.Fields {
			values.Fields[field] = "一\n<二>&\x01{{月份}}"
		}
		filled, err := form.Fill(values)
		refusal.Check(t, err, body)
		if err != nil {
			return
		}
		// Filled, it has no placeholder of its own left, or those that the values had: it is read again without damage.
		if _, err := wordform.Read(filled, known); err != nil {
			refusal.Check(t, err, body+types+relations)
		}
	})
}
