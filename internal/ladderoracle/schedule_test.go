package ladderoracle

import (
	"fmt"
	"slices"
	"testing"
)

// A school that is to open on 1 September, counted backwards on paper; the entry in statistics is laid beside it.
func TestSchedulesAsOnPaper(t *testing.T) {
	steps := []Planned{{Name: "招标", Days: 45}, {Name: "开工", Days: 10, After: []string{"招标"}},
		{Name: "纳统", Days: 30, After: []string{"开工"}, Reference: true},
		{Name: "主体", Days: 150, After: []string{"开工"}}, {Name: "绿化", Days: 20, After: []string{"开工"}},
		{Name: "投用", Days: 30, After: []string{"主体", "绿化"}}}
	want := map[string]string{"投用": "2027-09-01", "主体": "2027-08-02", "绿化": "2027-08-02", "开工": "2027-03-05",
		"招标": "2027-02-23", "纳统": "2027-04-04"}
	if got := Schedule(steps, "", "2027-09-01"); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("backwards: %v", got)
	}
	want = map[string]string{"招标": "2027-02-15", "开工": "2027-02-25", "纳统": "2027-03-27", "主体": "2027-07-25",
		"绿化": "2027-03-17", "投用": "2027-08-24"}
	if got := Schedule(steps, "2027-01-01", ""); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("forwards: %v", got)
	}
	steps[1].Has = "2027-03-01" // the project has it, later than planned
	if got := Schedule(steps, "2027-01-01", ""); got["主体"] != "2027-07-29" || got["招标"] != "2027-02-15" {
		t.Errorf("around what there is: %v", got)
	}
}

// 基础 is done 90 days late: 封顶, which needs 60 days of the 92 that the plan left, moves, and 竣工 after it; 绿化 does not.
func TestExpectsAsOnPaper(t *testing.T) {
	all := []Linked{{Name: "基础", Baseline: "2026-03-01", Due: "2026-03-01", Done: "2026-05-30", Accepted: true},
		{Name: "封顶", Baseline: "2026-06-01", Due: "2026-06-01", Days: 60, After: []string{"基础"}},
		{Name: "绿化", Baseline: "2026-09-01", Due: "2026-09-01", Days: 30, After: []string{"基础"}},
		{Name: "竣工", Baseline: "2026-09-30", Due: "2026-09-30", Days: 90, After: []string{"封顶", "绿化"}}}
	want := map[string]string{"封顶": "2026-07-29", "绿化": "2026-09-01", "竣工": "2026-10-27"}
	if got := ExpectedDays(all, "2026-05-30"); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v", got)
	}
	if got := ExpectedDays(all, "2026-12-01"); got["竣工"] != "2027-03-01" { // 封顶 today, and 90 days
		t.Errorf("%v", got)
	}
}

// June's round: Friday the 25th, the verified figures on Monday 5 July, and a report whose opinion is late.
func TestFollowsARoundAsOnPaper(t *testing.T) {
	plan := Plan{Year: 2021, Known: at("2021-06-01 08:00"), Last: "2021-07-31", Revised: true,
		Projects: []Project{{Code: "P"}, {Code: "Q"}}}
	round := RoundPlan{Year: 2021, Month: 6, Opens: 25, Estimate: 25, City: 5, Review: 2, Begun: at("2021-06-11 00:10")}
	acts := []RoundAct{{Kind: "given", Project: "P", At: at("2021-06-25 10:00")},
		{Kind: "handed in", Subject: "s", At: at("2021-06-29 10:00")}, {Kind: "estimate", At: at("2021-06-28 10:00")},
		{Kind: "verified", At: at("2021-07-05 11:00")}, {Kind: "closed", At: at("2021-07-09 11:00")}}
	got := RoundLines(plan, nil, round, acts, map[string]string{"P": "p", "Q": "q"}, at("2021-07-31 23:00"))
	want := []string{"opens  at 2021-06-25 09:00, silent false", "opens asks p", "opens asks q",
		"estimate_ask  at 2021-06-25 14:00, silent false", "estimate_ask asks q",
		"estimate_late  at 2021-06-28 09:00, silent false", "estimate_up  at 2021-06-28 10:00, silent false",
		"pre_review_late s at 2021-07-02 09:00, silent false", "verified_ask  at 2021-07-05 09:00, silent false",
		"verified_up  at 2021-07-05 11:00, silent false", "closed  at 2021-07-09 11:00, silent false"}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}
