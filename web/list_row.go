package web

import (
	"html/template"

	"duban/models"
	"duban/tracking"
)

// listRow is a project as the template of a row shows it. Its texts are formatted here, and it has no methods and no
// embedded structs: a page has some 500 cells, and each lookup of a name by the template counts.
type listRow struct {
	ID, Version, Address, Name, Code string
	Tick                             string // label of its box; "": it cannot be chosen for an act on several
	Starred, CityMajor               bool
	Cells                            []listCell
}

// listCell is a cell besides the project's name.
type listCell struct {
	Attributes template.HTMLAttr // of its column
	Kind       string            // of markup: light, approved, next; "": only the text
	Text       string
	Before     string // what stands before the text of the next milestone: that it is late
	When       string // it is due
	After      string // what stands after the text: why the light, how much waits
	Light      models.Colour
	Line       *tracking.ProjectLine
}

// shown formats a row for the template.
func (r projectRow) shown() listRow {
	out := listRow{ID: itoa(r.Year) + "/" + r.Code, Version: itoa(r.Version), Address: projectAddress(r.Year, r.Code),
		Name: r.Name, Code: r.Code, Starred: r.Starred, CityMajor: r.CityMajor, Cells: make([]listCell, len(r.Columns))}
	if r.Tick {
		out.Tick = r.lang.text("勾选 %s", r.Name)
	}
	for i := range r.Columns {
		r.fill(&out.Cells[i], &r.Columns[i])
	}
	return out
}

func (r *projectRow) fill(cell *listCell, c *gridColumn) {
	cell.Attributes = c.attributes
	switch c.Key {
	case "light":
		cell.Kind, cell.Text, cell.Light, cell.Line = c.Key, r.lang.text(phrase(r.Light.LightName())), r.Light, &r.ProjectLine
		cell.After = r.lang.say(r.Reason)
	case "approved":
		cell.Text = amount(r.Approved)
		if r.CarriedFrom != 0 || r.Pending != nil || r.LateReport {
			cell.Kind, cell.Line = c.Key, &r.ProjectLine
		}
	case "plan":
		cell.Text = wan(r.Plan)
	case "rate":
		cell.Text = share(r.Approved, r.Plan)
	case "gap":
		if cell.Text = "—"; r.Behind != 0 {
			cell.Text = wan(r.Behind)
		}
	case "next":
		cell.Kind = c.Key
		if r.Waiting > 0 {
			cell.After = r.lang.text("%d 件待审定", r.Waiting)
		}
		if r.NextDue == 0 {
			return
		}
		cell.Text, cell.When = r.NextName, r.lang.date(r.NextDue, r.ListYear)
		if r.DaysLate > 0 {
			cell.Before = r.lang.text("逾期 %d 个工作日", r.DaysLate)
		}
	default:
		cell.Text = r.text(c)
	}
}
