package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// historyPage is the history of a project, the newest first.
type historyPage struct {
	basePage
	tracking.History
	Days    []historyDay
	Pager   pager
	Address string
}

// historyDay is the entries of one day.
type historyDay struct {
	Day   models.Date
	Lines []tracking.HistoryLine
}

const historyPerPage = 60

// showHistory shows one page of a project's history.
func (h *handlers) showHistory(w http.ResponseWriter, r *http.Request) error {
	from := pageStart(r, historyPerPage)
	history, err := h.t.ProjectHistory(r.Context(), actorOf(r), projectOf(r), from, historyPerPage)
	if err != nil {
		return err
	}
	p := historyPage{basePage: h.base(w, r), History: history, Address: projectAddress(history.Year, history.Project)}
	_, _, p.Pager = paged(r, history.Total, historyPerPage)
	for _, line := range history.Lines {
		if n := len(p.Days); n == 0 || p.Days[n-1].Day != line.At.Date() {
			p.Days = append(p.Days, historyDay{Day: line.At.Date()})
		}
		last := &p.Days[len(p.Days)-1]
		last.Lines = append(last.Lines, line)
	}
	p.add([]string{"project.css"}, nil)
	h.write(w, r, http.StatusOK, "history", "page", p)
	return nil
}
