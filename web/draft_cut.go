package web

import (
	"slices"

	"duban/tracking"
)

// The most items of the lists of a preview that grow with the workbook.
const (
	candidatesShown = 40
	continuedShown  = 100
	droppingShown   = 200
)

// cut keeps the first of the lists that grow with the workbook.
func (p *draftPage) cut() {
	preview := p.Preview
	p.Asked = preview.Candidates[:min(len(preview.Candidates), candidatesShown)]
	p.Recorded = slices.SortedStableFunc(slices.Values(preview.Continued), func(a, b tracking.ImportContinued) int {
		return number(b.Differs) - number(a.Differs)
	})
	p.Recorded = p.Recorded[:min(len(p.Recorded), continuedShown)]
	p.Absent = len(p.Dropping)
	slices.SortStableFunc(p.Dropping, func(a, b tracking.ImportAdjustment) int { // what is ticked is always sent again
		return number(p.Drops(b.ProjectID)) - number(p.Drops(a.ProjectID))
	})
	ticked := len(p.Choices.Drop)
	p.Dropping = p.Dropping[:min(len(p.Dropping), max(droppingShown, ticked))]
}

// number is 1 for true.
func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Left is how many questions about names come after those that are shown.
func (p draftPage) Left() int { return len(p.Preview.Candidates) - len(p.Asked) }

// Kept is how many projects that the workbook lacks are not offered to be dropped.
func (p draftPage) Kept() int { return p.Absent - len(p.Dropping) }
