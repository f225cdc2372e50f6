package main

const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	officeSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packSpace   = "http://schemas.openxmlformats.org/package/2006/"
	sheetType   = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// fixedParts are the parts of a workbook that do not depend on its rows. The styles have the order of look.
var fixedParts = []struct{ name, content string }{
	{"[Content_Types].xml", declaration + `<Types xmlns="` + packSpace +
		`content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` +
		sheetType + `sheet.main+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + sheetType +
		`worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="` + sheetType + `styles+xml"/>` +
		`<Override PartName="/xl/sharedStrings.xml" ContentType="` + sheetType + `sharedStrings+xml"/></Types>`},
	{"_rels/.rels", declaration + `<Relationships xmlns="` + packSpace + `relationships"><Relationship Id="rId1" Type="` +
		officeSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/workbook.xml", declaration + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + officeSpace +
		`"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`},
	{"xl/_rels/workbook.xml.rels", declaration + `<Relationships xmlns="` + packSpace +
		`relationships"><Relationship Id="rId1" Type="` + officeSpace + `/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="` + officeSpace + `/styles" Target="styles.xml"/><Relationship Id="rId3" Type="` +
		officeSpace + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
	{"xl/styles.xml", declaration + `<styleSheet xmlns="` + mainSpace +
		`"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="1"><font>` +
		`<sz val="10"/><name val="宋体"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
		`</fills><borders count="1"><border/></borders>` +
		`<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" xfId="0"/>` +
		`<xf numFmtId="164" xfId="0" applyNumberFormat="1"/>` +
		`<xf numFmtId="4" xfId="0" applyNumberFormat="1"/><xf numFmtId="10" xfId="0" applyNumberFormat="1"/></cellXfs>` +
		`</styleSheet>`},
}
