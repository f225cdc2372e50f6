package models_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/internal/ladderoracle"
	"duban/models"
)

// The people of the problems of one project: its owner's, its unit's, two of the department, two of the office.
var problemPeople = []models.Actor{
	{ID: "owner", Name: "业主", Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: "own"}}},
	{ID: "owner2", Name: "业主二", Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: "own"}}},
	{ID: "unit", Name: "责任单位", Roles: []models.Role{{Role: models.RoleUnit, OrganisationID: "unit"}}},
	{ID: "unit2", Name: "责任单位二", Roles: []models.Role{{Role: models.RoleUnit, OrganisationID: "unit"}}},
	{ID: "land", Name: "部门", Roles: []models.Role{{Role: models.RoleUnit, OrganisationID: "land"}}},
	{ID: "land2", Name: "部门二", Roles: []models.Role{{Role: models.RoleUnit, OrganisationID: "land"}}},
	{ID: "office", Name: "重点办", Roles: []models.Role{{Role: models.RoleOffice}}},
	{ID: "office2", Name: "重点办二", Roles: []models.Role{{Role: models.RoleOffice}}},
	{ID: "other", Name: "外单位", Roles: []models.Role{{Role: models.RoleUnit, OrganisationID: "other"}}},
	{ID: "leader", Name: "领导", Roles: []models.Role{{Role: models.RoleLeader, PostID: "p"}}},
}

var problemNames = map[string]string{"own": "甲公司", "unit": "区住建局", "land": "区自然资源局"}

func problemFacts() models.Facts {
	live := models.Programme{ID: "p", Kind: models.DistrictProgramme, Year: 2021, Ladder: models.Ladder2026,
		LiveFrom: models.DateOf(2021, 1, 1)}
	return models.Facts{
		Project: models.Project{ID: "x", Year: 2021, Code: "ZD-1", Name: "示范项目", OwnerID: "own", ResponsibleUnitID: "unit",
			Status: models.ProjectOpen, FollowedSince: models.DateOf(2021, 1, 1).At(9, 0)},
		Memberships: []models.Membership{{ProgrammeID: "p", ProjectID: "x"}}, Programmes: []models.Programme{live},
	}
}

// problemAct carries out one act on a copy of the facts.
func problemAct(f *models.Facts, a models.Actor, key string, c models.ProblemCommand, now models.Instant) error {
	r := models.RulesFor(*f, calendar2021())
	next := *f
	_, err := r.Transact(&next, &models.ProjectCommand{Key: key, Name: models.CommandProblem, Body: c, By: a,
		Names: problemNames}, now, false)
	if err == nil {
		*f = next
	}
	return err
}

// Whatever people try, a problem is closed by who raised it and never by the person who said that it is solved; what a
// page offers is what the rules let happen; and who has nothing to do with it can do nothing.
func TestAProblemIsNeverClosedByWhoSolvedIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, now := problemFacts(), models.DateOf(2021, 3, 1).At(10, 0)
		for i := range rapid.IntRange(5, 40).Draw(t, "n") {
			now = now.Add(24 * time.Hour)
			a := rapid.SampledFrom(problemPeople).Draw(t, "by")
			c := models.ProblemCommand{Kind: models.ProblemLand, Text: "缺地", Due: now.Date() + 5, Department: "land",
				Act: rapid.SampledFrom([]models.ProblemAct{models.ActAssign, models.ActFeedback, models.ActSolve, models.ActSolve,
					models.ActClose, models.ActClose, models.ActReopen, models.ActWithdraw}).Draw(t, "act")}
			if rapid.Bool().Draw(t, "paper") {
				c.Paper = "复函"
			}
			if len(f.Problems) == 0 {
				c.Act = models.ActRaise
			} else {
				c.Problem = f.Problems[0].ID
			}
			if c.Act == models.ActReopen && !a.Is(models.RoleOffice) {
				c.Due = 0
			}
			var before models.Problem
			offered := c.Act == models.ActRaise && models.MayRaiseProblem(a, f.Project)
			if len(f.Problems) > 0 {
				before = f.Problems[0]
				offered = slices.Contains(models.ProblemActs(a, f.Project, before), c.Act)
			}
			err := problemAct(&f, a, string(rune('a'+i)), c, now)
			code := ""
			if err != nil {
				code = models.AsError(err).Code
			}
			unitElsewhere := c.Act == models.ActAssign && code == "forbidden" // a unit asks only itself
			if offered && err != nil && code != "paper_missing" && !unitElsewhere {
				t.Fatalf("%s is offered %s of %+v and refused: %v", a.ID, c.Act, before, err)
			}
			if !offered && err == nil {
				t.Fatalf("%s is not offered %s of %+v and may", a.ID, c.Act, before)
			}
			if (a.ID == "other" || a.ID == "leader") && err == nil {
				t.Fatalf("%s may %s", a.ID, c.Act)
			}
			if len(f.Problems) == 0 {
				continue
			}
			p := f.Problems[0]
			if p.Status == models.ProblemClosed && before.Status != models.ProblemClosed {
				raiser := p.RaisedForID == "" && a.Is(models.RoleOffice) ||
					slices.ContainsFunc(a.Roles, func(r models.Role) bool { return r.OrganisationID == p.RaisedForID }) ||
					a.Is(models.RoleOffice) && c.Paper != ""
				if before.SolvedByID == a.ID || before.Status != models.ProblemSolved || !raiser {
					t.Fatalf("%s closed %+v", a.ID, before)
				}
			}
		}
	})
}

