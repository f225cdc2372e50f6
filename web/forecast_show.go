package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

var forecasts = permission{ask: models.CanForecast}

func (h *handlers) forecastRoutes() []route {
	return []route{{pattern: "GET /forecast", who: forecasts, show: h.showForecast}}
}

// forecastPage shows what the year is expected to come to, project by project.
type forecastPage struct {
	basePage
	tracking.ForecastView
	NoList bool
	Shown  []models.ProjectForecast // of the part of the list
	Pager  pager
}

// forecastsPerPage is how many projects the page lists at once.
const forecastsPerPage = 60

// holdsShown is how many of a project's holds the page lists.
const holdsShown = 3

func (h *handlers) showForecast(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	month, err := models.ParseMonth(query.Get("month"))
	if err != nil {
		return err
	}
	view, err := h.t.Forecast(r.Context(), actorOf(r), query.Get("year"), "", month)
	noList := query.Get("year") == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := forecastPage{basePage: h.base(w, r), ForecastView: view, NoList: noList}
	p.add([]string{"plans.css", "closings.css", "leader.css"}, nil)
	p.Shown, p.Pager = part(r, listing{parameter: "page", anchor: "lines-title", size: forecastsPerPage}, view.Projects)
	h.write(w, r, http.StatusOK, "forecast", "page", p)
	return nil
}

// Top are the first holds of a project.
func (p forecastPage) Top(one models.ProjectForecast) []models.Hold {
	return one.Holds[:min(len(one.Holds), holdsShown)]
}

// outlookSentence says what the year is expected to come to, and whether that reaches the target.
func (l lang) outlookSentence(o models.Outlook) string {
	if !o.Known {
		return l.text("审定数不足 %d 个月，还不能测算全年", models.ForecastMonths)
	}
	return l.text("按当前进度测算，全年预计完成 %s—%s 亿元，%s", l.yi(o.Low), l.yi(o.High), l.outlookResult(o))
}

// gapShown is how many of the projects that close the gap a page names.
const gapShown = 8

// gapFirst are the first of them.
func gapFirst(o models.Outlook) []models.GapProject {
	return o.GapProjects[:min(len(o.GapProjects), gapShown)]
}
