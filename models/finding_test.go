package models_test

import (
	"slices"
	"strings"
	"testing"

	"duban/models"
)

// kinds finds what is to be verified, by kind.
func kinds(t *testing.T, f models.Facts, month int,
	photographs ...models.Photograph) map[models.FindingKind]models.Finding {
	t.Helper()
	rules := models.RulesFor(f, models.Calendar{})
	out := map[models.FindingKind]models.Finding{}
	for _, found := range models.Findings.Of(rules, f, models.MonthOf(2026, month), photographs) {
		out[found.Kind] = found
		if strings.Contains(found.Question.Text, "万元") {
			t.Errorf("the question names an amount: %s", found.Question.Text)
		}
	}
	return out
}

func TestFindings(t *testing.T) {
	milestone := func(name string, month int, status models.MilestoneStatus) models.Milestone {
		return models.Milestone{ID: "m-" + name, Name: name, Due: models.DateOf(2026, month, 20), Status: status}
	}
	for _, tt := range []struct {
		name  string
		kind  models.FindingKind
		is    map[int]int64
		month int
		not   map[int]int64 // the same, as it should be
		with  func(f *models.Facts)
	}{
		{"equal increments", models.FindingEqual, map[int]int64{3: 90, 4: 180, 5: 270}, 5, map[int]int64{3: 90, 4: 180,
			5: 271}, nil},
		{"a December jump", models.FindingDecember, map[int]int64{9: 300, 10: 330, 11: 370, 12: 1_200}, 12,
			map[int]int64{9: 900, 10: 990, 11: 1_090, 12: 1_200}, nil},
		{"three times", models.FindingTimes, map[int]int64{3: 100, 4: 205, 5: 515}, 5, map[int]int64{3: 100, 4: 205, 5: 310},
			nil},
		{"a tenth", models.FindingTenth, map[int]int64{3: 100, 4: 205, 5: 215}, 5, map[int]int64{3: 100, 4: 205, 5: 300},
			nil},
		{"money without milestones", models.FindingMoney, map[int]int64{4: 100, 5: 250, 6: 420}, 6,
			map[int]int64{4: 50, 5: 90, 6: 140},
			func(f *models.Facts) {
				f.Milestones = append(f.Milestones, milestone("基础", 5, models.MilestoneOpen))
			}},
		{"topped out", models.FindingTopped, map[int]int64{6: 400}, 6, map[int]int64{6: 1_900},
			func(f *models.Facts) {
				f.Milestones = append(f.Milestones, milestone("主体封顶", 5, models.MilestoneDone))
			}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			of := func(approved map[int]int64) map[models.FindingKind]models.Finding {
				f := sampleFacts("A", approved)
				if tt.with != nil {
					tt.with(&f)
				}
				return kinds(t, f, tt.month)
			}
			if _, found := of(tt.is)[tt.kind]; !found {
				t.Errorf("not found: %v", of(tt.is))
			}
			if one, found := of(tt.not)[tt.kind]; found {
				t.Errorf("found where nothing is to be verified: %s", one.Ground.Text)
			}
		})
	}
}

// A text of three months is found under the same name in the fourth: it does not come again once it is settled.
func TestAFindingKeepsItsName(t *testing.T) {
	f := sampleFacts("A", map[int]int64{3: 90, 4: 170, 5: 270, 6: 371})
	for i := range f.Reports {
		f.Reports[i].Physical = "主体施工"
	}
	may, june := kinds(t, f, 5)[models.FindingText], kinds(t, f, 6)[models.FindingText]
	if may.ID == "" || may.ID != june.ID || may.Ground.Text == june.Ground.Text {
		t.Errorf("%+v, %+v", may, june)
	}
}