// The steps on record are those that the independent count gives, whatever waited for its confirmation in between.
func TestOverdueProblemsClimbAsTheOracleCounts(t *testing.T) {
	calendar := calendar2021()
	worked := func(day string) bool {
		d, err := models.ParseDate(day)
		return err == nil && calendar.Workday(d)
	}
	rapid.Check(t, func(t *rapid.T) {
		f, now := problemFacts(), models.DateOf(2021, 3, 1).At(10, 0)
		office, department := problemPeople[6], problemPeople[4]
		due := now.Date() + models.Date(rapid.IntRange(0, 40).Draw(t, "due"))
		if err := problemAct(&f, office, "raise", models.ProblemCommand{Act: models.ActRaise, Kind: models.ProblemLand,
			Text: "缺地", Quantity: "12.5亩", Department: "land", Due: due}, now); err != nil {
			t.Fatal(err)
		}
		assigned, id := now, f.Problems[0].ID
		var waited []ladderoracle.Waiting
		var got []string
		end := now.Date() + 150
		look := func(until models.Instant) {
			for {
				r := models.RulesFor(f, calendar)
				at := r.Advance(f, now).Next.At
				if at == 0 || at > until {
					return
				}
				now = at
				turn, err := r.Transact(&f, nil, now, false)
				if err != nil {
					t.Fatal(err)
				}
				for _, s := range turn.After.Steps {
					if strings.Contains(s.Step, "due") {
						got = append(got, s.Step+" "+s.At.Date().String())
					}
					if s.PassedOver {
						t.Fatalf("%+v", s)
					}
				}
			}
		}
		for i := range rapid.IntRange(0, 4).Draw(t, "rounds") {
			at := now.Date() + models.Date(rapid.IntRange(1, 20).Draw(t, "days"))
			solved := at.At(rapid.SampledFrom([]int{8, 9, 15}).Draw(t, "hour"), 0)
			look(solved)
			if err := problemAct(&f, department, "solve"+string(rune('0'+i)), models.ProblemCommand{Act: models.ActSolve,
				Problem: id, Text: "已供地"}, solved); err != nil {
				t.Fatal(err)
			}
			back := (at + models.Date(rapid.IntRange(0, 12).Draw(t, "back"))).At(16, 0)
			now = solved
			look(back)
			now = back
			if err := problemAct(&f, office, "reopen"+string(rune('0'+i)), models.ProblemCommand{Act: models.ActReopen,
				Problem: id, Text: "未供地"}, back); err != nil {
				t.Fatal(err)
			}
			waited = append(waited, ladderoracle.Waiting{From: solved.Time(), To: back.Time()})
		}
		look(end.At(12, 0))
		want := ladderoracle.ProblemSteps(worked, assigned.Time(), due.String(), waited, end.At(12, 0).Time())
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("due %s, waited %v: oracle (-), rules (+):\n%s", due, waited, diff)
		}
	})
}

