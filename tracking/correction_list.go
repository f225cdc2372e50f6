package tracking

import (
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// CorrectionView is a correction as people see it.
type CorrectionView struct {
	ID             string                   `json:"id"`
	Year           int                      `json:"year"`
	Project        string                   `json:"project"`
	Name           string                   `json:"project_name"`
	Kind           models.CorrectionKind    `json:"kind"`
	Month          models.Month             `json:"month"`
	Months         []models.MonthCorrection `json:"months"` // every month that changes, with old and new amounts
	Later          models.LaterMonths       `json:"later"`
	Milestone      string                   `json:"milestone"`
	DoneOn         models.Date              `json:"done_on"` // date that was accepted
	Reason         string                   `json:"reason"`
	Document       string                   `json:"document"`
	Scan           string                   `json:"scan"` // file name of the paper's scan; "": none
	Status         models.RequestStatus     `json:"status"`
	AskedBy        string                   `json:"asked_by"`
	AskedAt        models.Instant           `json:"asked_at"`
	DecidedBy      string                   `json:"decided_by"`
	DecidedAt      models.Instant           `json:"decided_at"`
	DecisionReason string                   `json:"decision_reason"`
	GoneOut        bool                     `json:"gone_out"` // a figure that it changes was given out or has gone up
	Sent           []SentView               `json:"sent"`     // the exports and upward reports that used the old one
	MayConfirm     bool                     `json:"may_confirm"`
	Why            models.Message           `json:"why,omitzero"` // why the asker may not confirm it
	MayWithdraw    bool                     `json:"may_withdraw"`
}

// CorrectionForm is what a project's corrections are asked for from: what is approved and accepted, and what was asked.
type CorrectionForm struct {
	Year        int              `json:"year"`
	Project     string           `json:"project"`
	Name        string           `json:"project_name"`
	Months      []MonthLine      `json:"months"`     // approved ones
	Milestones  []MilestoneLine  `json:"milestones"` // accepted ones
	Corrections []CorrectionView `json:"corrections"`
	MayAsk      bool             `json:"may_ask"`
}

// mostCorrections is how many corrections a list shows at most.
const mostCorrections = 500

// Corrections lists the corrections that wait for a decision, and with all also the earlier ones, the newest first: of
// every project the actor may see.
func (s *Service) Corrections(ctx context.Context, actor models.Actor, all bool) ([]CorrectionView, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return nil, err
	}
	status := models.RequestWaiting
	if all {
		status = ""
	}
	views := []CorrectionView{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.Corrections(status, mostCorrections)
		if err != nil {
			return err
		}
		facts, err := s.factsOfCorrections(tx, rows)
		if err != nil {
			return err
		}
		for _, c := range rows {
			f, known := facts[c.ProjectID]
			if !known || models.CanSee(actor, f.Project) != nil {
				continue
			}
			v, err := s.correctionView(tx, actor, f, c)
			if err != nil {
				return err
			}
			views = append(views, v)
		}
		return nil
	})
	return views, err
}

// factsOfCorrections returns the facts of the projects of corrections, by project.
func (s *Service) factsOfCorrections(tx *store.Tx, rows []models.Correction) (map[string]models.Facts, error) {
	var ids []string
	for _, c := range rows {
		ids = append(ids, c.ProjectID)
	}
	projects, err := tx.ProjectsByID(ids)
	if err != nil {
		return nil, err
	}
	members, err := s.factsOf(tx, projects)
	facts := map[string]models.Facts{}
	for _, m := range members {
		facts[m.Project.ID] = m.Facts
	}
	return facts, err
}

// CorrectionForm shows what of a project can be corrected, with its corrections, the newest first.
func (s *Service) CorrectionForm(ctx context.Context, actor models.Actor, project string) (CorrectionForm, error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return CorrectionForm{}, err
	}
	_, fill := models.CanFill(actor, p)
	out := CorrectionForm{Year: p.Year, Project: p.Code, Name: p.Name, Months: []MonthLine{},
		Milestones: []MilestoneLine{}, Corrections: []CorrectionView{},
		MayAsk: fill == nil && p.Status != models.ProjectClosed}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		one, err := s.loadOne(tx, p)
		if err != nil {
			return err
		}
		rules := models.RulesFor(one.facts, one.Calendar)
		for _, r := range one.facts.Reports {
			if r.Status == models.ReportApproved {
				out.Months = append(out.Months, one.month(rules, r.Month))
			}
		}
		for _, m := range one.facts.Milestones {
			if m.Status == models.MilestoneDone {
				out.Milestones = append(out.Milestones, one.milestone(m, s.now()))
			}
		}
		for _, c := range slices.Backward(one.facts.Corrections) {
			v, err := s.correctionView(tx, actor, one.facts, c)
			if err != nil {
				return err
			}
			out.Corrections = append(out.Corrections, v)
		}
		return nil
	})
	return out, err
}

func (s *Service) correctionView(tx *store.Tx, actor models.Actor, f models.Facts, c models.Correction) (
	CorrectionView, error) {
	p := f.Project
	v := CorrectionView{ID: c.ID, Year: p.Year, Project: p.Code, Name: p.Name, Kind: c.Kind, Month: c.Month,
		Months: c.Months, Later: c.Later, Milestone: c.MilestoneName, DoneOn: c.DoneOn, Reason: c.Reason,
		Document: c.Document, Scan: c.EvidenceName, Status: c.Status, AskedBy: c.AskedByName, AskedAt: c.AskedAt,
		DecidedBy: c.DecidedByName, DecidedAt: c.DecidedAt, DecisionReason: c.DecisionReason}
	if v.Months == nil {
		v.Months = []models.MonthCorrection{}
	}
	sent, err := figures.SentWith(tx, f, c)
	if err != nil {
		return v, err
	}
	v.GoneOut, v.Sent = figures.GoneOut(c, sent), []SentView{}
	for _, row := range sent {
		v.Sent = append(v.Sent, sentView(row, c.Status == models.RequestConfirmed))
	}
	if c.Status != models.RequestWaiting {
		return v, nil
	}
	v.MayWithdraw = c.AskedByID == actor.ID
	may := models.CanConfirmCorrection(actor, c, v.GoneOut)
	v.MayConfirm = may == nil
	if may != nil {
		v.Why = models.AsError(may).Message
	}
	return v, nil
}
