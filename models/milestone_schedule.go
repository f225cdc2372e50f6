package models

import (
	"cmp"
	"slices"
)

// PlannedStep is one milestone of a schedule: a new one, or one of the project that is given a day or other milestones
// to follow.
type PlannedStep struct {
	Name        string   `json:"name"`
	Date        Date     `json:"date,omitempty"`        // of one that has a date already: none, or the same
	Days        int      `json:"days,omitempty"`        // it takes, in calendar days
	After       []string `json:"after,omitempty"`       // names of the milestones that it follows
	Controlling bool     `json:"controlling,omitempty"` // of a new one
}

// ScheduleEnds says from where a template is scheduled: forwards from the day on which work begins, or backwards from
// the day by which all is to be done. Exactly one is given.
type ScheduleEnds struct {
	From Date `json:"from,omitempty"`
	By   Date `json:"by,omitempty"`
}

// Proposal is a template scheduled for a project. A person adjusts it and then asks for it, or sets it.
type Proposal struct {
	Template string         `json:"template"`
	Ends     ScheduleEnds   `json:"ends"`
	Steps    []ProposedStep `json:"steps"`
}

// ProposedStep is a step of a proposal.
type ProposedStep struct {
	PlannedStep
	Reference bool            `json:"reference,omitempty"` // shown only, see TemplateStep
	Note      string          `json:"note,omitempty"`
	Status    MilestoneStatus `json:"status,omitempty"` // of a milestone that the project has: its date stands
	Past      bool            `json:"past,omitempty"`   // its day is over: it is left out unless a person gives another
}

// New reports whether the step would be a milestone that the project does not have yet, and does not lie in the past.
func (s ProposedStep) New() bool { return s.Status == "" && !s.Reference && !s.Past }

// ProposeSchedule schedules a template for a project with calendar days. Milestones that the project has keep their
// dates, and the others are laid around them. Errors: KindInvalid.
func ProposeSchedule(t MilestoneTemplate, ends ScheduleEnds, has []Milestone, today Date) (Proposal, error) {
	out := Proposal{Template: t.Name, Ends: ends}
	switch {
	case ends.From == 0 && ends.By == 0:
		return out, Errorf(KindInvalid, "date_missing", "请填写开始日期（顺排）或完成日期（倒排）")
	case ends.From != 0 && ends.By != 0:
		return out, Errorf(KindInvalid, "both_ends", "开始日期和完成日期只能填写一个：顺排填开始日期，倒排填完成日期")
	}
	links := make([]orderLink, len(t.Steps))
	for i, s := range t.Steps {
		links[i] = orderLink{s.Name, s.After}
	}
	order, err := inOrder(links)
	if err != nil {
		return out, err
	}
	out.Steps = make([]ProposedStep, len(t.Steps))
	for i, s := range t.Steps {
		p := ProposedStep{PlannedStep: PlannedStep{Name: s.Name, Days: s.Days, After: slices.Clone(s.After),
			Controlling: s.Controlling}, Reference: s.Reference, Note: s.Note}
		if m, err := findMilestone(has, s.Name); err == nil {
			p.Name, p.Date, p.Status, p.Controlling = m.Name, cmp.Or(m.DoneOn, m.Due), m.Status, m.Controlling
			p.Days = cmp.Or(m.Days, s.Days)
			if names := FollowedNames(has, *m); len(names) > 0 {
				p.After = names
			}
			if m.Due == 0 && m.Status == MilestoneOpen {
				p.Status = ""
			}
		}
		out.Steps[i] = p
	}
	if ends.By != 0 {
		out.backwards(order)
	} else {
		out.forwards(order)
	}
	for i := range out.Steps {
		s := &out.Steps[i]
		s.Past = s.Status == "" && s.Date < today
	}
	return out, nil
}

// FollowedNames returns the names of the milestones that one follows, of those of its project.
func FollowedNames(all []Milestone, m Milestone) (names []string) {
	for _, id := range m.Follows() {
		if i := slices.IndexFunc(all, func(other Milestone) bool { return other.ID == id }); i >= 0 {
			names = append(names, all[i].Name)
		}
	}
	return names
}

// forwards gives each step the day on which it is done when it begins as soon as those before it are done.
func (p *Proposal) forwards(order []int) {
	for _, i := range order {
		s := &p.Steps[i]
		if s.Status != "" {
			continue
		}
		begins := p.Ends.From
		for _, other := range p.Steps {
			if slices.ContainsFunc(s.After, sameName(other.Name)) {
				begins = max(begins, other.Date)
			}
		}
		s.Date = begins + Date(s.Days)
	}
}

// backwards gives each step the last day on which those after it can still begin. One that is shown only is laid after
// those before it.
func (p *Proposal) backwards(order []int) {
	for _, i := range slices.Backward(order) {
		s := &p.Steps[i]
		if s.Status != "" || s.Reference {
			continue
		}
		s.Date = p.Ends.By
		for _, other := range p.Steps {
			if !other.Reference && slices.ContainsFunc(other.After, sameName(s.Name)) && other.Date != 0 {
				s.Date = min(s.Date, other.Date-Date(other.Days))
			}
		}
	}
	for _, i := range order {
		if s := &p.Steps[i]; s.Reference && s.Status == "" {
			for _, other := range p.Steps {
				if slices.ContainsFunc(s.After, sameName(other.Name)) {
					s.Date = max(s.Date, other.Date+Date(s.Days))
				}
			}
		}
	}
}

// Chosen returns the steps that are to be set: those that keep chooses, and those that the project has, for what they
// follow. A step that is left out hands on what it follows to those that follow it.
func (p Proposal) Chosen(keep func(ProposedStep) bool) []PlannedStep {
	kept := func(s ProposedStep) bool { return s.Status != "" || !s.Reference && keep(s) }
	var seen map[int]bool // steps that are left out, of the one that is asked about
	var follows func(s ProposedStep) []string
	follows = func(s ProposedStep) (names []string) {
		for _, name := range s.After {
			i := slices.IndexFunc(p.Steps, func(other ProposedStep) bool { return NameKey(other.Name) == NameKey(name) })
			switch {
			case i < 0: // refused when it is set
				names = append(names, name)
			case kept(p.Steps[i]):
				names = append(names, p.Steps[i].Name)
			case !seen[i]:
				seen[i] = true
				names = append(names, follows(p.Steps[i])...)
			}
		}
		slices.Sort(names)
		return slices.Compact(names)
	}
	var out []PlannedStep
	for _, s := range p.Steps {
		if kept(s) {
			planned := s.PlannedStep
			seen = map[int]bool{}
			planned.After = follows(s)
			if s.Status != "" {
				planned.Date = 0
			}
			out = append(out, planned)
		}
	}
	return out
}
