package web_test

import (
	"strings"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
)

// TestBrowserContestsAndSettlesAScore goes through a quarter's score: the office enters its document, drafts, gives
// points by hand and announces; the unit contests a point on its phone; the office settles it and publishes.
func TestBrowserContestsAndSettlesAScore(t *testing.T) {
	d := closedQuarter(t)
	j := roundJourney{d, t, models.MonthOf(2021, 6)}
	p := chrome.Open(t, chrome.Desktop)
	look := func(name string) {
		t.Helper()
		p.Resize(chrome.Phone)
		shot(t, p, "scores-"+name+"-390")
		for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
			t.Errorf("%s: %s", name, violation)
		}
		p.Resize(chrome.Desktop)
		shot(t, p, "scores-"+name+"-1440")
	}
	office := j.pagesOf(models.RoleOffice)
	p.Go(office + "/scores")
	p.Fill("#f-document", "张重点办〔2021〕3号")
	p.Fill("#f-title", "重点项目推进考核办法")
	p.Set("#f-issued_on", "2021-03-01")
	p.Fill("#f-objection_days", "1")
	p.Follow(`form[action="/scores/formula"] button`)
	p.Shows("考核办法已登记", "张重点办〔2021〕3号", "序时完成率")
	look("list")
	p.Set("#f-quarter", "2021-06")
	p.Follow(`form[action="/scores"] button`)
	p.Shows("已测算", "测算稿", "计分依据")
	p.Fill("#f-points", "2")
	p.Fill("#f-ground", "承办全市重点项目现场会")
	p.Follow(`form[action$="/points"] button`)
	p.Shows("已保存")
	look("drafted")
	p.Follow(`form[action$="/step"] button`)
	p.Shows("已公示，已通知各单位", "公示中", "撤回公示")
	announced := strings.TrimPrefix(p.At(), office)

	unit := j.pagesOf(models.RoleUnit)
	p.Go(unit + "/tasks")
	p.Shows("核对2021年第二季度考核得分")
	p.Resize(chrome.Phone)
	p.Go(unit + announced)
	p.Set("#f-item", "投资进度")
	p.Fill("#f-ground", "6月审定数与结算单不符，附结算单")
	shot(t, p, "scores-contest-390")
	p.Follow(`form[action$="/object"] button`)
	p.Shows("已登记", "待处理")
	p.Resize(chrome.Desktop)

	p.Go(office + "/tasks")
	p.Shows("对2021年第二季度考核得分的异议")
	p.Go(office + announced)
	look("contested")
	p.Fill(`[name="points"]`, "36.5")
	p.Fill(`[name="reason"]`, "经核对结算单，属实，按规则调整")
	p.Follow(`button[value="uphold"]`)
	p.Shows("异议已处理，已反馈该单位", "调整为 36.50 分")

	d.now = (today.Date() + 4).At(10, 0)
	office = j.pagesOf(models.RoleOffice)
	p.Go(office + announced)
	p.Follow(`#publish button`)
	p.Shows("已公布")
	look("published")
	unit = j.pagesOf(models.RoleUnit)
	p.Go(unit + announced)
	p.Shows("已公布", "36.50", "采纳异议")
	look("unit")
}
