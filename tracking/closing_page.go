package tracking

import (
	"context"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ClosingPage is a version of a closing with its lines, the differences to today, and who has had its figures.
type ClosingPage struct {
	ClosingView
	Programme string         `json:"programme"`
	ID        string         `json:"id"`
	Year      int            `json:"year"`
	AsOf      models.Instant `json:"as_of"`
	Lines     []ClosingLine  `json:"lines"`
	Versions  []ClosingView  `json:"versions"` // of the same month and kind, the newest first
	Sent      []SentView     `json:"sent"`     // the newest first
}

// ClosingLine is a project as it was closed, and how it stands otherwise today.
type ClosingLine struct {
	models.ProjectFigures
	Today []models.Message `json:"today"`
}

// ClosingPage shows a version of a month's closing; version 0 is the newest. Errors: KindNotFound "no_closing".
func (s *Service) ClosingPage(ctx context.Context, actor models.Actor, programme string, kind models.ClosingKind,
	month models.Month, version int) (ClosingPage, error) {
	if err := models.CanSeeAll(actor); err != nil {
		return ClosingPage{}, err
	}
	out := ClosingPage{Lines: []ClosingLine{}, Versions: []ClosingView{}, Sent: []SentView{}, AsOf: s.now()}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		out.Programme, out.ID, out.Year = p.Name, p.ID, p.Year
		rows, err := tx.ClosingsOf(p.ID)
		if err != nil {
			return err
		}
		var shown models.MonthClosing
		var all []models.MonthClosing
		for _, c := range rows {
			if c.Kind != kind || c.Month != month {
				continue
			}
			all = append(all, c)
			if version == 0 || version == c.Version {
				shown = c
			}
		}
		if shown.ID == "" {
			return models.Errorf(models.KindNotFound, "no_closing", "%s没有%s记录，请核对月份和版本", month, kind.Word())
		}
		if out.Versions, err = closingViews(all); err != nil {
			return err
		}
		for _, v := range out.Versions {
			if v.Version == shown.Version {
				out.ClosingView = v
			}
		}
		loaded, err := s.figures(tx, p)
		if err != nil {
			return err
		}
		if err := closingLines(tx, loaded, shown, &out); err != nil {
			return err
		}
		out.Sent, err = sentViews(tx, loaded, kind, month)
		return err
	})
	return out, err
}

func closingLines(tx *store.Tx, all figures.Programme, c models.MonthClosing, out *ClosingPage) error {
	lines, err := tx.ClosingLines(c.ID)
	if err != nil {
		return err
	}
	then, err := c.Figures(lines)
	if err != nil {
		return err
	}
	now := all.Now(c.Month, out.AsOf)
	for _, l := range then.Lines {
		today, listed := now.Line(l.ProjectID)
		out.Lines = append(out.Lines, ClosingLine{ProjectFigures: l, Today: l.Differences(today, listed)})
	}
	return nil
}
