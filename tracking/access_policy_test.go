package tracking_test

import (
	"maps"

	"duban/models"
	"duban/tracking"
)

// The rows of the account policy and of the last day of accounts.
func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"AccountPolicy":     {accountPolicy, [9]string{yes, no, no, no, no, no, no, no, no}},
		"SetAccountPolicy":  {setAccountPolicy, [9]string{yes, no, no, no, no, no, no, no, no}},
		"SetAccountExpiry":  {setAccountExpiry, [9]string{yes, no, no, no, no, no, no, no, no}},
		"ResetSecondFactor": {resetSecondFactor, [9]string{yes, no, no, no, no, no, no, no, no}},
	})
	maps.Copy(others, map[string][5]string{
		"AccountPolicy":     {no, yes, yes, yes, no},
		"SetAccountPolicy":  {no, no, yes, no, no},
		"SetAccountExpiry":  {no, yes, no, no, no},
		"ResetSecondFactor": {no, yes, no, no, no},
	})
	open["KeepAccounts"] = "the system's own work; no request leads there"
	open["PasswordPolicy"] = "the rules for a password of one's own"
	for _, own := range []string{"FinishLogIn", "SecondFactor", "StartSecondFactor", "NextFactor", "ConfirmSecondFactor",
		"NewRecoveryCodes"} {
		open[own] = "a person's own second factor"
	}
	open["Prove"] = "the password of the session's own person"
	maps.Copy(scopesOf, map[string][]models.Scope{"AccountPolicy": admin, "SetAccountPolicy": admin,
		"SetAccountExpiry": admin, "ResetSecondFactor": admin})
}

func accountPolicy(s fixture, a models.Actor) error {
	_, err := s.AccountPolicy(s.t.Context(), a)
	return err
}

func setAccountPolicy(s fixture, a models.Actor) error {
	policy := models.DefaultAccountPolicy
	policy.Sessions = 2
	ctx := tracking.Because(s.t.Context(), tracking.Why{Reason: "测评整改", Emergency: a.Operator})
	_, err := s.SetAccountPolicy(ctx, a, "ask", tracking.NewAccountPolicy{Policy: policy})
	return err
}

func setAccountExpiry(s fixture, a models.Actor) error {
	return only(s.SetAccountExpiry(s.t.Context(), a, "ask", "clerk", s.clock.Date()+30))
}

func resetSecondFactor(s fixture, a models.Actor) error {
	return only(s.ResetSecondFactor(s.t.Context(), a, "ask", "clerk"))
}
