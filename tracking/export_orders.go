package tracking

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"duban/importer/workbook"
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ExportOrders makes the ledger of supervision orders (督办台账) of a programme: open orders by the day of their next
// answer, then ended ones, the newest first. Instructions on no programme's projects are in every one.
func (s *Service) ExportOrders(ctx context.Context, actor models.Actor, programme string) (fileName string,
	content []byte, err error) {
	return s.export(ctx, actor, programme, models.ExportOrders, func(tx *store.Tx, p models.Programme,
		out *bytes.Buffer) (shown models.ProgrammeFigures, name string, err error) {
		of, err := s.exportOf(tx, p)
		if err != nil {
			return shown, "", err
		}
		shown = of.Now(of.present(), of.now)
		common, err := s.common(tx)
		if err != nil {
			return shown, "", err
		}
		t := workbook.OrderTable{Title: p.Name + "督办台账", PreparedBy: preparedBy, AsOf: of.now}
		if t.Lines, err = orderRows(tx, p, common, of.now); err != nil {
			return shown, "", err
		}
		return shown, t.Title + ".xlsx", workbook.WriteOrders(out, t)
	})
}

func orderRows(tx *store.Tx, p models.Programme, common *figures.Common, now models.Instant) ([]workbook.OrderLine,
	error) {
	all, err := tx.AllOrders()
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(f models.OrderFacts) bool {
		return f.Order.ProgrammeID != "" && f.Order.ProgrammeID != p.ID
	})
	if err := withProjects(tx, all); err != nil {
		return nil, err
	}
	rules, lines := models.NewOrderRules(common.Calendar), make([]workbook.OrderLine, 0, len(all))
	for _, f := range all {
		lines = append(lines, orderRow(rules, orderParties{f, common}, now))
	}
	slices.SortStableFunc(lines, func(a, b workbook.OrderLine) int {
		return cmp.Or(b.DaysLate-a.DaysLate, cmp.Compare(a.ReplyDue, b.ReplyDue), cmp.Compare(b.IssuedOn, a.IssuedOn))
	})
	return lines, nil
}

func orderRow(rules models.OrderRules, p orderParties, now models.Instant) workbook.OrderLine {
	o := p.facts.Order
	l := workbook.OrderLine{
		Kind: o.Kind, State: o.State, Number: o.Number, Subject: o.Title, Unit: p.unit().Title,
		Leader: cmp.Or(o.Leader, o.LeadLeader), IssuedOn: o.IssuedOn, Due: o.Due, Feedback: o.Feedback,
		ReplyDue: o.ReplyDue, DaysLate: rules.DaysLate(o, now.Date()), RepliedOn: dayOf(o.RepliedAt),
		ClosedOn: dayOf(o.ClosedAt), Reason: o.Reason,
	}
	if !o.State.Open() {
		l.ReplyDue = 0
	}
	for _, id := range o.Assisting {
		l.Assisting = append(l.Assisting, p.common.Names.Organisations[id])
	}
	for _, project := range p.facts.Projects {
		l.Projects = append(l.Projects, project.Name)
		for _, card := range models.CardsOf(project.ID, []models.OrderFacts{p.facts}) {
			if card.Rung.Height() > l.Card.Height() {
				l.Card = card.Rung
			}
		}
	}
	return l
}

// dayOf is the day of a moment; 0 if there is none.
func dayOf(at models.Instant) models.Date {
	if at == 0 {
		return 0
	}
	return at.Date()
}
