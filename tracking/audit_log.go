package tracking

import (
	"context"
	"strings"

	"duban/models"
	"duban/store"
)

// AuditFilter selects audit events by person, action, object and time. Zero fields do not narrow it.
type AuditFilter struct {
	Text    string      // part of a name or of an object: an account, a file, a batch
	Kind    string      // of AuditKinds; "" is all but the store's own events, which have a kind to themselves
	Project string      // code, or year/code
	Since   models.Date // first day
	Until   models.Date // last day
}

// AuditPage is a part of the record, newest first.
type AuditPage struct {
	Total int         `json:"total"` // events that match the filter
	Lines []AuditLine `json:"lines"`
}

// mostAudit is how many events are read at a time.
const mostAudit = 1000

// Audit reads the audit record: count events after the first from, the newest first. It shows who did what and when,
// not the figures, which are with the projects. Only the audit administrator and the operator may.
func (s *Service) Audit(ctx context.Context, actor models.Actor, f AuditFilter, from, count int) (AuditPage, error) {
	if err := models.CanAudit(actor); err != nil {
		return AuditPage{}, err
	}
	page := AuditPage{Lines: []AuditLine{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		kept, err := f.kept(tx)
		if err != nil {
			return err
		}
		if page.Total, err = tx.AuditCount(kept); err != nil {
			return err
		}
		rows, err := tx.Audit(kept, max(from, 0), min(max(count, 1), mostAudit))
		for _, e := range rows {
			page.Lines = append(page.Lines, auditLine(e))
		}
		return err
	})
	return page, err
}

// ExportAudit calls a function with every event that matches a filter, the newest first. The export itself is recorded,
// at most once an hour for the same filter.
func (s *Service) ExportAudit(ctx context.Context, actor models.Actor, f AuditFilter,
	each func(AuditLine) error) error {
	if err := models.CanAudit(actor); err != nil {
		return err
	}
	if err := s.logDownload(ctx, actor, "", "audit.export", f.words()); err != nil {
		return err
	}
	for below, more := int64(0), true; more; { // not by count: events come in meanwhile
		var rows []models.AuditEvent
		err := s.Store.Read(ctx, func(tx *store.Tx) error {
			kept, err := f.kept(tx)
			if err != nil {
				return err
			}
			kept.BelowID = below
			rows, err = tx.Audit(kept, 0, mostAudit)
			return err
		})
		if err != nil {
			return err
		}
		for _, e := range rows {
			if err := each(auditLine(e)); err != nil {
				return err
			}
			below = e.ID
		}
		more = len(rows) == mostAudit
	}
	return nil
}

// kept converts the filter for the store. An unknown project matches nothing.
func (f AuditFilter) kept(tx *store.Tx) (store.AuditFilter, error) {
	kept := store.AuditFilter{Text: strings.TrimSpace(f.Text), ByPeople: f.Kind == ""}
	if f.Kind != "" {
		actions, err := actionsOf(f.Kind)
		if err != nil {
			return kept, err
		}
		kept.Actions = actions
	}
	if f.Since != 0 {
		kept.Since = f.Since.At(0, 0)
	}
	if f.Until != 0 {
		kept.Before = (f.Until + 1).At(0, 0)
	}
	text := strings.TrimSpace(f.Project)
	if text == "" {
		return kept, nil
	}
	year, code, ok := strings.Cut(text, "/")
	if !ok {
		year, code = "", text
	}
	projects, err := tx.ProjectsByCode(code)
	kept.ProjectIDs = []string{""} // matches no event
	for _, p := range projects {
		if year == "" || p.ID == year+"-"+code {
			kept.ProjectIDs = append(kept.ProjectIDs, p.ID)
		}
	}
	kept.ProjectIDs = kept.ProjectIDs[1:]
	return kept, err
}

// words describes the filter for the audit record.
func (f AuditFilter) words() string {
	var parts []string
	for _, part := range []string{f.Text, f.Kind, f.Project, day(f.Since), day(f.Until)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " ")
}

func day(d models.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}
