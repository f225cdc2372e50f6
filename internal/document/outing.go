package document

import (
	"fmt"
	"slices"
	"strconv"

	"duban/models"
)

// Outing writes a batch of projects that begin together, or a route of visits: the list on the first page, and of a
// route a part for each stop with its photograph.
func Outing(o models.OutingSheet) Document {
	d := Document{Title: o.Title, Close: true}
	d.add(Title, o.Title)
	d.add(Centre, o.When())
	d.add(Note, o.Sums()+"。")
	if o.Kind == models.OutingRoute {
		route(&d, o)
		return d
	}
	rows := []Row{{Head: true, Cells: []Cell{{Text: "序号"}, {Text: "项目名称"}, {Text: "建设内容"}, {Text: "总投资\n（万元）"},
		{Text: "年度计划\n（万元）"}, {Text: "责任单位"}, {Text: "开工条件"}}}}
	for i, r := range o.Rows {
		name := r.Name
		if r.Line != "" {
			name += "\n" + r.Line
		}
		rows = append(rows, Row{Cells: []Cell{{Text: strconv.Itoa(i + 1)}, {Text: name},
			{Text: shorten(r.Content, outingContent)},
			{Text: wanOrNone(r.Total), Right: true}, {Text: wanOrNone(r.Plan), Right: true}, {Text: r.Unit}, {Text: r.Permits}}})
	}
	d.Blocks = append(d.Blocks, Block{Grid: []int{9, 30, 30, 25, 25, 23, 26}, Rows: rows})
	for _, n := range o.Notes() {
		d.add(Note, n+"。")
	}
	return d
}

// How much of a text a list has, in characters.
const outingContent = 70

func route(d *Document, o models.OutingSheet) {
	rows := []Row{{Head: true, Cells: []Cell{{Text: "序号"}, {Text: "到达"}, {Text: "停留"}, {Text: "项目名称"}, {Text: "地点"},
		{Text: "讲解人"}, {Text: "进展情况"}}}}
	grid := []int{10, 17, 16, 36, 26, 20, 43}
	for i, r := range o.Rows {
		rows = append(rows, Row{Cells: []Cell{{Text: strconv.Itoa(i + 1)}, {Text: r.Arrives},
			{Text: fmt.Sprintf("%d分", r.Minutes)},
			{Text: r.Name}, {Text: r.Place}, {Text: r.Explains}, {Text: shorten(r.Line, outingContent)}}})
	}
	if !slices.ContainsFunc(o.Rows, func(r models.OutingRow) bool { return r.Place != "" }) {
		const place = 4 // the column says nothing
		for i := range rows {
			rows[i].Cells = slices.Delete(rows[i].Cells, place, place+1)
		}
		grid = []int{10, 17, 16, 44, 25, 56}
	}
	d.Blocks = append(d.Blocks, Block{Grid: grid, Rows: rows})
	for _, n := range o.Notes() {
		d.add(Note, n+"。")
	}
	onAPage := outingsWithoutPhotos
	for _, r := range o.Rows {
		if r.Photo != nil {
			onAPage = outingsOnAPage
		}
	}
	for i, r := range o.Rows {
		d.Blocks = append(d.Blocks, Block{Style: Head, NewPage: i%onAPage == 0,
			Text: fmt.Sprintf("%d. %s（%s，%d分钟）", i+1, r.Name, r.Arrives, r.Minutes)})
		field := func(head, text string) Row {
			return Row{Cells: []Cell{{Text: head, Head: true}, {Text: text, Span: 3}}}
		}
		rows := []Row{{Cells: []Cell{{Text: "责任单位", Head: true}, {Text: r.Unit}, {Text: "讲解人", Head: true},
			{Text: r.Explains}}}, field("建设内容", shorten(r.Content, outingContent)), field("进展情况", r.Line)}
		if r.Total != nil && r.Plan != nil {
			rows = append(rows, Row{Cells: []Cell{{Text: "总投资", Head: true}, {Text: wanOrNone(r.Total) + "万元"},
				{Text: "年度计划", Head: true}, {Text: wanOrNone(r.Plan) + "万元"}}})
		}
		d.Blocks = append(d.Blocks, Block{Rows: rows})
		if r.Photo != nil {
			d.Blocks = append(d.Blocks, Block{Picture: &Picture{JPEG: r.Photo, Highest: 11}})
		}
	}
}

// How many stops of a route stand on a page.
const outingsOnAPage, outingsWithoutPhotos = 2, 5

// wanOrNone is an amount in 万元; — when it is left out.
func wanOrNone(m *models.Money) string {
	if m == nil {
		return "—"
	}
	return m.Rounded(models.WanYuan)
}

func shorten(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}
