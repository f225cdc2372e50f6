package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Orders is the part of Tracking about supervision orders and instructions (督办单、批示).
type Orders interface {
	Orders(ctx context.Context, actor models.Actor, filter tracking.OrderFilter) (tracking.OrderList, error)
	OrderPage(ctx context.Context, actor models.Actor, id string) (tracking.OrderPage, error)
	OrderStep(ctx context.Context, actor models.Actor, key, id string, kind models.OrderStepKind,
		c models.OrderCommand) (tracking.OrderPage, error)
	InstructOn(ctx context.Context, actor models.Actor, key string, c models.InstructCommand) (tracking.OrderPage, error)
	OrderSettings(ctx context.Context, actor models.Actor, programme string) (tracking.OrderRulesPage, error)
	SetOrderSettings(ctx context.Context, actor models.Actor, key, programme string,
		c models.OrderSettings) (tracking.OrderRulesPage, error)
}

// Writing is the part of Tracking about letters that the office writes by hand.
type Writing interface {
	LetterForm(ctx context.Context, actor models.Actor, unit string) (tracking.LetterForm, error)
	WriteLetter(ctx context.Context, actor models.Actor, key string, c models.LetterCommand) (tracking.OrderPage, error)
}

func orderRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/orders", "list-orders", "督办台账：督办单、提示函、催办函和批示", h.listOrders)
	get(a, "/api/v1/orders/{order}", "show-order", "一件督办单及其办理过程", h.showOrder)
	for _, kind := range models.OrderSteps {
		post(a, "/api/v1/orders/{order}/"+string(kind), string(kind)+"-order", "督办单："+kind.Chinese(), h.stepOrder(kind))
	}
	get(a, "/api/v1/letters", "show-letter-items", "可以拟写催办函、提示函的单位和事项", h.showLetterItems)
	post(a, "/api/v1/letters", "write-letter", "拟写催办函或提示函", h.writeLetter)
	post(a, "/api/v1/instructions", "enter-instruction", "录入领导批示，交单位限时办理", h.enterInstruction)
	get(a, "/api/v1/order-rules", "show-order-rules", "督办单规则：发文机关、依据、时限、签发人", h.showOrderRules)
	post(a, "/api/v1/order-rules", "set-order-rules", "设置督办单规则", h.setOrderRules)
}

type listOrdersInput struct {
	Kind    string `query:"kind" enum:"order,prompt,urge,instruction,decision" doc:"种类"`
	State   string `query:"state" enum:"drafted,signing,signed,issued,acknowledged,replied,verified,closed,withdrawn" doc:"状态"` //nolint:lll // a struct tag cannot be broken
	Unit    string `query:"unit" doc:"牵头单位"`
	Project string `query:"project" doc:"项目编码"`
	Open    bool   `query:"open" doc:"只列未办结的"`
	Overdue bool   `query:"overdue" doc:"只列逾期未反馈的"`
}

func (h handlers) listOrders(ctx context.Context, actor models.Actor,
	in *listOrdersInput) (*answer[tracking.OrderList], error) {
	return answered(h.t.Orders(ctx, actor, tracking.OrderFilter{Kind: models.OrderKind(in.Kind),
		State: models.OrderState(in.State), Unit: in.Unit, Project: in.Project, Open: in.Open, Late: in.Overdue}))
}

// OfOrder is the path parameter that names an order.
type OfOrder struct {
	Order string `path:"order" doc:"督办单编号，见台账" example:"ord-0123456789abcdef0123"`
}

func (h handlers) showOrder(ctx context.Context, actor models.Actor, in *OfOrder) (*answer[tracking.OrderPage], error) {
	return answered(h.t.OrderPage(ctx, actor, in.Order))
}

type stepOrderInput struct {
	Keyed
	OfOrder
	Body body[models.OrderCommand]
}

func (h handlers) stepOrder(kind models.OrderStepKind) operation[stepOrderInput, answer[tracking.OrderPage]] {
	return func(ctx context.Context, actor models.Actor, in *stepOrderInput) (*answer[tracking.OrderPage], error) {
		return answered(h.t.OrderStep(ctx, actor, in.Key, in.Order, kind, in.Body.Value))
	}
}

type showLettersInput struct {
	Unit string `query:"unit" doc:"只列一个责任单位的事项：名称；不填只列各单位的件数" example:"区商务局"`
}

func (h handlers) showLetterItems(ctx context.Context, actor models.Actor,
	in *showLettersInput) (*answer[tracking.LetterForm], error) {
	return answered(h.t.LetterForm(ctx, actor, in.Unit))
}

type writeLetterInput struct {
	Keyed
	Body body[models.LetterCommand]
}

func (h handlers) writeLetter(ctx context.Context, actor models.Actor,
	in *writeLetterInput) (*answer[tracking.OrderPage], error) {
	return answered(h.t.WriteLetter(ctx, actor, in.Key, in.Body.Value))
}

type enterInstructionInput struct {
	Keyed
	Body body[models.InstructCommand]
}

func (h handlers) enterInstruction(ctx context.Context, actor models.Actor,
	in *enterInstructionInput) (*answer[tracking.OrderPage], error) {
	return answered(h.t.InstructOn(ctx, actor, in.Key, in.Body.Value))
}

func (h handlers) showOrderRules(ctx context.Context, actor models.Actor,
	in *OfProgramme) (*answer[tracking.OrderRulesPage], error) {
	return answered(h.t.OrderSettings(ctx, actor, in.Programme))
}

type setOrderRulesInput struct {
	Keyed
	OfProgramme
	Body body[models.OrderSettings]
}

func (h handlers) setOrderRules(ctx context.Context, actor models.Actor,
	in *setOrderRulesInput) (*answer[tracking.OrderRulesPage], error) {
	return answered(h.t.SetOrderSettings(ctx, actor, in.Key, in.Programme, in.Body.Value))
}
