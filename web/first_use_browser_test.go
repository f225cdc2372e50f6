package web_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
	"duban/tracking"
)

// tempFile writes a file for the browser to upload.
func tempFile(t *testing.T, name string, content []byte) (file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestBrowserFirstUse imports an office's first workbooks into an empty installation.
func TestBrowserFirstUse(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js", "node_modules/axe-core/axe.min.js")
	d := emptyFixture(t)
	created, err := d.service.CreateAccount(t.Context(), models.Operator, "account", tracking.NewAccount{
		Login: "office", Name: "张主任", RoleGrant: tracking.RoleGrant{Role: models.RoleOffice},
	})
	d.must(t, err)
	plan := annualPlan(t)
	double := tempFile(t, "年度计划（有错）.xlsx", replaceText(t, plan, sampleYear.Projects[40].Project.Name,
		sampleYear.Projects[39].Project.Name))
	renamed := tempFile(t, "年度计划.xlsx", replaceText(t, plan, "2021年计划投资", "2021年盘子"))
	_, before, err := halfYear(t).service().ExportLedger(t.Context(), models.Operator, "2020", 0)
	d.must(t, err)
	_, june, err := halfYear(t).service().ExportMonthly(t.Context(), models.Operator, "2021", models.MonthOf(2021, 6))
	d.must(t, err)
	_, milestones, err := halfYear(t).service().ExportMilestones(t.Context(), models.Operator, "2021")
	d.must(t, err)
	srv := httptest.NewServer(d.pages)
	defer srv.Close()
	p := chrome.Open(t, chrome.Desktop)

	p.Go(srv.URL + "/")
	p.Fill("#f-login", "office")
	p.Fill("#f-password", created.Password)
	p.Follow("main button")
	p.Fill("#f-old", created.Password)
	p.Fill("#f-password", "一句好记而又足够长的话")
	p.Fill("#f-again", "一句好记而又足够长的话")
	p.Follow("main button")
	p.Go(srv.URL + "/")
	p.Shows("还没有项目清单", "把年度计划拖到这里")
	axe(t, p)
	shot(t, p, "first-empty")

	choose := func(file string) { // choosing a file sends the form
		p.Upload("#f-files", file)
		p.Until(`location.pathname.startsWith("/imports/drafts/") && document.readyState === "complete"`)
	}
	choose(double)
	p.Shows("还不能导入", "错误，必须处理", "原表预览")
	axe(t, p)
	shot(t, p, "draft-errors")

	p.Go(srv.URL + "/imports")
	choose(renamed)
	p.Shows("449.00", "26", "2021年盘子", "是何内容？")
	shot(t, p, "draft-question")
	p.Follow(".understood button.wide") // accept the proposed answer
	p.Shows("可以导入", "48", "449.00", "70.00")
	axe(t, p)
	shot(t, p, "draft-ready")
	p.Resize(chrome.Phone)
	shot(t, p, "draft-ready-phone")
	p.Resize(chrome.Desktop)
	p.Follow(".outcome .go")
	p.Shows("已导入", "下一步")
	shot(t, p, "batch")

	last := ""
	for _, file := range []string{tempFile(t, "2020年台账.xlsx", before), tempFile(t, "节点.xlsx", milestones),
		tempFile(t, "6月进展.xlsx", june)} {
		p.Go(srv.URL + "/imports")
		choose(file)
		shot(t, p, strings.TrimSuffix(filepath.Base(file), ".xlsx"))
		p.Follow(".outcome .go")
		p.Shows("已导入")
		last = p.At()
	}
	p.Go(srv.URL + "/print/onepage?year=2021")
	p.Shows("距年度目标还差", "差距最大的五个项目", "试运行，未发出任何文件")
	axe(t, p)
	shot(t, p, "onepage")
	p.Resize(chrome.Phone)
	shot(t, p, "onepage-phone")
	p.Resize(chrome.Desktop)
	if pdf := string(p.Print(false)); strings.Count(pdf, "/Type /Page\n") != 1 {
		t.Errorf("the page takes %d sheets", strings.Count(pdf, "/Type /Page\n"))
	}
	for _, page := range []struct{ name, address, shows string }{
		{"imports", "/imports", "导入记录"}, {"exports", "/exports?year=2021", "填写上级报表"}, {"forms", "/forms?month=2021-06",
			"制作 48 份填报表"}, {"outbox", "/outbox?year=2021", "试运行，未发出任何文件"},
	} {
		p.Go(srv.URL + page.address)
		p.Shows(page.shows)
		axe(t, p)
		shot(t, p, page.name)
		p.Resize(chrome.Phone)
		axe(t, p)
		shot(t, p, page.name+"-phone")
		p.Resize(chrome.Desktop)
	}
	p.Go(last)
	p.Click(".undo summary")
	p.Follow(".undo button")
	p.Shows("已撤销")
}
