package models_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

// Units are ranked among their kind; one below the smallest base follows the ranked ones, without a place and with the
// reason. Without groups the ranking is the one there was.
func TestUnitsAreRankedAmongTheirKind(t *testing.T) {
	line := func(unit string, plan, approved int64) models.ProjectFigures {
		a := models.Money(approved * 1_000_000)
		return models.ProjectFigures{ProjectID: unit + fmt.Sprint(plan), Unit: unit, Approved: &a,
			Plan: models.Money(plan * 1_000_000), Scheduled: models.Money(plan * 500_000)}
	}
	p := models.ProgrammeFigures{Rank: models.RankByPlan, Lines: []models.ProjectFigures{
		line("马尚街道", 100, 40), line("马尚街道", 200, 80), line("沣水镇", 100, 50), line("沣水镇", 110, 60), line("南定镇", 100, 99),
		line("区商务局", 100, 90), line("区商务局", 300, 200), line("城投集团", 50, 10), line("城投集团", 40, 10),
		line("服务中心", 100, 70), line("服务中心", 101, 71), line("", 500, 500)}}
	ranked := func() (out []string) {
		for _, g := range p.UnitGroups() {
			out = append(out, strings.Join(strings.Fields(fmt.Sprint(g.Kind.Chinese(), " ", g.Name, " ", g.Rank, " ",
				g.NotRanked)), " "))
		}
		return out
	}
	together := []string{"1", "南定镇 2", "区商务局 3", "服务中心 4", "沣水镇 5", "马尚街道 6", "城投集团 7"}
	if diff := cmp.Diff(together, ranked()); diff != "" {
		t.Error("one ranking:", diff)
	}
	p.Ranks = &models.RankGroups{ByKind: true, FromProjects: 2, FromPlan: 100 * 1_000_000}
	p.Kinds = map[string]models.UnitKind{"服务中心": models.CompanyUnit}
	want := []string{"镇办 沣水镇 1", "镇办 马尚街道 2", "镇办 南定镇 0 项目 1 个，不足 2 个，不参加排名", "部门 区商务局 1", "国企 服务中心 1",
		"国企 城投集团 0 年度计划 90.00 万元，不足 100.00 万元，不参加排名", "0 未注明责任单位，不参加排名"}
	if diff := cmp.Diff(want, ranked()); diff != "" {
		t.Error("by kind:", diff)
	}
	p.Ranks.ByKind = false
	if got := ranked(); got[0] != "区商务局 1" || got[3] != "马尚街道 4" || len(got) != 7 {
		t.Error("together from a smallest base:", got)
	}
}

func TestTheKindOfAUnitIsToldByItsName(t *testing.T) {
	for name, want := range map[string]models.UnitKind{"马尚街道": models.TownUnit, "马尚街道办事处": models.TownUnit,
		"沣水镇人民政府": models.TownUnit, "张店经济开发区管委会": models.TownUnit, "区城乡建设局": models.DepartmentUnit,
		"区商务局": models.DepartmentUnit, "区乡村振兴局": models.DepartmentUnit, "城投集团": models.CompanyUnit,
		"张店区国有资产运营有限公司": models.CompanyUnit} {
		if got := (models.Organisation{Name: name}).UnitKind(); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	if set := (models.Organisation{Name: "区水利局", Kind: models.CompanyUnit}); set.UnitKind() != models.CompanyUnit {
		t.Error("what the office set does not count")
	}
}

// A set of rules keeps its groups as text; illegal ones are named, and an older text has one ranking.
func TestRulesSayAmongWhomUnitsAreRanked(t *testing.T) {
	book, _ := models.RulesByName("ratio")
	old, err := book.Text()
	if err != nil || strings.Contains(old, "ranks") {
		t.Fatal("a set without groups:", old, err)
	}
	book.Ranks = &models.RankGroups{ByKind: true, FromProjects: 2}
	text, err := book.Text()
	if err != nil {
		t.Fatal(err)
	}
	read, err := models.ReadRuleBook(text)
	if err != nil || read.Ranks == nil || *read.Ranks != *book.Ranks || len(read.Check()) != 0 {
		t.Error(read.Ranks, read.Check(), err)
	}
	for _, wrong := range []models.RankGroups{{}, {FromProjects: 51}, {ByKind: true, FromProjects: -1}, {FromPlan: -1}} {
		book.Ranks = &wrong
		if faults := book.Check(); len(faults) != 1 || faults[0].Where.Text != "单位排名" {
			t.Errorf("%+v: %v", wrong, faults)
		}
	}
}

// A closing keeps among whom its units were ranked, with their kinds of that time.
func TestAClosingKeepsItsRankGroups(t *testing.T) {
	p := models.ProgrammeFigures{Month: models.MonthOf(2021, 6), Ranks: &models.RankGroups{ByKind: true},
		Kinds: map[string]models.UnitKind{"区水利局": models.CompanyUnit, "区商务局": models.TownUnit},
		Lines: []models.ProjectFigures{{ProjectID: "a", Unit: "区水利局"}, {ProjectID: "b", Unit: "马尚街道"}}}
	closing, lines, err := models.NewClosing(models.Programme{ID: "district-2021"}, models.ClosedMonth, p, 1,
		models.Actor{},
		0)
	if err != nil {
		t.Fatal(err)
	}
	read, err := closing.Figures(lines)
	want := map[string]models.UnitKind{"区水利局": models.CompanyUnit, "马尚街道": models.TownUnit}
	if diff := cmp.Diff(want, read.Kinds); err != nil || diff != "" || read.Ranks == nil || !read.Ranks.ByKind {
		t.Error(diff, read.Ranks, err)
	}
	p.Ranks = nil
	if closing, _, err = models.NewClosing(models.Programme{}, models.ClosedMonth, p, 1, models.Actor{}, 0); err != nil {
		t.Fatal(err)
	}
	rules := map[string]any{}
	if err := json.Unmarshal([]byte(closing.Rules), &rules); err != nil || rules["unit_kinds"] != nil {
		t.Error("one ranking:", closing.Rules, err)
	}
}
