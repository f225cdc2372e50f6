package api

import (
	"context"
	"io"
	"strings"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Confirmations(_ context.Context, a models.Actor, programme string, month models.Month) (
	tracking.Confirmations, error) {
	return tracking.Confirmations{}, f.note(a, "confirmations %s %s", programme, month)
}

func (f *fake) ConfirmationSheets(_ context.Context, a models.Actor, programme string, month models.Month) (string,
	[]byte, error) {
	return "形象进度确认单.docx", []byte("PK"), f.note(a, "confirmation sheets %s %s", programme, month)
}

func (f *fake) AskConfirmations(_ context.Context, a models.Actor, key, programme string,
	c tracking.ConfirmationsAsked) (tracking.Confirmations, error) {
	return tracking.Confirmations{}, f.note(a, "ask confirmations %s %s %s %d", key, programme, c.Month, len(c.Projects))
}

func (f *fake) SetConfirmationRule(_ context.Context, a models.Actor, key, programme string,
	from models.Money) (tracking.Confirmations, error) {
	return tracking.Confirmations{}, f.note(a, "rule of confirmations %s %s %d", key, programme, from)
}

func (f *fake) ConfirmationPage(_ context.Context, a models.Actor, project string, month models.Month) (
	tracking.ConfirmationPage, error) {
	return tracking.ConfirmationPage{}, f.note(a, "confirmation %s %s", project, month)
}

func (f *fake) ConfirmationSheet(_ context.Context, a models.Actor, project string, month models.Month, _ bool) (
	tracking.OrderDocument, error) {
	return tracking.OrderDocument{FileName: "形象进度确认单.docx", Content: []byte("PK")}, f.note(a, "confirmation sheet %s %s",
		project, month)
}

func (f *fake) AttachConfirmation(_ context.Context, a models.Actor, key, project string,
	c tracking.ConfirmationAttached) (tracking.ConfirmationPage, error) {
	return tracking.ConfirmationPage{}, f.note(a, "attach confirmation %s %s %s %s", key, project, c.Month,
		c.Evidence.SHA256)
}

func (f *fake) OpenConfirmation(_ context.Context, a models.Actor, project, id string) (tracking.OpenedEvidence,
	error) {
	return tracking.OpenedEvidence{Attachment: models.Attachment{Name: "确认单.pdf", MediaType: "application/pdf", Size: 4},
		Content: closing{strings.NewReader("%PDF")}}, f.note(a, "open confirmation %s %s", project, id)
}

// closing is a reader that may be closed.
type closing struct{ io.ReadSeeker }

func (closing) Close() error { return nil }

func (f *fake) MeetingTemplates(_ context.Context, a models.Actor) (tracking.MeetingTemplates, error) {
	return tracking.MeetingTemplates{}, f.note(a, "meeting-templates")
}

func (f *fake) KeepMeetingTemplate(_ context.Context, a models.Actor, key, name string, content []byte) (
	tracking.MeetingTemplates, error) {
	return tracking.MeetingTemplates{}, f.note(a, "keep template %s %s %d", key, name, len(content))
}

func (f *fake) UseMeetingTemplate(_ context.Context, a models.Actor, key string, version int) (
	tracking.MeetingTemplates, error) {
	return tracking.MeetingTemplates{}, f.note(a, "use template %s %d", key, version)
}

func (f *fake) TryMeetingTemplate(_ context.Context, a models.Actor, name string, content []byte) (string, []byte,
	error) {
	return "试填 " + name, content, f.note(a, "try-template %s %d", name, len(content))
}

func (f *fake) MeetingTemplateFile(_ context.Context, a models.Actor, version int) (string, []byte, error) {
	return "调度情况模板.docx", []byte("PK"), f.note(a, "meeting-template %d", version)
}