// A text of the monthly reports is proposed once, whatever its blanks, and flagged when it is copied for three months;
// 无 and a stroke are no problem.
func TestReportsGiveProblems(t *testing.T) {
	report := func(month int, text string) models.Report {
		return models.Report{Month: models.MonthOf(2021, month), Status: models.ReportApproved, Problems: text}
	}
	for text, none := range map[string]bool{"无": true, "/": true, "暂无。": true, "——": true, "": true, "无；": true,
		"N/A":  true,
		"无法征地": false, "暂无用地指标": false} {
		if models.NoProblem(text) != none {
			t.Errorf("NoProblem(%q) is %v", text, !none)
		}
	}
	f := problemFacts()
	year := []models.Report{report(2, "缺用地指标 12.5 亩"), report(3, "缺用地指标12.5亩。"), report(4, "暂无"),
		report(5, "征迁未完成"), report(6, "征迁未完成"), report(7, "征迁未完成")}
	for months, want := range map[int]string{1: "缺用地指标 12.5 亩 2021-02 2021-02 false",
		2: "缺用地指标12.5亩。 2021-02 2021-03 false", 3: "", 5: "征迁未完成 2021-05 2021-06 false",
		6: "征迁未完成 2021-05 2021-07 true"} {
		f.Reports = year[:months]
		got := ""
		for _, p := range models.ReportedProblems(f) {
			got += fmt.Sprint(p.Text, " ", p.First, " ", p.Last, " ", p.Unchanged)
		}
		if got != want {
			t.Errorf("after %d months: %q, want %q", months, got, want)
		}
	}
	f.Reports = year[:2]
	first := models.ReportedProblems(f)[0]
	now := models.DateOf(2021, 8, 2).At(10, 0)
	if err := problemAct(&f, problemPeople[2], "classify", models.ProblemCommand{Act: models.ActRaise, Source: first.Key,
		Kind: models.ProblemLand, Quantity: "12.5"}, now); err != nil {
		t.Fatal(err)
	}
	f.Reports = year
	if err := problemAct(&f, problemPeople[6], "dismiss", models.ProblemCommand{Act: models.ActDismiss,
		Source: models.ReportedProblems(f)[0].Key}, now); err != nil {
		t.Fatal(err)
	}
	if left := models.ReportedProblems(f); len(left) != 0 {
		t.Fatalf("still proposed: %+v", left)
	}
	if p := f.Problems[0]; p.Text != first.Text || p.Quantity != 12_500 || p.RaisedFor != "区住建局" {
		t.Fatalf("%+v", p)
	}
}

func TestQuantitiesAreExact(t *testing.T) {
	for _, c := range []struct {
		kind models.ProblemKind
		text string
		want int64
		code string
	}{
		{models.ProblemLand, "12.5亩", 12_500, ""}, {models.ProblemLand, "0.001", 1, ""},
		{models.ProblemEnergy, "3,200 吨标煤", 3_200_000, ""}, {models.ProblemMoney, "5000万元", 5_000_000_000, ""},
		{models.ProblemMoney, "0.000001", 1, ""}, {models.ProblemLand, "", 0, ""},
		{models.ProblemLand, "0.0001", 0, "quantity_too_precise"}, {models.ProblemLand, "-1", 0, "bad_quantity"},
		{models.ProblemLand, "若干", 0, "bad_quantity"}, {models.ProblemMarket, "3", 0, "quantity_without_unit"},
		{models.ProblemLand, "12.5万元", 0, "bad_quantity"},
	} {
		got, err := c.kind.ParseQuantity(c.text)
		code := ""
		if err != nil {
			code = models.AsError(err).Code
		}
		if got != c.want || code != c.code {
			t.Errorf("%s %q: %d %s, want %d %s", c.kind, c.text, got, code, c.want, c.code)
		}
		if err == nil && got != 0 {
			if again, err := c.kind.ParseQuantity(c.kind.QuantityText(got)); err != nil || again != got {
				t.Errorf("%s %d is written %q and read %d: %v", c.kind, got, c.kind.QuantityText(got), again, err)
			}
		}
	}
}
