package web

import (
	"net/url"

	"duban/tracking"
)

func (h *handlers) reviewRoutes() []route {
	return []route{
		{pattern: "GET /reviews", who: reviews, show: h.showReviews},
		{pattern: "GET /reviews/{submission}", who: seesOwn, show: h.showReview},
		{pattern: "POST /reviews/{submission}", who: reviews, show: h.decide},
	}
}

// reviewAddress returns the address of one submission.
func reviewAddress(submission string) string { return "/reviews/" + url.PathEscape(submission) }

// queuedAddress returns the address of a submission in the queue; "" is the first.
func queuedAddress(order tracking.ReviewOrder, submission string) string {
	q := url.Values{}
	if order != tracking.OldestFirst {
		q.Set("order", string(order))
	}
	if submission != "" {
		q.Set("at", submission)
	}
	if len(q) == 0 {
		return "/reviews"
	}
	return "/reviews?" + q.Encode()
}
