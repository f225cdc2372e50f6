package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Audit(_ context.Context, a models.Actor, filter tracking.AuditFilter, from,
	count int) (tracking.AuditPage, error) {
	return tracking.AuditPage{Lines: []tracking.AuditLine{}}, f.note(a, "audit %s %s %s %s %s %d %d", filter.Text,
		filter.Kind, filter.Project, filter.Since, filter.Until, from, count)
}

func (f *fake) Account(_ context.Context, a models.Actor, who string) (tracking.AccountPage, error) {
	return tracking.AccountPage{}, f.note(a, "account %s", who)
}

func (f *fake) LinkSubject(_ context.Context, a models.Actor, key, login, issuer, subject string) (tracking.Settled,
	error) {
	return tracking.Settled{Done: true}, f.note(a, "link %s %s %s %s", key, login, issuer, subject)
}

func (f *fake) UnlinkSubject(_ context.Context, a models.Actor, key, login, issuer, subject string) error {
	return f.note(a, "unlink %s %s %s %s", key, login, issuer, subject)
}

func (f *fake) VerifyAudit(_ context.Context, a models.Actor) (models.ChainReport, error) {
	return models.ChainReport{OK: true, Breaks: []string{}}, f.note(a, "audit verify")
}

func (f *fake) ShowAuditHead(_ context.Context, a models.Actor) (tracking.AuditHead, error) {
	return tracking.AuditHead{Kept: []tracking.KeptHead{}}, f.note(a, "audit head")
}

func (f *fake) AcceptAuditHead(_ context.Context, a models.Actor, key, reason string) error {
	return f.note(a, "accept audit head %s %s", key, reason)
}
