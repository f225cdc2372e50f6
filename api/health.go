package api

import (
	"net/http"
	"strings"
)

// health says that the process is up.
func health(w http.ResponseWriter, _ *http.Request) { plain(w, "ok\n") }

// ready says whether what the process needs is there. The first line of a good answer is "ready"; lines after it say
// what goes on in the background.
func (h handlers) ready(w http.ResponseWriter, r *http.Request) {
	notes, err := h.t.Ready(r.Context())
	if err != nil {
		p := refuse(r.Context(), err)
		p.Status = http.StatusServiceUnavailable
		p.Title = titles[p.Status]
		write(w, p)
		return
	}
	plain(w, strings.Join(append([]string{"ready"}, notes...), "\n")+"\n")
}

func plain(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(text)) // the client has gone; there is nobody to tell
}
