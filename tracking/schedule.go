package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// Schedule is a project's milestones with what they follow, and, when a template was chosen, how it would be laid.
type Schedule struct {
	FormHead
	MayPlan    bool                  `json:"may_plan"` // the office: it sets the schedule itself
	MayAsk     bool                  `json:"may_ask"`  // others ask for its approval
	Milestones []MilestoneLine       `json:"milestones"`
	Templates  []string              `json:"templates"`
	Template   string                `json:"template"`
	Ends       models.ScheduleEnds   `json:"ends"`
	Steps      []models.ProposedStep `json:"steps"`   // of the template, then the project's other milestones
	Waiting    []AskedView           `json:"waiting"` // requests for a schedule that are not decided yet
}

// Schedule shows a project's milestones and what they follow. With the name of a template and a day it also shows how
// the template would be laid around them; nothing is stored.
func (s *Service) Schedule(ctx context.Context, actor models.Actor, project, template string,
	ends models.ScheduleEnds) (Schedule, error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return Schedule{}, err
	}
	onBehalf, fill := models.CanFill(actor, p)
	closed := p.Status == models.ProjectClosed
	out := Schedule{FormHead: FormHead{AsOf: s.now(), Code: p.Code, Year: p.Year, Name: p.Name, OnBehalf: onBehalf,
		Closed: closed}, Template: template, Ends: ends, MayPlan: !closed && models.CanPlan(actor) == nil,
		MayAsk: !closed && fill == nil, Milestones: []MilestoneLine{}, Waiting: []AskedView{}}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		members, err := s.factsOf(tx, []models.Project{p})
		if err != nil {
			return err
		}
		f := members[0].Facts
		in := askingWith(common, f)
		out.Owner = common.Names.Organisations[p.OwnerID]
		for _, m := range f.Milestones {
			out.Milestones = append(out.Milestones, MilestoneLine{ID: m.ID, Name: m.Name, Baseline: m.Baseline, Due: m.Due,
				FallsDue: in.rules.FallsDue(m.Due), DoneOn: m.DoneOn, Controlling: m.Controlling, Status: m.Status,
				DaysLate: in.rules.MilestoneLateness(f, m, out.AsOf).Counted})
		}
		expect(out.Milestones, f, out.AsOf)
		for _, q := range f.WaitingRequests() {
			if q.Kind == models.RequestSchedule {
				out.Waiting = append(out.Waiting, in.view(actor, q, out.AsOf))
			}
		}
		set, err := tx.MilestoneTemplates()
		if err != nil {
			return err
		}
		for _, t := range models.MilestoneTemplates(set) {
			out.Templates = append(out.Templates, t.Name)
		}
		return out.propose(f, set)
	})
	return out, err
}

// propose lays the chosen template, if there is one, and adds the project's other milestones.
func (v *Schedule) propose(f models.Facts, set []models.MilestoneTemplate) error {
	v.Steps = []models.ProposedStep{}
	if v.Template != "" {
		t, err := models.MilestoneTemplateOf(v.Template, set)
		if err != nil {
			return err
		}
		p, err := models.ProposeSchedule(t, v.Ends, f.Milestones, v.AsOf.Date())
		if err != nil {
			return err
		}
		v.Steps = p.Steps
	}
	known := map[string]bool{}
	for _, step := range v.Steps {
		known[models.NameKey(step.Name)] = true
	}
	for _, m := range v.Milestones {
		if m.Status == models.MilestoneDropped || known[models.NameKey(m.Name)] {
			continue
		}
		step := models.ProposedStep{PlannedStep: models.PlannedStep{Name: m.Name, Date: m.Due, Days: m.Days, After: m.After,
			Controlling: m.Controlling}, Status: m.Status}
		if m.DoneOn != 0 {
			step.Date = m.DoneOn
		}
		if m.Due == 0 && m.Status == models.MilestoneOpen {
			step.Status = ""
		}
		v.Steps = append(v.Steps, step)
	}
	return nil
}

// expect adds to the lines of a project's milestones, in their order, what they follow and when they are to be
// expected.
func expect(lines []MilestoneLine, f models.Facts, now models.Instant) {
	names := map[string]string{}
	for _, m := range f.Milestones {
		names[m.ID] = m.Name
	}
	expected := models.Expected(f.Milestones, f.Submissions, now.Date())
	for i, m := range f.Milestones {
		e := expected[m.ID]
		lines[i].Expected, lines[i].ExpectedLate, lines[i].Because = e.On, e.Late, names[e.Because]
		lines[i].Days, lines[i].After = m.Days, []string{}
		lines[i].After = append(lines[i].After, models.FollowedNames(f.Milestones, m)...)
	}
}
