package web

import (
	"net/http"
	"net/url"

	"duban/models"
)

// replay is the way through the year on the board: a link for each month that has figures, and while it plays the
// address of the month after, which the browser opens by itself.
type replay struct {
	Months  []replayLink
	Play    string // address that starts with January
	Stop    string // address of the month that is shown, without going on
	Next    string // "": it does not play
	Seconds int    // that a month is shown
}

type replayLink struct {
	Title   string
	Address string
	Current bool
}

// replaySeconds is how long a month stands while the year is played.
const replaySeconds = 4

// replayOf makes the links of a board: its months, and at their end today's board.
func replayOf(r *http.Request, year int, last models.Month) (out replay) {
	shown, err := models.ParseMonth(r.URL.Query().Get("month"))
	if err != nil || last == 0 {
		return out
	}
	at := func(month models.Month, play bool) string {
		query := url.Values{}
		if asked := r.URL.Query().Get("year"); asked != "" {
			query.Set("year", asked)
		}
		if month != 0 {
			query.Set("month", month.String())
			if play {
				query.Set("play", "1")
			}
		}
		return "?" + query.Encode()
	}
	l := languageOf(r)
	first := models.MonthOf(year, 1)
	for m := first; m <= last; m++ {
		out.Months = append(out.Months, replayLink{l.month(m), at(m, false), m == shown})
	}
	out.Months = append(out.Months, replayLink{l.text("当前"), at(0, false), shown == 0})
	out.Play, out.Stop, out.Seconds = at(first, true), at(shown, false), replaySeconds
	if shown != 0 && r.URL.Query().Get("play") != "" {
		out.Next = at(0, false)
		if shown < last {
			out.Next = at(shown+1, true)
		}
	}
	return out
}
