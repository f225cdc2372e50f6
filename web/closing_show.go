package web

import (
	"net/http"
	"strconv"

	"duban/models"
	"duban/tracking"
)

// closingPage shows a version of a closing with its lines and the differences to today.
type closingPage struct {
	basePage
	tracking.ClosingPage
	Form      form // to reopen
	MayReopen bool
	Shown     []tracking.ClosingLine // the part of the lines
	Pager     pager
	Unknown   []string // the part of the projects without an approved figure
	NotYet    pager    // of Unknown
}

// linesPerPage is how many lines, and how many names, a page of a closing lists at once.
const linesPerPage = 100

// VersionPage returns the address of another version of the same month.
func (closingPage) VersionPage(v tracking.ClosingView) string { return closingsPage{}.Page(v) }

// Differing counts the projects that stand otherwise today.
func (p closingPage) Differing() (n int) {
	for _, l := range p.Lines {
		if len(l.Today) > 0 {
			n++
		}
	}
	return n
}

// Rounding returns the note on rounding where the lines do not come to the totals as both are printed.
func (p closingPage) Rounding() string {
	plans, approved := models.Addition{Total: p.Totals.Plan}, models.Addition{Total: p.Totals.Approved}
	for _, l := range p.Lines {
		if !l.Dropped {
			plans.Parts = append(plans.Parts, l.Plan)
		}
		if l.Approved != nil {
			approved.Parts = append(approved.Parts, *l.Approved)
		}
	}
	return p.Lang.rounding(models.WanYuan, plans, approved)
}

func (h *handlers) showClosing(w http.ResponseWriter, r *http.Request) error {
	return h.writeClosing(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeClosing(w http.ResponseWriter, r *http.Request, status int, f form) error {
	month, err := models.ParseMonth(r.PathValue("month"))
	if err != nil {
		return err
	}
	query := r.URL.Query()
	version, _ := strconv.Atoi(query.Get("version")) // anything else shows the newest
	view, err := h.t.ClosingPage(r.Context(), actorOf(r), query.Get("year"), closingKind(query.Get("kind")), month,
		max(version, 0))
	if err != nil {
		return err
	}
	p := closingPage{basePage: h.base(w, r), ClosingPage: view, Form: f,
		MayReopen: models.CanCloseMonth(actorOf(r)) == nil && view.Newest && !view.Reopened &&
			view.Kind == models.ClosedMonth}
	p.add([]string{"closings.css"}, nil)
	p.Shown, p.Pager = part(r, listing{"page", "lines-title", "各项目", linesPerPage}, view.Lines)
	p.Unknown, p.NotYet = part(r, listing{"missing", "what-title", "未审定", linesPerPage}, view.Missing)
	h.write(w, r, status, "closing", "page", p)
	return nil
}

// closingKind returns a kind of the address; a month's closing when none is named.
func closingKind(text string) models.ClosingKind {
	if text == "" {
		return models.ClosedMonth
	}
	return models.ClosingKind(text)
}

// reopenMonth opens a closed month again.
func (h *handlers) reopenMonth(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	month, err := models.ParseMonth(r.PathValue("month"))
	if err != nil {
		return err
	}
	_, err = h.t.ReopenMonth(r.Context(), actorOf(r), f.Key, f.Value("programme"), tracking.CloseRequest{Month: month,
		Reason: f.Value("reason"), Document: f.Value("document")})
	if err != nil {
		if !f.wrong(err, fieldOfClosing) {
			return err
		}
		return h.writeClosing(w, r, statusOf(err), f)
	}
	return h.redirectWithMessage(w, r, closeAddress(models.ClosedMonth, month), phrase("已重新开启，可更正后再月结").in(f.lang))
}

// fieldOfClosing is the form field each error code of a closing belongs to.
var fieldOfClosing = map[string]string{"reason_missing": "reason", "document_missing": "document"}
