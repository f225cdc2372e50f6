package web

import (
	"encoding/base64"
	"html/template"
	"net/http"
	"strings"

	"duban/models"
	"duban/tracking"
)

// urgentPage is one urgent table: who has answered, the form's columns, and the inputs for the answers.
type urgentPage struct {
	basePage
	tracking.UrgentPage
	Form    form
	Rows    []tracking.UrgentRow // of the page shown
	Pager   pager
	Kinds   []option
	Choices []option         // what a form's column may be
	Left    []models.Message // of forms that came back
	Chase   string           // a text that asks those who are missing
}

// urgentRows is how many projects a page shows.
const urgentRows = 60

func (h *handlers) showUrgentTable(w http.ResponseWriter, r *http.Request) error {
	return h.writeUrgent(w, r, http.StatusOK, newForm(r), nil)
}

func (h *handlers) writeUrgent(w http.ResponseWriter, r *http.Request, status int, f form,
	left []models.Message) error {
	view, err := h.t.UrgentTable(r.Context(), actorOf(r), r.PathValue("table"))
	if err != nil {
		return err
	}
	p := urgentPage{basePage: h.base(w, r), UrgentPage: view, Form: f, Kinds: urgentKinds(f.lang), Left: left}
	p.Rows, p.Pager = part(r, mainList(urgentRows), view.Rows)
	p.Choices = append(p.Choices, option{"", f.lang.text("不填")})
	for _, k := range p.Kinds {
		p.Choices = append(p.Choices, option{collectPrefix + k.Value, f.lang.text("向单位收集：%s", k.Label)})
	}
	for _, field := range tracking.FillableFields() {
		p.Choices = append(p.Choices, option{field.Field, phrase(field.Name).in(f.lang)})
	}
	p.Chase = p.ChaseText()
	p.add([]string{"urgent.css"}, []string{"copy.js"})
	h.write(w, r, status, "urgent", "page", p)
	return nil
}

// collectPrefix stands before the kind in the value of a choice that collects a column.
const collectPrefix = "collect:"

// Chosen is the value of the choice that a form's column has.
func (urgentPage) Chosen(c tracking.UrgentFormColumn) string {
	if c.Collect != "" {
		return collectPrefix + string(c.Collect)
	}
	return string(c.Field)
}

// Typed is the value of an input: what was typed, else the answer on record.
func (p urgentPage) Typed(row tracking.UrgentRow, c models.UrgentColumn) string {
	if name := "v " + row.Code + " " + c.Key; p.Form.values.Has(name) {
		return p.Form.Value(name)
	}
	return row.Answers[c.Key]
}

// Sample is what an input of a column shows while it is empty.
func (urgentPage) Sample(c models.UrgentColumn) string {
	if c.Kind == models.UrgentDate {
		return "2026-12-31"
	}
	return ""
}

// setUrgentColumns says what the form's columns are.
func (h *handlers) setUrgentColumns(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	choices := map[string]tracking.UrgentChoice{}
	for name, values := range f.values {
		letter, is := strings.CutPrefix(name, "is-")
		if !is {
			continue
		}
		kind, collect := strings.CutPrefix(values[0], collectPrefix)
		switch {
		case collect:
			choices[letter] = tracking.UrgentChoice{Collect: models.UrgentKind(kind), Name: f.Value("name-" + letter)}
		default:
			choices[letter] = tracking.UrgentChoice{Field: values[0]}
		}
	}
	_, err = h.t.SetUrgentColumns(r.Context(), actorOf(r), f.Key, r.PathValue("table"), choices, typedUrgentColumns(f))
	return h.afterUrgent(w, r, f, err, f.lang.text("已保存"))
}

// afterUrgent goes back to the table, or shows what is wrong.
func (h *handlers) afterUrgent(w http.ResponseWriter, r *http.Request, f form, err error, done string) error {
	switch {
	case err == nil:
		return h.redirectWithMessage(w, r, urgentAddress(r.PathValue("table")), done)
	case f.wrong(err, nil):
		return h.writeUrgent(w, r, statusOf(err), f, nil)
	}
	return err
}

// answerUrgent takes the inputs "v <project> <column>" that differ from what was shown.
func (h *handlers) answerUrgent(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	byProject := map[string]map[string]string{}
	for name, values := range f.values {
		parts := strings.Split(name, " ")
		if len(parts) != 3 || parts[0] != "v" {
			continue
		}
		if byProject[parts[1]] == nil {
			byProject[parts[1]] = map[string]string{}
		}
		byProject[parts[1]][parts[2]] = values[0]
	}
	var answers []tracking.UrgentAnswer
	for project, values := range byProject {
		answers = append(answers, tracking.UrgentAnswer{Project: project, Values: values})
	}
	_, err = h.t.AnswerUrgent(r.Context(), actorOf(r), f.Key, r.PathValue("table"), answers)
	return h.afterUrgent(w, r, f, err, f.lang.text("已保存"))
}

// takeUrgentForms takes forms that came back; what was not taken is shown.
func (h *handlers) takeUrgentForms(w http.ResponseWriter, r *http.Request) error {
	f, files, err := sentWorkbooks(r)
	if err != nil {
		return err
	}
	taken, err := h.t.TakeUrgentForms(r.Context(), actorOf(r), f.Key, r.PathValue("table"), files)
	if err != nil || len(taken.Left) == 0 {
		return h.afterUrgent(w, r, f, err, f.lang.text("已保存 %d 处", taken.Taken))
	}
	return h.writeUrgent(w, r, http.StatusOK, newForm(r), taken.Left)
}

func (h *handlers) showUrgentForm(w http.ResponseWriter, r *http.Request) error {
	name, content, err := h.t.UrgentForm(r.Context(), actorOf(r), r.PathValue("table"))
	return sendDownload(w, name, content, err)
}

// fillUrgent sends the filled form; what could not be filled is on a page with it.
func (h *handlers) fillUrgent(w http.ResponseWriter, r *http.Request) error {
	name, content, left, err := h.t.FillUrgent(r.Context(), actorOf(r), r.PathValue("table"))
	if err != nil || len(left) == 0 {
		return sendDownload(w, name, content, err)
	}
	h.writeFilled(w, r, filledPage{Name: name, Left: left, Back: urgentAddress(r.PathValue("table"))}, content)
	return nil
}

// writeFilled shows a filled form and what is left to do in it.
func (h *handlers) writeFilled(w http.ResponseWriter, r *http.Request, p filledPage, content []byte) {
	p.basePage = h.base(w, r)
	encoded := base64.StdEncoding.EncodeToString(content)
	//nolint:gosec // a fixed type and base64
	p.Content = template.URL("data:" + mediaTypes[".xlsx"] + ";base64," + encoded)
	p.add([]string{"outputs.css"}, nil)
	h.write(w, r, http.StatusOK, "filled", "page", p)
}

func (h *handlers) closeUrgent(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	_, err = h.t.CloseUrgentTable(r.Context(), actorOf(r), f.Key, r.PathValue("table"))
	return h.afterUrgent(w, r, f, err, f.lang.text("已结束"))
}
