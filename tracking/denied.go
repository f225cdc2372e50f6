package tracking

import (
	"context"

	"duban/models"
)

// DeniedAction is the audit action of a person who asked for something they may not do or see.
const DeniedAction = "access.denied"

// NoteDenied records that a known person was refused, if err is a refusal: what they asked for, and from which address.
// Pages and API call it with every error that they return. For each person and address only as many refusals a minute
// are recorded as lock an account; further ones are counted, so that requests cannot fill the disk.
func (s *Service) NoteDenied(ctx context.Context, actor models.Actor, operation string, err error) {
	if e := models.AsError(err); err == nil || e.Kind != models.KindForbidden || actor.ID == "" {
		return
	}
	s.noteRefusal(ctx, models.Actor{ID: actor.ID, Name: actor.Name}, DeniedAction, operation, addressOf(ctx))
}
