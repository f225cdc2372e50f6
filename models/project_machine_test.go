package models_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"duban/models"
)

// The people around a project of a property test.
var (
	machineOwner = models.Actor{ID: "owner", Name: "项目单位", Roles: []models.Role{{PersonID: "owner", Role: models.RoleOwner,
		OrganisationID: "org-owner"}}}
	machineUnit = models.Actor{ID: "unit", Name: "责任单位", Roles: []models.Role{{PersonID: "unit", Role: models.RoleUnit,
		OrganisationID: "org-unit"}}}
	machineOffice = []models.Actor{
		{ID: "office-1", Name: "甲", Roles: []models.Role{{PersonID: "office-1", Role: models.RoleOffice}}},
		{ID: "office-2", Name: "乙", Roles: []models.Role{{PersonID: "office-2", Role: models.RoleOffice}}}}
)

// projectMachine is a project with what people did to it.
type projectMachine struct {
	t       *rapid.T
	facts   models.Facts
	reviews []models.Review
	now     models.Instant
	n       int
	last    string         // act that was carried out
	done    map[string]int // acts that were carried out
}

func newProjectMachine(t *rapid.T) *projectMachine {
	f := late(models.DateOf(2021, 4, 30), true)
	f.Project.OwnerID, f.Project.ResponsibleUnitID = "org-owner", "org-unit"
	f.Project.AnnualPlan, f.Project.TotalInvestment = 1_200_000_000, 9_000_000_000
	f.Programmes[0].Ladder = rapid.SampledFrom(models.LadderNames).Draw(t, "ladder")
	for i, due := range []models.Date{models.DateOf(2021, 5, 12), models.DateOf(2021, 6, 30)} {
		m := f.Milestones[0]
		m.ID, m.Name, m.Position = fmt.Sprint("m", i+2), fmt.Sprint("节点", i+2), i+2
		m.NameKey, m.Baseline, m.Due, m.Controlling = models.NameKey(m.Name), due, due, i == 0
		f.Milestones = append(f.Milestones, m)
	}
	m := &projectMachine{t: t, facts: f, now: models.DateOf(2021, 4, 20).At(10, 5), done: map[string]int{}}
	if err := m.transact(nil); err != nil {
		t.Fatal(err)
	}
	return m
}

func (m *projectMachine) rules() models.Rules { return models.RulesFor(m.facts, calendar2021()) }

// transact carries an order out, or looks at the project, on a copy, as the store does: a refusal changes nothing.
func (m *projectMachine) transact(o *models.ProjectCommand) error {
	f := copyOf(m.facts)
	f.Escalations, f.Requests = slices.Clone(f.Escalations), slices.Clone(f.Requests)
	out, err := m.rules().Transact(&f, o, m.now, false)
	if err != nil {
		return err
	}
	if c := out.Changes; c != nil {
		if c.Review != nil {
			m.reviews = append(m.reviews, *c.Review)
		}
		if c.TakenBack != nil {
			m.reviews = slices.DeleteFunc(m.reviews, func(r models.Review) bool { return r.SubmissionID == c.TakenBack.ID })
		}
	}
	m.check(m.facts, f)
	m.facts = f
	return nil
}

// act draws what someone tries.
func (m *projectMachine) act() {
	m.n++
	soon := m.last == "review accept" && rapid.IntRange(0, 2).Draw(m.t, "soon") == 0 // it is taken back
	m.last = ""
	passes := time.Duration(rapid.IntRange(1, 8).Draw(m.t, "minutes")) * time.Minute
	if !soon && rapid.Bool().Draw(m.t, "later") {
		passes = time.Duration(rapid.IntRange(1, 90).Draw(m.t, "hours")) * time.Hour
	}
	m.now = m.now.Add(passes)
	for { // the process wakes at its moments
		next := m.facts.Project.NextAt
		if next == 0 || next > m.now {
			break
		}
		until := m.now
		m.now = next
		if err := m.transact(nil); err != nil {
			m.t.Fatal(err)
		}
		m.now = until
		if m.facts.Project.NextAt == next {
			m.t.Fatalf("it waits for %s again", next)
		}
	}
	people := append([]models.Actor{machineOwner, machineUnit}, machineOffice...)
	kind := rapid.IntRange(0, 16).Draw(m.t, "act")
	if soon {
		kind = 8
	}
	if kind >= 4 && rapid.IntRange(0, 3).Draw(m.t, "office") > 0 {
		people = machineOffice
	}
	by := rapid.SampledFrom(people).Draw(m.t, "by")
	if n := len(m.reviews); kind == 8 && n > 0 {
		for _, a := range machineOffice {
			if a.ID == m.reviews[n-1].ByID {
				by = a
			}
		}
	}
	o, what := m.order(kind, by)
	if o == nil {
		m.ask(by)
		return
	}
	o.Key, o.By, o.Reviews = fmt.Sprint("key ", m.n), by, m.reviews
	if err := o.Authorise(m.facts.Project, func() (string, error) { return "项目单位", nil }); err != nil {
		return
	}
	closed := m.facts.Project.Status == models.ProjectClosed
	before := len(m.facts.Submissions)
	if err := m.transact(o); err != nil {
		return
	}
	if restored := m.facts.Project.Status == models.ProjectOpen; closed && !restored {
		m.t.Fatalf("%s of a closed project", what)
	}
	if o.Name == models.CommandReview && len(m.facts.Submissions) != before {
		m.t.Fatal("a review hands something in")
	}
	m.done[what]++
	m.last = what
}

