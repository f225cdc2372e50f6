package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// EscalationPage shows an item that is or was late: why it has this rung, who was informed, and their notes.
type EscalationPage struct {
	EscalationLine
	AsOf       models.Instant   `json:"as_of"`
	Owner      string           `json:"owner"`
	Detail     models.Message   `json:"detail"`      // investment: the figures that gave the rung
	Counted    models.DayCount  `json:"counted"`     // the working days that the ladder counted
	Controlled bool             `json:"controlling"` // a controlling milestone
	Rungs      []EscalationView `json:"rungs"`       // and reminders about the same item, oldest first
	Informed   []Informed       `json:"informed"`
	Milestone  *MilestoneLine   `json:"milestone_line"` // the item, if it is a milestone
	Report     *MonthLine       `json:"report_line"`    // the item, if it is a month
	HandedIn   []HandedIn       `json:"handed_in"`      // submissions for the item, newest first
	Sign       Footing          `json:"sign"`           // for whom the caller may sign
	Instruct   Footing          `json:"instruct"`
	Reply      Footing          `json:"reply"`
	Addressees []Party          `json:"addressees"` // who can be asked to reply
	Orders     []OrderMark      `json:"orders"`     // issued ones about the item, open ones first
}

// Informed is an audience of a rung with its parties now, and whether they signed.
type Informed struct {
	Audience models.Audience `json:"audience"`
	Word     string          `json:"word"`
	Parties  []Party         `json:"parties"` // none: no person holds that title, the office must act
	Signed   []NoteView      `json:"signed"`
}

// EscalationPage loads an escalation by its row key. One that the caller may not see gives the same error as one that
// does not exist.
func (s *Service) EscalationPage(ctx context.Context, actor models.Actor, id string) (EscalationPage, error) {
	var out EscalationPage
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		e, in, err := s.standing(tx, actor, id)
		if err != nil {
			return err
		}
		o, err := s.loadOne(tx, in.project)
		if err != nil {
			return err
		}
		notes, err := tx.NotesOf(e.ProjectID)
		if err != nil {
			return err
		}
		orders, err := tx.IssuedOrdersOf(e.ProjectID)
		if err != nil {
			return err
		}
		out = o.story(actor, e, in, notes, orders, s.now())
		return nil
	})
	return out, err
}

func (o one) story(actor models.Actor, e models.Escalation, in informed, notes []models.EscalationNote,
	orders []models.OrderFacts, now models.Instant) EscalationPage {
	l := ladder{Programme: o.Programme, informed: in}
	var group []rung
	out := EscalationPage{AsOf: now, Owner: o.Names.Organisations[o.facts.Project.OwnerID], Informed: []Informed{},
		Rungs: []EscalationView{}, HandedIn: []HandedIn{}}
	for _, other := range o.facts.Escalations {
		if other.Item != e.Item || other.Subject != e.Subject || other.DueVersion != e.DueVersion {
			continue
		}
		one := rung{facts: o.facts, row: other, view: escalationView(o.Programme, o.facts, other, now)}
		for _, n := range notes {
			if n.EscalationID == other.ID {
				one.notes = append(one.notes, n)
			}
		}
		out.Rungs = append(out.Rungs, one.view)
		group = append(group, one)
	}
	slices.SortStableFunc(group, func(a, b rung) int { // the requested one comes first
		return cmp.Or(boolInt(b.row.ID == e.ID)-boolInt(a.row.ID == e.ID), b.row.Rung.Height()-a.row.Rung.Height())
	})
	out.EscalationLine = l.line(actor, group, now.Date())
	out.Orders = orderMarks(actor, orders, o.Calendar, now.Date(), onItem(group))
	out.Counted = models.RulesFor(o.facts, o.Calendar).Count(o.facts, e, now)
	if e.Item == models.ItemInvestment {
		out.Detail = models.RulesFor(o.facts, o.Calendar).JudgedBy(o.facts, e)
	}
	own := group[0].notes
	for _, a := range e.To {
		who := Informed{Audience: a, Word: audienceWords[a], Parties: in.partiesOf(a), Signed: []NoteView{}}
		for _, n := range own {
			if n.Kind == models.NoteAcknowledged && slices.ContainsFunc(who.Parties,
				func(p Party) bool { return p.ID == n.PartyID }) {
				who.Signed = append(who.Signed, noteView(n))
			}
		}
		out.Informed = append(out.Informed, who)
	}
	o.about(e, &out)
	if e.Open() && !e.Trial && models.CanNote(actor) == nil {
		out.Sign, out.Instruct, out.Reply = in.footing(actor, e, models.NoteAcknowledged),
			in.footing(actor, e, models.NoteInstructed), in.footing(actor, e, models.NoteReplied)
		out.Sign.As, out.Sign.For = unsigned(out.Sign.As, own), unsigned(out.Sign.For, own)
		out.Addressees = in.addressees(e)
	}
	return out
}

// about adds the item itself, with its submissions.
func (o one) about(e models.Escalation, out *EscalationPage) {
	rules := models.RulesFor(o.facts, o.Calendar)
	isOfItem := func(sub models.Submission) bool { return sub.ID == e.Subject }
	switch e.Item {
	case models.ItemMilestone:
		isOfItem = func(sub models.Submission) bool { return sub.MilestoneID == e.Subject }
		for _, m := range o.facts.Milestones {
			if m.ID == e.Subject {
				line := o.milestone(m, out.AsOf)
				out.Milestone, out.Controlled = &line, m.Controlling
			}
		}
	case models.ItemReport, models.ItemInvestment:
		isOfItem = func(sub models.Submission) bool { return sub.Month == e.Month }
		line := o.month(rules, e.Month)
		out.Report = &line
	}
	for _, sub := range slices.Backward(o.facts.Submissions) {
		if isOfItem(sub) {
			out.HandedIn = append(out.HandedIn, o.handedIn(sub))
		}
	}
}
