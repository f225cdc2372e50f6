package ladderoracle

import (
	"fmt"
	"slices"
	"strings"
)

// Differences describes the reminders and rungs in which the record differs from what the plan and people's acts
// require: what is missing, what should not be there, what is there twice. None: they agree in every field.
func Differences(plan Plan, events []Event) []string {
	count := map[string]int{}
	for _, e := range events {
		if e.Kind == "rung" || e.Kind == "reminder" {
			count[line(e)]++
		}
	}
	for _, e := range Expect(plan, events) {
		count[line(e)]--
	}
	var out []string
	for text, n := range count {
		switch {
		case n < 0:
			out = append(out, "missing: "+text)
		case n > 0:
			out = append(out, "not expected: "+text)
		}
	}
	slices.Sort(out)
	return out
}

// line is a record as text, with everything that both sides can know.
func line(e Event) string {
	subject := e.Milestone + e.Month
	if e.Item == "review" {
		subject += " " + e.Subject
	}
	const moment = "2006-01-02 15:04:05"
	return fmt.Sprintf("%s %s %s v%d due %s: %s %s at %s, recorded at %s, %s, passed over %v, to %s", e.Project, e.Item,
		subject, e.DueVersion, e.Due, e.Kind, e.Step,
		e.At.In(shanghai).Format(moment), e.RecordedAt.In(shanghai).Format(moment), e.Cause, e.PassedOver,
		strings.Join(e.To, "+"))
}

// Ledger checks the approved figures of each project: every year-to-date is the one before plus the month, to the fen.
// byProject is the last year-to-date of each.
func Ledger(plan Plan, events []Event) (byProject map[string]int64, wrong []string) {
	byProject = map[string]int64{}
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b Event) int { return strings.Compare(a.Month, b.Month) })
	for _, p := range plan.Projects {
		byProject[p.Code] = 0
	}
	for _, e := range sorted {
		if e.Kind != "accepted" || e.Item != "report" {
			continue
		}
		if e.MonthFen == nil || e.YTDFen == nil {
			wrong = append(wrong, fmt.Sprintf("%s %s: accepted without figures", e.Project, e.Month))
			continue
		}
		if byProject[e.Project]+*e.MonthFen != *e.YTDFen {
			wrong = append(wrong, fmt.Sprintf("%s %s: %d + %d ≠ %d fen", e.Project, e.Month, byProject[e.Project], *e.MonthFen,
				*e.YTDFen))
		}
		byProject[e.Project] = *e.YTDFen
	}
	return byProject, wrong
}