// order draws a command; nil: something is asked for.
func (m *projectMachine) order(kind int, by models.Actor) (o *models.ProjectCommand, what string) {
	milestone := rapid.SampledFrom(m.facts.Milestones).Draw(m.t, "milestone")
	submission := "none"
	if len(m.facts.Submissions) > 0 {
		last := m.facts.Submissions[max(0, len(m.facts.Submissions)-4):]
		submission = rapid.SampledFrom(last).Draw(m.t, "submission").ID
	}
	day := m.now.Date() + models.Date(rapid.IntRange(-5, 25).Draw(m.t, "day"))
	change := func(c models.ChangePlanCommand) (*models.ProjectCommand, string) {
		c.Reason = "原因"
		return &models.ProjectCommand{Name: models.CommandChangePlan, Body: c}, string(c.Change)
	}
	switch kind {
	case 0, 1:
		return &models.ProjectCommand{Name: models.CommandSubmitMilestone, Body: models.SubmitMilestoneCommand{
			Milestone: milestone.Name, DoneOn: min(day, m.now.Date()), Paper: "书面报送"}}, "submit"
	case 2, 3:
		amount := models.Money(rapid.Int64Range(0, 200_000_000).Draw(m.t, "amount"))
		month := m.now.Date().Month() - models.Month(rapid.IntRange(0, 2).Draw(m.t, "month"))
		c := models.ReportMonthCommand{Month: month, MonthAmount: &amount, Confirmed: true, Paper: "书面报送"}
		if rapid.IntRange(0, 4).Draw(m.t, "estimate") == 0 {
			c.Estimate, c.MonthAmount = &amount, nil
		}
		if !slices.ContainsFunc(m.facts.Reports, func(r models.Report) bool { return r.ReportedYTD != nil }) {
			c.YTDAmount = c.MonthAmount
		}
		return &models.ProjectCommand{Name: models.CommandReportMonth, Body: c}, "report"
	case 4, 5, 6, 7:
		c := models.ReviewCommand{Submission: submission, Reason: "原因",
			Decision: rapid.SampledFrom([]models.Decision{models.Accept, models.Return}).Draw(m.t, "decision"),
			Level:    rapid.SampledFrom([]models.ReviewLevel{models.LevelDecision, models.LevelPre}).Draw(m.t, "level")}
		return &models.ProjectCommand{Name: models.CommandReview, Body: c}, "review " + string(c.Decision)
	case 8:
		if n := len(m.reviews); n > 0 {
			submission = m.reviews[n-1].SubmissionID
		}
		return &models.ProjectCommand{Name: models.CommandTakeBack, Body: models.TakeBackCommand{Submission: submission}},
			"take back"
	case 9:
		return change(models.ChangePlanCommand{Change: models.PlanMove, Milestone: milestone.ID, Date: day})
	case 10:
		c := models.ChangePlanCommand{Change: models.PlanPause, Date: max(day, m.now.Date()+1), MovesDue: models.Yes}
		if rapid.Bool().Draw(m.t, "until") {
			c.Until, c.MovesDue = c.Date+10, models.No
		}
		return change(c)
	case 11:
		if n := len(m.facts.Pauses); n > 0 && rapid.Bool().Draw(m.t, "cancels") {
			return change(models.ChangePlanCommand{Change: models.PlanCancel, Date: m.facts.Pauses[n-1].From})
		}
		return change(models.ChangePlanCommand{Change: models.PlanResume, Date: max(day, m.now.Date()+1)})
	case 12:
		if rapid.IntRange(0, 5).Draw(m.t, "closes") == 0 || m.facts.Project.Status == models.ProjectClosed {
			return change(models.ChangePlanCommand{Change: rapid.SampledFrom([]models.PlanChange{models.PlanClose,
				models.PlanRestore}).Draw(m.t, "ends"), Confirmed: true})
		}
		return change(models.ChangePlanCommand{Change: models.PlanSchedule, Steps: []models.PlannedStep{{
			Name: fmt.Sprint("新节点", m.n), Date: m.now.Date() + 10, Days: 5, After: []string{milestone.Name}}}})
	case 13, 14:
		for _, q := range m.facts.Requests {
			c := models.DecideRequestCommand{Request: q.ID, Reason: "原因", Decision: models.ApproveRequest}
			if q.Status == models.RequestWaiting && q.ForLeader(m.facts).IsZero() {
				return m.decision(q, c, by)
			}
		}
	}
	return nil, ""
}

