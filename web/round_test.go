package web_test

import (
	"net/http"
	"strings"
	"testing"

	"duban/models"
)

func TestRoundShowsWhoHasNotReported(t *testing.T) {
	h := halfYear(t).as(models.RoleOffice)
	page := get(h, "/round?month=2021-06").Body.String()
	check(t, h, page)
	contains(t, page, []string{"2021年6月 月报", "催报文字", "去审核", "待审定", "按责任单位"}, nil)
	if got := get(h, "/round?month=2020-06"); got.Code != http.StatusUnprocessableEntity {
		t.Errorf("another year's month: %d", got.Code)
	}
	next := get(h, "/round?month=2021-07").Body.String() // 12 July: not open yet
	contains(t, next, []string{"2021年7月25日起填报"}, []string{"/report?month=2021-07"})
}

func TestRoundLinksToReportForms(t *testing.T) {
	d := newSubmissionFixture(t, 2)
	const form = "/projects/2021/ZD-2021-001/report?month=2021-06&amp;next=/round%3Fmonth%3D2021-06"
	contains(t, get(d.as(models.RoleOffice), "/round?month=2021-06").Body.String(), []string{`href="` + form,
		"已过期限2021年7月5日", "还有 1 个未报"}, nil)
	contains(t, get(d.as(models.RoleReadOnly), "/round?month=2021-06").Body.String(), []string{"未报"}, []string{form})
	if got := get(d.as(models.RoleOffice), strings.ReplaceAll(form, "&amp;", "&")); got.Code != http.StatusOK {
		t.Errorf("the form: %d", got.Code)
	}
	contains(t, get(empty(t).as(models.RoleOffice), "/round").Body.String(), []string{"还没有项目清单", `href="/imports"`}, nil)
}
