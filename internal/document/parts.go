package document

import (
	"fmt"
	"strings"
)

const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordNamespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	officeRelated = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	wordType      = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// The fonts of the standard, and what a machine without them has instead.
const (
	bodyFont  = "仿宋_GB2312"
	titleFont = "方正小标宋简体"
	headFont  = "黑体"
)

var otherFonts = []struct{ name, instead string }{
	{bodyFont, "仿宋,FangSong,FangSong_GB2312,华文仿宋,STFangsong,Noto Serif CJK SC"},
	{titleFont, "方正小标宋_GBK,小标宋体,华文中宋,宋体,SimSun,Noto Serif CJK SC"},
	{headFont, "SimHei,华文黑体,Noto Sans CJK SC"},
}

// wordParts are the parts besides the document itself: name, kind of relation, and kind of content.
var wordParts = []struct{ name, relation, content string }{
	{"styles.xml", "styles", "styles"},
	{"settings.xml", "settings", "settings"},
	{"fontTable.xml", "fontTable", "fontTable"},
	{"footer1.xml", "footer", "footer"},
	{"footer2.xml", "footer", "footer"},
}

// parts returns the files of the archive; programs recognise it by the first ones.
func (d Document) parts() []part {
	var types, relations strings.Builder
	for i, p := range wordParts {
		fmt.Fprintf(&types, `<Override PartName="/word/%s" ContentType="%s%s+xml"/>`, p.name, wordType, p.content)
		fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>`, i+1, officeRelated, p.relation, p.name)
	}
	const relation = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	pictures, links := d.pictures()
	return append([]part{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Default Extension="jpg" ContentType="image/jpeg"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>` + types.String() +
			`<Override PartName="/docProps/core.xml" ` +
			`ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`},
		{"_rels/.rels", xmlHead + relation +
			`<Relationship Id="rId1" Type="` + officeRelated + `/officeDocument" Target="word/document.xml"/>` +
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/` +
			`core-properties" Target="docProps/core.xml"/></Relationships>`},
		{"word/document.xml", d.main()},
		{"word/_rels/document.xml.rels", xmlHead + relation + relations.String() + links + `</Relationships>`},
		{"word/styles.xml", d.print().styles()},
		{"word/settings.xml", settings},
		{"word/fontTable.xml", fontTable()},
		{"word/footer1.xml", footer("right", "right")},
		{"word/footer2.xml", footer("left", "left")},
		{"docProps/core.xml", xmlHead + `<cp:coreProperties ` +
			`xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
			`xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + escaped(d.Title) + `</dc:title></cp:coreProperties>`},
	}, pictures...)
}

// settings: pages differ by odd and even, punctuation stays within the line.
const settings = xmlHead + `<w:settings xmlns:w="` + wordNamespace + `"><w:evenAndOddHeaders/>` +
	`<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>` +
	`</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

func fontTable() string {
	var s strings.Builder
	for _, f := range otherFonts {
		fmt.Fprintf(&s, `<w:font w:name="%s"><w:altName w:val="%s"/><w:charset w:val="86"/><w:family w:val="auto"/>`+
			`<w:pitch w:val="variable"/></w:font>`, f.name, f.instead)
	}
	return xmlHead + `<w:fonts xmlns:w="` + wordNamespace + `">` + s.String() + `</w:fonts>`
}

// footer is the number of the page in 宋体 of 14 pt between dashes, one character from the outer edge.
func footer(align, side string) string {
	const run = `<w:r><w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>`
	return xmlHead + `<w:ftr xmlns:w="` + wordNamespace + `"><w:p><w:pPr><w:pStyle w:val="PageFooter"/>` +
		`<w:ind w:` + side + `="280"/><w:jc w:val="` + align + `"/></w:pPr>` +
		run + `<w:t xml:space="preserve">— </w:t></w:r>` +
		run + `<w:fldChar w:fldCharType="begin"/></w:r>` +
		run + `<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		run + `<w:fldChar w:fldCharType="separate"/></w:r>` + run + `<w:t>1</w:t></w:r>` +
		run + `<w:fldChar w:fldCharType="end"/></w:r>` +
		run + `<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`
}
