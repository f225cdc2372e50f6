package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

func (h *handlers) interimRoutes() []route {
	return []route{
		{pattern: "GET /settings/interim", who: plans, show: h.showInterim},
		{pattern: "POST /settings/interim", who: plans, show: h.setInterim},
		{pattern: "POST /settings/interim/{round}/end", who: plans, show: h.endInterim},
	}
}

// interimPage shows, enters and ends ten-day and weekly rounds.
type interimPage struct {
	basePage
	tracking.InterimPage
	Form  form // that enters a round
	End   form // that ends the round named EndOf
	EndOf string
	Kinds []option
	Asks  []option
}

// interimLists are the choices of which projects are asked.
const (
	interimAll       = "all"
	interimCityMajor = "city_major"
)

// fieldOfInterim is the form field each error code of a round belongs to.
var fieldOfInterim = map[string]string{
	"bad_interim_kind": "kind", "document_missing": "document", "document_used": "document", "title_missing": "title",
	"document_day": "document_on", "first_past": "first_day", "last_missing": "last_day", "interim_overlaps": "first_day",
	"reason_missing": "reason",
}

func (h *handlers) showInterim(w http.ResponseWriter, r *http.Request) error {
	return h.writeInterim(w, r, http.StatusOK, interimPage{Form: newForm(r), End: newForm(r)})
}

func (h *handlers) writeInterim(w http.ResponseWriter, r *http.Request, status int, p interimPage) error {
	view, err := h.t.Interim(r.Context(), actorOf(r), "")
	if err != nil {
		return err
	}
	p.basePage, p.InterimPage = h.base(w, r), view
	for _, kind := range []models.InterimKind{models.InterimTenDays, models.InterimWeek} {
		p.Kinds = append(p.Kinds, option{string(kind), p.Lang.text(phrase(kind.Chinese()))})
	}
	p.Asks = []option{{interimAll, p.Lang.text("全部项目")}, {interimCityMajor, p.Lang.text("市重大项目")}}
	h.write(w, r, status, "interim", "page", p)
	return nil
}

func (h *handlers) setInterim(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	entry := models.InterimEntry{Kind: models.InterimKind(f.Value("kind")), Document: f.Value("document"),
		CityMajor: f.Value("projects") == interimCityMajor, Title: f.Value("title")}
	for name, day := range map[string]*models.Date{"document_on": &entry.DocumentOn, "first_day": &entry.FirstDay,
		"last_day": &entry.LastDay} {
		var wrong error
		if *day, wrong = models.ParseDate(f.Value(name)); wrong != nil {
			f.errors[name], err = f.lang.say(models.AsError(wrong).Message), wrong
		}
	}
	if err == nil {
		if _, err = h.t.SetInterim(r.Context(), actorOf(r), f.Key, "", entry); err == nil {
			return h.redirectWithMessage(w, r, "/settings/interim", f.lang.text("已登记"))
		}
		if !f.wrong(err, fieldOfInterim) {
			return err
		}
	}
	return h.writeInterim(w, r, statusOf(err), interimPage{Form: f, End: newForm(r)})
}

func (h *handlers) endInterim(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("round")
	_, err = h.t.EndInterim(r.Context(), actorOf(r), f.Key, id, models.InterimEnding{Reason: f.Value("reason")})
	if err == nil {
		return h.redirectWithMessage(w, r, "/settings/interim", f.lang.text("已提前结束"))
	}
	if !f.wrong(err, fieldOfInterim) {
		return err
	}
	return h.writeInterim(w, r, statusOf(err), interimPage{Form: newForm(r), End: f, EndOf: id})
}

// EndForm is the form that ends a round: as it was sent, for the round whose ending was refused.
func (p interimPage) EndForm(id string) form {
	if id == p.EndOf {
		return p.End
	}
	return form{Key: p.End.Key, lang: p.End.lang}
}
