package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// BurdenLedger is what was asked of each unit and its owners in one month (减负账). It knows units only: no person is
// counted, and nothing is ranked by log-ins or by how fast anyone answered.
type BurdenLedger struct {
	ID        string           `json:"id"`
	Programme string           `json:"programme"`
	Year      int              `json:"year"`
	Month     models.Month     `json:"month"`
	Cap       models.BurdenCap `json:"cap"`
	Over      int              `json:"over"` // units above the cap
	Total     models.Burden    `json:"total"`
	Units     []models.Burden  `json:"units"` // the one with the most forms first
}

// Burden returns the ledger of a month; 0 is this month, or the last month of a year that is over.
func (s *Service) Burden(ctx context.Context, actor models.Actor, programme string, month models.Month) (BurdenLedger,
	error) {
	if err := models.CanPlan(actor); err != nil {
		return BurdenLedger{}, err
	}
	if err := models.CanSeeAll(actor); err != nil {
		return BurdenLedger{}, err
	}
	var out BurdenLedger
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.programme(tx, programme)
		if err != nil {
			return err
		}
		if month == 0 {
			month = min(s.now().Date().Month(), models.MonthOf(g.Year, 12))
		}
		tables, err := tx.UrgentTables(g.ID)
		if err != nil {
			return err
		}
		out, err = s.burden(tx, g, tables, month)
		return err
	})
	return out, err
}

// burden makes the ledger of a month from what is on record.
func (s *Service) burden(tx *store.Tx, g figures.Programme, tables []models.UrgentTable, month models.Month) (
	BurdenLedger, error) {
	out := BurdenLedger{ID: g.ID, Programme: g.Name, Year: g.Year, Month: month, Units: []models.Burden{}}
	var err error
	if out.Cap, err = tx.BurdenCap(); err != nil {
		return out, err
	}
	messages, err := tx.UnitMessages(month.First().At(0, 0), (month.Last()+1).At(0, 0))
	if err != nil {
		return out, err
	}
	ofProject, ofParty := map[string]int{}, map[string]int{}
	for _, m := range messages {
		if m.PartyID == "" {
			ofProject[m.ProjectID] += m.N
		} else {
			ofParty[m.PartyID] += m.N
		}
	}
	known := knownColumns(tables)
	by, owners := map[string]*models.Burden{}, map[string]string{}
	for _, f := range g.Facts() {
		unit := f.Project.ResponsibleUnitID
		b := by[unit]
		if b == nil {
			b = &models.Burden{UnitID: unit, Unit: g.Names.Organisations[unit], Messages: ofParty[unit]}
			by[unit] = b
		}
		if o := f.Project.OwnerID; o != unit && owners[o] == "" {
			owners[o] = unit
			b.Messages += ofParty[o]
		}
		b.Messages += ofProject[f.Project.ID]
		b.Reports += reportsAsked(f, g.Calendar, month)
		for _, sub := range f.Submissions {
			if sub.Status == models.SubmissionReturned && sub.DecidedAt != 0 && sub.DecidedAt.Date().Month() == month {
				b.Returned++
			}
		}
	}
	for _, t := range tables {
		if t.At.Date().Month() != month {
			continue
		}
		asked := map[string]bool{}
		for _, m := range g.Listed {
			unit := m.Project.ResponsibleUnitID
			if asked[unit] || !t.Asks(m.Project, m.CityMajor()) {
				continue
			}
			asked[unit] = true
			b := by[unit]
			b.Tables++
			for _, c := range t.Columns {
				b.Columns++
				if known[t.ID+"/"+c.Key] {
					b.Known++
				}
			}
		}
	}
	for _, b := range by {
		out.Units = append(out.Units, *b)
		out.Total.Reports += b.Reports
		out.Total.Tables += b.Tables
		out.Total.Columns += b.Columns
		out.Total.Known += b.Known
		out.Total.Returned += b.Returned
		out.Total.Messages += b.Messages
		if b.Over(out.Cap) {
			out.Over++
		}
	}
	slices.SortFunc(out.Units, func(a, b models.Burden) int {
		return cmp.Or(b.Forms()-a.Forms(), b.Messages-a.Messages, cmp.Compare(a.Unit, b.Unit))
	})
	return out, nil
}

// reportsAsked counts the monthly reports of a project that fell due in a month.
func reportsAsked(f models.Facts, calendar models.Calendar, month models.Month) (n int) {
	if f.Project.Status == models.ProjectClosed && f.Project.ClosedAt.Date().Month() < month {
		return 0
	}
	for _, round := range models.RulesFor(f, calendar).Rounds(f.Project.Year) {
		if round.Due.Month() == month && round.Due >= f.Project.FollowedSince.Date() {
			n++
		}
	}
	return n
}

// knownColumns finds the columns of urgent tables that ask for what is on record or what an earlier table of the
// programme asked already, by table and key.
func knownColumns(tables []models.UrgentTable) map[string]bool {
	known, before := map[string]bool{}, map[string]bool{}
	for _, f := range FillableFields() {
		before[models.NameKey(string(f.Name))] = true
	}
	sorted := slices.Clone(tables)
	slices.SortFunc(sorted, func(a, b models.UrgentTable) int { return cmp.Compare(a.Number, b.Number) })
	for _, t := range sorted {
		for _, c := range t.Columns {
			name := models.NameKey(c.Name)
			known[t.ID+"/"+c.Key] = before[name]
			before[name] = true
		}
	}
	return known
}

// SetBurdenCap sets the most that is to be asked of a unit in a month.
func (s *Service) SetBurdenCap(ctx context.Context, actor models.Actor, key string, c models.BurdenCap) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	if err := c.Check(); err != nil {
		return err
	}
	return s.once(ctx, actor, key, "SetBurdenCap", c, "settings.burden_cap", models.BurdenDistrict,
		func(tx *store.Tx) error { return tx.SetBurdenCap(c) })
}
