package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// ScoreHead is a quarter's score in a list.
type ScoreHead struct {
	ID          string            `json:"id"`
	Quarter     models.Month      `json:"quarter"` // its last month
	Name        string            `json:"name"`
	Version     int               `json:"version"`
	Newest      bool              `json:"newest"`
	State       models.ScoreState `json:"state"`
	Word        string            `json:"state_name"`
	Document    string            `json:"document"`     // 文号 of the formula
	ObjectUntil models.Date       `json:"object_until"` // 0: not announced
	PublishedAt models.Instant    `json:"published_at,omitzero"`
	Reason      string            `json:"reason,omitempty"`
	Units       int               `json:"units"`
	Own         []ScoreOwn        `json:"own"` // the caller's own units
}

// ScoreOwn is what an own unit has.
type ScoreOwn struct {
	Unit  string        `json:"unit"`
	Total models.Points `json:"total"`
	Place int           `json:"place"`
}

// ScoreQuarter is a quarter of the year that can be scored, or why not yet.
type ScoreQuarter struct {
	Quarter models.Month `json:"quarter"`
	Name    string       `json:"name"`
	Closed  bool         `json:"closed"` // the quarter's last month is closed
	Scored  bool         `json:"scored"` // there is a score, whatever its state
}

// ScoreList are the quarterly scores of a programme and the formulas they go by.
type ScoreList struct {
	AsOf      models.Instant        `json:"as_of"`
	Programme string                `json:"programme"`
	Year      int                   `json:"year"`
	Formulas  []models.ScoreFormula `json:"formulas"` // the newest first: it is in force
	Quarters  []ScoreQuarter        `json:"quarters"` // for the office
	Scores    []ScoreHead           `json:"scores"`   // the newest first
	MayManage bool                  `json:"may_manage"`
}

// Scores lists the quarterly scores that the caller may see.
func (s *Service) Scores(ctx context.Context, actor models.Actor, programme string) (ScoreList, error) {
	out := ScoreList{AsOf: s.now(), Formulas: []models.ScoreFormula{}, Quarters: []ScoreQuarter{}, Scores: []ScoreHead{},
		MayManage: models.CanScore(actor) == nil}
	if err := models.CanSeeScores(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		out.Programme, out.Year = p.Name, p.Year
		if out.Formulas, err = tx.ScoreFormulas(p.ID); err != nil {
			return err
		}
		rows, err := tx.Scores(p.ID)
		if err != nil {
			return err
		}
		lines, err := tx.ScoreLinesOf(p.ID)
		if err != nil {
			return err
		}
		for i, row := range rows {
			if !models.SeesScore(actor, row) {
				continue
			}
			newest := i == 0 || rows[i-1].Quarter != row.Quarter
			out.Scores = append(out.Scores, scoreHead(actor, row, newest, out.Formulas, lines))
		}
		if !out.MayManage {
			return nil
		}
		closings, err := tx.ClosingsOf(p.ID)
		if err != nil {
			return err
		}
		out.Quarters = scoreQuarters(p.Year, out.AsOf.Date(), models.MonthsClosed(closings), rows)
		return nil
	})
	return out, err
}

func scoreHead(actor models.Actor, row models.Score, newest bool, formulas []models.ScoreFormula,
	lines []models.ScoreLine) ScoreHead {
	h := ScoreHead{ID: row.ID, Quarter: row.Quarter, Name: row.Quarter.QuarterChinese(), Version: row.Version,
		Newest: newest, State: row.State, Word: row.State.Chinese(), ObjectUntil: row.ObjectUntil,
		PublishedAt: row.PublishedAt, Reason: row.Reason, Own: []ScoreOwn{}}
	h.Document = models.ScoreFormulaOf(formulas, row.FormulaID).Document
	own := actor.Organisations(models.RoleUnit)
	for _, l := range lines {
		if l.ScoreID != row.ID {
			continue
		}
		h.Units++
		if slices.Contains(own, l.UnitID) {
			h.Own = append(h.Own, ScoreOwn{l.Unit, l.Total, l.Place})
		}
	}
	return h
}

// scoreQuarters are the quarters of a year that are over on a day, the newest first.
func scoreQuarters(year int, today models.Date, closed []models.Month, rows []models.Score) []ScoreQuarter {
	out := []ScoreQuarter{}
	for m := models.MonthOf(year+1, 1) - 1; m.Year() == year; m-- {
		if !m.QuarterEnd() || m.Last() >= today {
			continue
		}
		out = append(out, ScoreQuarter{Quarter: m, Name: m.QuarterChinese(), Closed: slices.Contains(closed, m),
			Scored: slices.ContainsFunc(rows, func(r models.Score) bool { return r.Quarter == m })})
	}
	return out
}
