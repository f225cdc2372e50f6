package document

import (
	"fmt"
	"strings"

	"duban/models"
)

// Scores writes a quarter's score as one table: the units of each kind by their places, with the points of every item.
func Scores(s models.ScoreSheet) Document {
	d := Document{Title: s.Title(), Close: true}
	d.add(Title, s.Title())
	d.add(Centre, s.Programme+s.Under())
	head := []Cell{{Text: "名次"}, {Text: "单位"}, {Text: "项目数"}}
	grid := []int{10, 34, 10}
	for _, i := range s.Items {
		head = append(head, Cell{Text: i.Name + "\n（" + i.Range() + "）"})
		grid = append(grid, 16)
	}
	head, grid = append(head, Cell{Text: "合计"}), append(grid, 15)
	rows := []Row{{Head: true, Cells: head}}
	var notes []string
	group := "none"
	for _, l := range s.Lines {
		if l.Group() != group {
			if group = l.Group(); group != "" {
				rows = append(rows, Row{Cells: []Cell{{Text: group, Head: true, Span: len(head)}}})
			}
		}
		cells := []Cell{{Text: l.PlaceText(), Right: true}, {Text: l.Unit}, {Text: fmt.Sprint(l.Projects), Right: true}}
		for _, p := range l.Parts {
			cells = append(cells, Cell{Text: p.Points.String(), Right: true})
		}
		rows = append(rows, Row{Cells: append(cells, Cell{Text: l.Total.String(), Right: true})})
		if l.NotRanked != "" {
			notes = append(notes, l.Unit+"："+l.NotRanked)
		}
	}
	d.Blocks = append(d.Blocks, Block{Grid: grid, Rows: rows})
	for _, n := range s.Notes() {
		d.add(Note, n)
	}
	if len(notes) > 0 {
		d.add(Note, "不参加排名的单位："+strings.Join(notes, "；")+"。")
	}
	return d
}
