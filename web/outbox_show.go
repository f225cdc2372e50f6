package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// outboxPage lists unsent messages by receiver and day.
type outboxPage struct {
	basePage
	tracking.Outgoing
	NoList bool
	Links  []receiverLink
	Days   []outboxDay
	Pager  pager
	All    int // messages to all receivers
}

// receiverLink is a link to one receiver's messages.
type receiverLink struct {
	tracking.Receiver
	Address string
	Current bool
}

// outboxDay is the messages of one day.
type outboxDay struct {
	Day      models.Date
	Messages []tracking.OutgoingMessage
}

// outboxPerPage is how many messages one page lists.
const outboxPerPage = 50

func (h *handlers) showOutbox(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	out, err := h.t.Outgoing(r.Context(), actorOf(r), query.Get("year"), query.Get("to"))
	noList := err != nil && query.Get("year") == "" && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := outboxPage{basePage: h.base(w, r), Outgoing: out, NoList: noList}
	p.add([]string{"outputs.css"}, nil)
	for _, to := range out.Receivers {
		p.All += to.Messages
		p.Links = append(p.Links, receiverLink{to, with(r.URL, "to", to.Name), to.Name == out.To})
	}
	from, until, pages := paged(r, len(out.Messages), outboxPerPage)
	p.Pager = pages
	for _, m := range out.Messages[from:until] {
		day := m.At.Date()
		if n := len(p.Days); n == 0 || p.Days[n-1].Day != day {
			p.Days = append(p.Days, outboxDay{Day: day})
		}
		last := &p.Days[len(p.Days)-1]
		last.Messages = append(last.Messages, m)
	}
	h.write(w, r, http.StatusOK, "outbox", "page", p)
	return nil
}