// One photograph for two projects is found on both; the same submission again is not.
func TestOnePhotographTwice(t *testing.T) {
	f := sampleFacts("A", map[int]int64{3: 90})
	use := func(project, month string) models.Photograph {
		m, _ := models.ParseMonth(month)
		return models.Photograph{SHA256: "abc", ProjectID: models.ProjectID(2026, project), Code: project, Name: "现场.jpg",
			Month: m}
	}
	if _, found := kinds(t, f, 3, use("A", "2026-03"), use("A", "2026-03"))[models.FindingPhoto]; found {
		t.Error("one report handed in twice")
	}
	one := kinds(t, f, 3, use("A", "2026-03"), use("B", "2026-03"))[models.FindingPhoto]
	if one.ID == "" || !strings.Contains(one.Ground.Text, "B 3月月报") || strings.Contains(one.Question.Text, "B") {
		t.Errorf("%+v", one)
	}
}

// A finding goes from the question to the explanation and is settled by name; no step can be repeated.
func TestAFindingIsSettled(t *testing.T) {
	f := kinds(t, sampleFacts("A", map[int]int64{3: 90, 4: 180, 5: 270}), 5)[models.FindingEqual]
	now := models.DateOf(2026, 6, 8).At(9, 0)
	person := models.Actor{ID: "p", Name: "某"}
	asked, err := f.Asked(person, models.Calendar{}, now)
	if err != nil || asked.Due <= now.Date() || asked.State != models.FindingAsked {
		t.Fatal(asked, err)
	}
	said := models.Explanation{Text: "按合同等额计量", Paper: " "}
	if _, err := asked.Explained(person, said.Trimmed(), "", now); models.AsError(err).Code != "paper_missing" {
		t.Error("without a paper", err)
	}
	said.Paper = "计量支付证书3号"
	if _, err := asked.Explained(person, said, "", now); models.AsError(err).Code != "evidence_missing" {
		t.Error("without its scan", err)
	}
	said.Evidence = &models.Evidence{SHA256: "abc", Name: "证书.pdf"}
	explained, err := asked.Explained(person, said, "", now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := explained.Settled(person, "other", "已核对", now); models.AsError(err).Code != "bad_outcome" {
		t.Error(err)
	}
	settled, err := explained.Settled(person, models.FindingRight, "已核对", now)
	if err != nil || settled.SettledByName != "某" {
		t.Fatal(settled, err)
	}
	var codes []string
	for _, err := range []error{second(settled.Asked(person, models.Calendar{}, now)),
		second(settled.Explained(person, said, "", now)), second(settled.Settled(person, models.FindingRight, "a",
			now))} {
		codes = append(codes, models.AsError(err).Code)
	}
	if !slices.Equal(codes, []string{"finding_settled", "finding_settled", "finding_settled"}) {
		t.Errorf("%q", codes)
	}
}

func second(_ models.Finding, err error) error { return err }

// February's report is of two months, and without an annual plan nothing is said of December's part of it.
func TestTheMeanOfEarlierMonthsCountsMonths(t *testing.T) {
	if one, found := kinds(t, sampleFacts("A", map[int]int64{2: 200, 3: 300, 4: 630}), 4)[models.FindingTimes]; !found ||
		!strings.Contains(one.Ground.Text, "3.3倍") {
		t.Errorf("330 is 3.3 times 300 of three months: %v %s", found, one.Ground.Text)
	}
	if one, found := kinds(t, sampleFacts("A", map[int]int64{1: 100, 2: 300, 3: 400, 4: 730}),
		4)[models.FindingTimes]; found {
		t.Errorf("January's own report is counted once: %s", one.Ground.Text)
	}
	f := sampleFacts("A", map[int]int64{9: 300, 10: 330, 11: 370, 12: 1_200})
	f.Project.AnnualPlan = 0
	all := kinds(t, f, 12)
	if one, found := all[models.FindingDecember]; found {
		t.Errorf("no plan: %s", one.Ground.Text)
	}
	if _, found := all[models.FindingTimes]; !found {
		t.Error("December is still many times the months before")
	}
}
