package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// ScorePage is a quarter's score. Who works for a unit sees the points of that unit item by item, and of the other
// units of its kind the totals and places.
type ScorePage struct {
	ScoreHead
	AsOf       models.Instant      `json:"as_of"`
	Programme  string              `json:"programme"`
	Title      string              `json:"title"` // of the document
	Full       models.Points       `json:"full"`
	Items      []models.ScoreItem  `json:"items"`
	Days       int                 `json:"objection_days"`
	Closing    int                 `json:"closing"` // version of the month's closing that it rests on
	Stale      bool                `json:"stale"`   // the closing was changed since
	DraftedAt  models.Instant      `json:"drafted_at"`
	By         string              `json:"by"`
	Revision   int                 `json:"revision"` // to be sent with a change
	Lines      []ScoredUnit        `json:"units"`
	Objections []ScoreObjectionRow `json:"objections"`
	Waiting    int                 `json:"waiting"` // objections that are not decided
	Versions   []ScoreHead         `json:"versions"`
	Open       bool                `json:"open"` // objections can be made today
	MayManage  bool                `json:"may_manage"`
}

// ScoredUnit is a unit of a score.
type ScoredUnit struct {
	UnitID    string             `json:"unit_id"`
	Unit      string             `json:"unit"`
	Kind      models.UnitKind    `json:"kind,omitempty"` // where units are ranked by kind
	Projects  int                `json:"projects"`
	Place     int                `json:"place"` // 0: not ranked
	NotRanked string             `json:"not_ranked,omitempty"`
	Total     models.Points      `json:"total"`
	Parts     []models.ScorePart `json:"items"` // none of another unit
	MayObject bool               `json:"may_object"`
}

// ScoreObjectionRow is what a unit said.
type ScoreObjectionRow struct {
	ID        string                `json:"id"`
	Unit      string                `json:"unit"`
	Item      string                `json:"item"` // "": no objection
	Ground    string                `json:"ground,omitempty"`
	Paper     string                `json:"paper,omitempty"`
	By        string                `json:"by"`
	At        models.Instant        `json:"at"`
	State     models.ObjectionState `json:"state"`
	Word      string                `json:"state_name"`
	Was       models.Points         `json:"was"`
	Points    models.Points         `json:"points"`
	Reason    string                `json:"reason,omitempty"`
	DecidedBy string                `json:"decided_by,omitempty"`
	DecidedAt models.Instant        `json:"decided_at,omitzero"`
	MayDecide bool                  `json:"may_decide"`
}

// Score shows a quarter's score.
func (s *Service) Score(ctx context.Context, actor models.Actor, id string) (ScorePage, error) {
	if err := models.CanSeeScores(actor); err != nil {
		return ScorePage{}, err
	}
	var out ScorePage
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		f, err := s.scoreFacts(tx, actor, id)
		if err == nil {
			out = s.scorePage(actor, f)
		}
		return err
	})
	return out, err
}

// scoreFacts is a score with everything about it.
type scoreFacts struct {
	models.Score
	programme  models.Programme
	formulas   []models.ScoreFormula
	formula    models.ScoreFormula
	lines      []models.ScoreLine
	objections []models.ScoreObjection
	versions   []models.Score // of the quarter, the newest first
	closing    int            // newest version of the month's closing; 0 while the month is open
}

// scoreFacts loads a score that the actor may see. Errors: KindNotFound, also for a draft that is not the actor's.
func (s *Service) scoreFacts(tx *store.Tx, actor models.Actor, id string) (f scoreFacts, err error) {
	if f.Score, err = tx.Score(id); err != nil {
		return f, err
	}
	if !models.SeesScore(actor, f.Score) {
		return f, models.ScoreNotFound(id)
	}
	if f.lines, err = tx.ScoreLines(id); err != nil {
		return f, err
	}
	mine := func(l models.ScoreLine) bool { return models.SeesScored(actor, l) }
	if !slices.ContainsFunc(f.lines, mine) && models.CanSeeAll(actor) != nil {
		return f, models.ScoreNotFound(id)
	}
	if f.programme, err = s.programmeOf(tx, f.ProgrammeID); err != nil {
		return f, err
	}
	if f.formulas, err = tx.ScoreFormulas(f.ProgrammeID); err != nil {
		return f, err
	}
	f.formula = models.ScoreFormulaOf(f.formulas, f.FormulaID)
	if f.objections, err = tx.ScoreObjections(id); err != nil {
		return f, err
	}
	all, err := tx.Scores(f.ProgrammeID)
	if err != nil {
		return f, err
	}
	for _, one := range all {
		if one.Quarter == f.Quarter && models.SeesScore(actor, one) {
			f.versions = append(f.versions, one)
		}
	}
	closing, closed, err := tx.Closing(f.ProgrammeID, models.ClosedMonth, f.Quarter)
	if closed {
		f.closing = closing.Version
	}
	return f, err
}

func (s *Service) scorePage(actor models.Actor, f scoreFacts) ScorePage {
	now := s.now()
	newest := len(f.versions) > 0 && f.versions[0].ID == f.ID
	out := ScorePage{ScoreHead: scoreHead(actor, f.Score, newest, f.formulas, f.lines), AsOf: now,
		Programme: f.programme.Name, Title: f.formula.Title, Full: f.formula.Full(), Items: f.formula.Items,
		Days: f.formula.ObjectionDays, Closing: f.ClosingVersion, Stale: f.closing != f.ClosingVersion,
		DraftedAt: f.DraftedAt, By: f.ByName, Revision: f.Revision, Lines: []ScoredUnit{},
		Objections: []ScoreObjectionRow{}, Versions: []ScoreHead{}, MayManage: models.CanScore(actor) == nil}
	out.Open = f.State == models.ScoreAnnounced && now.Date() <= f.ObjectUntil
	all := models.CanSeeAll(actor) == nil
	kinds := map[models.UnitKind]bool{}
	for _, l := range f.lines {
		kinds[l.Kind] = kinds[l.Kind] || models.SeesScored(actor, l)
	}
	for _, l := range f.lines {
		if !all && !kinds[l.Kind] {
			continue
		}
		u := ScoredUnit{UnitID: l.UnitID, Unit: l.Unit, Kind: l.Kind, Projects: l.Projects, Place: l.Place,
			NotRanked: l.NotRanked, Total: l.Total, Parts: []models.ScorePart{}}
		if models.SeesScored(actor, l) {
			u.Parts, u.MayObject = l.Parts, out.Open && models.MayObject(actor, l)
		}
		out.Lines = append(out.Lines, u)
	}
	for _, o := range f.objections {
		if !models.SeesScored(actor, models.ScoreLine{UnitID: o.UnitID}) {
			continue
		}
		if o.State == models.ObjectionWaiting {
			out.Waiting++
		}
		out.Objections = append(out.Objections, ScoreObjectionRow{ID: o.ID, Unit: o.Unit, Item: o.Item, Ground: o.Ground,
			Paper: o.Paper, By: o.ByName, At: o.At, State: o.State, Word: o.State.Chinese(), Was: o.Was, Points: o.Points,
			Reason: o.Reason, DecidedBy: o.DecidedBy, DecidedAt: o.DecidedAt,
			MayDecide: out.MayManage && o.State == models.ObjectionWaiting && o.ByID != actor.ID})
	}
	for i, v := range f.versions {
		out.Versions = append(out.Versions, scoreHead(actor, v, i == 0, f.formulas, nil))
	}
	return out
}
