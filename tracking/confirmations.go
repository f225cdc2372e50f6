package tracking

import (
	"bytes"
	"context"
	"fmt"
	"strconv"

	"duban/internal/document"
	"duban/models"
	"duban/store"
)

// Confirmations lists the 形象进度确认单 of a programme and month: who needs one, who lacks it. It is for the office only.
type Confirmations struct {
	Programme string                  `json:"programme"`
	Year      int                     `json:"year"`
	Month     models.Month            `json:"month"`
	AsOf      models.Instant          `json:"as_of"`
	Quarter   bool                    `json:"quarter_end"`
	Rule      models.ConfirmationRule `json:"rule"`
	Missing   int                     `json:"missing"`
	There     int                     `json:"there"` // with those whose figure was changed since
	Lines     []ConfirmationLine      `json:"projects"`
}

// ConfirmationLine is a project of the list.
type ConfirmationLine struct {
	Code     string                   `json:"code"`
	Year     int                      `json:"year"`
	Name     string                   `json:"name"`
	Unit     string                   `json:"responsible_unit"`
	Plan     models.Money             `json:"annual_plan_fen"`
	Approved *models.Money            `json:"approved_fen"`
	State    models.ConfirmationState `json:"state"`
	Word     string                   `json:"state_name"`
	ID       string                   `json:"scan,omitempty"` // of the scan that counts
	File     string                   `json:"file,omitempty"`
	Signed   models.Money             `json:"signed_fen,omitempty"` // what the scan states
	At       models.Instant           `json:"at,omitzero"`
}

// canListConfirmations returns nil for the office, of which the list shows every project.
func canListConfirmations(actor models.Actor) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	return models.CanSeeAll(actor)
}

// Confirmations lists the 形象进度确认单 of a month; month 0 is the month the programme's figures speak of.
func (s *Service) Confirmations(ctx context.Context, actor models.Actor, programme string, month models.Month) (
	Confirmations, error) {
	if err := canListConfirmations(actor); err != nil {
		return Confirmations{}, err
	}
	out := Confirmations{AsOf: s.now(), Lines: []ConfirmationLine{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		c, err := s.confirming(tx, programme, month)
		if err != nil {
			return err
		}
		out.Programme, out.Year, out.Month, out.Rule = c.Name, c.Year, c.figures.Month, c.rule
		out.Quarter = out.Month.QuarterEnd()
		for _, l := range c.figures.Listed() {
			line := c.line(l)
			switch line.State {
			case models.ConfirmationMissing:
				out.Missing++
			case models.ConfirmationThere, models.ConfirmationDiffers:
				out.There++
			case models.ConfirmationNotWanted:
			}
			out.Lines = append(out.Lines, line)
		}
		return nil
	})
	return out, err
}

// confirming is a programme's month with what is on record about 形象进度确认单.
type confirming struct {
	exportData
	figures models.ProgrammeFigures
	rule    models.ConfirmationRule
	rows    []models.Confirmation
}

func (s *Service) confirming(tx *store.Tx, programme string, month models.Month) (c confirming, err error) {
	p, err := s.programmeOf(tx, programme)
	if err != nil {
		return c, err
	}
	if c.exportData, err = s.exportOf(tx, p); err != nil {
		return c, err
	}
	if month == 0 {
		month = c.present().NewestQuarterEnd()
	}
	if c.figures, err = c.month(tx, month); err != nil {
		return c, err
	}
	if c.rule, err = tx.ConfirmationRule(p.ID); err != nil {
		return c, err
	}
	c.rows, err = tx.ConfirmationsOf(p.ID, month)
	return c, err
}

func (c confirming) line(l models.ProjectFigures) ConfirmationLine {
	state, signed := c.rule.StateOf(l, c.rows)
	return ConfirmationLine{Code: l.Code, Year: l.Year, Name: l.Name, Unit: l.Unit, Plan: l.Plan, Approved: l.Approved,
		State: state, Word: state.Chinese(), ID: signed.ID, File: signed.EvidenceName, Signed: signed.Approved, At: signed.At}
}

// ConfirmationSheets makes the sheets of every project that lacks one, to be handed out and signed.
func (s *Service) ConfirmationSheets(ctx context.Context, actor models.Actor, programme string, month models.Month) (
	fileName string, content []byte, err error) {
	if err := canListConfirmations(actor); err != nil {
		return "", nil, err
	}
	var sheets []document.Confirmation
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		c, err := s.confirming(tx, programme, month)
		if err != nil {
			return err
		}
		fileName = fmt.Sprintf("%s%d月形象进度确认单.docx", c.Name, c.figures.Month.Number())
		for _, l := range c.figures.Listed() {
			if state, _ := c.rule.StateOf(l, c.rows); state == models.ConfirmationMissing ||
				state == models.ConfirmationDiffers {
				sheets = append(sheets, document.Confirmation{ProjectFigures: l, Today: c.now.Date()})
			}
		}
		if len(sheets) == 0 {
			return models.Errorf(models.KindNotFound, "no_confirmations", "%s没有缺形象进度确认单的项目", c.figures.Month)
		}
		return nil
	})
	if err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	err = document.Write(&out, document.Confirmations(sheets...))
	return fileName, out.Bytes(), err
}

// yearOf names the district's programme of a project.
func yearOf(p models.Project) string { return strconv.Itoa(p.Year) }
