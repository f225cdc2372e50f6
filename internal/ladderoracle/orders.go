package ladderoracle

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// OrderAct is what a person does with an order, which is named by its unit, its round and its number among those.
type OrderAct struct {
	Order  string
	Kind   string // instruct, sign, issue, acknowledge, explain, judge, reply, verify, reject, apply, close, withdraw
	At     time.Time
	On     string // issue: the day on it
	Due    string // instruct: answer by; reject: answer again by, "": by the days of the kind
	Accept bool   // judge
	Apply  bool   // reply
}

// OrderRules are the settings of a programme.
type OrderRules struct {
	Units    map[string]string // by project
	Letters  bool              // no issuing body: letters without a card
	Feedback int               // days; 0: once
}

// OrderLines computes what must be on record of all orders: a line for each step, and one for the state at the end.
func OrderLines(plan Plan, events []Event, acts []OrderAct, rules OrderRules) (lines []string) {
	d := &orderDesk{week: weekOf(plan), rules: rules, rounds: map[string]int{}}
	end := dayOf(plan.Last).midnight() + 24*hour
	for _, h := range happenings(plan, events, acts) {
		if h.at < end {
			d.clock(h.at)
			h.do(d, h.at)
		}
	}
	d.clock(end - 1)
	for _, o := range d.orders {
		lines = append(lines, fmt.Sprintf("%s is %s, card %v", o.name, o.state, o.card))
	}
	return append(lines, d.lines...)
}

// happening is what changes orders at a moment.
type happening struct {
	at    moment
	first int // of one moment: what ends, what comes in, what people do
	do    func(d *orderDesk, at moment)
}

func happenings(plan Plan, events []Event, acts []OrderAct) (all []happening) {
	ends := endings(plan, events)
	for _, e := range events {
		if e.Kind != "rung" || e.PassedOver || heights[e.Rung] < 2 || e.Item == "review" {
			continue
		}
		end, ended := ends[e.ID]
		if recorded := momentOf(e.RecordedAt); !ended || end > recorded {
			all = append(all, happening{recorded, 1, func(d *orderDesk, at moment) { d.comesIn(e, at) }})
		}
		if ended {
			all = append(all, happening{end, 0, func(d *orderDesk, at moment) { d.ends(e.ID, at) }})
		}
	}
	for _, a := range acts {
		all = append(all, happening{momentOf(a.At), 2, func(d *orderDesk, at moment) { d.act(a, at) }})
	}
	slices.SortStableFunc(all, func(a, b happening) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.first, b.first))
	})
	return all
}

// paper is one order.
type paper struct {
	name, unit, round, state string
	items                    map[string]Event
	letter                   bool // no card comes of it
	leader                   bool // a leader's post signed it, and not the head of the office
	feedback                 int
	issued                   day
	due                      day // next answer; 0: none
	explained                string
	card                     bool
	cardAt                   moment // when it begins to count; 0: by the days for the statement
	applied                  bool
	past                     map[string]bool // steps of the clock
}

type orderDesk struct {
	week
	rules  OrderRules
	orders []*paper
	rounds map[string]int
	lines  []string
}

func (d *orderDesk) line(o *paper, kind string, at moment, more ...any) {
	text := fmt.Sprintf("%s %s at %s", o.name, kind, at.time().Format("2006-01-02 15:04"))
	for _, m := range more {
		text += fmt.Sprintf(" %v", m)
	}
	d.lines = append(d.lines, text)
	to := ""
	if len(more) == 2 {
		to = more[1].(string)
	}
	for _, who := range o.tells(kind, to) {
		d.lines = append(d.lines, fmt.Sprintf("%s %s at %s tells %s", o.name, kind, at.time().Format("2006-01-02 15:04"),
			who))
	}
}

// tells are who is told of a step: who has to do something next, and who asked for it.
func (o *paper) tells(kind, to string) (who []string) {
	switch kind {
	case "sign", "acknowledge", "reply", "apply":
		return []string{"office"}
	case "issue", "judge", "reject", "card", "remind":
		return []string{"unit"}
	case "explain":
		who = []string{"office"}
	case "verify":
		who = []string{"unit"}
	case "close", "withdraw":
		if o.issued == 0 {
			return nil
		}
		return []string{"office", "unit"}
	case "overdue":
		switch {
		case to == "responsible-unit-contact" || to == "responsible-unit-head":
			return []string{"unit"}
		case to == "signer" && o.leader:
			return []string{"signer"}
		}
		return []string{"office-head"}
	default:
		return nil
	}
	if o.leader {
		who = append(who, "signer")
	}
	return who
}

