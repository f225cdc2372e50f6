package web

import (
	"net/http"
	"strings"

	"duban/models"
	"duban/tracking"
)

// undoCells takes an edit or a paste back. A script gets the rows as they are then.
func (h *handlers) undoCells(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	out, err := h.t.UndoCells(r.Context(), actorOf(r), f.Key, f.Value("of"))
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		return h.answerUndo(w, r, f, out, err)
	}
	if err != nil {
		return err
	}
	p := outcomesPage{Back: localBack(f.Value("back"))}
	p.takeAll(f.lang, out)
	return h.showOutcomes(w, r, p, f.lang.text("已撤销 %d 个项目的修改", p.Done))
}

func (h *handlers) answerUndo(w http.ResponseWriter, r *http.Request, f form, out tracking.Outcomes,
	failed error) error {
	answer := cellsAnswer{Done: failed == nil, Rows: map[string]string{}}
	if failed != nil {
		e := models.AsError(failed)
		if e.Kind.Ours() {
			return failed
		}
		answer.Message, answer.Code = f.lang.say(e.Message), e.Code
	}
	var lines []tracking.GridLine
	for _, item := range out.Items {
		line, err := h.t.GridRow(r.Context(), actorOf(r), itoa(item.Year)+"/"+item.Project)
		if err != nil {
			return err
		}
		lines = append(lines, line)
		if !item.Done {
			answer.Done, answer.Message = false, item.Name+"："+f.lang.say(item.Message)
		}
	}
	rows, err := h.gridRows(r, f.Value("columns"), lines...)
	if err != nil {
		return err
	}
	answer.Rows = rows
	status := http.StatusOK
	if failed != nil {
		status = statusOf(failed)
	}
	return answerJSON(w, status, answer)
}

// takeAll lists the outcomes of an act on several projects.
func (p *outcomesPage) takeAll(l lang, out tracking.Outcomes) {
	p.Done = out.Done
	for _, item := range out.Items {
		name := item.Project + " " + item.Name
		if item.Item != "" {
			name += " " + item.Item
		}
		p.Outcomes = append(p.Outcomes, outcome{Name: name, Link: projectAddress(item.Year, item.Project),
			Message: l.say(item.Message), Good: item.Done})
	}
}

// localBack returns the address of the list that a form came from.
func localBack(address string) string {
	if address == "/projects" || strings.HasPrefix(address, "/projects?") {
		return address
	}
	return "/projects"
}
