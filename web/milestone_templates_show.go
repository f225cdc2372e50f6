package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"duban/models"
	"duban/tracking"
)

// milestoneTemplatesPage shows the milestone templates and the form that changes one.
type milestoneTemplatesPage struct {
	basePage
	Templates []tracking.MilestoneTemplateView
	Shown     string // name of the template in the form; "": a new one
	Changed   bool
	Own       bool
	Form      form
	Rows      []templateRow
}

// templateRow is one step of a template in the form.
type templateRow struct {
	I         int
	Name      string
	Days      string
	After     string
	Control   bool
	Reference bool
	Note      string
	Rule      string // what is asked for with it
}

const templatesAddress = "/settings/milestones"

// freshSteps is how many empty rows the form of a template has.
const freshSteps = 3

func (h *handlers) showMilestoneTemplates(w http.ResponseWriter, r *http.Request) error {
	return h.writeMilestoneTemplates(w, r, http.StatusOK, r.URL.Query().Get("template"), newForm(r), nil)
}

func (h *handlers) writeMilestoneTemplates(w http.ResponseWriter, r *http.Request, status int, shown string, f form,
	typed []templateRow) error {
	all, err := h.t.MilestoneTemplates(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := milestoneTemplatesPage{basePage: h.base(w, r), Templates: all, Form: f, Rows: typed}
	for _, t := range all {
		if t.Name != shown {
			continue
		}
		p.Shown, p.Changed, p.Own = t.Name, t.Changed, t.Own
		if typed != nil {
			continue
		}
		p.Form.Set("template", t.Name)
		for i, s := range t.Steps {
			p.Rows = append(p.Rows, templateRow{I: i, Name: s.Name, Days: daysText(s.Days),
				After: strings.Join(s.After, "、"), Control: s.Controlling, Reference: s.Reference, Note: s.Note,
				Rule: t.Rules[i]})
		}
	}
	for range freshSteps {
		p.Rows = append(p.Rows, templateRow{I: len(p.Rows)})
	}
	p.add([]string{"plans.css", "schedule.css"}, nil)
	h.write(w, r, status, "milestonetemplates", "page", p)
	return nil
}

func (h *handlers) setMilestoneTemplate(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	t := models.MilestoneTemplate{Name: trimmedValue(f, "template")}
	var rows []templateRow
	for i := range mostRows {
		at := func(field string) string { return trimmedValue(f, field+"-"+strconv.Itoa(i)) }
		if at("name") == "" {
			continue
		}
		row := templateRow{I: len(rows), Name: at("name"), Days: at("days"), After: at("after"), Control: at("control") != "",
			Reference: at("reference") != "", Note: at("note")}
		rows = append(rows, row)
		days, wrong := models.StepDays(row.Name, row.Days)
		if err == nil {
			err = wrong
		}
		t.Steps = append(t.Steps, models.TemplateStep{Name: row.Name, Days: days, After: splitNames(row.After),
			Controlling: row.Control, Reference: row.Reference, Note: row.Note})
	}
	set, shown := h.t.SetMilestoneTemplate, t.Name
	if f.Value("new") != "" {
		set, shown = h.t.AddMilestoneTemplate, ""
	}
	if err == nil {
		err = set(r.Context(), actorOf(r), f.Key, t)
	}
	if err == nil {
		return h.redirectWithMessage(w, r, templatesAddress+"?template="+url.QueryEscape(t.Name),
			phrase("节点模板已更改，已经排定的节点不受影响").in(f.lang))
	}
	if !f.wrong(err, map[string]string{"bad_template_name": "template", "template_exists": "template"}) {
		return err
	}
	return h.writeMilestoneTemplates(w, r, statusOf(err), shown, f, rows)
}

func (h *handlers) resetMilestoneTemplate(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	if err := h.t.ResetMilestoneTemplate(r.Context(), actorOf(r), f.Key, f.Value("template")); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, templatesAddress, phrase("节点模板已恢复原设").in(f.lang))
}
