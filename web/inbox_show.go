package web

import (
	"net/http"

	"duban/tracking"
)

// inboxPerPage is how many messages are shown at once.
const inboxPerPage = 50

// inboxPage shows a person what they were told.
type inboxPage struct {
	basePage
	tracking.Inbox
	Form  form
	Pager pager
}

func (h *handlers) showInbox(w http.ResponseWriter, r *http.Request) error {
	inbox, err := h.t.Inbox(r.Context(), actorOf(r), inboxPerPage, pageStart(r, inboxPerPage))
	if err != nil {
		return err
	}
	p := inboxPage{basePage: h.base(w, r), Inbox: inbox, Form: newForm(r)}
	_, _, p.Pager = paged(r, inbox.Total, inboxPerPage)
	p.add([]string{"inbox.css"}, nil)
	h.write(w, r, http.StatusOK, "inbox", "page", p)
	return nil
}

// readInbox marks one message or all as read.
func (h *handlers) readInbox(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	if err := h.t.ReadInbox(r.Context(), actorOf(r), f.Key, f.values["id"]); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/inbox", "已标为已读")
}
