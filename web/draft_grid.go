package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"duban/tracking"
)

// gridSheet is a part of a sheet as a table.
type gridSheet struct {
	tracking.DraftSheet
	Heads    []gridHead
	Rows     []gridRow
	Previous string // addresses; "" at an end
	Next     string
}

// gridHead is a column's letter with what it was taken for.
type gridHead struct {
	Letter string
	Word   string
	Asked  bool
}

// gridRow is a row of a sheet; Gap tells that rows above it are left out.
type gridRow struct {
	Number int
	Gap    bool
	Header bool
	Hidden bool
	Cells  []gridCell
}

// gridCell is a cell with the worst that is said of it.
type gridCell struct {
	ID     string // to link to, where something is said
	Text   string
	Number bool
	Across int
	Down   int
	Worst  string // "error", "warning" or "notice"
	Said   string
}

func gridOf(d tracking.DraftSheet, r *http.Request) *gridSheet {
	g, language := &gridSheet{DraftSheet: d}, languageOf(r)
	words := map[string]tracking.ReadColumn{}
	for _, c := range d.Columns {
		words[c.Column] = c
	}
	for _, letter := range d.Window.Columns {
		g.Heads = append(g.Heads, gridHead{letter, words[letter].Word, words[letter].Asked})
	}
	last := 0
	for _, row := range d.Window.Rows {
		one := gridRow{Number: row.Row, Gap: row.Row != last+1, Header: row.Row >= d.First && row.Row <= d.Last,
			Hidden: row.Hidden}
		for _, c := range row.Cells {
			cell := gridCell{Text: c.Text, Number: c.Number, Across: c.Across, Down: c.Down}
			for _, f := range d.Said[c.Cell] {
				cell.ID = "c-" + c.Cell
				cell.Worst = worse(cell.Worst, f.Severity)
				cell.Said = strings.TrimPrefix(cell.Said+"；"+language.say(f.Message), "；")
			}
			one.Cells = append(one.Cells, cell)
		}
		g.Rows, last = append(g.Rows, one), row.Row
	}
	to := func(from int) string { return sheetAddress(r, d.Index, from) }
	if d.Next > 0 {
		g.Next = to(d.Next)
	}
	if d.Previous > 0 {
		g.Previous = to(d.Previous)
	}
	return g
}

func sheetAddress(r *http.Request, sheet, from int) string {
	return (&url.URL{Path: r.URL.Path, RawQuery: "sheet=" + itoa(sheet) + "&from=" + itoa(from), Fragment: "sheet"}).
		String()
}

var severities = []string{"error", "warning", "notice"}

// worse is the worse of two severities; "" is none.
func worse(a, b string) string {
	if a == "" || slices.Index(severities, b) < slices.Index(severities, a) {
		return b
	}
	return a
}

// findingGroup is what was found of one severity.
type findingGroup struct {
	Severity string
	Count    int
	Lines    []findingLine
	More     int // not shown
}

// findingLine is a finding with where it stands.
type findingLine struct {
	tracking.ImportFinding
	Message string        // in the language of the page
	Address string        // of the cell; "" when it is about no cell of a sheet
	Alike   []findingLine // further ones of its kind
}

// alikeFrom is how many findings of a kind are folded into one line.
const alikeFrom = 4

// fold puts findings of a kind under the first of them, where there are many.
func fold(lines []findingLine) (folded []findingLine) {
	alike := map[string]int{}
	for _, l := range lines {
		alike[l.Code]++
	}
	at := map[string]int{}
	for _, l := range lines {
		i, seen := at[l.Code]
		if seen && alike[l.Code] >= alikeFrom {
			folded[i].Alike = append(folded[i].Alike, l)
			continue
		}
		at[l.Code] = len(folded)
		folded = append(folded, l)
	}
	return folded
}

// group puts findings by severity, the worst first.
func (p *draftPage) group(findings []tracking.ImportFinding) (groups []findingGroup) {
	left := findingsShown
	for _, severity := range severities {
		g := findingGroup{Severity: severity}
		for _, f := range findings {
			if f.Severity != severity {
				continue
			}
			if g.Count++; left > 0 {
				left--
				g.Lines = append(g.Lines, findingLine{ImportFinding: f, Message: p.Lang.say(f.Message), Address: p.cell(f)})
			}
		}
		if g.More = g.Count - len(g.Lines); g.Count > 0 {
			g.Lines = fold(g.Lines)
			groups = append(groups, g)
		}
	}
	return groups
}

// cell is the address of a finding's cell: in the part that is shown, or in one that shows it.
func (p *draftPage) cell(f tracking.ImportFinding) string {
	at := slices.IndexFunc(p.Sheets, func(s tracking.ReadSheet) bool { return s.Name == sheetName(f) })
	if at < 0 || f.Cell == "" {
		return ""
	}
	if p.Sheet != nil && p.Sheet.Index == at {
		for _, row := range p.Sheet.Rows {
			if slices.ContainsFunc(row.Cells, func(c gridCell) bool { return c.ID == "c-"+f.Cell }) {
				return "#c-" + f.Cell
			}
		}
	}
	row := strings.TrimLeft(f.Cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	return "?sheet=" + itoa(at) + "&from=" + cmp.Or(row, "0") + "#c-" + f.Cell
}
