package web

import (
	"net/http"
	"net/url"
	"strings"

	"duban/models"
	"duban/tracking"
)

// reportsPage is the form in which a person hands in the month of several projects at once.
type reportsPage struct {
	basePage
	tracking.ReportBatch
	Form  form
	Lines []batchLine // of the part of the list
	Units []unitChoice
	Pager pager
	reportsOutcome
}

// reportsOutcome is what became of the projects of a form.
type reportsOutcome struct {
	Done   int // handed in
	Saving int // accepted, being saved
	Wrong  int // not handed in, because something is wrong
	// those that are no longer on this part of the form, or cannot be handed in now
	Left models.Words
}

func (o *reportsOutcome) leave(name string) {
	o.Left.Mark = "、"
	o.Left.Items = append(o.Left.Items, models.Messagef("%s", name))
}

func (o reportsOutcome) none() bool { return o.Done+o.Saving+o.Wrong+len(o.Left.Items) == 0 }

func (o reportsOutcome) allDone() bool { return o.Done > 0 && o.Saving+o.Wrong+len(o.Left.Items) == 0 }

// reportsPerPage is how many projects are on the form at once.
const reportsPerPage = 20

// batchLine is one project on the form.
type batchLine struct {
	tracking.ReportForm
	Row     int // number on the page
	Input   submissionForm
	Pending string // key of what was accepted and is being saved
}

// Open reports whether the project's month can be submitted now.
func (l batchLine) Open() bool {
	return l.Pending == "" && l.ReportForm.Open()
}

// Field returns the name of one of the project's fields; the browser sends those of all projects in one form.
func (l batchLine) Field(name string) string { return l.Code + "." + name }

// reportField is a field of one project as the template shows it.
type reportField struct {
	Name, Label, Short string
	Value, Wrong       string
}

func reportFieldOf(l batchLine, name, label string) reportField {
	return reportField{l.Field(name), l.Label(label), label, l.Input.Value(name), l.Input.Error(name)}
}

// Label returns the name of a field for those who cannot see the table.
func (l batchLine) Label(name string) string { return name + " " + l.Name }

// Early reports whether the month may still be estimated.
func (p reportsPage) Early() bool {
	return len(p.Rows) > 0 && p.Rows[0].Early()
}

// AnyOpen reports whether any project on the page can be handed in now.
func (p reportsPage) AnyOpen() bool {
	for _, l := range p.Lines {
		if l.Open() {
			return true
		}
	}
	return false
}

// OnBehalf reports whether any project on the page is filled in for its owner.
func (p reportsPage) OnBehalf() bool {
	for _, l := range p.Lines {
		if l.Open() && l.OnBehalf {
			return true
		}
	}
	return false
}

// Here returns the address of the part of the form.
func (p reportsPage) Here() string {
	return "/reports?month=" + p.Month.String() + "&page=" + itoa(max(p.Pager.Page, 1))
}

func (h *handlers) showReports(w http.ResponseWriter, r *http.Request) error {
	p, err := h.reportsPage(w, r)
	if err != nil {
		return err
	}
	opensOffline(w, r)
	h.write(w, r, http.StatusOK, "reports", "page", p)
	return nil
}

// reportsPage loads the form of ?month=, filled in with what was returned.
func (h *handlers) reportsPage(w http.ResponseWriter, r *http.Request) (*reportsPage, error) {
	month, err := models.ParseMonth(r.URL.Query().Get("month"))
	if err != nil {
		return nil, err
	}
	p := &reportsPage{basePage: h.base(w, r), Form: newForm(r)}
	p.ReportBatch, err = h.t.ReportBatch(r.Context(), actorOf(r), month, func(total int) (from, to int) {
		from, to, p.Pager = paged(r, total, reportsPerPage)
		return from, to
	})
	if err != nil {
		return nil, err
	}
	for i, row := range p.Rows {
		in := newSubmissionForm(r, row.FormHead)
		fillReport(in, row)
		p.Lines = append(p.Lines, batchLine{ReportForm: row, Row: i + 1, Input: in})
	}
	p.Form.Set("unit", string(models.WanYuan))
	p.Form.Set("gives", givesReport)
	if p.Early() {
		p.Form.Set("gives", givesEstimate)
	}
	p.Units = unitChoices(p.Lang)
	p.add([]string{"submission.css", "report.css", "reports.css"}, nil)
	return p, nil
}

// splitField returns the project and the field of a name made by Field; a code may have dots, a field has none.
func splitField(name string) (code, field string) {
	at := strings.LastIndexByte(name, '.')
	return name[:max(at, 0)], name[at+1:]
}

// valuesOf returns the fields of one project of a form of several, under their own names, with those of the whole form.
func valuesOf(all url.Values, code string) url.Values {
	out := url.Values{}
	for name, values := range all {
		if of, field := splitField(name); of == code {
			out[field] = values
		}
	}
	for _, name := range []string{"unit", "gives"} {
		out[name] = all[name]
	}
	return out
}
