package web

import (
	"net/http"
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// navEntry is an entry of the navigation.
type navEntry struct {
	path  string
	title phrase
	waits string // part of the pages' paths on which what it counts is done; "": it counts nothing
}

// navGroup is a group of entries.
type navGroup struct {
	title   phrase // "": its entries stand in the row by themselves
	entries []navEntry
}

// navigation lists the groups in order. An entry is shown when its page is in the route table and the person may open
// it; a group of which only one entry is shown is that entry.
var navigation = []navGroup{
	{"", []navEntry{
		{"/leader", "领导专页", ""}, {"/", "总览", ""}, {"/tasks", "我的事项", ""}, {"/inbox", "消息", ""},
	}},
	{"项目与计划", []navEntry{
		{"/projects", "项目库", ""}, {"/plans", "计划", ""}, {"/timeline", "项目时间轴", ""}, {"/unit", "责任单位", "/unit"},
		{"/towns", "各镇办情况", ""}, {"/permits", "手续与纳统", ""}, {"/funds", "资金台账", ""}, {"/outings", "集中开工和观摩", ""},
		{"/reserve", "储备项目", "/reserve"}, {"/year-end", "年度结转", ""},
	}},
	{"填报与审核", []navEntry{
		{"/round", "进度调度", ""}, {"/reviews", "审核", "/reviews"}, {"/requests", "申请审批", "/requests"},
		{"/corrections", "更正", "/corrections"}, {"/confirmations", "形象进度确认单", ""}, {"/closings", "月结与上报", "/closings"},
		{"/forms", "填报表", ""}, {"/urgent", "急报表", "/urgent"}, {"/sheets", "纸质签字单", ""}, {"/imports", "导入", ""},
		{"/exports", "导出", ""}, {"/platforms", "平台数据比对", ""},
	}},
	{"督办落实", []navEntry{
		{"/escalations", "督办事项", "/escalations"}, {"/orders", "督办台账", "/orders"}, {"/problems", "问题台账", "/problems"},
		{"/findings", "待核实事项", "/findings"}, {"/due", "到期日历", ""}, {"/outbox", "拟发通知", ""},
		{"/release", "拟报清单", "/release"}, {"/meetings", "会议议定事项", ""},
	}},
	{"统计分析", []navEntry{
		{"/forecast", "全年测算", ""}, {"/rankings", "排名", ""}, {"/scores", "季度考核", ""}, {"/board", "挂图作战", ""},
	}},
	{"系统设置", []navEntry{
		{"/posts", "岗位任职", ""}, {"/phonebook", "通讯录", ""}, {"/people", "人员导入", ""},
		{"/accounts", "账号管理", "/account-requests"}, {"/account-policy", "账号安全策略", ""},
		{"/channels", "发送渠道", ""}, {"/calendar", "放假安排", ""},
		{"/system", "运行情况", ""}, {"/audit", "日志", ""},
	}},
	{"", []navEntry{{"/help", "帮助", ""}}},
}

// fewEntries is how many entries stand in one row without groups.
const fewEntries = 18

// phoneNavigation lists the entries of the bar at the bottom of a phone, phoneOfDistrict those of people who may open
// one of notUnits: they may open the page of a unit too, but it is not theirs. The first phoneEntries that the person
// may open are shown, and the menu of all entries.
var (
	phoneNavigation = entriesOf("/tasks", "/unit", "/inbox", "/projects", "/help")
	phoneOfDistrict = entriesOf("/leader", "/", "/tasks", "/inbox", "/projects", "/round", "/help")
	notUnits        = entriesOf("/leader", "/")
)

const phoneEntries = 4

// entriesOf returns the entries of the navigation with these paths, in the order of the paths.
func entriesOf(paths ...string) (entries []navEntry) {
	for _, path := range paths {
		for _, g := range navigation {
			if i := slices.IndexFunc(g.entries, func(e navEntry) bool { return e.path == path }); i >= 0 {
				entries = append(entries, g.entries[i])
			}
		}
	}
	return entries
}

// navItem is an entry, or a group of entries, as the layout shows it.
type navItem struct {
	Path    string // of an entry
	Title   string
	Current bool
	Count   int       // what waits for the person there
	Items   []navItem // of a group
}

// navigate returns the groups and entries that the person may open, with what waits for them.
func (h *handlers) navigate(r *http.Request, waiting tracking.Waiting) (items []navItem) {
	all := 0
	for _, g := range navigation {
		group := navItem{Title: g.title.in(languageOf(r)), Items: h.itemsOf(r, g.entries, waiting)}
		all += len(group.Items)
		if g.title == "" || len(group.Items) < 2 {
			items = append(items, group.Items...)
			continue
		}
		for _, item := range group.Items {
			group.Current = group.Current || item.Current
			group.Count += item.Count
		}
		items = append(items, group)
	}
	if all <= fewEntries {
		return flat(items)
	}
	return items
}

// flat returns the entries without their groups.
func flat(items []navItem) (entries []navItem) {
	for _, item := range items {
		if item.Items == nil {
			entries = append(entries, item)
		}
		entries = append(entries, item.Items...)
	}
	return entries
}

// itemsOf returns those of the entries that the person may open.
func (h *handlers) itemsOf(r *http.Request, entries []navEntry, waiting tracking.Waiting) (items []navItem) {
	v := visitOf(r)
	if v == nil || v.session.MustChange || v.session.Enrol == models.EnrolFirst {
		return nil
	}
	for _, e := range entries {
		who, there := h.pageAccess[e.path]
		if !there || who.ask != nil && who.ask(v.actor) != nil {
			continue
		}
		item := navItem{Path: e.path, Title: e.title.in(languageOf(r)), Count: waiting.By[e.waits]}
		item.Current = r.URL.Path == e.path || e.path != "/" && strings.HasPrefix(r.URL.Path, e.path+"/")
		switch e.path {
		case "/inbox":
			item.Count = v.session.Unread
		case "/tasks":
			item.Count = waiting.Todos
		}
		items = append(items, item)
	}
	return items
}

// waiting is what waits for the person of a request.
func (h *handlers) waiting(r *http.Request) tracking.Waiting {
	v := visitOf(r)
	if v == nil || v.session.MustChange || isFragment(r) {
		return tracking.Waiting{}
	}
	_, acted := h.acted.LoadAndDelete(v.actor.ID)
	return h.t.Waiting(r.Context(), v.actor, v.session.Sequence, acted)
}

// phoneItems returns the entries of the phone's bar.
func (h *handlers) phoneItems(r *http.Request, waiting tracking.Waiting) []navItem {
	entries := phoneNavigation
	if len(h.itemsOf(r, notUnits, waiting)) > 0 {
		entries = phoneOfDistrict
	}
	items := h.itemsOf(r, entries, waiting)
	return items[:min(len(items), phoneEntries)]
}

// landing returns a person's first page: the first entry they may open. Administrators begin with their own pages.
func (h *handlers) landing(r *http.Request) string {
	for _, item := range flat(h.navigate(r, tracking.Waiting{})) {
		if v := visitOf(r); item.Path != "/tasks" || models.CanSeeProjects(v.actor) == nil {
			return item.Path
		}
	}
	return "/tasks"
}
