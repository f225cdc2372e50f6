package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// Findings are a programme's matters to verify (待核实事项), for the office alone.
type Findings struct {
	ID        string         `json:"id"`
	Programme string         `json:"programme"`
	Year      int            `json:"year"`
	AsOf      models.Instant `json:"as_of"`
	Month     models.Month   `json:"month"` // up to which figures were looked at
	New       int            `json:"new"`
	Asked     int            `json:"asked"`
	Explained int            `json:"explained"`
	Settled   int            `json:"settled"`
	Lines     []FindingLine  `json:"lines"` // what waits for the office first, the settled ones last
}

// FindingLine is one of them. The owner who was asked sees the question and the explanation, and no ground.
type FindingLine struct {
	ID          string                `json:"id"`
	Project     string                `json:"project"`
	Name        string                `json:"name"`
	Unit        string                `json:"responsible_unit"`
	Kind        models.FindingKind    `json:"kind,omitempty"`
	Ground      models.Message        `json:"ground,omitzero"`
	Question    models.Message        `json:"question,omitzero"`
	State       models.FindingState   `json:"state"`
	AskedBy     string                `json:"asked_by,omitempty"`
	AskedAt     models.Instant        `json:"asked_at,omitzero"`
	Due         models.Date           `json:"due,omitzero"`
	Explanation string                `json:"explanation,omitempty"`
	Paper       string                `json:"paper,omitempty"`
	ExplainedBy string                `json:"explained_by,omitempty"`
	OnBehalfOf  string                `json:"on_behalf_of,omitempty"`
	Scan        string                `json:"scan,omitempty"` // file name
	ExplainedAt models.Instant        `json:"explained_at,omitzero"`
	Outcome     models.FindingOutcome `json:"outcome,omitempty"`
	Reason      string                `json:"reason,omitempty"`
	SettledBy   string                `json:"settled_by,omitempty"`
	SettledAt   models.Instant        `json:"settled_at,omitzero"`
	Year        int                   `json:"year"`
	Office      bool                  `json:"-"` // shown to the office
	MayExplain  bool                  `json:"may_explain"`
}

var findingOrder = []models.FindingState{models.FindingExplained, models.FindingNew, models.FindingAsked,
	models.FindingSettled}

// Findings lists the matters to verify of a programme: those found now, and those on which the office has acted.
func (s *Service) Findings(ctx context.Context, actor models.Actor, programme string) (Findings, error) {
	if err := models.CanVerify(actor); err != nil {
		return Findings{}, err
	}
	var out Findings
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, programme)
		if err != nil {
			return err
		}
		out = Findings{ID: g.ID, Programme: g.Name, Year: g.Year, AsOf: g.Moment, Month: g.Speaks.Month,
			Lines: []FindingLine{}}
		all, err := s.findingsIn(tx, g)
		if err != nil {
			return err
		}
		for _, f := range all {
			m, err := g.MemberOf(tx, f.ProjectID)
			if err != nil {
				return err
			}
			out.Lines = append(out.Lines, findingLine(f, m.Project, g.Names, true))
			out.count(f.State)
		}
		slices.SortStableFunc(out.Lines, func(a, b FindingLine) int {
			return cmp.Or(slices.Index(findingOrder, a.State)-slices.Index(findingOrder, b.State),
				cmp.Compare(a.Project, b.Project), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
		})
		return nil
	})
	return out, err
}

func (f *Findings) count(state models.FindingState) {
	switch state {
	case models.FindingNew:
		f.New++
	case models.FindingAsked:
		f.Asked++
	case models.FindingExplained:
		f.Explained++
	case models.FindingSettled:
		f.Settled++
	}
}

// findingsIn are the findings on record and, beside them, those that are new.
func (s *Service) findingsIn(tx *store.Tx, g figures.Standing) ([]models.Finding, error) {
	kept, err := tx.FindingsIn(g.ID)
	if err != nil {
		return nil, err
	}
	photographs, err := tx.RepeatedPhotographs()
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, f := range kept {
		known[f.ID] = true
	}
	for _, f := range found(g, photographs) {
		if !known[f.ID] {
			kept = append(kept, f)
		}
	}
	return kept, nil
}

// found is what is to be verified now of a programme's projects.
func found(g figures.Standing, photographs []models.Photograph) (all []models.Finding) {
	for _, m := range g.Listed {
		all = append(all, models.Findings.Of(models.RulesFor(m.Facts, g.Calendar), m.Facts, g.Speaks.Month, photographs)...)
	}
	return all
}

func findingLine(f models.Finding, p models.Project, names models.Names, office bool) FindingLine {
	l := FindingLine{ID: f.ID, Project: p.Code, Name: p.Name, Year: p.Year, Unit: names.Organisations[p.ResponsibleUnitID],
		Question: f.Question.Message, State: f.State, AskedAt: f.AskedAt, Due: f.Due, Explanation: f.Explanation,
		Paper: f.Paper, ExplainedBy: f.ExplainedBy, OnBehalfOf: f.ExplainedFor, Scan: f.EvidenceName,
		ExplainedAt: f.ExplainedAt, Office: office}
	if office {
		l.Kind, l.Ground, l.AskedBy = f.Kind, f.Ground.Message, f.AskedByName
		l.Outcome, l.Reason, l.SettledBy, l.SettledAt = f.Outcome, f.OutcomeReason, f.SettledByName, f.SettledAt
	}
	return l
}

// Finding shows one matter to verify: everything to the office, and what an owner is asked to that owner.
func (s *Service) Finding(ctx context.Context, actor models.Actor, id string) (FindingLine, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return FindingLine{}, err
	}
	var out FindingLine
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		office := models.CanVerify(actor) == nil
		f, p, err := s.findingOf(tx, id, office)
		if err != nil {
			return err
		}
		if !office && (f.AskedAt == 0 || mayExplain(actor, p) != nil) {
			return noFinding(id)
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		out = findingLine(f, p, common.Names, office)
		out.MayExplain = f.State == models.FindingAsked && mayExplain(actor, p) == nil
		return nil
	})
	return out, err
}

func mayExplain(actor models.Actor, p models.Project) error {
	_, err := models.CanExplain(actor, p)
	return err
}

func noFinding(id string) error {
	return models.Errorf(models.KindNotFound, "no_finding", "没有编号为“%s”的情况说明", id)
}

// findingOf loads one on record; orNew: else one that is new, in any of the district's lists.
func (s *Service) findingOf(tx *store.Tx, id string, orNew bool) (f models.Finding, p models.Project, err error) {
	f, known, err := tx.Finding(id)
	switch {
	case err != nil:
		return f, p, err
	case known:
		p, err = tx.Project(f.ProjectID)
		return f, p, err
	case !orNew:
		return f, p, noFinding(id)
	}
	years, err := s.programmes(tx)
	if err != nil {
		return f, p, err
	}
	photographs, err := tx.RepeatedPhotographs()
	if err != nil {
		return f, p, err
	}
	for _, list := range years {
		if list.Kind != models.DistrictProgramme {
			continue
		}
		g, err := s.standingOf(tx, list.ID)
		if err != nil {
			return f, p, err
		}
		all := found(g, photographs)
		if i := slices.IndexFunc(all, func(f models.Finding) bool { return f.ID == id }); i >= 0 {
			p, err = tx.Project(all[i].ProjectID)
			return all[i], p, err
		}
	}
	return f, p, noFinding(id)
}
