package simulate

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/internal/ladderoracle"
	"duban/models"
)

// The holidays the oracle uses, copied by hand from the State Council's notices and not from the product's table.
var (
	off = [][2]string{
		{"2021-01-01", "2021-01-03"}, {"2021-02-11", "2021-02-17"}, {"2021-04-03", "2021-04-05"},
		{"2021-05-01", "2021-05-05"},
		{"2021-06-12", "2021-06-14"}, {"2021-09-19", "2021-09-21"}, {"2021-10-01", "2021-10-07"},
		{"2022-01-01", "2022-01-03"}, {"2022-01-31", "2022-02-06"}, {"2022-04-03", "2022-04-05"},
		{"2022-04-30", "2022-05-04"}, {"2022-06-03", "2022-06-05"}, {"2022-09-10", "2022-09-12"},
		{"2022-10-01", "2022-10-07"}, {"2022-12-31", "2023-01-02"}, {"2023-01-21", "2023-01-27"},
		{"2023-04-05", "2023-04-05"}, {"2023-04-29", "2023-05-03"}, {"2023-06-22", "2023-06-24"},
		{"2023-09-29", "2023-10-06"},
	}
	worked = []string{
		"2021-02-07", "2021-02-20", "2021-04-25", "2021-05-08", "2021-09-18", "2021-09-26", "2021-10-09", "2022-01-29",
		"2022-01-30", "2022-04-02", "2022-04-24", "2022-05-07", "2022-10-08", "2022-10-09", "2023-01-28", "2023-01-29",
		"2023-04-23", "2023-05-06", "2023-06-25", "2023-10-07", "2023-10-08",
	}
)

// oracleInput turns a year into the plain data that the oracle reads. They share nothing but JSON.
func oracleInput(t *testing.T, y *Year) (ladderoracle.Plan, []ladderoracle.Event) {
	t.Helper()
	type object = map[string]any
	var projects []object
	for _, f := range y.Start {
		p, plans, milestones := f.Project, map[string]models.Money{}, []object{}
		for _, m := range f.MonthPlans {
			plans[m.Month.String()] = m.Plan
		}
		for _, m := range f.Milestones {
			milestones = append(milestones, object{"name": m.Name, "due": m.Baseline, "controlling": m.Controlling,
				"done": m.Status == models.MilestoneDone})
		}
		projects = append(projects, object{"code": p.Code, "new_start": p.Stage == models.StageNewStart,
			"planned_start":   p.PlannedStart,
			"annual_plan_fen": p.AnnualPlan, "month_plans_fen": plans, "milestones": milestones})
	}
	days := []string{}
	for _, span := range off {
		from, err := models.ParseDate(span[0])
		to, err2 := models.ParseDate(span[1])
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		for ; from <= to; from++ {
			days = append(days, from.String())
		}
	}
	var plan ladderoracle.Plan
	recode(t, object{"year": y.Programme.Year, "known": y.From.At(8, 0), "last": y.To, "off": days, "worked": worked,
		"projects": projects, "revised": y.Programme.Ladder != models.DefaultLadder,
		"chased": y.Programme.Ladder == models.Ladder202611}, &plan)
	var events []ladderoracle.Event
	recode(t, y.Events, &events)
	return plan, events
}

func recode(t *testing.T, from, to any) {
	t.Helper()
	text, err := json.Marshal(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, to); err != nil {
		t.Fatal(err)
	}
}

// compareWithOracle compares rungs, reminders, months, amounts and messages.
func compareWithOracle(t *testing.T, y *Year) {
	t.Helper()
	plan, events := oracleInput(t, y)
	wrong := ladderoracle.Differences(plan, events)
	for i, d := range wrong {
		if i == 40 {
			t.Errorf("and %d more", len(wrong)-i)
			break
		}
		t.Error(d)
	}
	var months []ladderoracle.Month
	recode(t, y.Months(), &months)
	if diff := cmp.Diff(ladderoracle.Months(plan, events), months); diff != "" {
		t.Errorf("months: %s", diff)
	}
	sums, off := ladderoracle.Ledger(plan, events)
	for _, line := range off {
		t.Error(line)
	}
	total := int64(0)
	for _, f := range y.Facts {
		sum := models.Money(0)
		for _, r := range f.Reports {
			if r.ApprovedMonth != nil {
				sum += *r.ApprovedMonth
			}
		}
		if int64(sum) != sums[f.Project.Code] {
			t.Errorf("%s: ledger %d, oracle %d fen", f.Project.Code, sum, sums[f.Project.Code])
		}
		total += sums[f.Project.Code]
	}
	if got := y.Figures().Approved; int64(got) != total {
		t.Errorf("total %d, oracle %d fen", got, total)
	}
	messages := 0
	for _, e := range ladderoracle.Expect(plan, events) {
		if !e.PassedOver {
			messages += len(e.To)
		}
	}
	messages += decisionMessages(y)
	if y.Sent+y.Waiting != messages {
		t.Errorf("%d messages sent and %d waiting, the oracle counts %d", y.Sent, y.Waiting, messages)
	}
	if y.Delayed > 0 {
		t.Errorf("%d messages were delivered later than they might have been", y.Delayed)
	}
}

// decisionMessages counts the messages about what people decided: a decision tells the owner, a change of the plan the
// responsible unit too, and so does a decision on what another handed in for the owner.
func decisionMessages(y *Year) (n int) {
	units := map[string]bool{}
	for _, f := range y.Facts {
		units[f.Project.Code] = f.Project.ResponsibleUnitID != "" && f.Project.ResponsibleUnitID != f.Project.OwnerID
		for _, s := range f.Submissions {
			if s.OnBehalfOf != "" && s.Status != models.SubmissionWaiting && units[f.Project.Code] {
				n++
			}
		}
	}
	for _, e := range y.Events {
		switch e.Kind {
		case "returned", "accepted":
			n++
		case "extended", "paused", "resumed":
			if n++; units[e.Project] {
				n++
			}
		}
	}
	return n
}
