package web

import (
	"net/http"
	"strconv"

	"duban/models"
)

// newMeetingPage is the form that enters a meeting.
type newMeetingPage struct {
	basePage
	meetingDraft
}

// fieldOfMeeting is the form field each error code of a meeting belongs to.
var fieldOfMeeting = map[string]string{
	"held_missing": "held_on", "held_future": "held_on", "attended_too_long": "attended", "items_missing": "lines",
	"items_too_many": "lines", "line_wrong": "lines", "item_wrong": "lines",
	"number_missing": "number",
	"scan_missing":   "files",
}

func (h *handlers) showMeetingForm(w http.ResponseWriter, r *http.Request) error {
	h.writeMeetingForm(w, r, http.StatusOK, newForm(r))
	return nil
}

func (h *handlers) writeMeetingForm(w http.ResponseWriter, r *http.Request, status int, f form) {
	p := newMeetingPage{basePage: h.base(w, r), meetingDraft: meetingDraft{f, meetingsAddress}}
	p.add([]string{"ladder.css"}, nil)
	h.write(w, r, status, "meetingnew", "page", p)
}

// keepMeeting enters a meeting as a draft, or changes a draft.
func (h *handlers) keepMeeting(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("meeting")
	entry := models.MeetingEntry{Title: f.Value("title"), Place: f.Value("place"), Chair: f.Value("chair"),
		Attended: f.Value("attended"), Lines: f.Value("lines"), Version: versionSeen(f)}
	if entry.HeldOn, err = models.ParseDate(f.Value("held_on")); err != nil {
		f.errors["held_on"] = f.lang.say(models.AsError(err).Message)
	} else {
		page, wrong := h.t.KeepMeeting(r.Context(), actorOf(r), f.Key, id, entry)
		if wrong == nil {
			return h.redirectWithMessage(w, r, meetingAddress(page.ID), f.lang.text("已存为草稿，请核对后登记纪要"))
		}
		err = wrong
	}
	if !f.wrong(err, fieldOfMeeting) {
		return err
	}
	if id == "" {
		h.writeMeetingForm(w, r, statusOf(err), f)
		return nil
	}
	view, loading := h.t.Meeting(r.Context(), actorOf(r), id)
	if loading != nil {
		return loading
	}
	h.writeMeeting(w, r, statusOf(err), view, &f, upload{form: newForm(r)})
	return nil
}

// decideMeeting registers the signed minutes; the items become tasks.
func (h *handlers) decideMeeting(w http.ResponseWriter, r *http.Request) error {
	u, err := sentUpload(r)
	defer clearUploads(r)
	if err != nil {
		return err
	}
	id, c := r.PathValue("meeting"), models.Minutes{Number: u.Value("number"), Version: versionSeen(u.form)}
	if err = h.keepFiles(r, &u); err != nil {
		u.errors["files"] = u.lang.say(models.AsError(err).Message)
	} else {
		if len(u.Kept) > 0 {
			c.Evidence = &u.Kept[len(u.Kept)-1]
		}
		if _, err = h.t.DecideMeeting(r.Context(), actorOf(r), u.Key, id, c); err == nil {
			return h.redirectWithMessage(w, r, meetingAddress(id), u.lang.text("纪要已登记，议定事项已交办"))
		}
	}
	if !u.wrong(err, fieldOfMeeting) {
		return err
	}
	view, loading := h.t.Meeting(r.Context(), actorOf(r), id)
	if loading != nil {
		return loading
	}
	h.writeMeeting(w, r, statusOf(err), view, nil, u)
	return nil
}

// versionSeen is the version of the draft that a form was made from; 0 when it does not say.
func versionSeen(f form) int {
	version, _ := strconv.Atoi(f.Value("version")) // only the program's own forms have it
	return version
}
