package simulate

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"duban/internal/ladderoracle"
	"duban/models"
)

// ask asks for a change of a project and has it decided: an extension some days later, everything else at once.
func (p *yearPlay) ask(code string, c models.RequestCommand, now models.Instant) error {
	if p.closed[code] {
		return nil
	}
	pr := p.find(code)
	q, err := pr.rules.NewRequest(pr.facts, c, p.key("ask"), OwnerOf(pr.facts.Project), "", now)
	switch code := codeOf(err); {
	case code == "request_waiting" || code == "already_paused" || code == "same_date":
		p.n["not asked: "+code]++
		p.ends[pr.facts.Project.Code] = p.ends[pr.facts.Project.Code] || c.Kind == models.RequestPause
		return nil
	case err != nil:
		return err
	}
	pr.facts.Requests = append(slices.Clone(pr.facts.Requests), q)
	p.n["asked"]++
	if c.Kind == models.RequestExtension && chance(p.random, 60) {
		at := p.Calendar(nil).Add(now.Date(), 1+p.random.IntN(6)).At(11, p.random.IntN(50))
		p.simulation.At(at, func(_ context.Context, now models.Instant) error { return p.decide(code, q, now) })
		return nil
	}
	return p.decide(code, q, now)
}

func codeOf(err error) string {
	if e := models.AsError(err); e != nil {
		return e.Code
	}
	return ""
}

// decide grants or refuses a request: the office, or a leader by the government office's entry from paper.
func (p *yearPlay) decide(code string, q models.Request, now models.Instant) error {
	if p.closed[code] {
		return nil
	}
	pr := p.find(code)
	c := models.DecideRequestCommand{Request: q.ID, Decision: models.ApproveRequest, Reason: "理由充分"}
	open := slices.ContainsFunc(pr.facts.Milestones, func(m models.Milestone) bool {
		return m.ID == q.MilestoneID && m.Status == models.MilestoneOpen && m.Due < q.From
	})
	by, posts := SecondOfficer, map[string]string{}
	if !q.ForLeader(pr.facts).IsZero() {
		by, c.Post, c.Paper, c.PaperOn = governmentOffice, "post", "批示原件", now.Date()
		posts["post"] = "副区长"
	}
	if q.Kind == models.RequestExtension && !open || chance(p.random, 20) {
		c.Decision, c.Reason = models.RefuseRequest, "理由不足"
		decided, err := q.Decided(by, c, "", now)
		i := slices.IndexFunc(pr.facts.Requests, func(other models.Request) bool { return other.ID == q.ID })
		pr.facts.Requests = slices.Clone(pr.facts.Requests)
		pr.facts.Requests[i] = decided
		p.ends[code] = p.ends[code] || q.Kind == models.RequestPause
		p.n["refused"]++
		return err
	}
	if _, err := p.transact(pr, &models.ProjectCommand{Key: p.key("decide"), Name: models.CommandDecideRequest, Body: c,
		By: by, Reviews: pr.reviews, LeaderPosts: posts}); err != nil {
		return fmt.Errorf("%s of %s: %w", q.Kind, code, err)
	}
	if q.Kind == models.RequestWithdrawal {
		p.n["withdrawal"]++
	} else if q.Kind != models.RequestSchedule {
		g := ladderoracle.Granted{Milestone: q.MilestoneName, Moves: q.MovesDue == models.Yes, PlanFen: int64(q.AnnualPlan)}
		if g.From = q.From.String(); q.To != 0 {
			g.To = q.To.String()
		}
		p.grant(code, string(q.Kind), g)
	}
	p.closed[code] = q.Kind == models.RequestClose
	p.wakeRounds(now)
	return nil
}

// askPlan asks for another annual plan.
func (p *yearPlay) askPlan(code string, now models.Instant) error {
	project := p.find(code).facts.Project
	amount := project.AnnualPlan.Share(int64(80+p.random.IntN(50)), 100)
	if project.TotalInvestment > 0 {
		amount = min(amount, project.TotalInvestment)
	}
	if amount == project.AnnualPlan {
		return nil
	}
	return p.ask(code, models.RequestCommand{Kind: models.RequestPlan, AnnualPlan: &amount, Reason: "资金安排调整",
		Document: "申请文件", Confirmed: true}, now)
}

// withdraw asks for a submission of a milestone back that waits.
func (p *yearPlay) withdraw(code string, now models.Instant) error {
	if p.closed[code] {
		return nil
	}
	for _, s := range p.find(code).facts.Submissions {
		if s.Status == models.SubmissionWaiting && s.Kind == models.SubmitMilestone {
			return p.ask(code, models.RequestCommand{Kind: models.RequestWithdrawal, Submission: s.ID, Reason: "材料有误"}, now)
		}
	}
	return nil
}

// link has the milestones that a project has follow each other, with the days they take.
func (p *yearPlay) link(code string, now models.Instant) error {
	open := slices.DeleteFunc(slices.Clone(p.find(code).facts.Milestones), func(m models.Milestone) bool {
		return m.Status != models.MilestoneOpen || m.Due == 0
	})
	slices.SortStableFunc(open, func(a, b models.Milestone) int { return cmp.Compare(a.Due, b.Due) })
	var steps []models.PlannedStep
	for i, m := range open {
		s := models.PlannedStep{Name: m.Name, Days: p.random.IntN(90)}
		for j := range i {
			if j == i-1 || chance(p.random, 20) {
				s.After = append(s.After, open[j].Name)
			}
		}
		steps = append(steps, s)
	}
	if len(steps) == 0 {
		return nil
	}
	p.n["linked"]++
	return p.ask(code, models.RequestCommand{Kind: models.RequestSchedule, Steps: steps, Reason: "排定节点",
		Document: "节点计划"}, now)
}

