package web

import (
	"net/http"
	"strings"

	"duban/models"
	"duban/notify"
)

// hangFeed makes a link for calendar programs. Its secret is not stored, so the response is the page that shows it
// once.
func (h *handlers) hangFeed(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	given, err := h.t.HangFeed(r.Context(), actorOf(r), f.Key)
	if err != nil {
		return err
	}
	p, err := h.accountPage(w, r, newForm(r))
	if err != nil {
		return err
	}
	p.NewFeed = h.siteOf(r) + "/ics/" + given.Token + ".ics"
	h.write(w, r, http.StatusOK, "account", "page", p)
	return nil
}

// siteOf returns the address of the program as the browser knows it.
func (h *handlers) siteOf(r *http.Request) string {
	if h.encrypted(r) {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// showFeed answers a calendar program with a person's due days: titles without amounts, and where it is done.
func (h *handlers) showFeed(w http.ResponseWriter, r *http.Request) error {
	secret, _ := strings.CutSuffix(r.PathValue("link"), ".ics")
	todos, err := h.t.DueFeed(r.Context(), secret)
	if err != nil {
		return err
	}
	site := h.siteOf(r)
	entries := []notify.CalendarEntry{}
	for _, t := range todos {
		title := models.OutsideTitle(t.Kind.Chinese() + "：" + t.Title.Text)
		entries = append(entries, notify.CalendarEntry{ID: string(t.Kind) + "/" + t.Object, Title: title, Due: t.Due,
			Link: site + t.Path})
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Cache-Control", "private, no-store")
	_, err = w.Write(notify.Calendar("督办事项", r.Host, h.t.Now(), entries))
	return err
}
