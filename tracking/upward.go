package tracking

import (
	"duban/internal/figures"
	"duban/models"
)

// upwardAhead is how many days before it is due an upward report is shown.
const upwardAhead = 10

// upwardDue lists the upward reports of a programme that are due soon or were due and are not confirmed, of this month
// and the one before; the one due first comes first.
func upwardDue(p figures.Programme, closings []models.MonthClosing, now models.Instant) []UpwardDue {
	confirmed := map[UpwardDue]bool{}
	for _, c := range closings {
		confirmed[UpwardDue{Kind: c.Kind, Month: c.Month}] = true
	}
	today, due := now.Date(), []UpwardDue{}
	add := func(kind models.ClosingKind, month models.Month) {
		day := p.Rounds.ConfirmedBy(kind, month, p.Calendar)
		if month.Year() != p.Year || day > today+upwardAhead || confirmed[UpwardDue{Kind: kind, Month: month}] {
			return
		}
		due = append(due, UpwardDue{Kind: kind, Month: month, Due: day, Late: day < today})
	}
	this := today.Month()
	add(models.ClosedEstimate, this-1)
	add(models.ClosedVerified, this-1)
	add(models.ClosedEstimate, this)
	add(models.ClosedVerified, this)
	return due
}
