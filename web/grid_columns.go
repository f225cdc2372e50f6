package web

import (
	"html/template"
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// gridColumn is a column of the list of projects besides the first one, the project's name.
type gridColumn struct {
	Key    string
	Head   string
	Unit   string               // of its amounts
	Sort   tracking.ProjectSort // "": it has no order
	Field  models.CellField     // that is edited in it; "": none
	Number bool
	Long   bool // a text that is cut
	place  int  // in the order that was chosen
	// of its cells, for the template
	attributes template.HTMLAttr
}

// gridKinds are the columns in the order in which they are offered.
var gridKinds = []struct {
	key    string
	head   phrase
	sort   tracking.ProjectSort
	field  models.CellField
	number bool
	long   bool
	shown  bool // unless columns are chosen
}{
	{"light", "灯色", tracking.SortWorst, "", false, true, true},
	{"unit", "责任单位", tracking.SortUnit, models.CellUnit, false, false, true},
	{"sponsor", "包保领导", tracking.SortSponsor, models.CellSponsor, false, false, true},
	{"plan", "年度计划", tracking.SortPlan, models.CellPlan, true, false, true},
	{"approved", "完成", tracking.SortDone, "", true, false, true},
	{"rate", "完成率", tracking.SortRate, "", true, false, true},
	{"gap", "落后", tracking.SortGap, "", true, false, true},
	{"next", "下一节点", tracking.SortDue, "", false, true, true},
	{"start", "计划开工", tracking.SortStart, models.CellStart, false, false, false},
	{"finish", "计划竣工", tracking.SortFinish, models.CellFinish, false, false, true},
	{"step", "下一步工作", "", models.CellNextStep, false, true, true},
	{"contact", "联系人", "", models.CellContact, false, false, true},
	{"content", "建设内容", "", models.CellContent, false, true, false},
	{"owner", "项目单位", tracking.SortOwner, "", false, true, false},
	{"sector", "产业类别", tracking.SortSector, "", false, false, false},
	{"stage", "项目性质", tracking.SortStage, "", false, false, false},
	{"total", "总投资", tracking.SortTotal, "", true, false, false},
	{"m01", "1月计划", "", models.CellOfMonth(1), true, false, false},
	{"m02", "2月计划", "", models.CellOfMonth(2), true, false, false},
	{"m03", "3月计划", "", models.CellOfMonth(3), true, false, false},
	{"m04", "4月计划", "", models.CellOfMonth(4), true, false, false},
	{"m05", "5月计划", "", models.CellOfMonth(5), true, false, false},
	{"m06", "6月计划", "", models.CellOfMonth(6), true, false, false},
	{"m07", "7月计划", "", models.CellOfMonth(7), true, false, false},
	{"m08", "8月计划", "", models.CellOfMonth(8), true, false, false},
	{"m09", "9月计划", "", models.CellOfMonth(9), true, false, false},
	{"m10", "10月计划", "", models.CellOfMonth(10), true, false, false},
	{"m11", "11月计划", "", models.CellOfMonth(11), true, false, false},
	{"m12", "12月计划", "", models.CellOfMonth(12), true, false, false},
}

// gridColumns returns the chosen columns in the order of their keys, which have commas between them; "": those that are
// shown unless others are chosen.
func gridColumns(l lang, chosen string) (columns []gridColumn) {
	keys := strings.Split(chosen, ",")
	for i, k := range gridKinds {
		at := slices.Index(keys, k.key)
		if chosen == "" && !k.shown || chosen != "" && at < 0 {
			continue
		}
		c := gridColumn{Key: k.key, Head: k.head.in(l), Sort: k.sort, Field: k.field, Number: k.number, Long: k.long,
			place: max(at, 0)*len(gridKinds) + i}
		if k.number && k.key != "rate" {
			c.Unit = phrase("万元").in(l)
		}
		label := `data-label="` + template.HTMLEscapeString(c.Head) + `"`
		if c.Number {
			label = `class="number" ` + label
		}
		c.attributes = template.HTMLAttr(label) //nolint:gosec // escaped
		columns = append(columns, c)
	}
	if len(columns) == 0 {
		return gridColumns(l, "")
	}
	slices.SortFunc(columns, func(a, b gridColumn) int { return a.place - b.place })
	return columns
}

// projectRow is a project with what a row of the list says of it.
type projectRow struct {
	tracking.GridLine
	Columns  []gridColumn
	ListYear int
	Tick     bool // it can be chosen for an act on several
	lang     lang
}

// text is the text of a cell that has no markup of its own.
func (r *projectRow) text(c *gridColumn) string {
	switch c.Key {
	case "owner":
		return r.Owner
	case "sector":
		return r.Sector
	case "stage":
		for _, s := range stagePhrases {
			if s.stage == r.Stage {
				return s.word.in(r.lang)
			}
		}
		return ""
	case "total":
		return wan(r.TotalInvestment)
	}
	text := r.Cells[c.Field]
	if text != "" && c.Field.IsAmount() {
		return models.Amount(text).Grouped()
	}
	return text
}

// rows are the projects of the part that is shown.
func (p projectsPage) rows() (rows []projectRow) {
	for _, line := range p.Lines {
		rows = append(rows, projectRow{GridLine: line, Columns: p.Columns, ListYear: p.Year, Tick: p.MayEdit && !line.Closed,
			lang: p.Lang})
	}
	return rows
}

// value is a cell in a workbook.
func (r projectRow) value(c gridColumn) any {
	switch c.Key {
	case "light":
		return r.lang.text(phrase(r.Light.LightName()))
	case "plan":
		return r.Plan
	case "approved":
		return r.Approved
	case "gap":
		return r.Behind
	case "total":
		return r.TotalInvestment
	case "next":
		return r.NextName
	case "rate":
		if r.Approved == nil || r.Plan <= 0 {
			return nil
		}
		return float64(*r.Approved) / float64(r.Plan)
	}
	text := r.Cells[c.Field]
	switch {
	case text == "" && (c.Number || c.Field.IsDate()):
		return nil
	case c.Number:
		amount, err := models.ParseMoney(text, models.WanYuan)
		if err != nil {
			return nil
		}
		return amount
	case c.Field.IsDate():
		day, err := models.ParseDate(text)
		if err != nil {
			return nil
		}
		return day
	}
	return r.text(&c)
}
