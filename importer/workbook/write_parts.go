package workbook

import (
	"bytes"
	"regexp"
	"strings"
)

// strictPart rewrites a part that excelize writes in a way some readers refuse; every other part stays.
func strictPart(name string, content []byte) []byte {
	switch name {
	case "docProps/core.xml":
		return strictCore(content)
	case "xl/styles.xml":
		return strictFonts(content)
	}
	if strings.HasPrefix(name, "xl/worksheets/sheet") && bytes.Contains(content, drawingPrefix) {
		content = bytes.ReplaceAll(content, drawingPrefix, []byte(` xmlns:r="`))
		return bytes.ReplaceAll(content, []byte(` relationships:id="`), []byte(` r:id="`))
	}
	return content
}

// drawingPrefix is how excelize declares the prefix of a sheet's drawing. exceljs knows the usual one only.
var drawingPrefix = []byte(` xmlns:relationships="`)

var coreElement = regexp.MustCompile(
	`<(/?)(coreProperties|category|contentStatus|contentType|keywords|lastModifiedBy|lastPrinted|revision|version)\b`)

// strictCore gives the core properties the prefix cp, as every office program writes it: exceljs reads no other.
func strictCore(content []byte) []byte {
	content = bytes.Replace(content, []byte(`<coreProperties xmlns="`), []byte(`<coreProperties xmlns:cp="`), 1)
	return coreElement.ReplaceAll(content, []byte("<${1}cp:$2"))
}

var namedFont = regexp.MustCompile(`<name val="([^"]*)"></name><family val="2"></family>`)

// fontFamilies are the kinds of the named fonts: a program that lacks a font takes another of its kind, and looks for a
// Chinese one only where the character set is stated. excelize calls every font a sans-serif one.
var fontFamilies = map[string]string{
	fontTitle:  `<family val="1"></family><charset val="134"></charset>`,
	fontHead:   `<family val="2"></family><charset val="134"></charset>`,
	fontBody:   `<family val="1"></family><charset val="134"></charset>`,
	fontNumber: `<family val="1"></family>`,
}

func strictFonts(content []byte) []byte {
	content = bytes.ReplaceAll(content, []byte(`<color></color>`), nil)
	return namedFont.ReplaceAllFunc(content, func(font []byte) []byte {
		name := namedFont.FindSubmatch(font)[1]
		if family := fontFamilies[string(name)]; family != "" {
			return []byte(`<name val="` + string(name) + `"></name>` + family)
		}
		return font
	})
}
