package tracking

import (
	"context"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// OrderLine is an order in a list.
type OrderLine struct {
	ID        string            `json:"id"`
	Kind      models.OrderKind  `json:"kind"`
	State     models.OrderState `json:"state"`
	Rung      models.Rung       `json:"rung,omitempty"`
	Programme string            `json:"programme,omitempty"`
	Round     models.Month      `json:"round,omitempty"`
	Unit      string            `json:"unit"`              // 牵头单位; "": to be entered
	Meeting   string            `json:"meeting,omitempty"` // row key of the meeting whose decision it is
	Number    string            `json:"number,omitempty"`
	Title     string            `json:"title"`
	Leader    string            `json:"leader,omitempty"` // 批示领导
	DraftedAt models.Instant    `json:"drafted_at"`
	IssuedOn  models.Date       `json:"issued_on,omitzero"`
	Due       models.Date       `json:"due,omitzero"`       // 交办时限
	ReplyDue  models.Date       `json:"reply_due,omitzero"` // next answer
	DaysLate  int               `json:"days_overdue"`       // working days by which that is overdue
	Items     int               `json:"items"`
	Late      int               `json:"late"` // of those, still late
	ClosedAt  models.Instant    `json:"closed_at,omitzero"`
	Projects  []string          `json:"projects"` // codes
}

// OrderItemView is one item of an order.
type OrderItemView struct {
	Escalation string         `json:"escalation"`
	Project    string         `json:"project"` // code
	Name       string         `json:"project_name"`
	Year       int            `json:"year"`
	Private    bool           `json:"private"` // a private firm's project: no amounts of it leave the program
	Item       models.Item    `json:"item"`
	Rung       models.Rung    `json:"rung"`
	Text       string         `json:"text"`
	AddedAt    models.Instant `json:"added_at"`
	EndedAt    models.Instant `json:"ended_at,omitzero"`
	EndReason  string         `json:"end_reason,omitempty"`
	Left       bool           `json:"left,omitempty"` // ended before the issue: not in the document
	Exit       bool           `json:"exit"`           // the exit rule is met
	ExitText   models.Message `json:"exit_text"`
}

// OrderStepView is one step in the history of an order.
type OrderStepView struct {
	ID       string               `json:"id"`
	Kind     models.OrderStepKind `json:"kind"`
	Party    string               `json:"party,omitempty"`
	Text     string               `json:"text,omitempty"`
	Due      models.Date          `json:"due,omitzero"`
	To       string               `json:"to,omitempty"` // overdue: who was told
	OnBehalf bool                 `json:"on_behalf,omitempty"`
	Paper    string               `json:"paper,omitempty"`
	PaperOn  models.Date          `json:"paper_on,omitzero"`
	Scan     string               `json:"scan,omitempty"` // file name
	By       string               `json:"by"`
	At       models.Instant       `json:"at"`
}

// OrderMay is a step that the caller may take now, and for whom.
type OrderMay struct {
	Step models.OrderStepKind `json:"step"`
	Footing
}

// OrderPage is an order with its items, its history, and what the caller may do.
type OrderPage struct {
	OrderLine
	AsOf         models.Instant      `json:"as_of"`
	Content      string              `json:"content"`
	Issuer       string              `json:"issuer,omitempty"`
	Ground       string              `json:"ground,omitempty"`
	LeadLeader   string              `json:"lead_leader,omitempty"`
	AssistLeader string              `json:"assist_leader,omitempty"`
	Attachments  string              `json:"attachments,omitempty"`
	Assisting    []string            `json:"assisting"`
	Contact      string              `json:"contact,omitempty"`
	Phone        string              `json:"phone,omitempty"`
	Feedback     int                 `json:"feedback_days"`
	SignedBy     string              `json:"signed_by"` // who signs, or has signed
	Signed       bool                `json:"signed"`
	ExplainUntil models.Date         `json:"explain_until,omitzero"`
	Explained    models.ExplainState `json:"explained,omitempty"`
	CardAt       models.Instant      `json:"card_at,omitzero"`
	Applied      bool                `json:"applied"`
	Reason       string              `json:"reason,omitempty"`
	NextAt       models.Instant      `json:"next_at,omitzero"`
	Next         string              `json:"next,omitempty"`
	List         []OrderItemView     `json:"list"`
	Steps        []OrderStepView     `json:"steps"`
	May          []OrderMay          `json:"may"`
}

// OrderPage loads an order by its row key. One that the caller may not see gives the same error as one that does not
// exist.
func (s *Service) OrderPage(ctx context.Context, actor models.Actor, id string) (OrderPage, error) {
	var out OrderPage
	if err := models.CanSeeOrders(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		f, err := orderFor(tx, actor, id)
		if err != nil {
			return err
		}
		out, err = s.orderPage(tx, actor, common, f)
		return err
	})
	return out, err
}

