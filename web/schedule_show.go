package web

import (
	"net/http"
	"strings"

	"duban/models"
	"duban/tracking"
)

// schedulePage is a project's milestones with what they follow, and the form that lays a template or sets them one by
// one.
type schedulePage struct {
	basePage
	tracking.Schedule
	Choose  form // of the template
	Form    form
	Rows    []scheduleRow
	Kinds   []option // templates
	Ways    []option // forwards or backwards
	Address string
	Project string // address of the project's page
}

// scheduleRow is one milestone of the form, as it is proposed or was typed.
type scheduleRow struct {
	I       int // number of the row
	Name    string
	Use     bool
	Date    string
	Days    string
	After   string
	Control bool
	Has     bool // the project has it, with a date that stands
	Fresh   bool // a row for a name that is typed
	// What a milestone that the project has took and followed when the form was shown.
	WasDays, WasAfter string

	Step models.ProposedStep
}

// The ways to lay a template.
const (
	layForwards  = "from"
	layBackwards = "by"
)

// freshRows is how many rows there are for milestones that are typed in.
const freshRows = 2

// LineOf returns the milestone of a name; nil when the project has none.
func (p schedulePage) LineOf(name string) *tracking.MilestoneLine { return lineOf(p.Milestones, name) }

func lineOf(milestones []tracking.MilestoneLine, name string) *tracking.MilestoneLine {
	for i := range milestones {
		if milestones[i].Name == name {
			return &milestones[i]
		}
	}
	return nil
}

func scheduleAddress(year int, code string) string { return projectAddress(year, code) + "/schedule" }

func (h *handlers) showSchedule(w http.ResponseWriter, r *http.Request) error {
	choose := newForm(r)
	query := r.URL.Query()
	for _, name := range []string{"template", "way", "date"} {
		choose.Set(name, query.Get(name))
	}
	template := choose.Value("template")
	var ends models.ScheduleEnds
	on, err := models.ParseDate(choose.Value("date"))
	if err != nil {
		choose.errors["date"] = choose.lang.say(models.AsError(err).Message)
		template = ""
	}
	if choose.Value("way") == layForwards {
		ends.From = on
	} else {
		ends.By = on
	}
	v, err := h.t.Schedule(r.Context(), actorOf(r), projectOf(r), template, ends)
	if err != nil && template != "" && choose.wrong(err, map[string]string{"date_missing": "date"}) {
		v, err = h.t.Schedule(r.Context(), actorOf(r), projectOf(r), "", models.ScheduleEnds{})
	}
	if err != nil {
		return err
	}
	rows := make([]scheduleRow, 0, len(v.Steps)+freshRows)
	for i, s := range v.Steps {
		row := scheduleRow{I: i, Name: s.Name, Use: s.New() && s.Date != 0, Date: s.Date.String(),
			Days: daysText(s.Days), After: strings.Join(s.After, "、"), Control: s.Controlling, Has: s.Status != "", Step: s}
		if m := lineOf(v.Milestones, s.Name); m != nil {
			row.WasDays, row.WasAfter = daysText(m.Days), strings.Join(m.After, "、")
		}
		rows = append(rows, row)
	}
	for range freshRows {
		rows = append(rows, scheduleRow{I: len(rows), Fresh: true})
	}
	h.writeSchedule(w, r, http.StatusOK, v, choose, newForm(r), rows)
	return nil
}

func (h *handlers) writeSchedule(w http.ResponseWriter, r *http.Request, status int, v tracking.Schedule,
	choose, f form, rows []scheduleRow) {
	p := schedulePage{basePage: h.base(w, r), Schedule: v, Choose: choose, Form: f, Rows: rows,
		Address: scheduleAddress(v.Year, v.Code), Project: projectAddress(v.Year, v.Code)}
	p.Kinds = []option{{"", p.Lang.text("请选择")}}
	for _, name := range v.Templates {
		p.Kinds = append(p.Kinds, option{name, name})
	}
	p.Ways = []option{{layBackwards, p.Lang.text("倒排：到该日前全部完成")}, {layForwards, p.Lang.text("顺排：从该日开始")}}
	p.add([]string{"plans.css", "schedule.css"}, nil)
	h.write(w, r, status, "schedule", "page", p)
}

func daysText(days int) string {
	if days == 0 {
		return ""
	}
	return itoa(days)
}
