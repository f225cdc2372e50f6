package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Audit(_ context.Context, a models.Actor, filter tracking.AuditFilter, from, count int) (tracking.AuditPage, error) {
	return tracking.AuditPage{Lines: []tracking.AuditLine{}}, f.note(a, "audit %s %s %s %s %s %d %d", filter.Text, filter.Kind, filter.Project, filter.Since, filter.Until, from, count)
}

func (f *fake) Account(_ context.Context, a models.Actor, who string) (tracking.AccountPage, error) {
	return tracking.AccountPage{}, f.note(a, "account %s", who)
}

func (f *fake) LinkSubject(_ context.Context, a models.Actor, key, login, issuer, subject string) error {
	return f.note(a, "link %s %s %s %s", key, login, issuer, subject)
}

func (f *fake) UnlinkSubject(_ context.Context, a models.Actor, key, login, issuer, subject string) error {
	return f.note(a, "unlink %s %s %s %s", key, login, issuer, subject)
}
