package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// release lets digests go, or holds them back.
func (h *handlers) release(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	choice := tracking.ReleaseChoice{Keys: f.values["delivery"], Hold: f.Value("hold") != "", Why: f.Value("why")}
	if len(choice.Keys) == 0 { // for scripts it means all
		err = models.Errorf(models.KindInvalid, "nothing_chosen", "请先勾选通知")
	} else {
		err = h.t.Release(r.Context(), actorOf(r), f.Key, choice)
	}
	switch {
	case err != nil && f.wrong(err, nil):
		return h.writeRelease(w, r, statusOf(err), f)
	case err != nil:
		return err
	case choice.Hold:
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
