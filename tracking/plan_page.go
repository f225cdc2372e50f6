package tracking

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// PlanPage is one project's plan with every change of it.
type PlanPage struct {
	ProjectPage
	Versions []PlanVersion `json:"versions"` // of the annual plan, the oldest first
	Changes  []PlanNote    `json:"changes"`  // the newest first
}

// PlanVersion is the annual plan from a moment on.
type PlanVersion struct {
	AnnualPlan models.Money   `json:"annual_plan_fen"`
	At         models.Instant `json:"at"`
	By         string         `json:"by"`
	File       string         `json:"file,omitempty"` // of the import that set it
	models.Grounds
}

// PlanNote is one change of a plan in a sentence, with its reason.
type PlanNote struct {
	Kind models.PlanChange `json:"change"`
	At   models.Instant    `json:"at"`
	By   string            `json:"by"`
	Text models.Message    `json:"text"`
	models.Grounds
}

// PlanPage returns one project's plan.
func (s *Service) PlanPage(ctx context.Context, actor models.Actor, project string) (PlanPage, error) {
	page, err := s.ProjectPage(ctx, actor, project)
	if err != nil {
		return PlanPage{}, err
	}
	out := PlanPage{ProjectPage: page, Versions: []PlanVersion{}, Changes: []PlanNote{}}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		events, err := tx.AuditOf(page.ID)
		if err != nil {
			return err
		}
		batches, err := tx.BatchesOf(page.ID)
		if err != nil {
			return err
		}
		imported, err := tx.PlanImages(page.ID)
		if err != nil {
			return err
		}
		for _, b := range batches {
			if plan, ok := imported[b.ID]; ok {
				out.Versions = append(out.Versions, PlanVersion{AnnualPlan: plan, At: b.CommittedAt, By: b.ByName,
					File: b.FileName})
			}
		}
		return out.addChanges(events)
	})
	slices.SortStableFunc(out.Versions, func(a, b PlanVersion) int { return cmp.Compare(a.At, b.At) })
	out.Versions = slices.CompactFunc(out.Versions, func(a, b PlanVersion) bool { return a.AnnualPlan == b.AnnualPlan })
	slices.SortStableFunc(out.Changes, func(a, b PlanNote) int { return cmp.Compare(b.At, a.At) })
	return out, err
}

// addChanges adds the changes of the plan from the audit record. Older events have no reason.
func (p *PlanPage) addChanges(events []models.AuditEvent) error {
	for _, e := range events {
		what, ok := strings.CutPrefix(e.Action, "plan.")
		if !ok {
			continue
		}
		var c models.Changes
		if err := json.Unmarshal([]byte(e.Detail), &c); err != nil {
			return err
		}
		note := PlanNote{Kind: models.PlanChange(what), At: e.At, By: e.ByName,
			Text: models.RestoreMessage(c.Message, c.Said)}
		switch {
		case c.Grounds != nil:
			note.Grounds = *c.Grounds
		case c.DueChange != nil:
			note.Grounds = models.Grounds{Reason: c.DueChange.Reason, Approver: c.DueChange.Approver}
		case c.Paused != nil:
			note.Grounds = models.Grounds{Reason: c.Paused.Reason, Approver: c.Paused.Approver, Document: c.Paused.Document}
		}
		p.Changes = append(p.Changes, note)
		if note.Kind == models.PlanAmount && c.Project != nil {
			p.Versions = append(p.Versions, PlanVersion{AnnualPlan: c.Project.AnnualPlan, At: e.At, By: e.ByName,
				Grounds: note.Grounds})
		}
	}
	return nil
}
