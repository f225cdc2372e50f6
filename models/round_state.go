package models

// RoundState is where a project's report of a round stands.
type RoundState string

// The states of a project in a round. A paused project that has not reported is not asked to: it is named apart and is
// not among those that are due (应报).
const (
	RoundApproved RoundState = "approved"
	RoundWaiting  RoundState = "waiting"
	RoundReturned RoundState = "returned"
	RoundMissing  RoundState = "missing"
	RoundPaused   RoundState = "paused"
	RoundNotDue   RoundState = "not_due" // closed, or no round of the project
)

// RoundStateOf returns where a project's report of a month stands on a day. A pause counts when it covers the day the
// report is due, or the day itself before that. A project that was closed by then owes none: one that waits is not
// decided any more.
func RoundStateOf(r Rules, f Facts, month Month, day Date) RoundState {
	over := f.Project.Status == ProjectClosed && f.Project.ClosedAt.Date() <= r.dueDay(month, day)
	switch _, report := reportOf(&f, month); report.Status {
	case ReportApproved:
		return RoundApproved
	case ReportWaiting:
		if !over {
			return RoundWaiting
		}
	case ReportReturned:
		if !pausedOn(f, r.dueDay(month, day)) {
			return RoundReturned
		}
	}
	switch {
	case f.listedAfter(month):
		return RoundNotDue
	case over:
		return RoundNotDue
	case pausedOn(f, r.dueDay(month, day)):
		return RoundPaused
	}
	return RoundMissing
}

// dueDay is the day a round is looked at: when it is due, or today before that.
func (r Rules) dueDay(month Month, today Date) Date {
	if due := r.dueOf(month); due != 0 {
		return min(due, today)
	}
	return today
}

// listedAfter reports whether the project came onto every list it is on after the end of a month.
func (f Facts) listedAfter(month Month) bool {
	for _, m := range f.Memberships {
		if m.AddedOn <= month.Last() {
			return false
		}
	}
	return len(f.Memberships) > 0
}

func pausedOn(f Facts, day Date) bool {
	for _, p := range f.Pauses {
		if p.Covers(day) {
			return true
		}
	}
	return false
}

// RoundCount is a round in numbers: Due (应报) is Approved, Waiting, Returned and Missing together.
type RoundCount struct {
	Due      int `json:"expected"`
	Approved int `json:"approved"`
	Waiting  int `json:"waiting"`
	Returned int `json:"returned"`
	Missing  int `json:"missing"`
	Paused   int `json:"paused"` // besides
}

// Add counts one project in.
func (c *RoundCount) Add(s RoundState) {
	switch s {
	case RoundApproved:
		c.Approved++
	case RoundWaiting:
		c.Waiting++
	case RoundReturned:
		c.Returned++
	case RoundMissing:
		c.Missing++
	case RoundPaused:
		c.Paused++
		return
	case RoundNotDue:
		return
	}
	c.Due++
}

// Complete reports whether every project that is due is approved.
func (c RoundCount) Complete() bool { return c.Due > 0 && c.Approved == c.Due }

// Unapproved is how many are due and not approved.
func (c RoundCount) Unapproved() int { return c.Due - c.Approved }

// Outstanding is how many have not handed in, or have to do so again (未报).
func (c RoundCount) Outstanding() int { return c.Missing + c.Returned }
