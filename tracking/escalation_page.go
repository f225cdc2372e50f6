package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// EscalationPage shows an item that is or was late: why this rung, who was informed, what they did.
type EscalationPage struct {
	EscalationLine
	AsOf       models.Instant   `json:"as_of"`
	Owner      string           `json:"owner"`
	Detail     models.Message   `json:"detail"`      // investment: the figures it was judged by
	Counted    models.DayCount  `json:"counted"`     // the ladder's working days
	Controlled bool             `json:"controlling"` // a controlling milestone
	Rungs      []EscalationView `json:"rungs"`       // and reminders of the same thing, oldest first
	Informed   []Informed       `json:"informed"`
	Milestone  *MilestoneLine   `json:"milestone_line"` // the item, where it is a milestone
	Report     *MonthLine       `json:"report_line"`    // or a month
	HandedIn   []HandedIn       `json:"handed_in"`      // for it, newest first
	Sign       Footing          `json:"sign"`           // for whom the asker may sign
	Instruct   Footing          `json:"instruct"`
	Reply      Footing          `json:"reply"`
	Addressees []Party          `json:"addressees"` // who can be asked to answer
}

// Informed is an audience of a rung with its parties now, and whether they signed.
type Informed struct {
	Audience models.Audience `json:"audience"`
	Word     string          `json:"word"`
	Parties  []Party         `json:"parties"` // none: no one holds that title, the office has to act
	Signed   []NoteView      `json:"signed"`
}

// EscalationPage loads the story of an escalation by its row key. What the asker may not see answers as what is not
// there.
func (s *Service) EscalationPage(ctx context.Context, actor models.Actor, id string) (EscalationPage, error) {
	var out EscalationPage
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		e, in, err := standing(tx, actor, id)
		if err != nil {
			return err
		}
		o, err := s.loadOne(tx, e.ProjectID)
		if err != nil {
			return err
		}
		notes, err := tx.NotesOf(e.ProjectID)
		if err != nil {
			return err
		}
		out = o.story(actor, e, in, notes, s.now())
		return nil
	})
	return out, err
}

func (o one) story(actor models.Actor, e models.Escalation, in informed, notes []models.EscalationNote,
	now models.Instant) EscalationPage {
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
	slices.SortStableFunc(group, func(a, b rung) int { // the one that is asked for stands for the thing
		return cmp.Or(boolInt(b.row.ID == e.ID)-boolInt(a.row.ID == e.ID), b.row.Rung.Height()-a.row.Rung.Height())
	})
	out.EscalationLine = l.line(actor, group, now.Date())
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

// about adds the item itself, with what was handed in for it.
func (o one) about(e models.Escalation, out *EscalationPage) {
	rules := models.RulesFor(o.facts, o.Calendar)
	mine := func(sub models.Submission) bool { return sub.ID == e.Subject }
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
