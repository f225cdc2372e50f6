package web

import (
	"net/http"
	"slices"
	"strings"

	"duban/models"
)

// navEntry is an entry of the navigation.
type navEntry struct {
	path  string
	title phrase
}

// navigation lists the entries in order. An entry is shown when its page is in the route table and the person may open
// it.
var navigation = []navEntry{
	{"/leader", "领导专页"}, {"/", "总览"}, {"/tasks", "我的事项"}, {"/inbox", "消息"}, {"/reviews", "审核"}, {"/round", "进度调度"},
	{"/imports", "导入"}, {"/exports", "导出"}, {"/forms", "填报表"}, {"/urgent", "急报表"}, {"/platforms", "平台数据比对"},
	{"/outbox", "拟发通知"},
	{"/release", "拟报清单"},
	{"/projects", "项目库"},
	{"/due", "到期日历"}, {"/timeline", "项目时间轴"}, {"/towns", "各镇办情况"}, {"/sheets", "纸质签字单"},
	{"/forecast", "全年测算"}, {"/findings", "待核实事项"}, {"/rankings", "排名"}, {"/board", "挂图作战"}, {"/escalations", "督办事项"},
	{"/orders", "督办台账"},
	{"/meetings", "会议议定事项"},
	{"/problems", "问题台账"},
	{"/unit", "责任单位"}, {"/plans", "计划"}, {"/permits", "手续与纳统"}, {"/funds", "资金台账"}, {"/confirmations", "形象进度确认单"},
	{"/scores", "季度考核"}, {"/outings", "集中开工和观摩"},
	{"/requests", "申请审批"}, {"/corrections", "更正"}, {"/closings", "月结与上报"}, {"/calendar", "放假安排"},
	{"/year-end", "年度结转"}, {"/reserve", "储备项目"},
	{"/posts", "岗位任职"}, {"/phonebook", "通讯录"}, {"/people", "人员导入"}, {"/channels", "发送渠道"}, {"/accounts", "账号管理"},
	{"/system", "运行情况"},
	{"/audit", "日志"}, {"/help", "帮助"},
}

// phoneNavigation lists the entries of the bar at the bottom of a phone for people who submit. The first phoneEntries
// that the person may open are shown.
var phoneNavigation = append(entriesOf("/tasks", "/unit", "/round", "/projects", "/escalations", "/help"),
	navEntry{"/account", "我的"})

const phoneEntries = 5

// entriesOf returns the entries of the navigation with these paths, in the order of the paths.
func entriesOf(paths ...string) (entries []navEntry) {
	for _, path := range paths {
		i := slices.IndexFunc(navigation, func(e navEntry) bool { return e.path == path })
		entries = append(entries, navigation[i])
	}
	return entries
}

// navItem is an entry as the layout shows it.
type navItem struct {
	Path    string
	Title   string
	Current bool
	Count   int // unread messages; 0 elsewhere
}

// navigate returns the entries the person may open.
func (h *handlers) navigate(r *http.Request, entries []navEntry) (items []navItem) {
	v := visitOf(r)
	if v == nil || v.session.MustChange {
		return nil
	}
	for _, e := range entries {
		who, there := h.pageAccess[e.path]
		if !there || who.ask != nil && who.ask(v.actor) != nil {
			continue
		}
		current := r.URL.Path == e.path || e.path != "/" && strings.HasPrefix(r.URL.Path, e.path+"/")
		item := navItem{Path: e.path, Title: e.title.in(languageOf(r)), Current: current}
		if e.path == "/inbox" {
			item.Count = v.session.Unread
		}
		items = append(items, item)
	}
	return items
}

// phoneItems returns the entries of the phone's bar, for people who only submit.
func (h *handlers) phoneItems(r *http.Request) []navItem {
	if v := visitOf(r); v == nil || !v.actor.Is(models.RoleOwner, models.RoleUnit) || models.CanSeeAll(v.actor) == nil {
		return nil
	}
	items := h.navigate(r, phoneNavigation)
	return items[:min(len(items), phoneEntries)]
}

// landing returns a person's first page: the first entry they may open. Administrators begin with their own pages.
func (h *handlers) landing(r *http.Request) string {
	for _, item := range h.navigate(r, navigation) {
		if v := visitOf(r); item.Path != "/tasks" || models.CanSeeProjects(v.actor) == nil {
			return item.Path
		}
	}
	return "/tasks"
}
