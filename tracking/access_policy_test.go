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
	open["NoteSignOnRefused"] = "it records that no one was let in"
	open["SealSecrets"] = "a start of the program; no request leads there"
	open["PasswordPolicy"] = "the rules for a password of one's own"
	open["FinishLogIn"] = "it makes the actor"
	none, all := [9]string{no, no, no, no, no, no, no, no, no}, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, yes}
	for name, ask := range ownFactor { // none of them has an account
		access[name] = struct {
			ask  func(s fixture, a models.Actor) error
			want [9]string
		}{ask, none}
		others[name], scopesOf[name] = [5]string{no, no, no, no, no}, inPerson
	}
	own := access["SecondFactor"] // it says that there is none
	own.want = all
	access["SecondFactor"], others["SecondFactor"] = own, [5]string{yes, yes, yes, yes, no}
	access["Waiting"] = struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{waiting, all} // counts of one's own list of tasks; without an account there are none
	others["Waiting"], scopesOf["Waiting"] = [5]string{yes, yes, yes, yes, yes}, whoAmI
	maps.Copy(scopesOf, map[string][]models.Scope{"AccountPolicy": admin, "SetAccountPolicy": admin,
		"SetAccountExpiry": admin, "ResetSecondFactor": admin})
}

// ownFactor are what a person does to their own second factor, and the password that is asked for again.
var ownFactor = map[string]func(s fixture, a models.Actor) error{
	"SecondFactor": func(s fixture, a models.Actor) error {
		_, err := s.SecondFactor(s.t.Context(), a)
		return err
	},
	"StartSecondFactor": func(s fixture, a models.Actor) error {
		_, err := s.StartSecondFactor(s.t.Context(), a, "ask", "", "")
		return err
	},
	"NextFactor": func(s fixture, a models.Actor) error {
		_, err := s.NextFactor(s.t.Context(), a)
		return err
	},
	"ConfirmSecondFactor": func(s fixture, a models.Actor) error {
		_, err := s.ConfirmSecondFactor(s.t.Context(), a, "ask", "", "123456")
		return err
	},
	"NewRecoveryCodes": func(s fixture, a models.Actor) error {
		_, err := s.NewRecoveryCodes(s.t.Context(), a, "ask", "123456", "")
		return err
	},
	"Prove": func(s fixture, a models.Actor) error {
		_, err := s.Prove(s.t.Context(), a, "", "password", "")
		return err
	},
}

func waiting(s fixture, a models.Actor) error {
	s.Waiting(s.t.Context(), a, 0, false)
	return nil
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
