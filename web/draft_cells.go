package web

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"duban/tracking"
)

// Bounds of what the form of a draft offers at once.
const (
	cellsShown    = 15 // cells with findings that can be corrected
	listedColumns = 40 // columns with a list of fields; with more, words are typed
	tabsShown     = 10 // sheets with a tab each; of more, one is chosen from a list
)

// cellFix is a cell that can be corrected in the form.
type cellFix struct {
	Cell  string
	Was   string // as the file has it
	Value string
	Said  string // what was found
	Worst string
}

// Fixes lists the cells of the shown sheet that were corrected, and those with errors and warnings.
func (p draftPage) Fixes() (fixes []cellFix) {
	if p.Sheet == nil {
		return nil
	}
	texts := map[string]string{}
	for _, row := range p.Sheet.Window.Rows {
		for _, c := range row.Cells {
			texts[c.Cell] = c.Text
		}
	}
	add := func(cell string) {
		was := texts[cell]
		if strings.HasSuffix(was, "…") || slices.ContainsFunc(fixes, func(f cellFix) bool { return f.Cell == cell }) {
			return // a clipped text cannot be edited here
		}
		f := cellFix{Cell: cell, Was: was, Value: was}
		if value, fixed := p.Choices.Cells[p.Sheet.Name+"!"+cell]; fixed {
			f.Value = value
		}
		for _, found := range p.Sheet.Said[cell] {
			f.Worst = worse(f.Worst, found.Severity)
			f.Said = strings.TrimPrefix(f.Said+"；"+p.Lang.say(found.Message), "；")
		}
		fixes = append(fixes, f)
	}
	for _, name := range slices.Sorted(maps.Keys(p.Choices.Cells)) {
		if cell, of := strings.CutPrefix(name, p.Sheet.Name+"!"); of {
			add(cell)
		}
	}
	for _, severity := range severities[:2] {
		for _, row := range p.Sheet.Window.Rows {
			for _, c := range row.Cells {
				if len(fixes) < cellsShown && slices.ContainsFunc(p.Sheet.Said[c.Cell],
					func(f tracking.ImportFinding) bool { return f.Severity == severity }) {
					add(c.Cell)
				}
			}
		}
	}
	return fixes
}

// parseCells reads the corrected cells of a sheet; those of other sheets are kept. A cell set back to what the file has
// is not corrected any more.
func (f form) parseCells(sheet string, before map[string]string) map[string]string {
	cells := map[string]string{}
	maps.Copy(cells, before)
	for i := 0; f.values.Has("cell" + itoa(i)); i++ {
		name, value := sheet+"!"+f.Value("cell"+itoa(i)), strings.TrimSpace(f.Value("value"+itoa(i)))
		if delete(cells, name); value != strings.TrimSpace(f.Value("was"+itoa(i))) {
			cells[name] = value
		}
	}
	if cell := strings.ToUpper(strings.TrimSpace(f.Value("cell"))); cell != "" {
		cells[sheet+"!"+cell] = strings.TrimSpace(f.Value("value"))
	}
	return cells
}

// parseHeader reads the rows of a sheet's header, where they were changed.
func (f form) parseHeader(sheet tracking.ReadSheet, before map[string]string) map[string]string {
	headers := map[string]string{}
	maps.Copy(headers, before)
	first, _ := strconv.Atoi(f.Value("header_first"))
	last, _ := strconv.Atoi(f.Value("header_last"))
	if first > 0 && (first != sheet.First || max(first, last) != sheet.Last) {
		headers[sheet.Name] = itoa(first) + "-" + itoa(max(first, last))
	}
	return headers
}

// parseOthers reads which projects rows mean that the form proposed others for, or none: a code, a name, a part of one,
// or the first letters of its syllables.
func (f form) parseOthers(d tracking.ImportDraft, same map[string]string) {
	for i, row := range d.Preview.Candidates {
		if other := strings.TrimSpace(f.Value("other" + itoa(i))); other != "" {
			same[row.Name] = other
		}
	}
	if name, project := strings.TrimSpace(f.Value("same_name")), strings.TrimSpace(f.Value("same_project")); name != "" &&
		project != "" {
		same[name] = project
	}
}

// Listed reports whether each column has a list of fields to choose from.
func (p draftPage) Listed() bool { return len(p.Others) <= listedColumns }

// ManyTabs reports whether the sheets are too many for tabs.
func (p draftPage) ManyTabs() bool { return len(p.Tabs) > tabsShown }

// Chosen returns what the list of a column shows as chosen.
func (a columnAnswer) Chosen() string {
	switch {
	case a.Value != "":
		return a.Value
	case a.Answered:
		return notUsed
	}
	return unanswered
}
