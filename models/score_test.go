package models_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

// A unit's points are within the bounds of each item, sum up to its total, and equal totals share a place.
func TestScoresStayWithinTheirItems(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := models.ScoreFormula{Items: []models.ScoreItem{
			{Name: "投资进度", Kind: models.ScoreSchedule, Most: models.Points(rapid.IntRange(1, 10_000).Draw(t, "most"))},
			{Name: "年度计划", Kind: models.ScorePlan, Most: 2000, NoneIsZero: rapid.Bool().Draw(t, "none is zero")},
			{Name: "按期开工", Kind: models.ScoreStarts, Most: 2500},
			{Name: "问题办结", Kind: models.ScoreProblems, Most: 1500, NoneIsZero: rapid.Bool().Draw(t, "none")},
			{Name: "加减分", Kind: models.ScoreByHand, Most: 500, Least: -500}}}
		quarter := models.MonthOf(2026, 9)
		units := rapid.IntRange(1, 6).Draw(t, "units")
		var lines []models.ProjectFigures
		var problems []models.Problem
		for u := range units {
			unit := []string{"甲镇", "乙街道", "区住建局", "区教育局", "城投公司", "丙镇"}[u]
			for range rapid.IntRange(1, 3).Draw(t, "projects") {
				approved := models.Money(rapid.Int64Range(-1_000, 2_000_000).Draw(t, "approved"))
				l := models.ProjectFigures{Unit: unit, UnitID: "org-" + unit, Stage: models.StageNewStart, Month: quarter,
					Plan: models.Money(rapid.Int64Range(0, 1_500_000).Draw(t, "plan")), Approved: &approved}
				l.Scheduled = l.Plan * 3 / 4
				l.Record.Project.PlannedStart = models.DateOf(2026, rapid.IntRange(1, 12).Draw(t, "planned"), 15)
				l.Record.Project.ActualStart = models.DateOf(2026, rapid.IntRange(1, 9).Draw(t, "began"), 20)
				lines = append(lines, l)
			}
			problems = append(problems, models.Problem{DepartmentID: "org-" + unit, Status: models.ProblemClosed,
				Due:      models.DateOf(2026, rapid.IntRange(6, 11).Draw(t, "due"), 10),
				SolvedAt: models.DateOf(2026, rapid.IntRange(6, 11).Draw(t, "solved"), 9).At(9, 0)})
		}
		figures := models.ProgrammeFigures{Lines: lines, Month: quarter, Rank: models.DefaultRank,
			Ranks: &models.RankGroups{ByKind: rapid.Bool().Draw(t, "by kind"),
				FromProjects: rapid.IntRange(0, 2).Draw(t, "from")}}
		if !figures.Ranks.ByKind {
			figures.Ranks = nil
		}
		s := models.Score{ID: "s", Quarter: quarter}
		first := models.ScoreUnits(s, f, figures, problems, nil)
		by := models.Actor{ID: "p", Name: "某"}
		for i := range first {
			points := models.Points(rapid.IntRange(-500, 500).Draw(t, "points"))
			var err error
			if first[i], err = first[i].Enter(models.Score{State: models.ScoreDrafted}, models.ScorePoints{Item: "加减分",
				Points: points, Ground: "依据"}, by); err != nil {
				t.Fatal(err)
			}
		}
		again := models.ScoreUnits(s, f, figures, problems, first)
		if len(again) != units {
			t.Fatalf("%d lines for %d units", len(again), units)
		}
		for i, l := range again {
			var total models.Points
			for n, p := range l.Parts {
				if p.Points < f.Items[n].Least || p.Points > f.Items[n].Most {
					t.Fatalf("%s: %s of %s", p.Name, p.Points, f.Items[n].Range())
				}
				total += p.Points
			}
			was := slices.IndexFunc(first, func(o models.ScoreLine) bool { return o.UnitID == l.UnitID })
			if total != l.Total || l.Total != first[was].Total {
				t.Fatalf("%s: %s of items, %s in all, %s before", l.Unit, total, l.Total, first[was].Total)
			}
			better := 0
			for _, o := range again {
				if o.Kind == l.Kind && o.NotRanked == "" && o.Total > l.Total {
					better++
				}
			}
			if l.NotRanked == "" && l.Place != better+1 || l.NotRanked != "" && l.Place != 0 {
				t.Fatalf("%s of place %d has %d better ones", l.Unit, l.Place, better)
			}
			if l.Position != i+1 {
				t.Fatalf("position %d of %d", l.Position, i+1)
			}
		}
	})
}

