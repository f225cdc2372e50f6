package tracking

import (
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

func init() { todoSources = append(todoSources, orderTodos) }

// orderTodo is what an order asks of a side in a state.
var orderTodo = []struct {
	kind  models.TodoKind
	step  models.OrderStepKind
	title func(name string) models.Message
}{
	{models.TodoSign, models.StepReceive, func(name string) models.Message { return models.Messagef("签收%s", name) }},
	{models.TodoDecide, models.StepSign, func(name string) models.Message { return models.Messagef("审签%s", name) }},
	{models.TodoDecide, models.StepJudge, func(name string) models.Message { return models.Messagef("研究%s的情况说明", name) }},
	{models.TodoDecide, models.StepVerify, func(name string) models.Message { return models.Messagef("核查%s的反馈", name) }},
	{models.TodoDecide, models.StepClose, func(name string) models.Message { return models.Messagef("%s销号", name) }},
	{models.TodoDecide, models.StepIssue, func(name string) models.Message { return models.Messagef("%s编号发出", name) }},
	{models.TodoDecide, models.StepSend, func(name string) models.Message { return models.Messagef("%s送审", name) }},
}

// orderTodos lists what orders and instructions ask of a person: to sign for, to answer, to sign, to issue, to verify
// and to close. What a person may only enter from paper for others is not asked of them, except of the office, which
// follows the paper of a draft on its way to the signer.
func orderTodos(s *Service, tx *store.Tx, actor models.Actor, common *figures.Common) ([]models.Todo, error) {
	if models.CanWorkOnOrders(actor) != nil {
		return nil, nil //nolint:nilerr // nothing is asked of who has no part in orders
	}
	all, err := tx.OpenOrderFacts()
	if err != nil || len(all) == 0 {
		return nil, err
	}
	if err := withProjects(tx, all); err != nil {
		return nil, err
	}
	var out []models.Todo
	for _, f := range all {
		if models.CanSeeOrder(actor, f.Order) != nil {
			continue
		}
		parties := orderParties{f, common}
		for _, one := range orderTodo {
			if f.Allows(one.step) != nil || len(parties.footing(actor, one.step).As) == 0 ||
				one.step == models.StepSign && (f.Order.State != models.OrderSigning || f.Settings.InProgram != models.Yes) {
				continue
			}
			out = append(out, todoOfOrder(f, one.kind, one.title(orderName(f.Order))))
		}
		answers := f.Order.State.Out() && f.Order.ReplyDue != 0
		if answers && len(parties.footing(actor, models.StepReply).As) > 0 {
			t := todoOfOrder(f, models.TodoAnswer, models.Messagef("反馈%s", orderName(f.Order)))
			today := s.now().Date()
			t.Due, t.DaysLate = f.Order.ReplyDue, models.NewOrderRules(common.Calendar).DaysLate(f.Order, today)
			if t.DaysLate == 0 {
				t.DaysLeft = common.Calendar.Between(today, t.Due)
			}
			out = append(out, t)
		}
	}
	return out, nil
}

// orderName names a document: 《title》, or the leader's instruction without its text.
func orderName(o models.SupervisionOrder) string {
	if o.Title == "" {
		return o.Kind.Chinese()
	}
	return "《" + o.Title + "》"
}

func todoOfOrder(f models.OrderFacts, kind models.TodoKind, title models.Message) models.Todo {
	o := f.Order
	t := models.Todo{Kind: kind, Object: o.ID, Title: title, Path: "/orders/" + o.ID, AskedAt: max(o.DraftedAt,
		o.IssuedAt),
		Rung: o.Rung, AskedBy: o.Issuer}
	if o.Kind == models.OrderInstruction {
		t.AskedBy = o.Leader
	}
	if len(f.Projects) == 1 {
		t.Code, t.Name = f.Projects[0].Code, f.Projects[0].Name
	}
	return t
}
