package office_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"duban/models"
	"duban/store"
)

const (
	lifeList    = "district-2021"
	lifeProject = "2021-ZD-001"
)

// lifePeople are who takes the steps: two people of the office, its head, and one of the unit.
var lifePeople = map[string]models.Actor{
	"office": {ID: "office-1", Name: "甲", Roles: []models.Role{{PersonID: "office-1", Role: models.RoleOffice}}},
	"second": {ID: "office-2", Name: "乙", Roles: []models.Role{{PersonID: "office-2", Role: models.RoleOffice}}},
	"head": {ID: "office-head", Name: "丙", Roles: []models.Role{{PersonID: "office-head", Role: models.RoleOffice,
		PostID: "post-office-head"}}},
	"unit": {ID: "unit-1", Name: "丁", Roles: []models.Role{{PersonID: "unit-1", Role: models.RoleUnit,
		OrganisationID: "org-unit"}}},
}

// orderLife is one order.
type orderLife struct{ *life }

// newOrderLife makes a project whose milestone was due on 30 June.
func newOrderLife(t *testing.T) orderLife {
	t.Helper()
	due := models.DateOf(2021, 6, 30)
	rows := []models.ImportRow{
		lifeRow(t, "programmes", "", models.Programme{ID: lifeList, Year: 2021, Name: "2021年区重点项目",
			Kind: models.DistrictProgramme, Ladder: models.Ladder202611, Colours: models.DefaultColours, Curve: "linear",
			LiveFrom: models.DateOf(2021, 1, 1)}),
		lifeRow(t, "organisations", "", models.Organisation{ID: "org-unit", Name: "乙局", NameKey: "乙局"}),
		lifeRow(t, "projects", lifeProject, models.Project{ID: lifeProject, Year: 2021, Code: "ZD-001", Name: "项目",
			NameKey: "项目", ResponsibleUnitID: "org-unit", Status: models.ProjectOpen, Category: models.Implementation}),
		lifeRow(t, "memberships", lifeProject, models.Membership{ProgrammeID: lifeList, ProjectID: lifeProject, Position: 1}),
		lifeRow(t, "milestones", lifeProject, models.Milestone{ID: "m1", ProjectID: lifeProject, Position: 1, Name: "主体封顶",
			NameKey: "主体封顶", Baseline: due, Due: due, Precision: models.PrecisionDay, DueVersion: 1,
			Status: models.MilestoneOpen}),
	}
	return orderLife{newLife(t, "TestServeAnOrder", models.DateOf(2021, 6, 16).At(9, 0), rows, lifePeople,
		func(tx *store.Tx) error {
			settings := models.DefaultOrderSettings(lifeList)
			settings.Issuer, settings.Ground = "张店区人民政府办公室", "张政办〔2021〕7号"
			return tx.PutOrderSettings(settings)
		})}
}

func (l orderLife) ask(r lifeRequest) (a lifeAnswer) {
	l.t.Helper()
	l.life.ask(r, &a)
	if a.Error != "" {
		l.t.Fatalf("%s: %s", r.Step, a.Error)
	}
	return a
}

// await looks until what is on record is as it should be.
func (l orderLife) await(what string, is func(lifeAnswer) bool) lifeAnswer {
	l.t.Helper()
	var a lifeAnswer
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if a = l.ask(lifeRequest{}); is(a) {
			return a
		}
	}
	l.t.Fatalf("%s: %+v", what, a)
	return a
}

// take takes a step.
func (l orderLife) take(r lifeRequest) lifeAnswer {
	l.t.Helper()
	r.Key = "key of " + string(r.Step)
	return l.ask(r)
}

// killedIn takes a step: the program is killed without waiting for its answer, started again later, and asked again
// under the same key.
func (l orderLife) killedIn(again models.Instant, r lifeRequest) lifeAnswer {
	l.t.Helper()
	r.Key = "key of " + string(r.Step)
	l.send(r)
	l.end(true)
	l.begin(again)
	first, second := l.take(r), l.take(r)
	if !slices.Equal(first.Steps, second.Steps) {
		l.t.Errorf("%s: the second request gave %v, the first %v", r.Step, second.Steps, first.Steps)
	}
	return second
}

