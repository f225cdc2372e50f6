package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// wallsPage is the links that show the board without anybody logging in.
type wallsPage struct {
	basePage
	Form  form
	Links []tracking.BoardLink
	Downs map[string]form // by link: to take it down
	Given string          // address of the link just given out; it is shown once
}

// wallDays is how long a link holds when nobody says otherwise.
const wallDays = 90

const wallDown phrase = "链接已撤下，那块屏幕一分钟内不再显示"

// showWalls lists the links to the board, with a form for another.
func (h *handlers) showWalls(w http.ResponseWriter, r *http.Request) error {
	return h.writeWalls(w, r, http.StatusOK, newWall(r), "")
}

// newWall is the form for a link, with a day it usually ends on.
func newWall(r *http.Request) form {
	f := newForm(r)
	f.Set("until", (visitOf(r).session.SeenAt.Date() + wallDays).String())
	return f
}

// hangBoard gives out a link. Its secret is kept nowhere, so the answer is the page that shows it, this once.
func (h *handlers) hangBoard(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	until, err := models.ParseDate(f.Value("until"))
	var given tracking.GivenToken
	if err == nil {
		given, err = h.t.HangBoard(r.Context(), actorOf(r), f.Key, tracking.NewBoardLink{Label: f.Value("label"),
			ExpiresOn: until})
	}
	if err != nil {
		if f.wrong(err, map[string]string{"label_missing": "label", "bad_expiry": "until", "bad_date": "until"}) {
			return h.writeWalls(w, r, statusOf(err), f, "")
		}
		return err
	}
	scheme := "http://"
	if h.encrypted(r) {
		scheme = "https://"
	}
	return h.writeWalls(w, r, http.StatusOK, newWall(r), scheme+r.Host+"/board/"+given.Token)
}

// takeBoardDown ends a link.
func (h *handlers) takeBoardDown(w http.ResponseWriter, r *http.Request) error {
	if err := h.t.TakeBoardDown(r.Context(), actorOf(r), key(r), r.PathValue("wall")); err != nil {
		return err
	}
	return h.done(w, r, "/walls", string(wallDown))
}

func (h *handlers) writeWalls(w http.ResponseWriter, r *http.Request, status int, f form, given string) error {
	links, err := h.t.BoardLinks(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := wallsPage{basePage: h.base(w, r), Form: f, Links: links, Downs: map[string]form{}, Given: given}
	for _, l := range links {
		p.Downs[l.ID] = newForm(r)
	}
	p.add([]string{"walls.css"}, nil)
	h.write(w, r, status, "walls", "page", p)
	return nil
}
