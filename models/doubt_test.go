package models_test

import (
	"slices"
	"testing"

	"duban/models"
)

func TestDoubts(t *testing.T) {
	wan := models.WanYuan.Fen()
	plain := func() models.Facts {
		f := models.Facts{Project: models.Project{Year: 2021, TotalInvestment: 10_000 * wan, ToEndOfLastYear: 3_000 * wan,
			AnnualPlan: 4_000 * wan}}
		for m, text := range []string{"桩基", "基础", "主体三层", "主体五层"} {
			f.Reports = append(f.Reports, models.Report{Month: models.MonthOf(2021, m+1),
				ApprovedYTD: new(models.Money(m+1) * 500 * wan), Physical: text})
		}
		return f
	}
	texts := func(f *models.Facts, same int) {
		for i := len(f.Reports) - same; i < len(f.Reports); i++ {
			f.Reports[i].Physical = "主体 施工"
		}
	}
	green := models.Light{Colour: models.Green}
	for _, tt := range []struct {
		name     string
		change   func(f *models.Facts)
		standing models.Light
		want     []string
	}{
		{"nothing odd", func(*models.Facts) {}, green, nil},
		{"no data", func(*models.Facts) {}, models.Light{Colour: models.NoData, Reason: models.Messagef("尚无审定的投资数据")},
			[]string{"no_data"}},
		{"a card and no figures", func(f *models.Facts) { f.Reports = nil }, models.Light{Colour: models.TopHue,
			Reason: models.Messagef("挂牌督办")}, []string{"no_data"}},
		{"topped out with a fifth spent", func(f *models.Facts) {
			f.Project.ToEndOfLastYear = 0
			f.Milestones = []models.Milestone{{Name: "主体封顶", Status: models.MilestoneDone}}
		}, green, []string{"topped_early"}},
		{"topped out with half spent", func(f *models.Facts) {
			f.Milestones = []models.Milestone{{Name: "主体封顶", Status: models.MilestoneDone}}
		}, green, nil},
		{"not topped out yet", func(f *models.Facts) {
			f.Project.ToEndOfLastYear = 0
			f.Milestones = []models.Milestone{{Name: "主体封顶", Status: models.MilestoneOpen}}
		}, green, nil},
		{"more than the total", func(f *models.Facts) { f.Project.ToEndOfLastYear = 9_000 * wan }, green,
			[]string{"over_total"}},
		{"the year's plan done, a milestone late", func(f *models.Facts) {
			f.Project.AnnualPlan = 2_000 * wan
			f.Milestones = []models.Milestone{{Name: "竣工", Status: models.MilestoneOpen, Due: models.DateOf(2021, 4, 30)}}
		}, green, []string{"done_but_late"}},
		{"a milestone late, the plan not done", func(f *models.Facts) {
			f.Milestones = []models.Milestone{{Name: "竣工", Status: models.MilestoneOpen, Due: models.DateOf(2021, 4, 30)}}
		}, green, nil},
		{"less than the month before", func(f *models.Facts) { f.Reports[3].ApprovedYTD = new(900 * wan) }, green,
			[]string{"fell"}},
		{"the same words for three months", func(f *models.Facts) { texts(f, 3) }, green, []string{"same_text"}},
		{"the same words for two months, and money", func(f *models.Facts) { texts(f, 2) }, green, []string{"silent_money"}},
		{"the same words for two months, little money", func(f *models.Facts) {
			texts(f, 2)
			f.Reports[3].ApprovedYTD = new(1_600 * wan)
		}, green, nil},
		{"a later month is not looked at", func(f *models.Facts) {
			f.Reports = append(f.Reports, models.Report{Month: models.MonthOf(2021, 5), ApprovedYTD: new(wan), Physical: "主体五层"})
		}, green, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := plain()
			tt.change(&f)
			var got []string
			for _, d := range models.Doubts.Of(f, tt.standing, models.MonthOf(2021, 4), models.DateOf(2021, 5, 10)) {
				got = append(got, d.Code)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestListRulesAtTheirEdges(t *testing.T) {
	r := models.ListRuleSets[models.DefaultList]
	for _, tt := range []struct {
		name      string
		approved  models.Money
		scheduled models.Money
		worst     models.Rung
		complete  bool
		want      models.ListColour
	}{
		{"all of the schedule", 100, 100, models.NoRung, true, models.OnRedList},
		{"all of it, only urged", 100, 100, models.Urging, true, models.OnRedList},
		{"all of it with a yellow card", 100, 100, models.Yellow, true, models.OnNoList},
		{"all of it, figures missing", 100, 100, models.NoRung, false, models.OnNoList},
		{"just short", 9_999, 10_000, models.NoRung, true, models.OnNoList},
		{"sixty percent", 60, 100, models.NoRung, true, models.OnNoList},
		{"under sixty percent", 599, 1_000, models.NoRung, true, models.OnBlackList},
		{"under sixty percent, figures missing", 599, 1_000, models.NoRung, false, models.OnNoList},
		{"a red card", 200, 100, models.Red, true, models.OnBlackList},
		{"the highest rung, figures missing", 0, 0, models.Top, false, models.OnBlackList},
		{"nothing scheduled", 0, 0, models.NoRung, true, models.OnNoList},
	} {
		if got := r.Judge(tt.approved, tt.scheduled, tt.worst, tt.complete); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestRates(t *testing.T) {
	july := models.DateOf(2021, 7, 12)
	start := models.Project{Year: 2021, Category: models.Implementation, Stage: models.StageNewStart,
		PlannedStart: models.DateOf(2021, 6, 30), PlannedFinish: models.DateOf(2023, 6, 30)}
	with := func(change func(p *models.Project)) models.Facts {
		p := start
		change(&p)
		return models.Facts{Project: p}
	}
	done := models.Facts{Project: start, Milestones: []models.Milestone{{Name: "开工", Status: models.MilestoneDone,
		DoneOn: july}}}
	for _, tt := range []struct {
		name string
		f    models.Facts
		of   func(models.Facts, models.Date) models.RateShare
		want models.RateShare
	}{
		{"due to start, not started", models.Facts{Project: start}, models.Started, models.RateShare{Due: true}},
		{"started by its milestone", done, models.Started, models.RateShare{Due: true, Done: true}},
		{"due later", with(func(p *models.Project) { p.PlannedStart = july + 1 }), models.Started, models.RateShare{}},
		{"started early", with(func(p *models.Project) { p.PlannedStart, p.ActualStart = july+9, july }), models.Started,
			models.RateShare{Due: true, Done: true}},
		{"carried over", with(func(p *models.Project) { p.Stage = models.StageCarried }), models.Started,
			models.RateShare{Due: true, Done: true}},
		{"preparatory", with(func(p *models.Project) { p.Category, p.ActualStart = models.Preparatory, july }),
			models.Started, models.RateShare{}},
		{"to finish in another year", models.Facts{Project: start}, models.Finished, models.RateShare{}},
		{"to finish this year", with(func(p *models.Project) { p.PlannedFinish = july + 100 }), models.Finished,
			models.RateShare{Due: true}},
		{"finished", with(func(p *models.Project) { p.PlannedFinish, p.ActualFinish = july, july }), models.Finished,
			models.RateShare{Due: true, Done: true}},
		{"finished tomorrow", with(func(p *models.Project) { p.PlannedFinish, p.ActualFinish = july, july+1 }),
			models.Finished, models.RateShare{Due: true}},
		{"not started: no statistics", with(func(p *models.Project) { p.InStatistics = models.Yes }), models.Entered,
			models.RateShare{}},
		{"started, entered", with(func(p *models.Project) { p.ActualStart, p.InStatistics = july, models.Yes }),
			models.Entered, models.RateShare{Due: true, Done: true}},
		{"started, entered later", with(func(p *models.Project) {
			p.ActualStart, p.InStatistics, p.StatisticsOn = july,
				models.Yes, july+1
		}), models.Entered, models.RateShare{Due: true}},
		{"started, nobody has said", done, models.Entered, models.RateShare{Due: true}},
	} {
		if got := tt.of(tt.f, july); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestTownsAreReadFromPlaceAndUnit(t *testing.T) {
	for _, tt := range []struct{ place, unit, want string }{
		{"", "马尚街道办事处", "马尚街道"}, {"", "房镇镇人民政府", "房镇镇"}, {"张店区科苑街道", "区工业和信息化局", "科苑街道"},
		{"淄博市张店区沣水镇寨子村", "傅家镇人民政府", "沣水镇"}, {"", "区住房和城乡建设局", ""}, {"", "区发展和改革局", ""}, {"", "", ""}, {"镇", "乡镇企业局", ""},
	} {
		if got := models.Town(tt.place, tt.unit); got != tt.want {
			t.Errorf("Town(%q, %q) = %q, want %q", tt.place, tt.unit, got, tt.want)
		}
	}
}
