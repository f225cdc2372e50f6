package tracking

import (
	"context"
	"encoding/json"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ClosingView is a version of a month's closing, or of an upward report, without its lines.
type ClosingView struct {
	Month         models.Month        `json:"month"`
	Kind          models.ClosingKind  `json:"kind"`
	Version       int                 `json:"version"`
	Newest        bool                `json:"newest"`
	At            models.Instant      `json:"at"`
	By            string              `json:"by"`
	Reason        string              `json:"reason,omitempty"`
	Document      string              `json:"document,omitempty"`
	Missing       []string            `json:"missing"`       // projects whose report was not approved, "code name"
	Reconstructed bool                `json:"reconstructed"` // made from later data: the month was over before
	Reopened      bool                `json:"reopened"`      // the month is open again from this version on
	Rules         models.ClosingRules `json:"rules"`
	Target        models.Money        `json:"target_fen"`
	Totals        models.Totals       `json:"totals"`
	SHA256        string              `json:"sha256"`
}

// Closings lists what is frozen of a programme, and how its current month stands.
type Closings struct {
	Programme string          `json:"programme"`
	ID        string          `json:"id"`
	Year      int             `json:"year"`
	AsOf      models.Instant  `json:"as_of"`
	Headline  models.Headline `json:"headline"`
	Rounds    []RoundToClose  `json:"open"`     // months over, or in progress, that are not closed, oldest first
	Upward    []UpwardDue     `json:"upward"`   // what is to go up next
	Closings  []ClosingView   `json:"closings"` // the newest month first, of a month the newest version first
}

// RoundToClose is a month that is not closed.
type RoundToClose struct {
	Month models.Month      `json:"month"`
	Due   models.Date       `json:"due"`
	Count models.RoundCount `json:"count"`
	Asked bool              `json:"ask_close"` // overdue by so long that the office is to close it
}

// Open is how many projects that are due are not approved.
func (r RoundToClose) Open() int { return r.Count.Due - r.Count.Approved }

// UpwardDue is an upward report that is due or was due and is not confirmed.
type UpwardDue struct {
	Kind  models.ClosingKind `json:"kind"`
	Month models.Month       `json:"month"`
	Due   models.Date        `json:"due"`
	Late  bool               `json:"late"`
}

// Closings lists the closed months and confirmed upward reports of a programme with all versions.
func (s *Service) Closings(ctx context.Context, actor models.Actor, programme string) (Closings, error) {
	if err := models.CanSeeAll(actor); err != nil {
		return Closings{}, err
	}
	out := Closings{Rounds: []RoundToClose{}, Upward: []UpwardDue{}, Closings: []ClosingView{}, AsOf: s.now()}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		all, err := s.figures(tx, p)
		if err != nil {
			return err
		}
		rows, err := tx.ClosingsOf(p.ID)
		if err != nil {
			return err
		}
		out.Programme, out.ID, out.Year, out.Headline = p.Name, p.ID, p.Year, all.Headline(out.AsOf)
		out.Rounds = roundsToClose(all, out.AsOf)
		out.Upward = upwardDue(all, rows, out.AsOf)
		out.Closings, err = closingViews(rows)
		return err
	})
	return out, err
}

// roundsToClose lists the months of a programme that have begun and are not closed.
func roundsToClose(p figures.Programme, now models.Instant) []RoundToClose {
	open := []RoundToClose{}
	for _, round := range p.Book().Ladder.RoundsBy(p.Calendar, p.Year) {
		if round.Month.First() > now.Date() || slices.Contains(p.Closed, round.Month) {
			continue
		}
		count := p.Count(round.Month, now)
		open = append(open, RoundToClose{Month: round.Month, Due: round.Due, Count: count,
			Asked: count.Due > 0 && models.AskClose(round, p.Facts(), p.Calendar, now.Date())})
	}
	return open
}

// closingViews turns rows, ordered by kind, month and version, into views.
func closingViews(rows []models.MonthClosing) ([]ClosingView, error) {
	views := []ClosingView{}
	for i, c := range rows {
		v, err := closingView(c)
		if err != nil {
			return nil, err
		}
		v.Newest = i+1 == len(rows) || rows[i+1].Kind != c.Kind || rows[i+1].Month != c.Month
		views = append(views, v)
	}
	slices.SortStableFunc(views, func(a, b ClosingView) int {
		switch {
		case a.Month != b.Month:
			return int(b.Month - a.Month)
		case a.Kind != b.Kind:
			return slices.Index(closingKinds, a.Kind) - slices.Index(closingKinds, b.Kind)
		}
		return b.Version - a.Version
	})
	return views, nil
}

// closingKinds is the order in which kinds are shown.
var closingKinds = []models.ClosingKind{models.ClosedMonth, models.ClosedVerified, models.ClosedEstimate}

func closingView(c models.MonthClosing) (ClosingView, error) {
	v := ClosingView{Month: c.Month, Kind: c.Kind, Version: c.Version, At: c.At, By: c.ByName, Reason: c.Reason,
		Document: c.Document, Missing: c.Missing, Reconstructed: c.Reconstructed, Reopened: c.Reopened, Target: c.Target,
		SHA256: c.SHA256}
	if v.Missing == nil {
		v.Missing = []string{}
	}
	if err := json.Unmarshal([]byte(c.Rules), &v.Rules); err != nil {
		return v, models.Errorf(models.KindInternal, "bad_closing", "%s的月结记录无法读取，请联系运维员", c.Month).Because(err)
	}
	if err := json.Unmarshal([]byte(c.Totals), &v.Totals); err != nil {
		return v, models.Errorf(models.KindInternal, "bad_closing", "%s的月结记录无法读取，请联系运维员", c.Month).Because(err)
	}
	return v, nil
}
