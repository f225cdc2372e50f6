package web_test

import (
	"net/http/httptest"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
)

// TestBrowserAdoptsASetOfRules drafts a set of rules, is refused an illegal one with what to do about it, tries it over
// the recorded months, looks at what would have been different project by project, adopts it, sees what a switch moves,
// and has the units ranked by it.
func TestBrowserAdoptsASetOfRules(t *testing.T) {
	d := copyOfHalfYear(t)
	office := httptest.NewServer(d.as(models.RoleOffice))
	defer office.Close()
	p := chrome.Open(t, chrome.Desktop)
	look := func(name string) { // the page as it is, on a phone and on a desk
		t.Helper()
		p.Resize(chrome.Phone)
		shot(t, p, "rules-"+name+"-390")
		for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
			t.Errorf("%s: %s", name, violation)
		}
		p.Resize(chrome.Desktop)
		shot(t, p, "rules-"+name+"-1440")
	}
	p.Go(office.URL + "/settings/rules")
	p.Set("#f-from", "ratio")
	p.Fill("#f-name", "张店区督办办法")
	look("list")
	p.Follow(".act form button")
	p.Shows("已起草", "张店区督办办法（第1版）", "草拟")

	p.Fill("#f-red", "85")
	p.Follow(`.edit form > button`)
	p.Shows("已保存，有 1 处不合规则", "灯色", "红灯界限（85%）应低于黄灯界限（80%），请更正")
	look("faulty")
	p.Set("#f-on", today.Date().String())
	p.Fill("#f-ground", "专班会议纪要〔2021〕6号")
	p.Follow(`form[action$="/adopt"] button`)
	p.Shows("不合规则，不能通过", "请更正")

	p.Fill("#f-red", "70")
	p.Fill("#f-yellow", "95")
	p.Click(`[name="ranks.by_kind"]`)
	p.Fill(`[name="ranks.projects"]`, "2")
	p.Follow(`.edit form > button`)
	p.Shows("已保存", "镇办、部门、国企分别排名；项目不足 2 个的列出，不参加排名")
	p.Follow(`a[href$="/try"]`)
	p.Shows("试算：张店区督办办法", "已记录", "按该规则", "有变化的项目", "绿灯 → 黄灯", "单位排名")
	look("tried")
	p.Follow(`.head a[href^="/settings/rules/"]`)
	p.Set("#f-on", today.Date().String())
	p.Fill("#f-ground", "专班会议纪要〔2021〕6号")
	p.Follow(`form[action$="/adopt"] button`)
	p.Shows("已通过", "专班会议纪要〔2021〕6号")
	look("adopted")
	p.Follow(`a[href^="/settings/ladder"]`)
	p.Shows("换用督办办法", "张店区督办办法（第1版）", "灯色随即变化的项目", "镇办、部门、国企分别排名")
	look("switch")
	p.Follow(`form[action="/settings/ladder"] button`)
	p.Shows("已换用张店区督办办法（第1版）")
	p.Go(office.URL + "/rankings")
	p.Shows("镇办", "部门", "个单位参加排名", "项目 1 个，不足 2 个，不参加排名")
	look("rankings")
}
