package importer

import (
	"regexp"
	"strings"

	"duban/importer/sheet"
)

// opensAnother reports whether the repeated header in a row has a title or a unit line of its own above it: what
// follows is another table, with its own unit, year, month and sections. The same lines again are the head of a
// further page.
func (t *region) opensAnother(header int) bool {
	above := t.headTexts()
	for i := t.beginOf(header); i < header; i++ {
		row := &t.raw.Rows[i]
		for _, c := range row.Cells {
			text := pageOf(c.Fold())
			if text == "" || above[text] {
				continue
			}
			var units unitLine
			units.read(text, true)
			if len(units.whole)+len(units.named) > 0 || titleYear.MatchString(text) || titleMonthOf.MatchString(text) ||
				titleRank(text) > 100 && !isSectionTitle(text) {
				return true
			}
		}
	}
	return false
}

// isSectionTitle reports whether a text is marked as a section: 二、基础设施项目.
func isSectionTitle(folded string) bool {
	for _, s := range sectionStyles {
		if s.pattern.MatchString(folded) {
			return true
		}
	}
	return bareSection.MatchString(strings.TrimSpace(countInside.ReplaceAllString(folded, "")))
}

// headTexts are the folded texts above the header, as a further page repeats them.
func (t *region) headTexts() map[string]bool { return headTexts(t.raw, t.header) }

func headTexts(s *sheet.Grid, b headerBlock) map[string]bool {
	texts := map[string]bool{}
	for _, row := range s.Rows {
		if row.Number >= b.first {
			break
		}
		for _, c := range row.Cells {
			if c.Kind == sheet.Text {
				texts[pageOf(c.Fold())] = true
			}
		}
	}
	return texts
}

var pageSigns = regexp.MustCompile(`\(?续表?\d{0,2}\)?$|\(?接上页\)?$|第?\d+页[,，/]?共?\d*页?$`)

// pageOf returns a text without what only a further page adds: （续）, 第2页.
func pageOf(folded string) string { return pageSigns.ReplaceAllString(folded, "") }

var pageNumber = regexp.MustCompile(`^[-—–]*\(?第?\d{1,3}页?[,，/]?(?:共?\d{1,3}页)?\)?[-—–]*$`)

// isPageHead reports whether a row repeats the lines above the header at the top of a further page, or only numbers the
// page.
func (l *listing) isPageHead(row *sheet.Row) bool {
	same, texts := 0, 0
	for _, c := range row.Cells {
		if c.IsBare() {
			continue
		}
		texts++
		text := c.Fold()
		if c.Kind == sheet.Text && (l.tops[pageOf(text)] || strings.Contains(text, "页") && pageNumber.MatchString(text)) {
			same++
		}
	}
	return texts > 0 && same == texts
}
