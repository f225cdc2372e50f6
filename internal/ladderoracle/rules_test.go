package ladderoracle

import "testing"

// Rules that hold from Friday 9 July on: the seventh morning after 6-30 has passed, and the yellow card, now after four
// days, is entered late; for a city-major project the red card, now after seven, with it.
func TestEntersLateWhatOtherRulesWouldHaveGiven(t *testing.T) {
	base := standard(false)
	base.Milestone = []Step{{Rung: "urging", Days: 1, To: []string{"o"}}, {Rung: "yellow", Days: 8, To: []string{"y"}},
		{Rung: "red", Days: 20, To: []string{"r"}}}
	city := base
	city.Milestone = []Step{{Rung: "urging", Days: 1, To: []string{"o"}}, {Rung: "yellow", Days: 4, To: []string{"c"}},
		{Rung: "red", Days: 7, To: []string{"r"}}}
	book := Book{Ladder: base, City: &struct {
		Ladder Ladder `json:"ladder"`
	}{city}}
	plan := Plan{Year: 2021, Known: at("2021-06-29 08:00"), Last: "2021-07-12", Revised: true,
		Rules: []RuleTime{{List: "l", From: at("2021-07-09 10:30"), Book: book}}}
	for _, code := range []string{"P", "Q"} {
		plan.Projects = append(plan.Projects, Project{Code: code, CityMajor: code == "Q", Lists: []string{"l"},
			Milestones: []Milestone{{Name: "主体", Due: "2021-06-30", Controlling: true}}})
	}
	got := map[string][]string{}
	for _, e := range Expect(plan, nil) {
		if e.Item == "milestone" {
			got[e.Project] = append(got[e.Project], steps([]Event{e}, "milestone")...)
		}
	}
	same(t, "P", got["P"], "T 2021-06-30", "urging 2021-07-01", "yellow 2021-07-08") // under the former rules
	same(t, "Q", got["Q"], "T 2021-06-30", "urging 2021-07-01", "yellow 2021-07-08", "red 2021-07-09 late_entry")
	if merged := stricter(base, city).Milestone[1]; merged.Days != 4 || len(merged.To) != 2 {
		t.Errorf("%+v", merged)
	}
}
