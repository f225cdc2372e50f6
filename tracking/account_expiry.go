package tracking

import (
	"context"

	"duban/models"
)

// SetAccountExpiry sets, or requests, the last day on which an account may be used; 0 is no end. It takes effect when
// the security administrator confirms it. KeepAccounts disables the account after its last day.
func (s *Service) SetAccountExpiry(ctx context.Context, actor models.Actor, key, login string,
	last models.Date) (Settled, error) {
	if err := models.CanAdminister(actor); err != nil {
		return Settled{}, err
	}
	settled, _, err := s.changeAccount(ctx, actor, key, &accountChange{Kind: models.ChangeExpiry, Who: login,
		Expires: last})
	return settled, err
}