// One order from its draft to its end, while the program is killed in the middle of a step, between steps and before
// something falls due, and is started again with its clock moved: nothing is on record twice, nothing is lost, and the
// workflow ends with the order.
func TestAnOrderLivesThroughKills(t *testing.T) {
	l := newOrderLife(t)
	july := func(day, hour, minute int) models.Instant { return models.DateOf(2021, 7, day).At(hour, minute) }
	l.begin(july(8, 9, 30)) // the sixth working day after the milestone was due: a yellow card
	l.await("a draft", func(a lifeAnswer) bool { return a.State == "drafted" })
	a := l.killedIn(july(8, 10, 30), lifeRequest{Who: "office", Step: models.StepSign,
		Command: models.OrderCommand{Paper: "督办单签批件", PaperOn: models.DateOf(2021, 7, 8)}})
	if a.State != "signed" || a.Running != 0 {
		t.Fatalf("signed: %+v", a)
	}
	l.killedIn(july(8, 11, 0), lifeRequest{Who: "office", Step: models.StepIssue,
		Command: models.OrderCommand{Number: "张督〔2021〕3号", On: models.DateOf(2021, 7, 8)}})
	a = l.await("its workflow", func(a lifeAnswer) bool { return a.Running == 1 && a.Waits == a.NextAt })
	if a.State != "issued" || a.NextAt != "2021-07-13 09:00" || a.Cards != 0 {
		t.Fatalf("issued: %+v", a)
	}
	l.end(true)

	l.begin(july(13, 9, 5)) // the two working days for a 情况说明 are over
	l.await("the card", func(a lifeAnswer) bool { return a.Cards == 1 && a.Waits == "2021-07-14 09:00" })
	if a = l.take(lifeRequest{Who: "unit", Step: models.StepReceive}); a.State != "acknowledged" {
		t.Fatalf("signed for: %+v", a)
	}
	l.end(true)

	l.begin(july(20, 9, 5)) // the answer was due on the 15th: reminder, first and third working day have passed
	l.await("the overdue steps", func(a lifeAnswer) bool { return a.Waits == "2021-07-23 09:00" })
	l.killedIn(july(20, 9, 40), lifeRequest{Who: "unit", Step: models.StepReply,
		Command: models.OrderCommand{Text: "设备到货晚，已增加人手"}})
	l.await("no clock", func(a lifeAnswer) bool { return a.Running == 1 && a.NextAt == "" })
	l.end(false)

	l.begin(july(26, 10, 0))
	l.take(lifeRequest{Who: "second", Step: models.StepVerify, Command: models.OrderCommand{Text: "属实"}})
	l.killedIn(july(27, 10, 20), lifeRequest{Who: "head", Step: models.StepClose,
		Command: models.OrderCommand{Text: "已进场施工，同意销号"}})
	a = l.await("the end of the workflow", func(a lifeAnswer) bool { return a.Running == 0 })
	if a.State != "closed" || a.NextAt != "" || a.Cards != 1 || l.kills != 6 {
		t.Errorf("at the end, after %d kills: %+v", l.kills, a)
	}
	want := []string{"draft 2021-07-08", "sign 2021-07-08", "issue 2021-07-08", "card 2021-07-13",
		"acknowledge 2021-07-13",
		"remind 2021-07-14", "overdue 2021-07-16", "overdue 2021-07-20", "reply 2021-07-20", "verify 2021-07-26",
		"close"}
	l.same("steps", a.Steps, want)
	// After the week in which the program did not run, of the reminder and two overdue steps only the highest is told.
	l.same("messages", a.Told, []string{"acknowledge office 2021-07-13", "card org-unit 2021-07-13", "close office",
		"close org-unit", "issue org-unit 2021-07-08", "overdue org-unitresponsible-unit-head 2021-07-20",
		"reply office 2021-07-20", "sign office 2021-07-08", "verify org-unit 2021-07-26"})
}

// same compares lines in any order. An order is closed at once, or on the day on which it is asked for again.
func (l orderLife) same(what string, got, want []string) {
	l.t.Helper()
	var lines []string
	for _, line := range got {
		if strings.HasPrefix(line, "close ") {
			line = line[:strings.LastIndex(line, " ")]
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	slices.Sort(want)
	if !slices.Equal(lines, want) {
		l.t.Errorf("%s\n%s\nwant\n%s", what, strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
}
