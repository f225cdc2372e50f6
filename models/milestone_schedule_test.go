package models_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

func TestASchoolIsScheduledBackwardsFromItsFirstDay(t *testing.T) {
	school, err := models.MilestoneTemplateOf("民生", nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := models.ProposeSchedule(school, models.ScheduleEnds{By: models.DateOf(2027, 8, 31)}, nil,
		models.DateOf(2026, 1, 10))
	if err != nil {
		t.Fatal(err)
	}
	on := map[string]string{}
	for _, s := range got.Steps {
		on[s.Name] = s.Date.String()
	}
	for name, want := range map[string]string{"投用": "2027-08-31", "竣工验收": "2027-08-01", "装修安装": "2027-07-02",
		"主体封顶": "2027-02-02", "基础出正负零": "2026-09-05", "开工": "2026-06-07", "纳统入库": "2026-07-07", "招标": "2026-05-28",
		"施工图审查": "2026-04-13", "初步设计批复": "2026-03-14", "可研批复": "2026-01-28", "用地手续": "2026-01-28"} {
		if on[name] != want {
			t.Errorf("%s is scheduled for %s, want %s", name, on[name], want)
		}
	}
}

// Forwards and backwards, each step keeps its days after what it follows, whatever the template.
func TestStepsKeepTheirDaysInBothDirections(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := models.DefaultMilestoneTemplates()
		template := all[rapid.IntRange(0, len(all)-1).Draw(t, "template")]
		day := models.DateOf(2026, 1, 1) + models.Date(rapid.IntRange(0, 1000).Draw(t, "day"))
		for _, ends := range []models.ScheduleEnds{{From: day}, {By: day}} {
			got, err := models.ProposeSchedule(template, ends, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			date, last := map[string]models.Date{}, models.Date(0)
			for _, s := range got.Steps {
				date[s.Name] = s.Date
				if !s.Reference {
					last = max(last, s.Date)
				}
			}
			for _, s := range got.Steps {
				for _, before := range s.After {
					if s.Date < date[before]+models.Date(s.Days) {
						t.Fatalf("%s (%d days) is scheduled for %s, %s for %s", s.Name, s.Days, s.Date, before, date[before])
					}
				}
				if ends.From != 0 && s.Date < day+models.Date(s.Days) {
					t.Fatalf("%s is scheduled for %s, before the start and its days", s.Name, s.Date)
				}
			}
			if ends.By != 0 && last != day {
				t.Fatalf("the last step is scheduled for %s, not for %s", last, day)
			}
		}
	})
}

func TestTemplatesAreSound(t *testing.T) {
	for _, template := range models.DefaultMilestoneTemplates() {
		if _, err := template.Check(); err != nil {
			t.Errorf("%s: %v", template.Name, err)
		}
	}
	for want, steps := range map[string][]models.TemplateStep{
		"A → B → C → A": {{Name: "A", After: []string{"C"}}, {Name: "B", After: []string{"A"}},
			{Name: "C", After: []string{"B"}}},
		"A → A": {{Name: "A", After: []string{"A"}}},
		"不在计划中": {{Name: "A", After: []string{"B"}}},
		"出现两次":  {{Name: "A"}, {Name: "Ａ"}},
		"仅供对照":  {{Name: "A", Reference: true}, {Name: "B", After: []string{"A"}}},
		"天无效":   {{Name: "A", Days: -1}},
	} {
		_, err := models.MilestoneTemplate{Name: "试", Steps: steps}.Check()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v gives %v, want %q", steps, err, want)
		}
	}
}

// A project that is under way: its milestones keep their dates, what lies in the past is left out, and what follows a
// step that is left out follows what that step followed.
func TestATemplateIsLaidAroundWhatAProjectHas(t *testing.T) {
	today := models.DateOf(2026, 4, 1)
	start := milestoneOf("开工", models.DateOf(2026, 3, 1), 0, "")
	start.Status, start.DoneOn = models.MilestoneDone, models.DateOf(2026, 3, 5)
	industry, _ := models.MilestoneTemplateOf("产业", nil)
	p, err := models.ProposeSchedule(industry, models.ScheduleEnds{From: models.DateOf(2025, 9, 1)},
		[]models.Milestone{start}, today)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range p.Chosen(func(s models.ProposedStep) bool { return s.New() && s.Name != "桩基及基础" }) {
		got = append(got, fmt.Sprintf("%s %s %v", s.Name, s.Date, s.After))
	}
	want := "开工  []; 主体封顶 2026-09-01 [开工]; 设备安装调试 2026-12-30 [主体封顶]; 竣工验收 2027-01-29 [设备安装调试]; 投产 2027-02-28 [竣工验收]"
	if strings.Join(got, "; ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), want)
	}
}
