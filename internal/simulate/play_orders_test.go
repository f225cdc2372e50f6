package simulate

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"duban/internal/ladderoracle"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

// handleOrders has people work on the orders of the day: some at once, some late, some not at all.
func (p *play) handleOrders(ctx context.Context, d *desk, now models.Instant) error {
	orders, err := d.allOrders(ctx)
	if err != nil {
		return err
	}
	if chance(p.random, 6) {
		if err := p.instruct(ctx, d, now); err != nil {
			return err
		}
	}
	minute := 0
	for _, f := range orders {
		kind, by, c := p.next(f, d, now)
		if kind == "" {
			continue
		}
		minute++
		d.simulation.At(now.Date().At(14, minute%60), func(ctx context.Context, now models.Instant) error {
			return p.step(ctx, d, f, kind, by, c, now)
		})
	}
	return nil
}

// instruct has the government office enter what a leader wrote on the paper of a project, with a day.
func (p *play) instruct(ctx context.Context, d *desk, now models.Instant) error {
	code := p.codes[p.random.IntN(len(p.codes))]
	if d.closed[code] {
		return nil
	}
	due := now.Date() + models.Date(p.random.IntN(14))
	page, err := d.tracking.InstructOn(ctx, governmentOffice, p.key("instruct"), models.InstructCommand{Project: code,
		Party: p.posts[p.random.IntN(len(p.posts))].ID, Text: "请抓紧办理", Due: due, Paper: "批示原件", PaperOn: now.Date()})
	p.acts = append(p.acts, orderAct{page.ID, ladderoracle.OrderAct{Kind: "instruct", At: now.Time(), Due: due.String()}})
	p.n["instruct"]++
	return err
}

func (d *desk) allOrders(ctx context.Context) (all []models.OrderFacts, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.AllOrders()
		if err != nil {
			return err
		}
		var ids []string
		for _, f := range rows {
			ids = append(ids, f.Order.ID)
		}
		all, err = tx.Orders(ids...)
		return err
	})
	slices.SortFunc(all, func(a, b models.OrderFacts) int {
		return cmp.Or(cmp.Compare(a.Order.DraftedAt, b.Order.DraftedAt), cmp.Compare(a.Order.ID, b.Order.ID))
	})
	return all, err
}

// next draws what someone does with an order today.
func (p *play) next(f models.OrderFacts, d *desk, now models.Instant) (kind models.OrderStepKind, by models.Actor,
	c models.OrderCommand) {
	o := f.Order
	unit := models.Actor{ID: "unit-clerk", Name: "责任单位",
		Roles: []models.Role{{PersonID: "unit-clerk", Role: models.RoleUnit, OrganisationID: o.UnitID}}}
	signer := func(text string) (models.Actor, models.OrderCommand) { // by the government office, from paper
		return governmentOffice, models.OrderCommand{Text: text, Paper: "签批件", PaperOn: now.Date(), Party: p.partyOf(f)}
	}
	days := func(n int) models.Date { return d.Calendar(nil).Add(o.IssuedOn, n) }
	draw := p.random.IntN(100)
	switch {
	case o.State == models.OrderDrafted && draw < 45:
		by, c = signer("")
		return models.StepSign, by, c
	case o.State == models.OrderSigned && draw < 60:
		c = models.OrderCommand{On: max(o.DraftedAt.Date(), now.Date()-models.Date(p.random.IntN(3)))}
		if o.Kind == models.OrderSupervision {
			c.Number = fmt.Sprintf("区督〔2021〕%d号", p.keys)
		}
		return models.StepIssue, Office, c
	case !o.State.Out():
		return "", by, c
	case draw < 2:
		by, c = signer("事项有误")
		return models.StepWithdraw, by, c
	case o.Explained == models.ExplainWaiting && draw < 50:
		by, c = signer("研究意见")
		c.Accept = draw < 15
		return models.StepJudge, by, c
	case o.Kind == models.OrderSupervision && o.Explained == models.ExplainNone && o.CardAt == 0 && draw < 12 &&
		now.Date() <= days(2):
		return models.StepExplain, unit, models.OrderCommand{Text: "情况说明"}
	case o.State == models.OrderIssued && draw < 60:
		return models.StepReceive, unit, c
	case (o.State == models.OrderAcknowledged || o.State == models.OrderReplied && o.ReplyDue != 0 &&
		now.Date() >= o.ReplyDue-2) && draw < 20:
		return models.StepReply, unit, models.OrderCommand{Text: "已采取措施", Apply: draw < 6}
	case o.State == models.OrderReplied && draw < 60:
		return models.StepVerify, SecondOfficer, models.OrderCommand{Text: "属实"}
	case o.State == models.OrderReplied && draw < 80:
		c = models.OrderCommand{Text: "未说明原因"}
		if draw < 70 {
			c.Due = now.Date() + models.Date(2+p.random.IntN(8))
		}
		return models.StepReject, SecondOfficer, c
	case (o.State == models.OrderVerified || o.State == models.OrderReplied) && o.AppliedAt == 0 && draw < 90:
		return models.StepApply, unit, c
	case o.State == models.OrderVerified && o.AppliedAt != 0 && draw < 50:
		by, c = signer("同意销号")
		return models.StepClose, by, c
	}
	return "", by, c
}

