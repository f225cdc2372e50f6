package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// createBoardLink creates a link. Its secret is not stored, so the response is the page that shows it once.
func (h *handlers) createBoardLink(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	until, err := models.ParseDate(f.Value("until"))
	var issued tracking.GivenToken
	if err == nil {
		link := tracking.NewBoardLink{Label: f.Value("label"), ExpiresOn: until}
		issued, err = h.t.HangBoard(r.Context(), actorOf(r), f.Key, link)
	}
	if err != nil {
		if f.wrong(err, map[string]string{"label_missing": "label", "bad_expiry": "until", "bad_date": "until"}) {
			return h.writeBoardLinks(w, r, statusOf(err), f, "")
		}
		return err
	}
	scheme := "http://"
	if h.encrypted(r) {
		scheme = "https://"
	}
	return h.writeBoardLinks(w, r, http.StatusOK, newBoardLinkForm(r), scheme+r.Host+"/board/"+issued.Token)
}
