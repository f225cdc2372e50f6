package models

// ReserveImport is an uploaded table of applications and what was done with it.
type ReserveImport struct {
	ID          string `gorm:"primaryKey"`
	Year        int
	FileName    string
	SHA256      string
	Rows        string // JSON of the rows as they were read
	Done        string // JSON of what was entered, once imported
	ByID        string
	ByName      string
	At          Instant
	CommittedBy string
	CommittedAt Instant
}

// ReserveRow is a row of a table of applications. With a problem it is not imported.
type ReserveRow struct {
	Cell    string  `json:"cell"` // of the project's name
	Problem Message `json:"problem,omitzero"`
	ReserveEntry
	Known   string `json:"application,omitempty"` // that the row changes; "": a new one
	Same    bool   `json:"same"`                  // nothing would change
	Missing []Word `json:"missing,omitempty"`     // what it lacks before it can be handed in
}

// Match returns the application that a row is about: that of its code, else the only one of its name and unit.
func (r ReserveRow) Match(all []Reserve) (Reserve, bool) {
	var found []Reserve
	for _, one := range all {
		switch {
		case one.State == ReserveWithdrawn:
		case r.Code != "" && one.Code == r.Code:
			return one, true
		case r.Code == "" && one.NameKey == NameKey(r.Name) && NameKey(one.Unit) == NameKey(r.Unit):
			found = append(found, one)
		}
	}
	if len(found) == 1 {
		return found[0], true
	}
	return Reserve{}, false
}

// Over returns the entry with what was entered before where the row states nothing.
func (e ReserveEntry) Over(before ReserveEntry) ReserveEntry {
	for _, text := range [][2]*string{{&e.Code, &before.Code}, {&e.ApprovalCode, &before.ApprovalCode},
		{&e.Owner, &before.Owner}, {&e.Sector, &before.Sector}, {&e.Place, &before.Place}, {&e.Scale, &before.Scale},
		{&e.Goal, &before.Goal}, {&e.Funding, &before.Funding}, {&e.Contact, &before.Contact}, {&e.Phone, &before.Phone}} {
		if *text[0] == "" {
			*text[0] = *text[1]
		}
	}
	for _, amount := range [][2]*Money{{&e.Total, &before.Total}, {&e.ToEndOfLastYear, &before.ToEndOfLastYear},
		{&e.AnnualPlan, &before.AnnualPlan}} {
		if *amount[0] == 0 {
			*amount[0] = *amount[1]
		}
	}
	if e.Stage == StageUnknown {
		e.Stage = before.Stage
	}
	if e.Investor == InvestorUnknown {
		e.Investor = before.Investor
	}
	if e.Start == 0 {
		e.Start = before.Start
	}
	if e.Finish == 0 {
		e.Finish = before.Finish
	}
	return e
}