// decision is a command that grants a request; a refusal is no command of the project.
func (m *projectMachine) decision(q models.Request, c models.DecideRequestCommand,
	by models.Actor) (*models.ProjectCommand, string) {
	if rapid.Bool().Draw(m.t, "grants") {
		return &models.ProjectCommand{Name: models.CommandDecideRequest, Body: c}, "grant " + string(q.Kind)
	}
	c.Decision = models.RefuseRequest
	if _, err := q.DecidesOn(by, m.facts, nil, c, m.now.Date()); err != nil {
		return nil, ""
	}
	refused, err := q.Decided(by, c, "", m.now)
	if err != nil {
		m.t.Fatal(err)
	}
	after := copyOf(m.facts)
	after.Requests = slices.Clone(after.Requests)
	after.Requests[slices.IndexFunc(after.Requests, func(o models.Request) bool { return o.ID == q.ID })] = refused
	m.check(m.facts, after)
	m.facts = after
	m.done["refuse"]++
	return nil, ""
}

// ask has the owner or the unit ask for a change.
func (m *projectMachine) ask(by models.Actor) {
	milestone := rapid.SampledFrom(m.facts.Milestones).Draw(m.t, "of")
	day := m.now.Date() + models.Date(rapid.IntRange(-3, 40).Draw(m.t, "asked day"))
	amount := models.Money(rapid.Int64Range(100_000_000, 2_000_000_000).Draw(m.t, "plan"))
	kinds := append([]models.RequestKind{models.RequestExtension, models.RequestExtension}, models.RequestKinds...)
	c := models.RequestCommand{Kind: rapid.SampledFrom(kinds).Draw(m.t, "kind"), Reason: "原因",
		Milestone: milestone.Name, Date: day, Until: day + 8, MovesDue: models.Yes, AnnualPlan: &amount, Confirmed: true,
		Document: "申请文件"}
	c.Steps = []models.PlannedStep{{Name: fmt.Sprint("申请节点", m.n), Date: m.now.Date() + 20, Days: 3}}
	if c.Kind == models.RequestClose && rapid.IntRange(0, 3).Draw(m.t, "asks to close") > 0 {
		c.Kind = models.RequestExtension
	}
	if n := len(m.facts.Submissions); n > 0 {
		c.Submission = m.facts.Submissions[n-1].ID
	}
	q, err := m.rules().NewRequest(m.facts, c, fmt.Sprint("ask ", m.n), by, "", m.now)
	if err != nil {
		return
	}
	after := copyOf(m.facts)
	after.Requests = append(slices.Clone(after.Requests), q)
	m.check(m.facts, after)
	m.facts = after
	m.done["ask"]++
}

// tryProject plays one project and returns what was done and reached.
func tryProject(t *rapid.T) map[string]int {
	m := newProjectMachine(t)
	for range rapid.IntRange(10, 90).Draw(t, "acts") {
		m.act()
		before := len(m.facts.Escalations)
		if err := m.transact(nil); err != nil {
			t.Fatal(err)
		}
		if after := len(m.facts.Escalations); after != before {
			t.Fatalf("%s: looked at again at once, %d records become %d", m.now, before, after)
		}
	}
	for _, e := range m.facts.Escalations {
		m.done[string(e.Item)+" "+e.Step]++
	}
	return m.done
}

// Whatever people try with a project, in any order: its milestones, reports, reviews, requests and pauses are in states
// that can be, what is decided stays decided, and no rung is lost, changed or on record twice.
func TestNoSequenceOfActsBreaksAProject(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { tryProject(t) })
	all := map[string]int{} // of a fixed set, in which everything must occur
	gen := rapid.Custom(tryProject)
	for seed := range 100 {
		for what, n := range gen.Example(seed) {
			all[what] += n
		}
	}
	for _, what := range []string{"submit", "report", "review accept", "review return", "take back", "move", "pause",
		"resume", "cancel", "schedule", "close", "restore", "ask", "refuse", "grant extension", "grant pause",
		"grant exemption", "grant plan", "grant schedule", "milestone yellow", "milestone red", "report urging",
		"review urging"} {
		if all[what] == 0 {
			t.Errorf("nothing did %q: %v", what, all)
		}
	}
}
