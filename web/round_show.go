package web

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

func (h *handlers) roundRoutes() []route {
	return []route{
		{pattern: "GET /round", who: seesAll, show: h.showRound},
		{pattern: "GET /round/text", who: seesAll, show: h.showChaseText},
		{pattern: "GET /settings/round", who: plans, show: h.showRoundSettings},
		{pattern: "POST /settings/round", who: plans, show: h.setRoundSettings},
	}
}

// roundPage shows who has reported in a round and who has not.
type roundPage struct {
	basePage
	tracking.RoundBoard
	NoList   bool
	Months   []models.Month // of the year
	MayFill  bool
	MayClose bool
	// MayReview: the person decides reports
	MayReview bool
	MayPlan   bool
	Today     models.Date
	Segments  []segment
	Parts     []unitPart // of the units, those on this part of the list
	Pager     pager
	Chase     chaseText // of all units
}

// unitPart is a responsible unit with the projects of it that are shown together.
type unitPart struct {
	tracking.RoundUnit
	Shown []tracking.RoundLine
	From  int // number of the first, from 1
	Chase chaseText
}

// Continued reports whether earlier projects of the unit are in the part before.
func (u unitPart) Continued() bool { return u.From > 1 }

// chaseText is a text to be pasted into a chat; a long one is cut at a line, and is whole at its address.
type chaseText struct {
	Text    string
	Cut     int // lines that are left out
	Address string
}

const (
	roundPerPage = 100 // projects listed at once
	chaseLines   = 80  // lines of a text
)

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

// CloseAddress returns the address at which the month is closed.
func (p roundPage) CloseAddress() string { return closeAddress(models.ClosedMonth, p.Month) }

// Case returns the address of the waiting submission.
func (p roundPage) Case(line tracking.RoundLine) string { return reviewAddress(line.Submission) }

// estimateSums is a row of sums of the estimates.
type estimateSums struct {
	models.EstimateSums
	Label string
}

// ShowsEstimates reports whether the month's estimates are asked for by now.
func (p roundPage) ShowsEstimates() bool { return p.Today >= p.Opens || p.Estimates.Estimated > 0 }

// EarlyDays reports whether the month may still be estimated.
func (p roundPage) EarlyDays() bool { return p.Today >= p.Opens && p.Today <= p.Month.Last() }

// GivenSums returns the sums of the projects that have given their estimates.
func (p roundPage) GivenSums() estimateSums {
	return estimateSums{p.Estimates.Given, p.Lang.text("已报预计的 %d 个", p.Estimates.Estimated)}
}

// AllSums returns the sums of all projects of the round.
func (p roundPage) AllSums() estimateSums {
	return estimateSums{p.Estimates.EstimateSums, p.Lang.text("全部 %d 个", p.Projects)}
}

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
		Today: board.AsOf.Date(), MayClose: models.CanCloseMonth(actorOf(r)) == nil,
		MayReview: models.CanReview(actorOf(r)) == nil, MayPlan: models.CanPlan(actorOf(r)) == nil}
	if takes(r) && !noList {
		return h.sendList(w, r, p.taken())
	}
	p.add([]string{"round.css"}, []string{"round.js"})
	if !noList {
		year := board.Month.Year()
		for m := models.MonthOf(year, 2); m <= models.MonthOf(year, 12); m++ {
			p.Months = append(p.Months, m)
		}
		p.Segments = p.segments()
		p.units(r)
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

// units cuts the units to the part to show. A unit with more projects than a part goes on in the next one.
func (p *roundPage) units(r *http.Request) {
	var parts []unitPart
	for _, u := range p.Units {
		for from := 0; from < len(u.Lines); from += roundPerPage {
			parts = append(parts, unitPart{RoundUnit: u, From: from + 1,
				Shown: u.Lines[from:min(from+roundPerPage, len(u.Lines))]})
		}
	}
	p.Parts, p.Pager = partByWeight(r, listing{"page", "units-title", "", roundPerPage}, parts,
		func(u unitPart) int { return len(u.Shown) })
	p.Pager.Total = len(p.Lines)
	p.Chase = p.chase(r, p.Text, "")
	for i := range p.Parts {
		if u := &p.Parts[i]; !u.Continued() {
			u.Chase = p.chase(r, u.Text, u.Unit)
		}
	}
}

func (p *roundPage) chase(r *http.Request, text, unit string) chaseText {
	lines := strings.SplitAfter(text, "\n")
	if len(lines) <= chaseLines {
		return chaseText{Text: text}
	}
	query := url.Values{"month": {p.Month.String()}, "unit": {unit}}
	if year := r.URL.Query().Get("year"); year != "" {
		query.Set("year", year)
	}
	return chaseText{strings.Join(lines[:chaseLines], ""), len(lines) - chaseLines, "/round/text?" + query.Encode()}
}

// showChaseText answers with the whole text of a round, of ?unit= alone when it is named, as a file.
func (h *handlers) showChaseText(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	month, err := models.ParseMonth(query.Get("month"))
	if err != nil {
		return err
	}
	board, err := h.t.ChaseText(r.Context(), actorOf(r), query.Get("year"), month)
	if err != nil {
		return err
	}
	text := board.Text
	if unit := query.Get("unit"); unit != "" {
		i := slices.IndexFunc(board.Units, func(u tracking.RoundUnit) bool { return u.Unit == unit })
		if i < 0 {
			return models.Errorf(models.KindNotFound, "no_unit", "该轮没有责任单位“%s”，请从进度调度页面打开", unit)
		}
		text = board.Units[i].Text
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="round-`+board.Month.String()+`.txt"`)
	_, _ = io.WriteString(w, text) // fails only when the client has gone
	return nil
}
