package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// yearEndPage shows the turn of a year, and hands it over.
type yearEndPage struct {
	basePage
	tracking.YearEnd
	NoList  bool
	Form    form
	MayTurn bool
	Refused []tracking.YearEndFailed
	Shown   []tracking.YearEndLine // projects of the part of the list
	Pager   pager
}

// turnsPerPage is how many projects the page lists at once.
const turnsPerPage = 60

// NextYear is the year the projects go on in.
func (p yearEndPage) NextYear() int { return p.Year + 1 }

func (h *handlers) yearEndRoutes() []route {
	return []route{
		{pattern: "GET /year-end", who: seesAll, show: h.showYearEnd},
		{pattern: "POST /year-end", who: plans, show: h.handOverYear},
	}
}

func (h *handlers) showYearEnd(w http.ResponseWriter, r *http.Request) error {
	return h.writeYearEnd(w, r, http.StatusOK, r.URL.Query().Get("programme"), newForm(r), nil)
}

func (h *handlers) writeYearEnd(w http.ResponseWriter, r *http.Request, status int, programme string, f form,
	refused []tracking.YearEndFailed) error {
	view, err := h.t.YearEnd(r.Context(), actorOf(r), programme)
	noList := err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := yearEndPage{basePage: h.base(w, r), YearEnd: view, NoList: noList, Form: f, Refused: refused,
		MayTurn: models.CanPlan(actorOf(r)) == nil && view.Refusal.IsZero()}
	p.add([]string{"plans.css", "closings.css"}, nil)
	p.Shown, p.Pager = part(r, listing{parameter: "page", anchor: "list-title", size: turnsPerPage}, view.Projects)
	h.write(w, r, status, "yearend", "page", p)
	return nil
}

// handOverYear hands the year over; what could not be handed over is named on the page.
func (h *handlers) handOverYear(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	programme := f.Value("programme")
	done, err := h.t.HandOverYear(r.Context(), actorOf(r), f.Key, programme, tracking.HandOver{
		Reason: trimmedValue(f, "reason"), Document: trimmedValue(f, "document")})
	switch {
	case err == nil && len(done.Refused) > 0:
		return h.writeYearEnd(w, r, http.StatusConflict, programme, f, done.Refused)
	case err == nil:
		return h.redirectWithMessage(w, r, "/year-end?programme="+url.QueryEscape(programme),
			f.lang.text("已结转 %d 个项目", done.Done))
	case f.wrong(err, nil):
		return h.writeYearEnd(w, r, statusOf(err), programme, f, nil)
	}
	return err
}
