package tracking

import (
	"context"

	"duban/models"
)

// DeniedAction is the audit event of a person who asked for what they may not do or see.
const DeniedAction = "access.denied"

// NoteDenied puts on record that a known person was refused, when an error says so: what they asked for, and from
// where. Pages and API call it with every error they answer. Of the same person and address as many a minute are kept
// as lock an account; of more only the number is kept, so that requests cannot fill the disk.
func (s *Service) NoteDenied(ctx context.Context, actor models.Actor, operation string, err error) {
	if e := models.AsError(err); err == nil || e.Kind != models.KindForbidden || actor.ID == "" {
		return
	}
	s.noteRefusal(ctx, models.Actor{ID: actor.ID, Name: actor.Name}, DeniedAction, operation, addressOf(ctx))
}
