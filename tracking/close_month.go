package tracking

import (
	"context"
	"strings"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ClosePreview is a month, or an upward report, as it would be frozen now.
type ClosePreview struct {
	Programme string                  `json:"programme"`
	ID        string                  `json:"id"`
	Year      int                     `json:"year"`
	Kind      models.ClosingKind      `json:"kind"`
	Month     models.Month            `json:"month"`
	Due       models.Date             `json:"due"`
	AsOf      models.Instant          `json:"as_of"`
	Totals    models.Totals           `json:"totals"`
	Target    models.Money            `json:"target_fen"`
	Missing   []string                `json:"missing"` // "code name"
	Carried   []models.ProjectFigures `json:"carried"` // projects whose figure is one of an earlier month
	Lines     []models.ProjectFigures `json:"lines"`
	Newest    *ClosingView            `json:"newest,omitempty"`  // version before, if there is one
	Closed    bool                    `json:"closed"`            // the month is closed: it can be reopened
	GoneOut   []SentView              `json:"gone_out"`          // who has had figures of the month
	Version   int                     `json:"version"`           // that it would become
	Refusal   string                  `json:"refusal,omitempty"` // why it cannot be closed now
}

// CloseRequest asks for a month to be closed, or an upward report to be confirmed.
type CloseRequest struct {
	Kind     models.ClosingKind `json:"kind,omitempty"` // "": the month
	Month    models.Month       `json:"month"`
	Reason   string             `json:"reason,omitempty"`   // needed when reports are missing, and after a reopening
	Document string             `json:"document,omitempty"` // needed to reopen figures that have gone out
}

// PreviewClosing shows a month, or an upward report, as it would be frozen. Nothing is changed.
func (s *Service) PreviewClosing(ctx context.Context, actor models.Actor, programme string, kind models.ClosingKind,
	month models.Month) (ClosePreview, error) {
	if err := models.CanSeeAll(actor); err != nil {
		return ClosePreview{}, err
	}
	var out ClosePreview
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		c, err := s.closing(tx, programme, CloseRequest{Kind: kind, Month: month})
		if err != nil {
			return err
		}
		out, err = c.preview(tx)
		return err
	})
	return out, err
}

// CloseMonth closes a month with the missing projects named, or confirms an upward report as it goes up. The same key
// again gives the same answer. Errors: KindConflict "already_closed"; KindInvalid "round_not_due" while reports may
// still come in, "reason_missing".
func (s *Service) CloseMonth(ctx context.Context, actor models.Actor, key, programme string,
	r CloseRequest) (ClosingView, error) {
	return s.changeClosing(ctx, actor, key, programme, r, false)
}

// ReopenMonth opens a closed month again with a reason, and a document when its figures have gone out: its next version
// says so. Errors: KindConflict "not_closed"; KindInvalid "reason_missing", "document_missing".
func (s *Service) ReopenMonth(ctx context.Context, actor models.Actor, key, programme string,
	r CloseRequest) (ClosingView, error) {
	return s.changeClosing(ctx, actor, key, programme, r, true)
}

func (s *Service) changeClosing(ctx context.Context, actor models.Actor, key, programme string, r CloseRequest,
	reopen bool) (ClosingView, error) {
	var out ClosingView
	if err := models.CanCloseMonth(actor); err != nil {
		return out, err
	}
	if err := models.CanSeeAll(actor); err != nil { // the answer shows the programme
		return out, err
	}
	r.Reason, r.Document = strings.TrimSpace(r.Reason), strings.TrimSpace(r.Document)
	name := "CloseMonth"
	if reopen {
		name = "ReopenMonth"
	}
	head, err := headOf(actor, key, programme, name, r)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		c, err := s.closing(tx, programme, r)
		if err != nil {
			return err
		}
		if reopen {
			err = c.mayReopen(tx)
		} else {
			err = c.mayClose()
		}
		if err != nil {
			return err
		}
		row, err := c.Close(tx, r.Month, figures.Closing{Kind: c.kind, By: actor, Key: head.Key, Reason: r.Reason,
			Document: r.Document, Reopened: reopen}, s.now())
		if err != nil {
			return err
		}
		if out, err = closingView(row); err != nil {
			return err
		}
		out.Newest = true
		if c.kind != models.ClosedMonth {
			if err := s.sent(tx, actor, models.SentFigures{ProgrammeID: row.ProgrammeID, Month: row.Month, Kind: row.Kind,
				Version: row.Version, Export: models.Export(c.kind)}); err != nil {
				return err
			}
		}
		return insertCommand(tx, actor, head, name, out, s.now())
	})
	if err == nil {
		s.tellRounds(ctx)
	}
	return out, err
}