// partyOf is the party that signs an order, when several could.
func (p *play) partyOf(f models.OrderFacts) string {
	o := f.Order
	if o.Signer != "" || o.SignerTo == models.ToOfficeHead {
		return ""
	}
	for _, post := range p.posts {
		if post.Title == "区长" && o.SignerTo == models.ToDistrictHead {
			return post.ID
		}
	}
	return p.sponsor[f.Items[len(f.Items)-1].ProjectID]
}

// step takes a step, unless the order changed since it was drawn.
func (p *play) step(ctx context.Context, d *desk, f models.OrderFacts, kind models.OrderStepKind, by models.Actor,
	c models.OrderCommand, now models.Instant) error {
	unchanged := false
	if err := d.store.Read(ctx, func(tx *store.Tx) error {
		o, err := tx.Order(f.Order.ID)
		unchanged = o.Order.Version == f.Order.Version
		return err
	}); err != nil || !unchanged {
		return err
	}
	if _, err := d.tracking.OrderStep(ctx, by, p.key(string(kind)), f.Order.ID, kind, c); err != nil {
		return fmt.Errorf("%s of %+v by %s: %w", kind, f.Order, by.ID, err)
	}
	act := ladderoracle.OrderAct{Kind: string(kind), At: now.Time(), Accept: c.Accept, Apply: c.Apply}
	if kind == models.StepIssue {
		act.On = c.On.String()
	}
	if c.Due != 0 {
		act.Due = c.Due.String()
	}
	p.acts = append(p.acts, orderAct{f.Order.ID, act})
	p.n[string(kind)]++
	return nil
}

// handleProblems raises a problem now and then, and has its department solve it, late or not, and the office confirm
// it.
func (p *play) handleProblems(ctx context.Context, d *desk, now models.Instant) error {
	if chance(p.random, 4) {
		project := p.codes[p.random.IntN(len(p.codes))]
		if d.closed[project] {
			return nil
		}
		f := d.factsOf(project)
		receipt, err := d.tracking.RaiseProblem(ctx, Office, p.key("raise"), project, 0, tracking.ProblemInput{
			ProblemCommand: models.ProblemCommand{Kind: models.ProblemApprovals, Text: fmt.Sprintf("手续%d未办结", p.keys),
				Request: "请予协调", Level: models.LevelDistrict, Department: f.Project.ResponsibleUnitID,
				Due: now.Date() + models.Date(5+p.random.IntN(20))}})
		if err != nil {
			return err
		}
		p.problems = append(p.problems, receipt.Object)
	}
	for _, f := range d.programme(ctx) {
		for _, problem := range f.Problems {
			if d.closed[f.Project.Code] {
				break
			}
			act := models.ProblemCommand{}
			by := Office
			switch draw := p.random.IntN(100); {
			case problem.InHand() && draw < 5:
				act.Act, act.Text, by = models.ActSolve, "已办结", unitOf(f.Project)
			case problem.Status == models.ProblemSolved && draw < 8:
				act.Act = models.ActClose
			case problem.Status == models.ProblemSolved && draw < 16 && // the oracle says nothing of a reminder's own day
				now.Date() != d.Calendar(nil).Add(d.Calendar(nil).OnOrAfter(problem.Due), -3):
				act.Act, act.Text = models.ActReopen, "尚未解决"
			default:
				continue
			}
			if _, err := d.tracking.ChangeProblem(ctx, by, p.key("problem"), problem.ID, 0,
				tracking.ProblemInput{ProblemCommand: act}); err != nil {
				return fmt.Errorf("%s: %w", act.Act, err)
			}
			p.n["problem "+string(act.Act)]++
		}
	}
	return nil
}

// programme are the facts of the projects.
func (d *desk) programme(ctx context.Context) (all []models.Facts) {
	all, err := d.simulation.Facts(ctx)
	if err != nil {
		d.simulation.failed = err
	}
	return all
}
