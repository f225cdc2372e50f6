package web

import (
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

// reviewsPage is the queue with the selected submission beside it, or one submission without the queue.
type reviewsPage struct {
	basePage
	Queue  tracking.ReviewQueue
	Order  tracking.ReviewOrder
	Form   form   // to accept several
	All    bool   // tick every box
	Undo   string // address that withdraws the acceptance given just now; "": none
	Chosen bool   // a submission was chosen: on a phone it replaces the list
	Alone  bool   // one submission without the queue
	Case   *reviewCase
	Lines  []tracking.ReviewLine // of the part of the queue
	Pager  pager
}

// casesPerPage is how many submissions of the queue are listed at once.
const casesPerPage = 60

// showReviews shows the submissions that wait for a decision, and the one in ?at=, else the first.
func (h *handlers) showReviews(w http.ResponseWriter, r *http.Request) error {
	order := tracking.ReviewOrder(r.URL.Query().Get("order"))
	queue, err := h.t.ReviewQueue(r.Context(), actorOf(r), order)
	if err != nil {
		return err
	}
	p := reviewsPage{basePage: h.base(w, r), Queue: queue, Order: order, Form: newForm(r), All: r.URL.Query().Has("all")}
	if id := r.URL.Query().Get("accepted"); id != "" {
		p.Undo = reviewAddress(id) + "/take-back"
	}
	if takes(r) {
		return h.sendList(w, r, p.taken())
	}
	p.add([]string{"reviews.css"}, []string{"reviews.js"})
	at := r.URL.Query().Get("at")
	place := slices.IndexFunc(queue.Lines, func(l tracking.ReviewLine) bool { return l.ID == at })
	p.Chosen = place >= 0
	if place = max(place, 0); place < len(queue.Lines) {
		view, err := h.t.SubmissionPage(r.Context(), actorOf(r), queue.Lines[place].ID)
		if err != nil {
			return err
		}
		p.Case = caseOf(r, view)
		p.Case.place(queue, order, place)
	}
	if !r.URL.Query().Has("page") { // the part with the chosen submission
		r = r.Clone(r.Context())
		r.URL.RawQuery += "&page=" + itoa(place/casesPerPage+1)
	}
	p.Lines, p.Pager = part(r, listing{"page", "queue-title", "", casesPerPage}, queue.Lines)
	h.write(w, r, http.StatusOK, "reviews", "page", p)
	return nil
}

// To returns the address of a submission in the queue.
func (p reviewsPage) To(submission string) string { return queuedAddress(p.Order, submission) }

// Here is the address of the queue in its order.
func (p reviewsPage) Here() string { return queuedAddress(p.Order, "") }

// AllAddress returns the address that ticks every box, or none when all are ticked.
func (p reviewsPage) AllAddress() string {
	address := queuedAddress(p.Order, "")
	switch {
	case p.All:
		return address
	case p.Order == tracking.OldestFirst:
		return address + "?all=1"
	}
	return address + "&all=1"
}

// place sets the submission's position and neighbours in the queue.
func (c *reviewCase) place(queue tracking.ReviewQueue, order tracking.ReviewOrder, at int) {
	c.Place, c.Places = at+1, len(queue.Lines)
	if at > 0 {
		c.Previous = queuedAddress(order, queue.Lines[at-1].ID)
	}
	c.Following = queuedAddress(order, "")
	if at+1 < len(queue.Lines) {
		c.Following = queuedAddress(order, queue.Lines[at+1].ID)
		c.Next = c.Following
	}
}

// compared is a figure or text of a submission beside earlier ones.
type compared struct {
	Label             string
	Before, Last, Now string // the month before, the last submission, this one
	Plan              string
	Same              bool // Now is the same text as Before
}

// compare returns a report's figures and texts beside those of the month before and of the last submission.
func compare(l lang, v tracking.SubmissionPage) (figures, words []compared) {
	if v.Report == nil {
		return nil, nil
	}
	before, last := v.Before, v.Last
	if before == nil {
		before = &tracking.MonthLine{}
	}
	if last == nil {
		last = &tracking.HandedIn{}
	}
	known := func(approved, reported *models.Money) *models.Money {
		if approved != nil {
			return approved
		}
		return reported
	}
	row := func(label phrase, before, last, now *models.Money, plan models.Money) {
		figures = append(figures, compared{Label: label.in(l),
			Before: amount(before), Last: amount(last), Now: amount(now), Plan: wan(plan)})
	}
	ytd := known(before.ApprovedYTD, before.ReportedYTD)
	row("本月完成", known(before.ApprovedMonth, before.ReportedMonth), last.MonthAmount, v.MonthAmount, v.Report.Plan)
	if before.Estimate != nil || v.Report.Estimate != nil {
		row("本月预计", before.Estimate, nil, v.Report.Estimate, v.Report.Plan)
	}
	row("年初至本月累计", ytd, last.YTDAmount, v.YTDAmount, v.Report.Scheduled)
	figures = append(figures, compared{
		Label:  l.text("占年度计划"),
		Before: share(ytd, v.AnnualPlan), Last: share(last.YTDAmount, v.AnnualPlan),
		Now: share(v.YTDAmount, v.AnnualPlan), Plan: share(&v.Report.Scheduled, v.AnnualPlan),
	})
	say := func(label phrase, before, last, now string) {
		if before+last+now != "" {
			words = append(words, compared{Label: label.in(l), Before: before, Last: last, Now: now,
				Same: now != "" && now == before})
		}
	}
	say("形象进度", before.Physical, last.Physical, v.Physical)
	say("存在问题", before.Problems, last.Problems, v.Problems)
	say("下一步计划", before.NextStep, last.NextStep, v.NextStep)
	return figures, words
}