// comesIn puts a rung into the draft of its unit and month. The lower rung of the same matter leaves it.
func (d *orderDesk) comesIn(e Event, at moment) {
	unit, round := d.rules.Units[e.Project], at.day().month()
	var draft *paper
	for _, o := range d.orders {
		if o.state == "drafted" && o.unit == unit && o.round == round {
			draft = o
		}
	}
	if draft == nil {
		key := unit + " " + round
		d.rounds[key]++
		draft = &paper{name: fmt.Sprintf("%s %d", key, d.rounds[key]), unit: unit, round: round, state: "drafted",
			items: map[string]Event{}, past: map[string]bool{}, letter: d.rules.Letters, feedback: d.rules.Feedback}
		d.orders = append(d.orders, draft)
		d.line(draft, "draft", at)
	}
	for id, other := range draft.items {
		if other.Project == e.Project && other.Item == e.Item && other.Subject == e.Subject && other.Month == e.Month &&
			other.DueVersion == e.DueVersion {
			delete(draft.items, id)
		}
	}
	draft.items[e.ID] = e
}

// ends takes the end of a rung: it leaves a draft, and is ended in what was issued.
func (d *orderDesk) ends(id string, at moment) {
	for _, o := range d.orders {
		if _, is := o.items[id]; !is || o.state == "closed" || o.state == "withdrawn" {
			continue
		}
		if o.issued != 0 {
			d.line(o, "end", at)
			delete(o.items, id)
			continue
		}
		d.line(o, "leave", at)
		delete(o.items, id)
		if o.state == "signed" {
			o.state = "drafted"
		}
		if len(o.items) == 0 {
			o.state = "withdrawn"
			d.line(o, "withdraw", at)
		}
	}
}

// act does what a person does.
func (d *orderDesk) act(a OrderAct, at moment) {
	if a.Kind == "instruct" { // a leader has signed it
		o := &paper{name: a.Order, state: "issued", past: map[string]bool{}, letter: true, leader: true,
			issued: at.day(), due: dayOf(a.Due)}
		d.orders = append(d.orders, o)
		d.line(o, "issue", at)
		return
	}
	for _, o := range d.orders {
		if o.name != a.Order {
			continue
		}
		d.line(o, a.Kind, at)
		today := at.day()
		switch a.Kind {
		case "sign":
			o.state, o.leader = "signed", false
			for _, e := range o.items { // a yellow card is the office's, a red and the highest a leader's
				o.leader = o.leader || heights[e.Rung] > 2 && !o.letter
			}
		case "issue":
			o.state, o.issued = "issued", dayOf(a.On)
			o.due = d.after(o.issued, o.days())
			if o.feedback > 0 {
				o.due = min(o.due, d.onOrAfter(o.issued+day(o.feedback)))
			}
		case "acknowledge":
			o.state = "acknowledged"
		case "explain":
			o.explained = "waiting"
		case "judge":
			o.explained, o.cardAt = "refused", at
			if a.Accept {
				o.explained = "accepted"
			}
		case "reply":
			o.state, o.due = "replied", 0
			o.applied = o.applied || a.Apply || o.feedback == 0
			if o.feedback > 0 {
				o.due = d.onOrAfter(today + day(o.feedback))
			}
		case "verify":
			o.state = "verified"
		case "reject":
			o.state, o.applied, o.due = "acknowledged", false, d.after(today, o.days())
			if a.Due != "" {
				o.due = dayOf(a.Due)
			}
		case "apply":
			o.applied = true
		case "close":
			o.state, o.due = "closed", 0
		case "withdraw":
			o.state, o.due, o.card = "withdrawn", 0, false
		}
	}
}

// days are the working days for an answer: five for the plan that an order asks for, three for a letter
// or an instruction.
func (o *paper) days() int {
	if o.letter {
		return 3
	}
	return 5
}

// climb is who is told how many working days after an answer was due.
var climb = map[int]string{1: "responsible-unit-contact", 3: "responsible-unit-head", 6: "office-head", 10: "signer"}

// clock lets the time pass until a moment.
func (d *orderDesk) clock(until moment) {
	for _, o := range d.orders {
		if o.issued == 0 || o.state == "closed" || o.state == "withdrawn" {
			continue
		}
		// the two working days for a statement: the card counts from the morning after them, or from the refusal
		if at := d.after(o.issued, 3).nine(); !o.letter && !o.card {
			if o.explained == "refused" {
				at = o.cardAt
			}
			if (o.explained == "" || o.explained == "refused") && at <= until {
				o.card = true
				d.line(o, "card", at, at.day())
			}
		}
		if o.due == 0 {
			continue
		}
		step := func(kind string, at moment, to string) {
			if name := fmt.Sprint(kind, o.due, to); at <= until && !o.past[name] {
				o.past[name] = true
				d.line(o, kind, at, o.due, to)
			}
		}
		if before := d.onOrBefore(o.due - 1); before >= o.issued {
			step("remind", before.nine(), "responsible-unit-contact")
		}
		for _, n := range []int{1, 3, 6, 10} {
			step("overdue", d.after(o.due, n).nine(), climb[n])
		}
	}
}
