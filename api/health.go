package api

import (
	"net/http"
	"strings"
)

// health responds that the process is running.
func health(w http.ResponseWriter, _ *http.Request) { plain(w, "ok\n") }

// ready reports whether everything that the process needs is available. The first line of a successful response is
// "ready"; further lines report background work.
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
	_, _ = w.Write([]byte(text)) // the client has disconnected
}
