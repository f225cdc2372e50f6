package importer

import (
	"cmp"
	"path/filepath"
	"regexp"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// surroundings holds what the cells around a table state: title, unit, year and month.
type surroundings struct {
	title string
	unit  models.Unit
	units int // number of different units named outside the header
	year  int
	month int // 1–12
}

var (
	unitNote    = regexp.MustCompile(`(?:金额单位|投资单位|计量单位|货币单位|单位)[:：]?([^单]{1,20})`)
	unitBracket = regexp.MustCompile(`\((?:单位)?[:：]?(亿元|万元|元)\)`)
	unitWord    = regexp.MustCompile(`亿元|万元|元`)
	wholePeriod = regexp.MustCompile(
		`^\(?(?:截至|截止|至|数据截至)?(?:时间|月份|年度)?[:：]?(?:19|20)\d{2}年(?:度|(?:1[-—~至到])?\d{1,2}月(?:\d{1,2}日|份|底|末)?)?\)?$`)
	titleYear    = regexp.MustCompile(`((?:19|20)\d{2})(?:年|[.\-/])`)
	titleMonth   = regexp.MustCompile(`(?:19|20)\d{2}(?:年|[.\-/])\s*(?:1[-—~至到])?(\d{1,2})(?:月|$|[^\d])`)
	titleMonthOf = regexp.MustCompile(`(?:^|[^\d\-—~至到])(?:1月?[-—~至到])?(\d{1,2})月`)
)

// contextOf reads the rows above the header, and then the names of the sheet and the file.
func contextOf(s *sheet.Grid, b headerBlock, name, file string) surroundings {
	var c surroundings
	seen := map[models.Unit]bool{}
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
			if u, ok := unitIn(text, above); ok {
				if c.unit == models.UnitNone {
					c.unit = u
				}
				seen[u] = true
			}
			if above && !strings.Contains(text, "日期") && wholePeriod.MatchString(text) {
				beside = append(beside, text)
			}
			if rank := titleRank(text); above && rank > best {
				best, c.title = rank, sheet.Tidy(cell.Text)
			}
		}
	}
	c.units = len(seen)
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
	if c.unit == models.UnitNone {
		c.unit, c.units = above.unit, above.units
	}
	c.year, c.month, c.title = cmp.Or(c.year, above.year), cmp.Or(c.month, above.month), cmp.Or(c.title, above.title)
	return c
}

// titleRank returns how much a text above the header looks like the table's title.
func titleRank(text string) int {
	text = unitBracket.ReplaceAllString(text, "")
	length := len([]rune(text))
	if length > 60 || strings.Contains(text, "单位:") || strings.HasSuffix(text, "。") {
		return 0
	}
	if containsAny(text, []string{"表", "清单", "台账", "一览", "计划", "情况", "目录"}) {
		length += 100
	}
	return length
}

// unitIn finds the unit of money that a cell states for the complete sheet: 单位：万元, 金额单位：亿元, 单位：个、亿元, or （万元） in a
// title. 编制单位：… is not a unit of money.
func unitIn(text string, above bool) (models.Unit, bool) {
	if bare := strings.Trim(text, "()"); bare == "万元" || bare == "亿元" || bare == "元" {
		return models.Unit(bare), above
	}
	for _, m := range unitNote.FindAllStringSubmatchIndex(text, -1) {
		before := text[:m[0]]
		if u := unitWord.FindString(text[m[2]:m[3]]); u != "" && !endsWithAny(before, "编制", "建设", "责任", "填报", "主管", "牵头",
			"项目", "报送") {
			return models.Unit(u), true
		}
	}
	if above {
		if m := unitBracket.FindStringSubmatch(text); m != nil {
			return models.Unit(m[1]), true
		}
	}
	return models.UnitNone, false
}

func endsWithAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}
