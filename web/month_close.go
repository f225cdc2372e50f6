package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// closeMonthPage shows a month, or an upward report, as it would be frozen, and freezes it.
type closeMonthPage struct {
	basePage
	tracking.ClosePreview
	Form        form
	MayClose    bool
	NeedsReason bool
	Unknown     []string                // the part of those without a figure
	NotYet      pager                   // of Unknown
	Continued   []models.ProjectFigures // the part of those with an earlier figure
	Kept        pager                   // of Continued
}

// NewestPage returns the address of the newest version.
func (p closeMonthPage) NewestPage() string { return closingAddress(p.Kind, p.Month) }

// Action returns the address the form is sent to.
func (p closeMonthPage) Action() string { return closeAddress(p.Kind, p.Month) }

func (h *handlers) showCloseMonth(w http.ResponseWriter, r *http.Request) error {
	return h.writeCloseMonth(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeCloseMonth(w http.ResponseWriter, r *http.Request, status int, f form) error {
	month, err := models.ParseMonth(r.PathValue("month"))
	if err != nil {
		return err
	}
	query := r.URL.Query()
	view, err := h.t.PreviewClosing(r.Context(), actorOf(r), query.Get("year"), closingKind(query.Get("kind")), month)
	if err != nil {
		return err
	}
	p := closeMonthPage{basePage: h.base(w, r), ClosePreview: view, Form: f,
		MayClose:    models.CanCloseMonth(actorOf(r)) == nil && view.Refusal == "",
		NeedsReason: view.Newest != nil || view.Kind == models.ClosedMonth && len(view.Missing) > 0}
	p.add([]string{"closings.css"}, nil)
	p.Unknown, p.NotYet = part(r, listing{"missing", "missing-title", "未审定", linesPerPage}, view.Missing)
	p.Continued, p.Kept = part(r, listing{"carried", "carried-title", "沿用上期审定数", linesPerPage}, view.Carried)
	h.write(w, r, status, "closemonth", "page", p)
	return nil
}

// closeMonth closes a month, or confirms an upward report.
func (h *handlers) closeMonth(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	month, err := models.ParseMonth(r.PathValue("month"))
	if err != nil {
		return err
	}
	kind := closingKind(r.URL.Query().Get("kind"))
	_, err = h.t.CloseMonth(r.Context(), actorOf(r), f.Key, f.Value("programme"), tracking.CloseRequest{Kind: kind,
		Month: month, Reason: f.Value("reason")})
	if err != nil {
		if !f.wrong(err, fieldOfClosing) {
			return err
		}
		return h.writeCloseMonth(w, r, statusOf(err), f)
	}
	message := phrase("已月结").in(f.lang)
	if kind != models.ClosedMonth {
		message = phrase("已确认上报").in(f.lang)
	}
	return h.redirectWithMessage(w, r, closingAddress(kind, month), message)
}
