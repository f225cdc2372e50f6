package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"duban/models"
	"duban/tracking"
)

// urgentTablesPage lists the urgent tables, with the form that enters one.
type urgentTablesPage struct {
	basePage
	tracking.UrgentTables
	Form      form
	NoList    bool
	MayManage bool
	Months    []option
	Receivers []option
	Kinds     []option
}

// typedColumns is how many columns can be typed when a table is entered.
const typedColumns = 3

func (h *handlers) showUrgentTables(w http.ResponseWriter, r *http.Request) error {
	return h.writeUrgentTables(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeUrgentTables(w http.ResponseWriter, r *http.Request, status int, f form) error {
	view, err := h.t.UrgentTables(r.Context(), actorOf(r), r.FormValue("year"))
	noList := err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := urgentTablesPage{basePage: h.base(w, r), UrgentTables: view, Form: f, NoList: noList,
		MayManage: models.CanPlan(actorOf(r)) == nil && models.CanSeeAll(actorOf(r)) == nil}
	for _, to := range []models.UrgentReceiver{models.UrgentToOwners, models.UrgentToUnits} {
		p.Receivers = append(p.Receivers, option{string(to), phrase(to.Chinese()).in(f.lang)})
	}
	p.Kinds = urgentKinds(f.lang)
	for m := models.MonthOf(view.Year, 1); !noList && m <= models.MonthOf(view.Year, monthsOfYear); m++ {
		p.Months = append(p.Months, option{m.String(), p.Lang.monthOfYear(m)})
	}
	if f.Value("month") == "" && !noList {
		f.Set("month", max(models.MonthOf(view.Year, 1), min(view.AsOf.Date().Month(),
			models.MonthOf(view.Year, monthsOfYear))).String())
	}
	if f.Value("due") == "" {
		due := view.AsOf.Date().At(17, 0)
		if due <= view.AsOf {
			due = (view.AsOf.Date() + 1).At(17, 0)
		}
		f.Set("due", due.Time().Format(minuteOfForm))
	}
	p.add([]string{"urgent.css"}, nil)
	h.write(w, r, status, "urgentlist", "page", p)
	return nil
}

// minuteOfForm is how an input of a moment has it.
const minuteOfForm = "2006-01-02T15:04"

func urgentKinds(l lang) (kinds []option) {
	for _, k := range models.UrgentKinds {
		kinds = append(kinds, option{string(k), urgentKindNames[k].in(l)})
	}
	return kinds
}

// Rows numbers the lines for columns in the form.
func (urgentTablesPage) Rows() []int { return slices.Collect(numbers(typedColumns)) }

func numbers(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i + 1) {
				return
			}
		}
	}
}

// openUrgentTable enters a table, with the form that is to be filled if one was sent.
func (h *handlers) openUrgentTable(w http.ResponseWriter, r *http.Request) error {
	f, files, err := sentWorkbooks(r)
	entry := models.UrgentEntry{Name: f.Value("name"), To: models.UrgentReceiver(f.Value("to")),
		CityMajor: f.Value("city") != "", Columns: typedUrgentColumns(f)}
	if err == nil {
		entry.Month, err = models.ParseMonth(f.Value("month"))
	}
	if err == nil {
		entry.Due, err = minuteTyped(f.Value("due"))
	}
	var own *tracking.ImportFile
	switch {
	case len(files) > 1:
		err = models.Errorf(models.KindInvalid, "file_missing", "请只选择一份要填的表格（.xlsx）")
	case len(files) == 1:
		own = &files[0]
	}
	var page tracking.UrgentPage
	if err == nil {
		page, err = h.t.OpenUrgentTable(r.Context(), actorOf(r), f.Key, f.Value("year"), entry, own)
	}
	if err == nil {
		return h.redirectWithMessage(w, r, urgentAddress(page.ID), f.lang.text("%s已登记", page.Name))
	}
	if !f.wrong(err, map[string]string{"name_missing": "name", "due_past": "due", "bad_minute": "due",
		"file_missing": "files",
		"not_fillable": "files", "too_large": "files", "month_outside_year": "month"}) {
		return err
	}
	return h.writeUrgentTables(w, r, statusOf(err), f)
}

// typedUrgentColumns are the columns that a person typed, each a name and a kind.
func typedUrgentColumns(f form) (columns []models.UrgentColumn) {
	names, kinds := f.values["column"], f.values["kind"]
	for i, name := range names {
		if name = strings.TrimSpace(name); name != "" && i < len(kinds) {
			columns = append(columns, models.UrgentColumn{Name: name, Kind: models.UrgentKind(kinds[i])})
		}
	}
	return columns
}

// minuteTyped reads a moment as an input of a page sends it, in Asia/Shanghai.
func minuteTyped(text string) (models.Instant, error) {
	t, err := time.ParseInLocation(minuteOfForm, strings.Replace(strings.TrimSpace(text), " ", "T", 1), models.Shanghai)
	if err != nil {
		return 0, models.Errorf(models.KindInvalid, "bad_minute", "请填写报送时限，如 2021-06-30 17:00")
	}
	return models.InstantOf(t), nil
}

// urgentKindNames are the kinds of columns as the page names them.
var urgentKindNames = map[models.UrgentKind]phrase{
	models.UrgentText: "文字", models.UrgentNumber: "数字", models.UrgentDate: "日期",
}
