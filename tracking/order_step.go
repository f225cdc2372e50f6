package tracking

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"duban/internal/figures"
	"duban/internal/settling"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// OrderStep takes a step with an order, such as signing, issuing or answering it: in one transaction with the key of
// the request, the step in its history, the messages and its next moment. Its workflow is told afterwards; a lost
// signal is sent again. The same key gives the same answer.
func (s *Service) OrderStep(ctx context.Context, actor models.Actor, key, id string, kind models.OrderStepKind,
	c models.OrderCommand) (OrderPage, error) {
	var out OrderPage
	if err := models.CanWorkOnOrders(actor); err != nil {
		return out, err
	}
	head, err := headOf(actor, key, id, "order."+string(kind), c)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		f, err := orderFor(tx, actor, id)
		if err != nil {
			return err
		}
		found, err := earlierAnswer(tx, head, nil)
		if err == nil && !found {
			f, err = s.takeStep(tx, actor, head, common, f, kind, c)
		}
		if err != nil {
			return err
		}
		out, err = s.orderPage(tx, actor, common, f)
		return err
	})
	if err == nil {
		s.tellOrders(context.WithoutCancel(ctx))
	}
	return out, err
}

// orderFor loads an order with its projects, for who may see it.
func orderFor(tx *store.Tx, actor models.Actor, id string) (models.OrderFacts, error) {
	f, err := tx.Order(id)
	if err != nil {
		return f, err
	}
	if err := models.CanSeeOrder(actor, f.Order); err != nil {
		return f, err
	}
	f.Projects, err = tx.ProjectsByID(projectsOf(f))
	return f, err
}

// projectsOf returns the row keys of the projects an order is about.
func projectsOf(f models.OrderFacts) []string {
	var ids []string
	if f.Order.ProjectID != "" {
		ids = append(ids, f.Order.ProjectID)
	}
	for _, i := range f.Items {
		ids = append(ids, i.ProjectID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (s *Service) takeStep(tx *store.Tx, actor models.Actor, head contract.Head, common *figures.Common,
	f models.OrderFacts, kind models.OrderStepKind, c models.OrderCommand) (models.OrderFacts, error) {
	if err := f.Allows(kind); err != nil {
		return f, err
	}
	parties := orderParties{f, common}
	footing := parties.footing(actor, kind)
	if !footing.May() {
		return f, models.Errorf(models.KindForbidden, "forbidden", "%s由%s办理", models.WordOf(kind),
			map[models.OrderSide]models.Word{models.OrderOffice: "重点项目办", models.OrderUnit: "牵头单位",
				models.OrderSigner: "签发人"}[f.Order.SideOf(kind)])
	}
	if c.Paper != "" && len(footing.For) > 0 { // what names a paper is entered from it
		footing.As = nil
	}
	party, onBehalf, err := footing.choose(c.Party)
	if err != nil {
		return f, err
	}
	if c.Edit != nil {
		if err := namesInEdit(c.Edit, common.Names); err != nil {
			return f, err
		}
	}
	if kind == models.StepClose {
		if f.Unmet, err = unmet(tx, f, common); err != nil {
			return f, err
		}
	}
	rules := models.NewOrderRules(common.Calendar)
	f, step, err := rules.Take(f, kind, c, models.OrderActor{Actor: actor, PartyID: party.ID, Party: party.Title,
		OnBehalf: onBehalf}, head.Key, s.now())
	if err != nil {
		return f, err
	}
	if c.Evidence != nil {
		found, err := s.ownEvidenceIn(tx, actor, "", []models.Evidence{*c.Evidence})
		if err != nil {
			return f, err
		}
		step.EvidenceSHA256, step.EvidenceName, step.EvidenceType, step.EvidenceSize = found[0].SHA256, found[0].Name,
			found[0].MediaType, found[0].Size
		f.Steps[len(f.Steps)-1] = step
	}
	if err := settling.SaveOrder(tx, &f, []models.OrderStep{step}, common.Calendar, s.now()); err != nil {
		return f, err
	}
	if err := s.tellOfStep(tx, rules, parties, f, step); err != nil {
		return f, err
	}
	if err := s.noteAnswer(tx, actor, head, f.Order, step); err != nil {
		return f, err
	}
	return f, s.recordStep(tx, actor, head, f.Order, step)
}

// tellOfStep queues the messages about a step.
func (s *Service) tellOfStep(tx *store.Tx, rules models.OrderRules, parties orderParties, f models.OrderFacts,
	step models.OrderStep) error {
	parties.facts = f
	_, err := tx.InsertOutbox(rules.OrderNotices(f, step, parties.posts(), s.now())...)
	return err
}

// recordStep keeps a step as a command, with its audit row.
func (s *Service) recordStep(tx *store.Tx, actor models.Actor, head contract.Head, o models.SupervisionOrder,
	step models.OrderStep) error {
	result, err := json.Marshal(map[string]string{"order": o.ID, "step": step.ID})
	if err != nil {
		return err
	}
	if err := tx.InsertCommand(models.Command{Key: head.Key, Hash: head.Hash, Name: "order." + string(step.Kind),
		ProjectID: o.ProjectID, Result: string(result), ByID: actor.ID, At: s.now()}); err != nil {
		return err
	}
	return s.stepAudit(tx, actor, head, o, step)
}

// stepAudit records a step that a person took.
func (s *Service) stepAudit(tx *store.Tx, actor models.Actor, head contract.Head, o models.SupervisionOrder,
	step models.OrderStep) error {
	detail, err := json.Marshal(step)
	if err != nil {
		return err
	}
	return tx.InsertAudit(models.AuditEvent{CommandKey: head.Key, ProjectID: o.ProjectID, ByID: actor.ID,
		ByName: actor.Name, Action: "order." + string(step.Kind), Object: o.ID, Detail: string(detail), At: s.now()})
}

// namesInEdit replaces the names of units by their row keys.
func namesInEdit(e *models.OrderEdit, names models.Names) error {
	if e.Unit != nil && *e.Unit != "" {
		id, err := organisationIn(names, *e.Unit)
		if err != nil {
			return err
		}
		e.Unit = &id
	}
	if e.Assisting == nil {
		return nil
	}
	ids := []string{}
	for _, name := range *e.Assisting {
		if strings.TrimSpace(name) == "" {
			continue
		}
		id, err := organisationIn(names, name)
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	e.Assisting = &ids
	return nil
}

func organisationIn(names models.Names, text string) (string, error) {
	text = strings.TrimSpace(text)
	if names.Organisations[text] != "" {
		return text, nil
	}
	if id := models.OrganisationID(text); names.Organisations[id] != "" {
		return id, nil
	}
	return "", models.Errorf(models.KindInvalid, "bad_unit", "没有名为“%s”的单位，请核对名称", text)
}

// unmet counts the items of an order's document that do not meet their exit rule.
func unmet(tx *store.Tx, f models.OrderFacts, common *figures.Common) (n int, err error) {
	facts, err := tx.FactsAmong(projectsOf(f))
	for _, i := range f.Listed() {
		n += boolInt(!itemView(i, facts, common.Calendar).Exit)
	}
	return n, err
}
