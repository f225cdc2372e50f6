package web_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"duban/models"
)

// TestExportsAreDownloaded downloads every export and form and checks its Chinese file name.
func TestExportsAreDownloaded(t *testing.T) {
	h := halfYear(t).as(models.RoleOffice)
	for _, address := range []string{
		"/exports/monthly?month=2021-06", "/exports/ledger?year=2021", "/exports/plan?year=2021",
		"/exports/milestones?year=2021", "/exports/escalations",
		"/forms/progress?month=2021-06", "/forms/milestones?month=2021-06", "/forms/plan?year=2021",
		"/forms/project?month=2021-06",
	} {
		got := get(h, address)
		name := got.Header().Get("Content-Disposition")
		if got.Code != http.StatusOK || !bytes.HasPrefix(got.Body.Bytes(), []byte("PK")) || !strings.HasPrefix(name,
			"attachment; filename*=utf-8''") {
			t.Errorf("%s: %d, %q", address, got.Code, name)
		}
	}
	if got := get(h, "/exports/everything"); got.Code != http.StatusNotFound {
		t.Errorf("a report there is none of: %d", got.Code)
	}
	content := get(h, "/forms/project?month=2021-06").Body.Bytes()
	if archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content))); err != nil ||
		len(archive.File) != 48 {
		t.Errorf("the projects' forms: %v", err)
	}
}

// TestOwnFormIsFilled fills a form with a month's figures.
func TestOwnFormIsFilled(t *testing.T) {
	h := halfYear(t).as(models.RoleOffice)
	form := get(h, "/forms/progress?month=2021-06").Body.Bytes()
	send := url.Values{"key": {"k"}, "month": {"2021-06"}, "year": {"2021"}}
	got := sendFiles(t, h, "/exports/fill", send, map[string]string{"市里的表.xlsx": string(form)})
	filled := bytes.HasPrefix(got.Body.Bytes(), []byte("PK"))
	listed := strings.Contains(got.Body.String(),
		"data:application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;base64,") &&
		strings.Contains(got.Body.String(), "处需自行填写")
	if got.Code != http.StatusOK || !filled && !listed {
		t.Errorf("%d\n%s", got.Code, shorten(got.Body.String()))
	}
	for name, files := range map[string]map[string]string{"nothing": nil, "a letter": {"信.xlsx": "没有表"}} {
		if got := sendFiles(t, h, "/exports/fill", send, files); got.Code < 400 || got.Code >= 500 ||
			!strings.Contains(got.Body.String(), `id="e-files"`) {
			t.Errorf("%s: %d", name, got.Code)
		}
	}
}

// TestOutputPagesWithoutAProgramme opens the pages of an empty installation.
func TestOutputPagesWithoutAProgramme(t *testing.T) {
	h := empty(t).as(models.RoleOffice)
	for _, address := range []string{"/exports", "/forms", "/outbox"} {
		got := get(h, address)
		if got.Code != http.StatusOK || !strings.Contains(got.Body.String(), "还没有项目清单") {
			t.Errorf("%s: %d", address, got.Code)
		}
		check(t, h, got.Body.String())
	}
	if got := get(h, "/forms/plan"); got.Code != http.StatusOK || !bytes.HasPrefix(got.Body.Bytes(), []byte("PK")) {
		t.Errorf("a blank plan form: %d", got.Code)
	}
	contains(t, get(h, "/").Body.String(), []string{"把年度计划拖到这里", `action="/imports"`, "下载空白计划表"}, nil)
}

// TestOutboxShowsOneReceiver checks that the page lists the messages of one receiver at a time.
func TestOutboxShowsOneReceiver(t *testing.T) {
	d := planned(t, 8, 0)
	d.must(t, d.advanceTo(today))
	h := d.as(models.RoleOffice)
	page := get(h, "/outbox").Body.String()
	check(t, h, page)
	contains(t, page, []string{"试运行，未发出任何文件", "接收方", "试运行未发"}, []string{"没有待发的消息"})
	unit := sampleYear.Projects[0].ResponsibleUnit
	contains(t, get(h, "/outbox?to="+url.QueryEscape(unit)).Body.String(), []string{">" + unit + "</h2>"}, nil)
}
