package web

import (
	"context"
	"net/http"

	"duban/models"
	"duban/tracking"
)

// fieldOfNote is the form field each error code of a note belongs to.
var fieldOfNote = map[string]string{
	"text_missing": "text", "text_too_long": "text", "paper_missing": "paper",
	"paper_on_missing": "paper_on", "paper_on_future": "paper_on", "paper_on_before": "paper_on",
	"due_past": "due", "bad_date": "due",
	"party_missing": "party", "bad_party": "party", "bad_addressee": "addressee",
}

// notesDone is the message after a note of each kind.
var notesDone = map[models.NoteKind]string{models.NoteAcknowledged: "已签收", models.NoteInstructed: "批示已记录",
	models.NoteReplied: "答复已记录"}

// noteBy returns the handler of the form for one kind of note.
func (h *handlers) noteBy(kind models.NoteKind) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		if models.CanUpload(actorOf(r)) != nil { // no files allowed: the size of an ordinary form is enough
			r.Body = http.MaxBytesReader(w, r.Body, largestForm)
		}
		u, err := sentUpload(r)
		if err != nil {
			return err
		}
		c, err := h.parseNote(r, &u)
		if err == nil {
			if _, err = h.noteUseCase(kind)(r.Context(), actorOf(r), u.Key, r.PathValue("escalation"), c); err == nil {
				back := localPath(u.Value("back"))
				if back == "" {
					back = ladderAddress(r.PathValue("escalation"))
				}
				done := notesDone[kind]
				if kind == models.NoteAcknowledged && models.CanActAsLeader(actorOf(r)) == nil {
					done = phrase("已圈阅").in(languageOf(r))
				}
				return h.redirectWithMessage(w, r, back, done)
			}
		}
		if !u.wrong(err, fieldOfNote) {
			return err
		}
		view, loading := h.t.EscalationPage(r.Context(), actorOf(r), r.PathValue("escalation"))
		if loading != nil {
			return loading
		}
		h.writeEscalation(w, r, statusOf(err), view, kind, u)
		return nil
	}
}

// noteUseCase returns the use case that makes a note of a kind.
func (h *handlers) noteUseCase(kind models.NoteKind) func(ctx context.Context, actor models.Actor,
	key, escalation string, c models.NoteCommand) (tracking.NoteView, error) {
	switch kind {
	case models.NoteAcknowledged:
		return h.t.SignFor
	case models.NoteInstructed:
		return h.t.Instruct
	}
	return h.t.Reply
}

// parseNote reads a note from its form and stores the attached scan.
func (h *handlers) parseNote(r *http.Request, u *upload) (c models.NoteCommand, err error) {
	c = models.NoteCommand{Party: u.Value("party"), Text: u.Value("text"), Addressee: u.Value("addressee"),
		Paper: u.Value("paper")}
	for field, to := range map[string]*models.Date{"due": &c.Due, "paper_on": &c.PaperOn} {
		text := u.Value(field)
		if text == "" {
			continue
		}
		if *to, err = models.ParseDate(text); err != nil {
			u.errors[field] = u.lang.say(models.AsError(err).Message)
			return c, err
		}
	}
	if err := h.keepFiles(r, u); err != nil {
		u.errors["files"] = u.lang.say(models.AsError(err).Message)
		return c, err
	}
	if len(u.Kept) > 0 {
		c.Evidence = &u.Kept[len(u.Kept)-1]
	}
	return c, nil
}
