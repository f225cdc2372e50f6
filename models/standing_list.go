package models

// ListRules is a named and versioned formula by which a responsible unit or town goes on the red list or the black list
// (红黑榜). It is printed on the page that shows the lists: nobody is listed by a rule that cannot be read.
type ListRules struct {
	Name       string `json:"name"`
	RedFrom    int    `json:"red_from"`    // percent of schedule: red list from this on …
	RedNoCard  Rung   `json:"red_no_card"` // … when no project has an open rung of this height or a higher one
	BlackBelow int    `json:"black_below"` // percent of schedule: black list under this …
	BlackCard  Rung   `json:"black_card"`  // … or when a project has an open rung of this height or a higher one
}

// DefaultList is the name of the list rules in use.
const DefaultList = "list-2021"

// ListRuleSets holds the list rules by name.
var ListRuleSets = map[string]ListRules{
	DefaultList: {Name: DefaultList, RedFrom: 100, RedNoCard: Yellow, BlackBelow: 60, BlackCard: Red},
}

// ListColour is which list a unit is on.
type ListColour string

// The lists. On the red list one is praised, on the black list one is named.
const (
	OnNoList    ListColour = ""
	OnRedList   ListColour = "red"
	OnBlackList ListColour = "black"
)

// Judge says which list a unit is on by what its projects completed, what was scheduled, the highest open rung, and
// whether every project has a figure. Without one the unit cannot be praised; with nothing scheduled only a card
// counts.
func (r ListRules) Judge(approved, scheduled Money, worst Rung, complete bool) ListColour {
	switch {
	case worst.Height() >= r.BlackCard.Height(), complete && scheduled > 0 && approved*100 < scheduled*Money(r.BlackBelow):
		return OnBlackList
	case complete && scheduled > 0 && worst.Height() < r.RedNoCard.Height() && approved*100 >= scheduled*Money(r.RedFrom):
		return OnRedList
	}
	return OnNoList
}

// WorstRung is the highest open rung of a project; NoRung when there is none.
func WorstRung(escalations []Escalation) (worst Rung) {
	for _, e := range escalations {
		if e.Open() && e.Rung.Height() > worst.Height() {
			worst = e.Rung
		}
	}
	return worst
}
