package web_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

func TestRankingsLinkToTheProjectsOfAGroup(t *testing.T) {
	d := halfYear(t)
	h := d.as(models.RoleOffice)
	for _, by := range []string{"unit", "sector", "level", "sponsor", "town", "stage"} {
		page := get(h, "/rankings?by="+by).Body.String()
		contains(t, page, []string{"完成率", "纳统率", "截至6月底（未报齐", "名次与5月比", "红榜", "黑榜", "请核实", "企业不上榜"}, []string{"%!"})
		rows := elements(t, page)
		links := 0
		for _, e := range rows {
			if strings.HasPrefix(e.attributes["href"], "/rankings?") && strings.Contains(e.attributes["href"], "group=") {
				links++
				if links > 1 {
					continue // follow one link of each page
				}
				group := get(h, e.attributes["href"]).Body.String()
				check(t, h, group)
				contains(t, group, []string{`href="/projects/2021/ZD-2021-`, "审定累计"}, []string{"黑榜", "没有该分组"})
			}
		}
		if links < 2 {
			t.Errorf("%s: %d groups lead on", by, links)
		}
	}
}

// Without a document there is no black list on the page; the office enters one under its settings.
func TestNoBlackListWithoutADocument(t *testing.T) {
	d := copyOfHalfYear(t)
	office := d.as(models.RoleOffice)
	contains(t, get(office, "/rankings").Body.String(), []string{"黑榜", "依据 张政办字〔2021〕15号。"}, nil)
	w := sendForm(office, "/settings/publishing", url.Values{"key": {"wrong"}, "private_amounts": {"no"},
		"black_document": {"按要求"}})
	check(t, office, w.Body.String())
	contains(t, w.Body.String(), []string{"应写明文号", `value="按要求"`}, nil)
	w = sendForm(office, "/settings/publishing", url.Values{"key": {"off"}, "private_amounts": {"yes"},
		"black_document": {""}})
	if w.Code != 303 {
		t.Fatal(w.Code, w.Body.String())
	}
	contains(t, get(office, "/rankings").Body.String(), []string{"不设黑榜", "/settings/publishing"}, []string{"红黑榜"})
	contains(t, get(d.as(models.RoleLeader), "/rankings").Body.String(), []string{"红榜"}, []string{"黑榜"})
	page := get(office, "/settings/publishing").Body.String()
	check(t, office, page)
	contains(t, page, []string{`value="yes" selected`}, nil)
	contains(t, get(d.as(models.RoleReadOnly), "/print/onepage").Body.String(), nil, []string{models.AmountsNote})
}

func TestRankingsShowFiguresWithTheirBase(t *testing.T) {
	d := halfYear(t)
	r, err := d.service().Ranking(t.Context(), models.Operator, tracking.RankingFilter{By: tracking.ByLevel})
	if err != nil {
		t.Fatal(err)
	}
	page := get(d.as(models.RoleOffice), "/rankings?by=level").Body.String()
	for _, g := range append(r.Groups, r.Total) {
		contains(t, page, []string{
			models.Percent(g.Approved, g.Plan) + "%", models.Percent(g.Approved, g.Scheduled) + "%",
			"<small>" + strconv.Itoa(g.Start.Done) + "/" + strconv.Itoa(g.Start.Base) + "</small>",
			"<small>" + strconv.Itoa(g.Statistics.Done) + "/" + strconv.Itoa(g.Statistics.Base) + "</small>",
		}, nil)
	}
}

func TestRankingsWithoutFigures(t *testing.T) {
	contains(t, get(empty(t).as(models.RoleOffice), "/rankings").Body.String(), []string{"还没有项目清单"}, []string{"<table"})
	contains(t, get(planned(t, 2, 0).as(models.RoleOffice), "/rankings").Body.String(), []string{"尚无审定数，暂不排名"},
		[]string{"红榜"})
	contains(t, get(planned(t, 2, 0).as(models.RoleOffice), "/rankings?by=unit&group=nobody").Body.String(),
		[]string{"没有该分组"}, nil)
}
