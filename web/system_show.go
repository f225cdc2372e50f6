package web

import (
	"net/http"

	"duban/tracking"
)

func (h *handlers) systemRoutes() []route {
	return []route{{pattern: "GET /system", who: diagnoses, show: h.showSystem}}
}

// systemPage shows the doctor's checks, the failed ones first.
type systemPage struct {
	basePage
	All    int // number of checks
	Failed []finding
	Passed []tracking.Check
}

// finding is a failed check with its first findings and the number of the others.
type finding struct {
	tracking.Check
	More int
}

// findingsListed is how many findings of a check are shown; `duban doctor` lists all.
const findingsListed = 20

func (h *handlers) showSystem(w http.ResponseWriter, r *http.Request) error {
	d, err := h.t.Doctor(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := systemPage{basePage: h.base(w, r), All: len(d.Checks)}
	p.add([]string{"system.css"}, nil)
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
