package models

// Ahead is what lies ahead of one open thing: the day it falls due, and the rung it reaches next if nothing happens.
type Ahead struct {
	Item     Item    `json:"item"`
	Subject  string  `json:"subject"`
	Month    Month   `json:"month,omitzero"`
	About    Message `json:"about"`
	FallsDue Date    `json:"falls_due"`
	Rung     Rung    `json:"rung"` // "": none by time
	At       Instant `json:"at"`   // when Rung is reached
}

// Ahead lists what lies ahead of a project's milestones and rounds by the calendar and the ladder. Submissions in
// review are left out: they are the office's.
func (r Rules) Ahead(f Facts, now Instant) []Ahead {
	if f.Project.Status != ProjectOpen || len(f.Memberships) == 0 {
		return nil
	}
	var out []Ahead
	for _, it := range r.items(f) {
		if !it.open || it.kind == ItemReview {
			continue
		}
		for _, e := range f.Escalations {
			if e.Item == it.kind && e.Subject == it.subject && e.DueVersion == it.version {
				it.height = max(it.height, e.Rung.Height())
			}
		}
		a := Ahead{Item: it.kind, Subject: it.subject, Month: it.month,
			About: subjectMessage(it.kind, it.name, it.month, it.due), FallsDue: it.from}
		if it.kind == ItemReport { // the round's own due date is the one that moves
			a.About = Messagef("%d月月报", MonthNumber(it.month.Number()))
		}
		for _, up := range r.dueRungs(it, 0, now) {
			if up.at > now && (a.At == 0 || up.at < a.At) {
				a.Rung, a.At = up.step.Rung, up.at
			}
		}
		out = append(out, a)
	}
	return out
}

// MovedItem is one thing whose due day or next rung a change of the calendar or the ladder moves. Rounds are one line
// for all projects of which the same is true.
type MovedItem struct {
	Code     string  `json:"code,omitempty"` // of the project; "": of Projects projects
	Name     string  `json:"project,omitempty"`
	Projects int     `json:"projects"`
	About    Message `json:"about"`
	Before   Ahead   `json:"before"`
	After    Ahead   `json:"after"`
}

// MovedItems compares what lies ahead of a project under two sets of rules and adds what differs. A moment that
// differs only because its year is counted by another rule is a difference too.
func MovedItems(moved []MovedItem, f Facts, before, after Rules, now Instant) []MovedItem {
	was := map[string]Ahead{}
	for _, a := range before.Ahead(f, now) {
		was[string(a.Item)+a.Subject] = a
	}
	for _, a := range after.Ahead(f, now) {
		b, known := was[string(a.Item)+a.Subject]
		if known && b.FallsDue == a.FallsDue && b.At == a.At {
			continue
		}
		m := MovedItem{Code: f.Project.Code, Name: f.Project.Name, Projects: 1, About: a.About, Before: b, After: a}
		if a.Item == ItemReport {
			m.Code, m.Name = "", ""
			if i := sameRound(moved, m); i >= 0 {
				moved[i].Projects++
				continue
			}
		}
		moved = append(moved, m)
	}
	return moved
}

// sameRound finds the line of a round that moves alike; -1: none.
func sameRound(moved []MovedItem, m MovedItem) int {
	for i, other := range moved {
		if other.After.Item == ItemReport && other.After.Month == m.After.Month &&
			other.Before.FallsDue == m.Before.FallsDue &&
			other.After.FallsDue == m.After.FallsDue && other.Before.At == m.Before.At && other.After.At == m.After.At {
			return i
		}
	}
	return -1
}