func (s *Service) orderPage(tx *store.Tx, actor models.Actor, common *figures.Common, f models.OrderFacts) (OrderPage,
	error) {
	o, rules := f.Order, models.NewOrderRules(common.Calendar)
	parties := orderParties{f, common}
	out := OrderPage{
		OrderLine: orderLine(f, common, s.now().Date()), AsOf: s.now(), Content: o.Content, Issuer: o.Issuer,
		Ground: o.Ground, LeadLeader: o.LeadLeader, AssistLeader: o.AssistLeader, Attachments: o.Attachments,
		Assisting: []string{}, Contact: o.Contact, Phone: o.Phone, Feedback: o.Feedback, Signed: o.Signer != "",
		Explained: o.Explained, CardAt: o.CardAt, Applied: o.AppliedAt != 0, Reason: o.Reason, NextAt: o.NextAt,
		Next: o.NextWhat, List: []OrderItemView{}, Steps: []OrderStepView{}, May: []OrderMay{},
	}
	for _, id := range o.Assisting {
		out.Assisting = append(out.Assisting, common.Names.Organisations[id])
	}
	out.SignedBy = titles(parties.signers())
	if o.Kind == models.OrderSupervision && o.State.Out() && o.CardAt == 0 {
		out.ExplainUntil = rules.ExplainUntil(f)
	}
	facts, err := tx.FactsAmong(projectsOf(f))
	if err != nil {
		return out, err
	}
	for _, i := range f.Items {
		out.List = append(out.List, itemView(i, facts, common.Calendar))
	}
	for _, step := range f.Steps {
		out.Steps = append(out.Steps, OrderStepView{ID: step.ID, Kind: step.Kind, Party: step.Party, Text: step.Text,
			Due: step.Due, To: orderAudience(step.To), OnBehalf: step.OnBehalf, Paper: step.Paper, PaperOn: step.PaperOn,
			Scan: step.EvidenceName, By: step.ByName, At: step.At})
	}
	if models.CanWorkOnOrders(actor) == nil {
		for _, kind := range models.OrderSteps {
			if may := parties.footing(actor, kind); may.May() && f.Allows(kind) == nil {
				out.May = append(out.May, OrderMay{Step: kind, Footing: may})
			}
		}
	}
	return out, nil
}

// orderAudience names who was told of an answer that is overdue.
func orderAudience(a models.Audience) string {
	if a == models.ToSigner {
		return "签发人"
	}
	return audienceWords[a]
}

func itemView(i models.OrderItem, facts []models.Facts, calendar models.Calendar) OrderItemView {
	out := OrderItemView{Escalation: i.EscalationID, Item: i.Item, Rung: i.Rung, Text: i.Text, AddedAt: i.AddedAt,
		EndedAt: i.EndedAt, EndReason: i.EndReason, Left: i.Left}
	for _, f := range facts {
		if f.Project.ID != i.ProjectID {
			continue
		}
		out.Project, out.Name, out.Year = f.Project.Code, f.Project.Name, f.Project.Year
		out.Private = f.Project.Investor == models.InvestorPrivate
		out.Exit, out.ExitText = models.RulesFor(f, calendar).ExitMet(f, i)
	}
	return out
}

func orderLine(f models.OrderFacts, common *figures.Common, today models.Date) OrderLine {
	o := f.Order
	out := OrderLine{
		ID: o.ID, Kind: o.Kind, State: o.State, Rung: o.Rung, Round: o.Round, Meeting: o.MeetingID,
		Unit:   orderParties{f, common}.unit().Title,
		Number: o.Number, Title: o.Title, Leader: o.Leader, DraftedAt: o.DraftedAt, IssuedOn: o.IssuedOn, Due: o.Due,
		ReplyDue: o.ReplyDue, DaysLate: models.NewOrderRules(common.Calendar).DaysLate(o, today), Items: len(f.Listed()),
		Late: len(f.Late()), ClosedAt: o.ClosedAt, Projects: []string{},
	}
	for _, p := range common.Programmes {
		if p.ID == o.ProgrammeID {
			out.Programme = p.Name
		}
	}
	for _, p := range f.Projects {
		out.Projects = append(out.Projects, p.Code)
	}
	return out
}
