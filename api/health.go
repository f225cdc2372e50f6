package api

import "net/http"

// health says that the process is up.
func health(w http.ResponseWriter, _ *http.Request) { plain(w, "ok\n") }

// ready says whether the means the process needs are there; why not is for the log.
func (h handlers) ready(w http.ResponseWriter, r *http.Request) {
	if err := h.t.Ready(r.Context()); err != nil {
		p := refuse(r.Context(), err)
		p.Status = http.StatusServiceUnavailable
		p.Title = titles[p.Status]
		write(w, p)
		return
	}
	plain(w, "ready\n")
}

func plain(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(text)) // the client has gone; there is nobody to tell
}
