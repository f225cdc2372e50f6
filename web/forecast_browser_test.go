package web_test

import (
	"net/http/httptest"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
)

// TestBrowserLeaderReadsTheYearOnAPhone reads the leader's sentence and the projects that close the gap on a phone: no
// page is wider than the screen, none says how likely something is, and each project leads to its page.
func TestBrowserLeaderReadsTheYearOnAPhone(t *testing.T) {
	d := copyOfHalfYear(t)
	d.session(models.RoleLeader)
	_, err := d.service.DecideTarget(t.Context(), reviewer, "target", "", models.TargetEntry{Amount: 8_000_000_000_00,
		Confirmed: true, DecidedOn: models.DateOf(2021, 7, 1), Document: "张人发〔2021〕9号"})
	d.must(t, err)
	srv := httptest.NewServer(d.as(models.RoleLeader))
	defer srv.Close()
	f, err := d.service.Forecast(t.Context(), reviewer, "", "", 0)
	d.must(t, err)
	if len(f.Outlook.GapProjects) == 0 {
		t.Fatalf("there is no gap to look at: %+v", f.Outlook)
	}
	p := chrome.Open(t, chrome.Phone)
	for name, address := range map[string]string{"leader": "/leader", "forecast": "/forecast"} {
		p.Go(srv.URL + address)
		p.Shows("按当前进度测算，全年预计完成", "亿元，完成目标仍有缺口", "可弥补缺口的项目", "可增")
		shot(t, p, "year-"+name+"-390")
		for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
			t.Errorf("%s: %s", name, violation)
		}
		p.Until(`document.documentElement.scrollWidth <= document.documentElement.clientWidth`)
		if found := chances.FindString(p.Text("main")); found != "" {
			t.Errorf("%s says %s", name, found)
		}
	}
	p.Follow(".gaps a.name")
	p.Shows("年度计划")
}
