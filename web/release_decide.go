package web

import (
	"net/http"

	"duban/tracking"
)

// release lets digests go, or holds them back.
func (h *handlers) release(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	choice := tracking.ReleaseChoice{Keys: f.values["delivery"], Hold: f.Value("hold") != "", Why: f.Value("why")}
	err = h.t.Release(r.Context(), actorOf(r), f.Key, choice)
	if f.wrong(err, map[string]string{"reason_missing": "why"}) {
		return h.writeRelease(w, r, statusOf(err), f)
	}
	if err != nil {
		return err
	}
	if choice.Hold {
		return h.redirectWithMessage(w, r, "/release", "已记录，不再发送")
	}
	return h.redirectWithMessage(w, r, "/release", "已转发送")
}

// setRelease says whether digests leave by themselves.
func (h *handlers) setRelease(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	if err := h.t.SetReleaseAuto(r.Context(), actorOf(r), f.Key, f.Value("programme"), f.Value("auto") != ""); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/release", "已保存")
}
