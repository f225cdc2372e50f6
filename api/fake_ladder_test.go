package api

import (
	"context"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) EscalationPage(_ context.Context, a models.Actor, id string) (tracking.EscalationPage, error) {
	return tracking.EscalationPage{}, f.note(a, "escalation %s", id)
}

func (f *fake) SignFor(_ context.Context, a models.Actor, key, id string, c models.NoteCommand) (tracking.NoteView,
	error) {
	return tracking.NoteView{Kind: models.NoteAcknowledged}, f.note(a, "sign %s %s %+v", key, id, c)
}

func (f *fake) Instruct(_ context.Context, a models.Actor, key, id string, c models.NoteCommand) (tracking.NoteView,
	error) {
	return tracking.NoteView{Kind: models.NoteInstructed}, f.note(a, "instruct %s %s %+v", key, id, c)
}

func (f *fake) Reply(_ context.Context, a models.Actor, key, id string, c models.NoteCommand) (tracking.NoteView,
	error) {
	return tracking.NoteView{Kind: models.NoteReplied}, f.note(a, "reply %s %s %+v", key, id, c)
}

func (f *fake) LeaderPage(_ context.Context, a models.Actor, programme string) (tracking.LeaderPage, error) {
	return tracking.LeaderPage{}, f.note(a, "leader %s", programme)
}

func (f *fake) UnitPage(_ context.Context, a models.Actor, programme, unit string) (tracking.UnitPage, error) {
	return tracking.UnitPage{}, f.note(a, "unit %s %s", programme, unit)
}

func (f *fake) PreReview(_ context.Context, a models.Actor, key string, version int,
	c models.ReviewCommand) (tracking.Receipt,
	error) {
	return tracking.Receipt{}, f.note(a, "pre-review %s %s %s %s", key, c.Submission, c.Decision, c.Reason)
}

func TestNotesReachTrackingAsTheyAreWritten(t *testing.T) {
	for _, c := range []struct{ path, body, called string }{
		{"sign", `{}`, "sign k esc-1 {Party: Text: Due: Addressee: Paper: PaperOn: Evidence:<nil>}"},
		{"instruct", `{"party":"区长","text":"抓紧","due":"2021-07-19","paper":"原件","paper_on":"2021-07-12"}`,
			"instruct k esc-1 {Party:区长 Text:抓紧 Due:2021-07-19 Addressee: Paper:原件 PaperOn:2021-07-12"},
		{"reply", `{"text":"已增加人手"}`, "reply k esc-1 {Party: Text:已增加人手"},
	} {
		f := &fake{}
		w := ask(t, f, "zhang", "POST", "/api/v1/escalations/esc-1/"+c.path, c.body, "Idempotency-Key", "k")
		if w.Code != 200 || len(f.calls) != 1 || !strings.Contains(f.calls[0], c.called) {
			t.Errorf("%s: %d %s %q", c.path, w.Code, w.Body, f.calls)
		}
	}
	f := &fake{}
	if w := ask(t, f, operator, "POST", "/api/v1/submissions/sub-1/pre-review", `{"decision":"return","reason":"缺照片"}`,
		"Idempotency-Key", "k"); w.Code != 200 || len(f.calls) != 1 ||
		f.calls[0] != "operator: pre-review k sub-1 return 缺照片" {
		t.Errorf("%d %q", w.Code, f.calls)
	}
}
