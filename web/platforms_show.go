package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// platformsPage lists the comparisons with platforms' exports, with the form that makes one.
type platformsPage struct {
	basePage
	tracking.PlatformList
	Form       form
	NoList     bool
	MayCompare bool
	Months     []option
	Units      []option
	Bases      []option
	Shown      []tracking.PlatformHead
	Pager      pager
}

// platformsPerPage is how many comparisons are listed at once.
const platformsPerPage = 30

func (h *handlers) showPlatforms(w http.ResponseWriter, r *http.Request) error {
	return h.writePlatforms(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writePlatforms(w http.ResponseWriter, r *http.Request, status int, f form) error {
	view, err := h.t.PlatformComparisons(r.Context(), actorOf(r), r.FormValue("year"))
	noList := err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := platformsPage{basePage: h.base(w, r), PlatformList: view, Form: f, NoList: noList,
		MayCompare: models.CanPlan(actorOf(r)) == nil}
	for m := models.MonthOf(view.Year, 1); !noList && m <= models.MonthOf(view.Year, monthsOfYear); m++ {
		if m <= view.AsOf.Date().Month() {
			p.Months = append(p.Months, option{m.String(), p.Lang.monthOfYear(m)})
		}
	}
	if f.Value("month") == "" && !noList {
		f.Set("month", view.Month.String())
	}
	p.Units = []option{{"", p.Lang.text("以文件注明的为准")}}
	for _, u := range []models.Unit{models.Yuan, models.WanYuan, models.YiYuan} {
		p.Units = append(p.Units, option{string(u), p.Lang.word(string(u))})
	}
	p.Bases = []option{{"", p.Lang.text("按文件中的列确定")}}
	for _, b := range models.PlatformBases {
		p.Bases = append(p.Bases, option{string(b), phrase(b.Word()).in(p.Lang)})
	}
	p.Shown, p.Pager = part(r, listing{parameter: "page", anchor: "list-title", size: platformsPerPage}, view.Comparisons)
	p.add([]string{"platforms.css"}, nil)
	h.write(w, r, status, "platforms", "page", p)
	return nil
}

// comparePlatform compares the export that was sent.
func (h *handlers) comparePlatform(w http.ResponseWriter, r *http.Request) error {
	f, files, err := sentWorkbooks(r)
	entry := models.PlatformEntry{Platform: f.Value("platform"), Unit: models.Unit(f.Value("unit")),
		Basis: models.PlatformBasis(f.Value("basis"))}
	if err == nil {
		entry.Month, err = models.ParseMonth(f.Value("month"))
	}
	if err == nil && len(files) != 1 {
		err = models.Errorf(models.KindInvalid, "file_missing", "请选择一份平台导出的文件（.xlsx、.xls 或 .csv）")
	}
	var page tracking.PlatformPage
	if err == nil {
		page, err = h.t.ComparePlatform(r.Context(), actorOf(r), f.Key, f.Value("year"), entry, files[0])
	}
	if err == nil {
		return h.redirectWithMessage(w, r, platformAddress(page.ID), f.lang.text("已比对"))
	}
	if !f.wrong(err, map[string]string{"file_missing": "files", "not_a_platform_export": "files", "too_large": "files",
		"month_outside_year": "month", "month_ahead": "month", "other_month": "month", "unit_missing": "unit",
		"units_differ": "unit", "text_too_long": "platform"}) {
		return err
	}
	return h.writePlatforms(w, r, statusOf(err), f)
}

// platformPage is one comparison.
type platformPage struct {
	basePage
	tracking.PlatformPage
	States []platformCount
	Only   models.PlatformState // the outcome that is shown alone; "": all
	Shown  []tracking.PlatformLine
	Pager  pager
}

// platformCount is how many lines have an outcome.
type platformCount struct {
	State models.PlatformState
	Name  models.Word
	Count int
}

// platformLines is how many lines a page shows.
const platformLines = 60

func (h *handlers) showPlatform(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.PlatformComparison(r.Context(), actorOf(r), r.PathValue("comparison"))
	if err != nil {
		return err
	}
	p := platformPage{basePage: h.base(w, r), PlatformPage: view, Only: models.PlatformState(r.URL.Query().Get("state"))}
	var lines []tracking.PlatformLine
	for _, l := range view.Lines {
		if p.Only == "" || l.State == p.Only {
			lines = append(lines, l)
		}
	}
	if takes(r) {
		return h.sendList(w, r, p.taken(lines))
	}
	for _, s := range models.PlatformStates {
		p.States = append(p.States, platformCount{s, s.Word(), view.Counts[s]})
	}
	p.Shown, p.Pager = part(r, listing{parameter: "page", anchor: "lines-title", size: platformLines}, lines)
	p.add([]string{"platforms.css"}, nil)
	h.write(w, r, http.StatusOK, "platform", "page", p)
	return nil
}

// UnitName is the unit of the export's amounts in the page's language.
func (p platformPage) UnitName() string { return p.Lang.word(string(p.Unit)) }

func (p platformPage) taken(lines []tracking.PlatformLine) tracking.TakenList {
	l := p.Lang
	var t taking[tracking.PlatformLine]
	t.text(l.text("比对结果"), func(x tracking.PlatformLine) string { return l.word(string(x.StateName)) })
	t.text(l.text("编码"), func(x tracking.PlatformLine) string { return x.Code })
	t.text(l.text("项目"), func(x tracking.PlatformLine) string { return x.Name })
	t.text(l.text("项目代码"), func(x tracking.PlatformLine) string { return x.ApprovalCode })
	t.text(l.text("平台项目代码"), func(x tracking.PlatformLine) string { return x.TheirCode })
	t.text(l.text("平台项目名称"), func(x tracking.PlatformLine) string { return x.TheirName })
	t.add(l.text("平台数"), tracking.ListAmount, func(x tracking.PlatformLine) any { return x.Theirs })
	t.add(l.text("本系统数"), tracking.ListAmount, func(x tracking.PlatformLine) any { return x.Ours })
	t.add(l.text("差额（平台减本系统）"), tracking.ListAmount, func(x tracking.PlatformLine) any { return x.Difference })
	t.text(l.text("说明"), func(x tracking.PlatformLine) string { return l.say(x.Note) })
	return t.of(l.text("平台数据比对"), lines)
}
