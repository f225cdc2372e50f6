package web_test

import (
	"net/http"
	"strings"
	"testing"

	"duban/models"
)

func TestHelpShowsTheProgrammesRules(t *testing.T) {
	page := get(halfYear(t).as(models.RoleUnit), "/help").Body.String()
	contains(t, page, []string{
		"2021年区重点项目", "2021年1月4日起", "每月 25 日起可报，次月 5 日前报实际完成数", "逾期第 16 个工作日，或连续 2 次达到黄牌标准；只限控制性节点", "分管副区长、包保领导",
		"不足序时进度的 60%，且上一轮已达到红牌标准", "不足序时 80% 黄灯、60% 红灯 <small>在用</small>", `id="term-completion-rate"`,
	}, nil)
	own, other := strings.Index(page, "<summary>责任单位"), strings.Index(page, "<summary>项目单位")
	if own < 0 || own > other {
		t.Errorf("one's own role does not stand first: %d, %d", own, other)
	}
	contains(t, get(empty(t).as(models.RoleSystemAdmin), "/help").Body.String(), []string{"试运行，不发出任何文件"},
		[]string{"2021年区重点项目"})
}

func TestDocumentationIsOfflineAndComplete(t *testing.T) {
	h := halfYear(t).as(models.RoleOwner)
	all := get(h, "/docs/api").Body.String()
	contains(t, all, []string{`href="/docs/api/plans-and-lists#change-plan"`, "Idempotency-Key", "412", "429"},
		[]string{"<script src=\"http", "//cdn"})
	one := get(h, "/docs/api/plans-and-lists").Body.String()
	contains(t, one, []string{`id="change-plan"`, "If-Match", "move | pause | resume", "annual_plan_fen",
		"$DUBAN_SERVER/api/v1/projects/2021/ZD-2021-007/plan-changes"}, []string{`id="undo-import"`})
	contains(t, get(h, "/docs/api/plans-and-lists?lang=en").Body.String(), []string{"Change a plan: move a date",
		"required"}, []string{"<span class=\"must\">必填"})
	if got := get(h, "/docs/api/nothing"); got.Code != http.StatusNotFound {
		t.Errorf("a group that is not there: %d", got.Code)
	}
}
