package models

// ListRules is a named, versioned rule for the red list and the black list of responsible units and towns (红黑榜). The
// page that shows the lists prints it.
type ListRules struct {
	Name       string `json:"name"`
	RedFrom    int    `json:"red_from"`    // percent of schedule from which a unit is on the red list …
	RedNoCard  Rung   `json:"red_no_card"` // … if no project has an open rung of at least this height
	BlackBelow int    `json:"black_below"` // percent of schedule below which a unit is on the black list …
	BlackCard  Rung   `json:"black_card"`  // … or if a project has an open rung of at least this height
}

// DefaultList is the name of the list rules in use.
const DefaultList = "list-2021"

// ListRuleSets holds the list rules by name.
var ListRuleSets = map[string]ListRules{
	DefaultList: {Name: DefaultList, RedFrom: 100, RedNoCard: Yellow, BlackBelow: 60, BlackCard: Red},
}

// ListColour is the list a unit is on.
type ListColour string

// The lists: red for praise, black for criticism.
const (
	OnNoList    ListColour = ""
	OnRedList   ListColour = "red"
	OnBlackList ListColour = "black"
)

// Judge returns the list of a unit from the approved and scheduled amounts of its projects (in fen), their highest
// open rung, and whether every project has a figure (complete). An incomplete unit cannot be on the red list and is
// on the black list only for a card.
func (r ListRules) Judge(approved, scheduled Money, worst Rung, complete bool) ListColour {
	switch {
	case worst.Height() >= r.BlackCard.Height(), complete && scheduled > 0 && approved*100 < scheduled*Money(r.BlackBelow):
		return OnBlackList
	case complete && scheduled > 0 && worst.Height() < r.RedNoCard.Height() && approved*100 >= scheduled*Money(r.RedFrom):
		return OnRedList
	}
	return OnNoList
}

// Of returns the list of a unit by the totals of its projects. It is judged by what is shown beside it: the amounts,
// the lights and the open rungs of the same moment. A unit that is not ranked is listed only for a card.
func (r ListRules) Of(g Group) ListColour {
	return r.Judge(g.Approved, g.Scheduled, g.WorstRung, g.Complete() && g.NotRanked.IsZero())
}

// ByRatio reports whether the ratio of a group to its schedule alone puts it on the black list.
func (r ListRules) ByRatio(g Group) bool {
	return r.Judge(g.Approved, g.Scheduled, NoRung, g.Complete() && g.NotRanked.IsZero()) == OnBlackList
}

// WorstRung returns the highest open rung, or NoRung.
func WorstRung(escalations []Escalation) (worst Rung) {
	for _, e := range escalations {
		if e.Open() && e.Rung.Height() > worst.Height() {
			worst = e.Rung
		}
	}
	return worst
}
