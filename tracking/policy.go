package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// policy returns the office's rules for accounts; the default ones if none are set.
func (s *Service) policy() models.AccountPolicy {
	if s.Policy == (models.AccountPolicy{}) {
		return models.DefaultAccountPolicy
	}
	return s.Policy
}

// PasswordPolicy returns the rules for a new password.
func (s *Service) PasswordPolicy() models.AccountPolicy { return s.policy() }

// endAccess ends a person's sessions, except one, and their tokens. Their board links, which are not log-ins, end only
// with the account itself.
func (s *Service) endAccess(tx *store.Tx, personID, sparedSession, reason string) error {
	spared := models.ScopeBoard
	if reason == "disabled" {
		spared = ""
	}
	if err := tx.RevokeTokensOf(personID, spared, s.now()); err != nil {
		return err
	}
	return tx.EndSessionsOf(personID, sparedSession, reason, s.now())
}

// checkNewPassword refuses a password that the policy does not allow for this account, or that was used before.
func (s *Service) checkNewPassword(ctx context.Context, account models.Account, person models.Person,
	earlier []models.EarlierPassword, password string) error {
	if err := s.policy().CheckPassword(password, account.Login, person.Name); err != nil {
		return err
	}
	for _, p := range earlier[:min(len(earlier), s.policy().PasswordHistory)] {
		used, err := isPassword(ctx, p.PasswordHash, password)
		if err != nil {
			return err
		}
		if used {
			return models.Errorf(models.KindInvalid, "weak_password", "新密码与最近 %d 次用过的密码相同，请另设", s.policy().PasswordHistory)
		}
	}
	return nil
}
