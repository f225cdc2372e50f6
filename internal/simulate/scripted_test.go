package simulate_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/internal/simulate"
	"duban/models"
)

// bridge is a project of a test's own, with one controlling milestone.
func bridge(from models.Date) models.Facts {
	now := from.At(8, 0)
	list := models.Programme{ID: "district-2021", Year: 2021, Name: "2021年区重点项目", Kind: models.DistrictProgramme,
		LiveFrom: from}
	return models.Facts{
		Project: models.Project{ID: "2021-ZD-2021-001", Year: 2021, Code: "ZD-2021-001", Name: "滨河大桥", OwnerID: "org-owner",
			ResponsibleUnitID: "org-unit", AnnualPlan: 1_200_000_000, Status: models.ProjectOpen,
			FollowedSince: now, Version: 1},
		Memberships: []models.Membership{{ProgrammeID: list.ID, ProjectID: "2021-ZD-2021-001", Position: 1}},
		Programmes:  []models.Programme{list},
		Milestones: []models.Milestone{{ID: "m1", Name: "主体封顶", NameKey: models.NameKey("主体封顶"), Position: 1,
			Baseline: models.DateOf(2021, 6, 30), Due: models.DateOf(2021, 6, 30), DueVersion: 1, Controlling: true,
			Status: models.MilestoneOpen, ArmedAt: now}},
	}
}

