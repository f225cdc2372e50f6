package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

func (h *handlers) roundRoutes() []route {
	return []route{{pattern: "GET /round", who: seesAll, show: h.showRound}}
}

// roundPage shows who has reported in a round and who has not.
type roundPage struct {
	basePage
	tracking.RoundBoard
	NoList   bool
	Months   []models.Month // of the year
	MayFill  bool
	Today    models.Date
	Segments []segment
}

// segment is a part of the round's progress strip; X and Width in per mille.
type segment struct {
	Class    string
	X, Width int
}

// Expected returns the number of projects that have to report.
func (p roundPage) Expected() int { return p.RoundCount.Due }

// Open returns the number of projects that still have to report.
func (p roundPage) Open() int { return p.Outstanding() }

// Fill returns the address of the form that reports on behalf of the owner and returns here.
func (p roundPage) Fill(line tracking.RoundLine) string {
	return reportAddress(line.Year, line.Code, p.Month) + "&next=/round%3Fmonth%3D" + p.Month.String()
}

// Unapproved returns the number of projects that are due and not approved.
func (p roundPage) Unapproved() int { return p.RoundCount.Due - p.Approved }

// CloseAddress returns the address at which the month is closed.
func (p roundPage) CloseAddress() string { return closeAddress(models.ClosedMonth, p.Month) }

// Case returns the address of the waiting submission.
func (p roundPage) Case(line tracking.RoundLine) string { return reviewAddress(line.Submission) }

func (h *handlers) showRound(w http.ResponseWriter, r *http.Request) error {
	month, err := models.ParseMonth(r.URL.Query().Get("month"))
	if err != nil {
		return err
	}
	board, err := h.t.ChaseText(r.Context(), actorOf(r), r.URL.Query().Get("year"), month)
	noList := err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := roundPage{basePage: h.base(w, r), RoundBoard: board, NoList: noList, MayFill: models.CanSubmit(actorOf(r)) == nil,
		Today: board.AsOf.Date()}
	p.add([]string{"round.css"}, []string{"round.js"})
	if !noList {
		year := board.Month.Year()
		for m := models.MonthOf(year, 2); m <= models.MonthOf(year, 12); m++ {
			p.Months = append(p.Months, m)
		}
		p.Segments = p.segments()
	}
	h.write(w, r, http.StatusOK, "round", "page", p)
	return nil
}

func (p roundPage) segments() (all []segment) {
	x := 0
	for _, part := range []struct {
		class string
		count int
	}{{"approved", p.Approved}, {"waiting", p.Waiting}, {"open", p.Open()}, {"paused", p.Paused}} {
		if part.count > 0 {
			width := part.count * 1000 / p.Projects
			all = append(all, segment{part.class, x, width})
			x += width
		}
	}
	return all
}
