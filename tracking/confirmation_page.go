package tracking

import (
	"bytes"
	"context"

	"duban/internal/document"
	"duban/models"
	"duban/store"
)

// ConfirmationPage is what is on record about the 形象进度确认单 of a project, for who fills in for it.
type ConfirmationPage struct {
	FormHead
	Month   models.Month   `json:"month"` // of the sheet that can be taken and attached
	MayFill bool           `json:"may_fill"`
	Scans   []Confirmation `json:"scans"` // the newest first
}

// Confirmation is a signed sheet that was attached.
type Confirmation struct {
	ID       string         `json:"id"`
	Month    models.Month   `json:"month"`
	Approved models.Money   `json:"approved_fen"` // year-to-date that it states
	File     string         `json:"file"`
	By       string         `json:"by"`
	At       models.Instant `json:"at"`
}

// ConfirmationPage shows the 形象进度确认单 of a project; month 0 is the month the figures speak of.
func (s *Service) ConfirmationPage(ctx context.Context, actor models.Actor, project string, month models.Month) (
	ConfirmationPage, error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return ConfirmationPage{}, err
	}
	onBehalf, fill := models.CanFill(actor, p)
	out := ConfirmationPage{FormHead: FormHead{AsOf: s.now(), Code: p.Code, Year: p.Year, Name: p.Name, OnBehalf: onBehalf,
		Closed: p.Status == models.ProjectClosed}, MayFill: fill == nil && p.Status != models.ProjectClosed,
		Scans: []Confirmation{}}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		c, l, err := s.confirmingOne(tx, p, month)
		if err != nil {
			return err
		}
		out.Month, out.Owner = l.Month, l.Owner
		rows, err := tx.ConfirmationsOf(c.ID, 0)
		for i := len(rows) - 1; i >= 0; i-- {
			if r := rows[i]; r.ProjectID == p.ID && r.Kind == models.ConfirmationSigned {
				out.Scans = append(out.Scans, Confirmation{ID: r.ID, Month: r.Month, Approved: r.Approved, File: r.EvidenceName,
					By: r.ByName, At: r.At})
			}
		}
		return err
	})
	return out, err
}

// confirmingOne is the programme of a project and its line of a month.
func (s *Service) confirmingOne(tx *store.Tx, p models.Project, month models.Month) (confirming, models.ProjectFigures,
	error) {
	c, err := s.confirming(tx, yearOf(p), month)
	if err != nil {
		return c, models.ProjectFigures{}, err
	}
	l, found := c.figures.Line(p.ID)
	if !found || l.Dropped {
		return c, l, models.Errorf(models.KindNotFound, "not_listed", "项目“%s”%s不在清单上，请选择其他月份", p.Name, c.figures.Month)
	}
	return c, l, nil
}

// ConfirmationSheet makes the sheet of a project and month, filled in as far as the program can; toPrint: it is shown
// as a page, no file is made.
func (s *Service) ConfirmationSheet(ctx context.Context, actor models.Actor, project string, month models.Month,
	toPrint bool) (OrderDocument, error) {
	out := OrderDocument{By: actor.Name, At: s.now()}
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return out, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		_, l, err := s.confirmingOne(tx, p, month)
		out.Document = document.Confirmations(document.Confirmation{ProjectFigures: l, Today: out.At.Date()})
		out.FileName = p.Name + "形象进度确认单（" + l.Month.String() + "）.docx"
		return err
	})
	if err != nil || toPrint {
		return out, err
	}
	var file bytes.Buffer
	err = document.Write(&file, out.Document)
	out.Content = file.Bytes()
	return out, err
}

// OpenConfirmation opens a signed sheet, and records who opened it. One that the person may not see gives the same
// error as one that does not exist. The caller closes Content.
func (s *Service) OpenConfirmation(ctx context.Context, actor models.Actor, project, id string) (OpenedEvidence,
	error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return OpenedEvidence{}, err
	}
	var row models.Confirmation
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		list, err := s.programmeOf(tx, yearOf(p))
		if err != nil {
			return err
		}
		rows, err := tx.ConfirmationsOf(list.ID, 0)
		for _, r := range rows {
			if r.ProjectID == p.ID && r.ID == id && r.Kind == models.ConfirmationSigned {
				row = r
			}
		}
		return err
	})
	if err == nil && row.ID == "" {
		err = models.Errorf(models.KindNotFound, "no_evidence", "没有这个附件，请从项目页面打开")
	}
	if err != nil {
		return OpenedEvidence{}, err
	}
	a, err := s.described(models.Attachment{Position: 1, SHA256: row.EvidenceSHA256, Name: row.EvidenceName})
	if err != nil {
		return OpenedEvidence{}, err
	}
	content, err := s.Evidence.Content(a.SHA256)
	if err != nil {
		return OpenedEvidence{}, err
	}
	if err := s.logDownload(ctx, actor, p.ID, "evidence.open", row.ID+"/"+row.EvidenceName); err != nil {
		_ = content.Close()
		return OpenedEvidence{}, err
	}
	return OpenedEvidence{Attachment: a, Content: content}, nil
}