// A programme, a calendar, rules and people of a test's own: every weekday is worked, a yellow card comes after three
// days, and the milestone is handed in late, returned and accepted.
func TestScriptedPeople(t *testing.T) {
	from, facts := models.DateOf(2021, 6, 1), bridge(models.DateOf(2021, 6, 1))
	owner := simulate.OwnerOf(facts.Project)
	weekdays := models.NewCalendar(nil, []int{2021})
	ask := func(ctx context.Context, s *simulate.Simulation, key string, by models.Actor, body any) string {
		object, err := s.Do(ctx, simulate.Command{Key: key, Project: "ZD-2021-001", By: by, Body: body})
		if err != nil {
			t.Errorf("%s: %v", key, err)
		}
		return object
	}
	script := func(s *simulate.Simulation) error {
		var submission string
		s.At(models.DateOf(2021, 6, 2).At(10, 30), func(ctx context.Context, _ models.Instant) error {
			_, err := s.Do(ctx, simulate.Command{Key: "refused", Project: "ZD-2021-001", By: owner,
				Body: models.ChangePlanCommand{Change: models.PlanClose, Reason: "销号"}})
			if models.KindOf(err) != models.KindForbidden {
				t.Errorf("an owner closes a project: %v", err)
			}
			return nil
		})
		s.At(models.DateOf(2021, 7, 8).At(15, 20), func(ctx context.Context, now models.Instant) error {
			submission = ask(ctx, s, "submit", owner, models.SubmitMilestoneCommand{Milestone: "主体封顶", DoneOn: now.Date()})
			s.At(now.Date().At(16, 10), func(ctx context.Context, _ models.Instant) error {
				ask(ctx, s, "return", simulate.Office, models.ReviewCommand{Submission: submission, Decision: models.Return,
					Reason: "缺验收记录"})
				submission = ask(ctx, s, "submit again", owner, models.SubmitMilestoneCommand{Milestone: "主体封顶",
					DoneOn: now.Date()})
				ask(ctx, s, "accept", simulate.SecondOfficer, models.ReviewCommand{Submission: submission,
					Decision: models.Accept})
				all, err := s.Facts(ctx)
				if err != nil || all[0].Milestones[0].Status != models.MilestoneDone {
					t.Errorf("%v, %v", all, err)
				}
				return nil
			})
			return nil
		})
		s.At(models.DateOf(2021, 7, 9).At(9, 30), func(ctx context.Context, _ models.Instant) error {
			ask(ctx, s, "close", simulate.Office, models.ChangePlanCommand{Change: models.PlanClose, Reason: "竣工"})
			return nil
		})
		return nil
	}
	year, err := simulate.Run(t.Context(), simulate.Options{
		Projects: []models.Facts{facts}, From: from, To: models.DateOf(2021, 12, 31), Script: script,
		Rules: func(f models.Facts) models.Rules {
			r := models.RulesFor(f, weekdays)
			r.Ladder.Milestone = append([]models.Step(nil), r.Ladder.Milestone...)
			for i := range r.Ladder.Milestone {
				if r.Ladder.Milestone[i].Rung == models.Yellow {
					r.Ladder.Milestone[i].Days = 3
				}
			}
			return r
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, e := range year.Events {
		if e.Item == models.ItemMilestone {
			got = append(got, e.At.Minute()+" "+e.Kind+" "+e.Step)
		}
	}
	want := []string{
		"2021-06-21 09:00 reminder T-7", "2021-06-25 09:00 reminder T-3", "2021-06-30 09:00 reminder T",
		"2021-07-01 09:00 rung urging", "2021-07-05 09:00 rung yellow", "2021-07-08 15:20 submitted ",
		"2021-07-08 16:10 submitted ", "2021-07-08 16:10 accepted ", "2021-07-08 16:10 returned ",
	}
	if diff := cmp.Diff(count(want), count(got)); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if p := year.Facts[0].Project; p.Status != models.ProjectClosed || p.NextAt != 0 {
		t.Errorf("%+v", p)
	}
}

// count makes a set of lines: two events of one moment have no order of their own.
func count(lines []string) map[string]int {
	n := map[string]int{}
	for _, l := range lines {
		n[l]++
	}
	return n
}

// What a script returns as an error, and a second use of a key, end the simulation.
func TestScriptFails(t *testing.T) {
	from := models.DateOf(2021, 6, 1)
	for name, key := range map[string]string{"key used twice": "1", "no key": ""} {
		_, err := simulate.Run(t.Context(), simulate.Options{
			Projects: []models.Facts{bridge(from)}, From: from, To: from + 30,
			Script: func(s *simulate.Simulation) error {
				for _, k := range []string{"1", key} {
					s.At((from+1).At(10, 0), func(ctx context.Context, _ models.Instant) error {
						_, err := s.Do(ctx, simulate.Command{Key: k, Project: "ZD-2021-001", By: simulate.Office,
							Body: models.ChangePlanCommand{Change: models.PlanAmount, AnnualPlan: 5, Reason: "调整",
								Confirmed: true}})
						return err
					})
				}
				return nil
			},
		})
		if e := models.AsError(err); e == nil || e.Code != "simulate_refused" ||
			models.AsError(e.Cause).Code != "key_reused" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// Three years are one simulation whose later plans are imported on their days.
func TestThreeYears(t *testing.T) {
	o := simulate.Options{From: models.DateOf(2021, 1, 1), To: models.DateOf(2023, 12, 31), Seed: 5}
	for year := 2021; year <= 2023; year++ {
		data := sample.Programme(year)
		data.Projects = data.Projects[:6]
		plan := book(t, fmt.Sprintf("%d年计划.xlsx", year), data.Plan(), workbook.WritePlan)
		milestones := book(t, fmt.Sprintf("%d年节点.xlsx", year), data.Milestones(0), workbook.WriteMilestones)
		if year == 2021 {
			o.Plan, o.Milestones = plan, milestones
			continue
		}
		on := models.DateOf(year, 1, 4)
		o.Imports = append(o.Imports, simulate.Import{On: on, Workbook: plan}, simulate.Import{On: on, Workbook: milestones})
	}
	result, err := simulate.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]map[string]int{}
	for _, e := range result.Events {
		if of[e.Programme] == nil {
			of[e.Programme] = map[string]int{}
		}
		of[e.Programme][e.Kind]++
	}
	for year := 2021; year <= 2023; year++ {
		kinds := of[fmt.Sprintf("%d年区重点项目", year)]
		if kinds["reminder"] < 20 || kinds["rung"] < 20 || kinds["accepted"] < 20 {
			t.Errorf("%d: %v", year, kinds)
		}
	}
	if len(of) != 3 || len(result.Facts) != 18 || len(result.Start) != 18 || len(result.Months()) != 36 {
		t.Errorf("%d lists, %d projects, %d at their start, %d months", len(of), len(result.Facts), len(result.Start),
			len(result.Months()))
	}
}

func book[T any](t testing.TB, name string, table T, write func(io.Writer, T) error) simulate.Workbook {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, table); err != nil {
		t.Fatal(err)
	}
	return simulate.Workbook{Name: name, Content: b.Bytes()}
}
