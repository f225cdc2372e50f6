package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// ConfirmationAttached is the signed 形象进度确认单 of a project and month.
type ConfirmationAttached struct {
	Month    models.Month    `json:"month"`
	Evidence models.Evidence `json:"evidence"`
}

// AttachConfirmation attaches the signed scan of a project's 形象进度确认单. Whoever may fill in for the project may attach
// it. What the figures said then is kept with it.
func (s *Service) AttachConfirmation(ctx context.Context, actor models.Actor, key, project string,
	c ConfirmationAttached) (ConfirmationPage, error) {
	p, err := s.mayEnter(ctx, actor, project)
	if err != nil {
		return ConfirmationPage{}, err
	}
	err = s.once(ctx, actor, key, "AttachConfirmation "+p.ID, c, "confirmation.attach", p.ID, func(tx *store.Tx) error {
		list, l, err := s.confirmingOne(tx, p, c.Month)
		if err != nil {
			return err
		}
		found, err := s.ownEvidenceIn(tx, actor, "", []models.Evidence{c.Evidence})
		if err != nil {
			return err
		}
		row := models.Confirmation{ID: models.ConfirmationID(key, p.ID), ProgrammeID: list.ID,
			ProjectID: p.ID, Month: l.Month, Kind: models.ConfirmationSigned, Approved: l.Stated(),
			EvidenceSHA256: found[0].SHA256, EvidenceName: found[0].Name, EvidenceType: found[0].MediaType,
			EvidenceSize: found[0].Size, ByID: actor.ID, ByName: actor.Name, At: s.now()}
		if err := tx.InsertConfirmations(row); err != nil || actor.Is(models.RoleOffice) {
			return err
		}
		return list.tell(tx, models.Rules.ConfirmationSignedMessages, row)
	})
	if err != nil {
		return ConfirmationPage{}, err
	}
	return s.ConfirmationPage(ctx, actor, project, c.Month)
}

// ConfirmationsAsked names projects that are to bring a 形象进度确认单 of a month.
type ConfirmationsAsked struct {
	Month    models.Month `json:"month"`
	Projects []string     `json:"projects"` // codes
}

// AskConfirmations asks for the 形象进度确认单 of projects. One that was asked for is not asked for again.
func (s *Service) AskConfirmations(ctx context.Context, actor models.Actor, key, programme string,
	c ConfirmationsAsked) (Confirmations, error) {
	if err := canListConfirmations(actor); err != nil {
		return Confirmations{}, err
	}
	if len(c.Projects) == 0 {
		return Confirmations{}, models.Errorf(models.KindInvalid, "items_missing", "请至少选择一个项目")
	}
	err := s.once(ctx, actor, key, "AskConfirmations "+programme, c, "confirmation.ask", c.Month.String(),
		func(tx *store.Tx) error {
			list, err := s.confirming(tx, programme, c.Month)
			if err != nil {
				return err
			}
			var rows []models.Confirmation
			asked := map[string]bool{}
			for _, code := range c.Projects {
				p, err := find(tx, actor, code)
				if err != nil {
					return err
				}
				l, found := list.figures.Line(p.ID)
				if !found || l.Dropped {
					return models.Errorf(models.KindNotFound, "not_listed", "项目“%s”%s不在清单上，请选择其他月份", p.Name, list.figures.Month)
				}
				if !asked[p.ID] && !list.rule.Wants(l, list.rows) {
					asked[p.ID] = true
					rows = append(rows, models.Confirmation{ID: models.ConfirmationID(key, p.ID), ProgrammeID: list.ID,
						ProjectID: p.ID, Month: l.Month, Kind: models.ConfirmationAsked, ByID: actor.ID, ByName: actor.Name, At: s.now()})
				}
			}
			if err := tx.InsertConfirmations(rows...); err != nil {
				return err
			}
			return list.tell(tx, models.Rules.ConfirmationAskedMessages, rows...)
		})
	if err != nil {
		return Confirmations{}, err
	}
	return s.Confirmations(ctx, actor, programme, c.Month)
}

// tell puts the messages about rows into the outbox.
func (c confirming) tell(tx *store.Tx, messages func(models.Rules, models.Facts, models.Confirmation,
	models.Instant) []models.OutboxMessage, rows ...models.Confirmation) error {
	var all []models.OutboxMessage
	for _, row := range rows {
		if m, known := c.Member(row.ProjectID); known {
			all = append(all, messages(models.RulesFor(m.Facts, c.Calendar), m.Facts, row, c.now)...)
		}
	}
	_, err := tx.InsertOutbox(all...)
	return err
}

// SetConfirmationRule sets from which annual plan on projects need a 形象进度确认单 each quarter.
func (s *Service) SetConfirmationRule(ctx context.Context, actor models.Actor, key, programme string,
	from models.Money) (Confirmations, error) {
	if err := canListConfirmations(actor); err != nil {
		return Confirmations{}, err
	}
	rule := models.ConfirmationRule{From: from}
	if err := rule.Check(); err != nil {
		return Confirmations{}, err
	}
	err := s.once(ctx, actor, key, "SetConfirmationRule "+programme, from, "confirmation.rule", programme,
		func(tx *store.Tx) error {
			p, err := s.programmeOf(tx, programme)
			if err != nil {
				return err
			}
			rule.ProgrammeID, rule.ByID, rule.ByName, rule.At = p.ID, actor.ID, actor.Name, s.now()
			return tx.SetConfirmationRule(rule)
		})
	if err != nil {
		return Confirmations{}, err
	}
	return s.Confirmations(ctx, actor, programme, 0)
}
