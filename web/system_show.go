package web

import (
	"net/http"

	"duban/tracking"
)

func (h *handlers) systemRoutes() []route {
	return []route{{pattern: "GET /system", who: diagnoses, show: h.showSystem}}
}

// systemPage is what the doctor says now: what is wrong first.
type systemPage struct {
	basePage
	All    int // checks
	Failed []finding
	Passed []tracking.Check
}

// finding is a check that found something: the first few of it, and how many more.
type finding struct {
	tracking.Check
	More int
}

// findingsListed is how much of a check's findings is shown; the command lists all.
const findingsListed = 20

func (h *handlers) showSystem(w http.ResponseWriter, r *http.Request) error {
	d, err := h.t.Doctor(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := systemPage{basePage: h.base(w, r), All: len(d.Checks)}
	for _, c := range d.Checks {
		if c.OK {
			p.Passed = append(p.Passed, c)
			continue
		}
		f := finding{Check: c, More: max(0, len(c.Found)-findingsListed)}
		f.Found = f.Found[:len(f.Found)-f.More]
		p.Failed = append(p.Failed, f)
	}
	h.write(w, r, http.StatusOK, "system", "page", p)
	return nil
}
