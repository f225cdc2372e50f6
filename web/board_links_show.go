package web

import (
	"net/http"

	"duban/tracking"
)

// boardLinksPage lists the links that show the board without a login.
type boardLinksPage struct {
	basePage
	Form        form
	Links       []tracking.BoardLink
	RevokeForms map[string]form // by link ID: the form that revokes it
	NewLink     string          // address of the link just created, shown once
}

// boardLinkDays is the proposed lifetime of a link in days.
const boardLinkDays = 90

const boardLinkRevoked phrase = "链接已撤下，那块屏幕一分钟内不再显示"

// showBoardLinks lists the links to the board, with a form for a new one.
func (h *handlers) showBoardLinks(w http.ResponseWriter, r *http.Request) error {
	return h.writeBoardLinks(w, r, http.StatusOK, newBoardLinkForm(r), "")
}

// newBoardLinkForm returns the form for a link with the proposed last day.
func newBoardLinkForm(r *http.Request) form {
	f := newForm(r)
	f.Set("until", (visitOf(r).session.SeenAt.Date() + boardLinkDays).String())
	return f
}

func (h *handlers) writeBoardLinks(w http.ResponseWriter, r *http.Request, status int, f form, newLink string) error {
	links, err := h.t.BoardLinks(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := boardLinksPage{basePage: h.base(w, r), Form: f, Links: links, RevokeForms: map[string]form{}, NewLink: newLink}
	for _, l := range links {
		p.RevokeForms[l.ID] = newForm(r)
	}
	p.add([]string{"boardlinks.css"}, nil)
	h.write(w, r, status, "boardlinks", "page", p)
	return nil
}
