package importer

import (
	"cmp"
	"path/filepath"
	"regexp"
	"strings"

	"duban/importer/sheet"
)

// surroundings holds what the cells around a table state: title, unit, year and month.
type surroundings struct {
	title string
	units unitLine
	year  int
	month int // 1–12
}

var (
	unitBracket = regexp.MustCompile(`\((?:单位)?[:：]?(?:人民币)?(?:亿|千万|百万|万|千)?元?\)|\([^()]{0,6}单位[:：][^()]*\)`)
	remark      = regexp.MustCompile(`^\(?(?:注|备注|说明|填表说明|填报说明)\d*[:：]`)
	wholePeriod = regexp.MustCompile(
		`^\(?(?:截至|截止|至|数据截至)?(?:时间|月份|年度)?[:：]?(?:19|20)\d{2}年(?:度|(?:1[-—~至到])?\d{1,2}月(?:\d{1,2}日|份|底|末)?)?\)?$`)
	titleYear    = regexp.MustCompile(`((?:19|20)\d{2})(?:年|[.\-/])`)
	titleMonth   = regexp.MustCompile(`(?:19|20)\d{2}(?:年|[.\-/])\s*(?:1[-—~至到])?(\d{1,2})(?:月|$|[^\d])`)
	titleMonthOf = regexp.MustCompile(`(?:^|[^\d\-—~至到])(?:1月?[-—~至到])?(\d{1,2})月`)
)

// contextOf reads the rows above the header, and then the names of the sheet and the file.
func contextOf(s *sheet.Grid, b headerBlock, name, file string) surroundings {
	var c surroundings
	var beside []string // cells that hold little more than a period
	best := 0
	for _, row := range s.Rows {
		if row.Number > b.last+1 {
			break
		}
		above := row.Number < b.first
		if !above && row.Number <= b.last {
			continue // a unit inside the header applies to its column, not to the sheet
		}
		for _, cell := range row.Cells {
			if cell.Kind != sheet.Text {
				continue
			}
			text := sheet.Fold(cell.Text)
			c.units.read(text, above)
			if above && !strings.Contains(text, "日期") && wholePeriod.MatchString(text) {
				beside = append(beside, text)
			}
			if rank := titleRank(text); above && rank > best {
				best, c.title = rank, sheet.Tidy(cell.Text)
			}
		}
	}
	texts := []string{sheet.Fold(c.title), sheet.Fold(name), sheet.Fold(strings.TrimSuffix(file, filepath.Ext(file)))}
	for _, text := range append(texts, beside...) {
		if c.year == 0 {
			if m := titleYear.FindStringSubmatch(text); m != nil {
				c.year = number(m[1])
			}
		}
		if c.month == 0 {
			m := titleMonth.FindStringSubmatch(text)
			if m == nil {
				m = titleMonthOf.FindStringSubmatch(text)
			}
			if m != nil && number(m[1]) >= 1 && number(m[1]) <= 12 {
				c.month = number(m[1])
			}
		}
	}
	return c
}

// orThose fills in missing values from the table above.
func (c surroundings) orThose(above surroundings) surroundings {
	if len(c.units.whole)+len(c.units.named) == 0 {
		c.units = above.units
	}
	c.year, c.month, c.title = cmp.Or(c.year, above.year), cmp.Or(c.month, above.month), cmp.Or(c.title, above.title)
	return c
}

// titleRank returns how much a text above the header looks like the table's title.
func titleRank(text string) int {
	text = unitBracket.ReplaceAllString(text, "")
	length := len([]rune(text))
	if length > 60 || strings.Contains(text, "单位:") || strings.HasSuffix(text, "。") || remark.MatchString(text) {
		return 0
	}
	if containsAny(text, []string{"表", "清单", "名单", "台账", "一览", "计划", "情况", "目录"}) {
		length += 100
	}
	return length
}