// schedule lays a template out for a project, forwards or backwards, and asks for its milestones; the oracle gives the
// days.
func (p *yearPlay) schedule(_ context.Context, code string, now models.Instant) error {
	if p.closed[code] {
		return nil
	}
	pr := p.find(code)
	all := models.DefaultMilestoneTemplates()
	t := all[p.random.IntN(len(all))]
	ends := models.ScheduleEnds{From: now.Date() - models.Date(p.random.IntN(60))}
	if chance(p.random, 50) {
		ends = models.ScheduleEnds{By: p.To - models.Date(p.random.IntN(40))}
	}
	proposal, err := models.ProposeSchedule(t, ends, pr.facts.Milestones, now.Date())
	if err != nil {
		return err
	}
	days := p.scheduleByOracle(t, ends, pr.facts.Milestones)
	for _, s := range proposal.Steps {
		if s.Date.String() != days[s.Name] {
			p.problem("%s: %s is scheduled for %s, the oracle says %s", code, s.Name, s.Date, days[s.Name])
		}
	}
	before := len(pr.facts.Milestones)
	chosen := proposal.Chosen(models.ProposedStep.New)
	q := len(pr.facts.Requests)
	request := models.RequestCommand{Kind: models.RequestSchedule, Steps: chosen, Reason: "排定节点", Document: "节点计划"}
	if err = p.ask(code, request, now); codeOf(err) == "before_predecessor" {
		request.Steps = unbound(chosen, pr.facts.Milestones) // as the office adjusts it
		err = p.ask(code, request, now)
	}
	if c := codeOf(err); c == "before_predecessor" || c == "no_steps" || c == "same_schedule" {
		p.n["not scheduled: "+c]++
		return nil
	}
	if err != nil || len(pr.facts.Requests) == q {
		return err
	}
	direction := "forwards"
	if ends.By != 0 {
		direction = "backwards"
	}
	for _, m := range pr.facts.Milestones[before:] {
		p.n["scheduled "+direction]++
		p.scheduled[code] = append(p.scheduled[code], scheduledStep{m.Name, days[m.Name], m.Controlling, now})
		o := p.simulation.drawOwner(pr.facts)
		o.keys = 10_000 * (1 + m.Position)
		o.plan(&intention{Milestone: m, extend: o.profile.extend}, now)
	}
	return nil
}

// unbound are the new steps of a schedule, without what they would follow that is due after them.
func unbound(steps []models.PlannedStep, has []models.Milestone) (out []models.PlannedStep) {
	due := map[string]models.Date{}
	for _, s := range steps {
		due[s.Name] = s.Date
	}
	for _, m := range has {
		due[m.Name] = m.Due
	}
	for _, s := range steps {
		if s.Date == 0 {
			continue
		}
		s.After = slices.DeleteFunc(slices.Clone(s.After), func(name string) bool { return due[name] > s.Date })
		out = append(out, s)
	}
	return out
}

// scheduleByOracle has the oracle lay a template out.
func (p *yearPlay) scheduleByOracle(t models.MilestoneTemplate, ends models.ScheduleEnds,
	has []models.Milestone) map[string]string {
	var steps []ladderoracle.Planned
	for _, s := range t.Steps {
		one := ladderoracle.Planned{Name: s.Name, Days: s.Days, After: s.After, Reference: s.Reference}
		for _, m := range has {
			if m.NameKey == models.NameKey(s.Name) && m.Status != models.MilestoneDropped {
				one.Has, one.Days = dayOrNone(cmp.Or(m.DoneOn, m.Due)), cmp.Or(m.Days, s.Days)
				if names := models.FollowedNames(has, m); len(names) > 0 {
					one.After = names
				}
			}
		}
		steps = append(steps, one)
	}
	for i := range steps { // a milestone of the project may follow another that the template does not have
		steps[i].After = slices.DeleteFunc(slices.Clone(steps[i].After), func(name string) bool {
			return !slices.ContainsFunc(steps, func(s ladderoracle.Planned) bool { return s.Name == name })
		})
	}
	return ladderoracle.Schedule(steps, dayOrNone(ends.From), dayOrNone(ends.By))
}

func dayOrNone(d models.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// compareExpected compares when the milestones of every project are to be expected.
func (p *yearPlay) compareExpected(now models.Instant) {
	for _, pr := range p.projects {
		if p.closed[pr.facts.Project.Code] {
			continue
		}
		var linked []ladderoracle.Linked
		for _, m := range pr.facts.Milestones {
			one := ladderoracle.Linked{Name: m.Name, Baseline: dayOrNone(m.Baseline), Due: dayOrNone(m.Due), Days: m.Days,
				After: models.FollowedNames(pr.facts.Milestones, m), Done: dayOrNone(m.DoneOn),
				Accepted: m.Status == models.MilestoneDone, Dropped: m.Status == models.MilestoneDropped}
			for _, s := range pr.facts.Submissions {
				if s.Status == models.SubmissionWaiting && s.MilestoneID == m.ID {
					one.Done = s.DoneOn.String()
				}
			}
			linked = append(linked, one)
		}
		want := ladderoracle.ExpectedDays(linked, now.Date().String())
		got := models.Expected(pr.facts.Milestones, pr.facts.Submissions, now.Date())
		for _, m := range pr.facts.Milestones {
			e := got[m.ID]
			if day, open := want[m.Name]; open && day != e.On.String() {
				p.problem("%s: %s %s is expected on %s, the oracle says %s", now.Date(), pr.facts.Project.Code, m.Name, e.On, day)
			}
			if e.Because != "" {
				p.n["moved by another"]++
			}
		}
		p.n["expected"] += len(want)
	}
}
