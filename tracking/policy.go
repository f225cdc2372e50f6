package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// configured returns the policy that holds until the security administrator stores one.
func (s *Service) configured() models.AccountPolicy {
	if s.Policy == (models.AccountPolicy{}) {
		return models.TrialAccountPolicy
	}
	return s.Policy
}

// policyIn returns the account policy in force.
func (s *Service) policyIn(tx *store.Tx) (models.AccountPolicy, error) {
	newest, err := tx.AccountPolicyVersions(1)
	if err != nil || len(newest) == 0 {
		return s.configured(), err
	}
	return models.PolicyIn(newest[0].Content, s.configured()), nil
}

// PasswordPolicy returns the rules for a new password.
func (s *Service) PasswordPolicy(ctx context.Context) (p models.AccountPolicy, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err = s.policyIn(tx)
		return err
	})
	return p, err
}

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

// checkNewPassword refuses a password that the policy does not allow for this account, that has leaked, or that was
// used before.
func (s *Service) checkNewPassword(ctx context.Context, policy models.AccountPolicy, account models.Account,
	person models.Person, earlier []models.EarlierPassword, password string) error {
	if err := policy.CheckPassword(password, account.Login, person.Name); err != nil {
		return err
	}
	if err := s.refuseLeaked(password); err != nil {
		return err
	}
	for _, p := range earlier[:min(len(earlier), policy.PasswordHistory)] {
		used, err := isPassword(ctx, p.PasswordHash, password)
		if err != nil {
			return err
		}
		if used {
			return models.Errorf(models.KindInvalid, "weak_password", "新密码与最近 %d 次用过的密码相同，请另设", policy.PasswordHistory)
		}
	}
	return nil
}

// refuseLeaked refuses a password that is in the operator's list. While the list cannot be read no password is set.
func (s *Service) refuseLeaked(password string) error {
	if s.Leaked == nil {
		return nil
	}
	leaked, err := s.Leaked(password)
	switch {
	case err != nil:
		return models.Errorf(models.KindUnavailable, "password_list", "泄露密码库暂时无法读取，不能更改密码，请联系运维员").Because(err)
	case leaked:
		return models.Errorf(models.KindInvalid, "weak_password", "该密码已在泄露密码库中，容易被猜到，请另设")
	}
	return nil
}
