package web

import (
	"net/http"
	"strconv"

	"duban/models"
	"duban/tracking"
)

// roundSettingsPage sets a programme's days of a round.
type roundSettingsPage struct {
	basePage
	tracking.RoundSettingsPage
	Form form
}

func (h *handlers) showRoundSettings(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.RoundSettings(r.Context(), actorOf(r), "")
	if err != nil {
		return err
	}
	f := newForm(r)
	for name, value := range map[string]int{"opens": view.OpensDay, "estimate": view.EstimateDay, "city": view.CityDay,
		"lead": view.CityLead, "pre_review": view.PreReviewDays, "resume": view.ResumeDays} {
		f.Set(name, strconv.Itoa(value))
	}
	h.writeRoundSettings(w, r, http.StatusOK, view, f)
	return nil
}

func (h *handlers) writeRoundSettings(w http.ResponseWriter, r *http.Request, status int,
	view tracking.RoundSettingsPage, f form) {
	p := roundSettingsPage{basePage: h.base(w, r), RoundSettingsPage: view, Form: f}
	h.write(w, r, status, "rounddays", "page", p)
}

func (h *handlers) setRoundSettings(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	_, err = h.t.SetRoundSettings(r.Context(), actorOf(r), f.Key, "",
		models.RoundEntry{RoundSettings: models.RoundSettings{OpensDay: f.number("opens"),
			EstimateDay: f.number("estimate"), CityDay: f.number("city"), CityLead: f.number("lead"),
			PreReviewDays: f.number("pre_review")}, ResumeDays: f.number("resume")})
	if err == nil {
		return h.redirectWithMessage(w, r, "/settings/round", languageOf(r).text("已保存"))
	}
	if !f.wrong(err, nil) {
		return err
	}
	view, loading := h.t.RoundSettings(r.Context(), actorOf(r), "")
	if loading != nil {
		return loading
	}
	h.writeRoundSettings(w, r, statusOf(err), view, f)
	return nil
}

// Act returns the address at which a task of the round is done by the person who looks; "" for none.
func (p roundPage) Act(t models.RoundTask) string {
	if !t.Open {
		return ""
	}
	switch t.Kind {
	case models.RoundTaskEstimateUp, models.RoundTaskVerifiedUp, models.RoundTaskClose:
		if p.MayClose {
			return closeAddress(map[models.RoundTaskKind]models.ClosingKind{
				models.RoundTaskEstimateUp: models.ClosedEstimate, models.RoundTaskVerifiedUp: models.ClosedVerified,
				models.RoundTaskClose: models.ClosedMonth}[t.Kind], p.Month)
		}
	case models.RoundTaskReview:
		if p.MayReview {
			return "/reviews"
		}
	case models.RoundTaskEstimate, models.RoundTaskReport, models.RoundTaskPreReview:
	}
	return ""
}