// The lines of a formula are read back as they are written, and what may not be scored is refused.
func TestFormulaLines(t *testing.T) {
	items, err := models.ParseScoreItems(models.ScoreLines(models.SuggestedScoreItems))
	if err != nil || !slices.Equal(items, models.SuggestedScoreItems) {
		t.Errorf("%+v: %v", items, err)
	}
	for text, want := range map[string]string{
		"投资 | 序时完成率":            "用竖线隔开",
		"投资 | 登录率 | 5":          "计分方式“登录率”无效",
		"系统登录 | 加减分 | -5～5":     "不得计分",
		"纳统率 | 加减分 | 0～5":       "纳统情况不作为考核依据",
		"投资 | 序时完成率 | 六十":       "不是数字",
		"投资 | 序时完成率 | 0":        "大于 0",
		"加分 | 加减分 | 5～5":        "写明范围",
		"投资 | 序时完成率 | 60 | 有任务": "无任务不得分",
		"投资 | 序时完成率 | 60.123":   "最多两位小数",
		"\n投资进展和年度投资计划完成情况对比及其他各项工作 | 序时完成率 | 60": "第 2 行",
	} {
		if _, err := models.ParseScoreItems(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, not %q", text, err, want)
		}
	}
	today := models.DateOf(2026, 11, 29)
	good := func() models.ScoreFormula {
		return models.ScoreFormula{Document: "张重点办〔2026〕3号", IssuedOn: today, Title: "考核办法", ObjectionDays: 5,
			Items: slices.Clone(models.SuggestedScoreItems)}
	}
	f := good()
	if err := f.Check(today); err != nil || f.Full() != 100*models.FullPoint {
		t.Errorf("%s: %v", f.Full(), err)
	}
	for want, change := range map[string]func(f *models.ScoreFormula){
		"文号":      func(f *models.ScoreFormula) { f.Document = "" },
		"年份和序号":   func(f *models.ScoreFormula) { f.Document = "考核办法" },
		"成文日期":    func(f *models.ScoreFormula) { f.IssuedOn = today + 1 },
		"标题":      func(f *models.ScoreFormula) { f.Title = " " },
		"工作日":     func(f *models.ScoreFormula) { f.ObjectionDays = 0 },
		"一行一项":    func(f *models.ScoreFormula) { f.Items = nil },
		"与前面的重复":  func(f *models.ScoreFormula) { f.Items[1].Name = "投资进度" },
		"最多 12 项": func(f *models.ScoreFormula) { f.Items = make([]models.ScoreItem, 13) },
		"第 1 项":   func(f *models.ScoreFormula) { f.Items[0].Kind = "log_ins" },
	} {
		f := good()
		change(&f)
		if err := f.Check(today); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, not %q", err, want)
		}
	}
}

// A start counts as on time in its planned month; without a day on record it does not. A problem counts by its day.
func TestWhatCountsAsOnTime(t *testing.T) {
	quarter := models.MonthOf(2026, 6)
	line := func(stage models.Stage, planned, began models.Date) models.ProjectFigures {
		l := models.ProjectFigures{Unit: "甲镇", UnitID: "a", Stage: stage}
		l.Record.Project.PlannedStart, l.Record.Project.ActualStart = planned, began
		return l
	}
	may := models.DateOf(2026, 5, 31)
	byMilestone := line(models.StageNewStart, may, 0)
	byMilestone.Milestones = []models.MilestoneFigures{{Name: "开工", Status: models.MilestoneDone, DoneOn: may}}
	lines := []models.ProjectFigures{
		line(models.StageNewStart, may, models.DateOf(2026, 5, 1)), // on time
		byMilestone, // on time
		line(models.StageNewStart, may, models.DateOf(2026, 6, 1)), // late
		line(models.StageNewStart, may, 0),                         // not begun
		line(models.StageNewStart, models.DateOf(2026, 7, 1), may), // not due yet
		line(models.StageCarried, may, may),                        // no new start
	}
	problem := func(due, solved models.Date, status models.ProblemStatus) models.Problem {
		p := models.Problem{DepartmentID: "a", Due: due, Status: status}
		if solved != 0 {
			p.SolvedAt = solved.At(17, 0)
		}
		return p
	}
	problems := []models.Problem{
		problem(may, may, models.ProblemClosed), // on time
		problem(may, may+1, models.ProblemClosed),
		problem(may, 0, models.ProblemSolving),
		problem(may, may, models.ProblemWithdrawn),                     // no problem
		problem(models.DateOf(2026, 3, 31), may, models.ProblemClosed), // of the quarter before
		problem(models.DateOf(2026, 7, 1), may, models.ProblemClosed),  // of the next
		{DepartmentID: "b", Due: may, Status: models.ProblemClosed},    // another's
	}
	f := models.ScoreFormula{Items: []models.ScoreItem{{Name: "开工", Kind: models.ScoreStarts, Most: 1000},
		{Name: "问题", Kind: models.ScoreProblems, Most: 900},
		{Name: "计划", Kind: models.ScorePlan, Most: 100, NoneIsZero: true}}}
	out := models.ScoreUnits(models.Score{ID: "s", Quarter: quarter}, f, models.ProgrammeFigures{Lines: lines,
		Month: quarter, Rank: models.DefaultRank}, problems, nil)
	if len(out) != 1 {
		t.Fatalf("%d units", len(out))
	}
	p := out[0].Parts
	if p[0].Done != 2 || p[0].Base != 4 || p[0].Points != 500 || p[1].Done != 1 || p[1].Base != 3 || p[1].Points != 300 ||
		p[2].Points != 0 || !strings.Contains(p[2].Ground, "按规定不得分") || out[0].Total != 800 {
		t.Errorf("%+v", out[0])
	}
}
