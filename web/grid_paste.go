package web

import (
	"net/http"
	"strconv"
	"strings"

	"duban/models"
	"duban/tracking"
)

// cellPastePage shows what a pasted block would change, with the form that makes the changes.
type cellPastePage struct {
	basePage
	tracking.PastePreview
	Form   form
	Seen   bool   // a preview is shown
	Fields string // names of the fields that a first line may name
	Back   string
}

// VersionOf is the hidden field that keeps the version of a row.
func (cellPastePage) VersionOf(row tracking.PasteRow) string {
	return row.Code + "=" + itoa(row.Version)
}

// showPaste shows the form for a block of cells without the script.
func (h *handlers) showPaste(w http.ResponseWriter, r *http.Request) error {
	h.writePaste(w, r, http.StatusOK, newForm(r), tracking.PastePreview{}, false)
	return nil
}

func (h *handlers) writePaste(w http.ResponseWriter, r *http.Request, status int, f form, v tracking.PastePreview,
	seen bool) {
	p := cellPastePage{basePage: h.base(w, r), PastePreview: v, Form: f, Seen: seen, Back: localBack(f.Value("back"))}
	p.add([]string{"cellpaste.css"}, nil)
	var names []string
	for _, field := range models.CellFields {
		names = append(names, fieldWord(p.Lang, field))
	}
	p.Fields = strings.Join(names, phrase("、").in(p.Lang))
	h.write(w, r, status, "cellpaste", "page", p)
}

// fieldWord is the name of a field in a language.
func fieldWord(l lang, field models.CellField) string {
	for _, k := range gridKinds {
		if k.field == field && field != "" {
			return k.head.in(l)
		}
	}
	return l.word(field.Chinese())
}

// Field is the name of a changed field.
func (p cellPastePage) Field(c models.CellChange) string { return fieldWord(p.Lang, c.Field) }

// pasteCells shows what a block would change, or makes the changes.
func (h *handlers) pasteCells(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c := sentPaste(f)
	if f.Value("commit") != "" || f.Value("confirmed") != "" {
		var out tracking.Outcomes
		if out, err = h.t.CommitPaste(r.Context(), actorOf(r), f.Key, c); err == nil {
			back := localBack(f.Value("back"))
			join := "?"
			if strings.Contains(back, "?") {
				join = "&"
			}
			p := outcomesPage{Back: back + join + "done=" + f.Key}
			p.takeAll(f.lang, out)
			return h.showOutcomes(w, r, p, f.lang.text("已修改 %d 个项目", p.Done))
		}
	}
	if err != nil && !f.wrong(err, map[string]string{"reason_missing": "reason"}) {
		return err
	}
	status := http.StatusOK
	if err != nil {
		status = statusOf(err)
	}
	v, err := h.t.PreviewPaste(r.Context(), actorOf(r), c)
	if err != nil {
		if !f.wrong(err, nil) {
			return err
		}
		h.writePaste(w, r, statusOf(err), f, v, false)
		return nil
	}
	h.writePaste(w, r, status, f, v, true)
	return nil
}

func sentPaste(f form) tracking.Paste {
	c := tracking.Paste{Programme: f.Value("programme"), Text: f.Value("text"), Reason: trimmedValue(f, "reason"),
		Approver: trimmedValue(f, "approver"), Document: trimmedValue(f, "document"), Confirmed: f.Value("confirmed") != "",
		Versions: map[string]int{}}
	if list := f.Value("projects"); list != "" {
		for _, project := range strings.Split(list, ",") {
			_, code, _ := strings.Cut(project, "/") // year and code
			c.Projects = append(c.Projects, code)
		}
		c.Fields = strings.Split(f.Value("fields"), ",")
	}
	for _, seen := range f.values["version"] {
		code, version, _ := strings.Cut(seen, "=")
		if n, err := strconv.Atoi(version); err == nil {
			c.Versions[code] = n
		}
	}
	return c
}
