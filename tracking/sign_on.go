package tracking

import (
	"context"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// Subject is somebody as a unified sign-on knows them, proved by it a moment ago.
type Subject struct {
	Issuer  string
	Subject string
	Login   string // who they say to be here; "" when that is not to be believed
}

// unusable is the hash of no password.
const unusable = "$none"

// SignIn begins a session for somebody a unified sign-on has proved. Who is not tied to an account yet is, once, when
// their login name there is one here; nobody gets an account by coming. Everybody else is KindForbidden "sign_on_refused",
// unknown, locked and disabled alike. A one-time password that was never used is void from then on.
func (s *Service) SignIn(ctx context.Context, who Subject, address, agent string) (LoggedIn, error) {
	now := s.now()
	if err := s.attempts.allow(address, now); err != nil {
		return LoggedIn{}, err
	}
	var account models.Account
	known := false
	err := s.Store.WriteReserved(ctx, func(tx *store.Tx) (err error) {
		if account, known, err = s.welcome(tx, who); err != nil || !known || !account.MustChange {
			return err
		}
		return tx.SetPassword(account.PersonID, unusable, false, now)
	})
	if err == nil && !known {
		s.attempts.failed(address, now)
		s.noteRefusal(ctx, models.Actor{}, "account.sign_on_refused", "统一认证", address)
		err = models.Errorf(models.KindForbidden, "sign_on_refused", "您的统一认证账号没有关联到本系统的账号，或账号已锁定、停用，请联系系统管理员")
	}
	if err != nil {
		return LoggedIn{}, err
	}
	return s.begin(ctx, account.PersonID, models.BySignOn, now, address, agent)
}

// welcome finds the account of a subject and reports whether it may be used, tying the two where a login name may do so.
func (s *Service) welcome(tx *store.Tx, who Subject) (a models.Account, ok bool, err error) {
	link, tied, err := tx.SubjectLink(who.Issuer, who.Subject)
	if err != nil {
		return a, false, err
	}
	if tied {
		a, ok, err = tx.AccountOf(link.PersonID)
	} else if who.Login != "" {
		a, ok, err = tx.AccountByLogin(who.Login) // byte for byte: what looks alike there may be somebody else
	}
	if err != nil || !ok {
		return a, false, err
	}
	person, err := tx.Person(a.PersonID)
	if err != nil || person.Disabled || tied {
		return a, err == nil && !person.Disabled, err
	}
	links, err := tx.SubjectLinksOf(person.ID)
	if err != nil || slices.ContainsFunc(links, func(l models.SubjectLink) bool { return l.Issuer == who.Issuer }) {
		return a, false, err // somebody else there is this account already
	}
	if err := tx.InsertSubjectLink(models.SubjectLink{Issuer: who.Issuer, Subject: who.Subject, PersonID: person.ID}); err != nil {
		return a, false, err
	}
	return a, true, s.record(tx, models.Actor{ID: person.ID, Name: person.Name}, "account.link", a.Login, "")
}

// LinkSubject ties an account to who its person is at the unified sign-on.
func (s *Service) LinkSubject(ctx context.Context, actor models.Actor, key, login, issuer, subject string) error {
	issuer, subject = strings.TrimSpace(issuer), strings.TrimSpace(subject)
	return s.changeLink(ctx, actor, key, "account.link", login, issuer, subject, func(tx *store.Tx, personID string) error {
		account, found, err := tx.AccountOf(personID)
		switch {
		case err != nil:
			return err
		case !found || account.Login == "":
			return models.Errorf(models.KindInvalid, "no_login", "该人员没有登录账号，不能关联统一认证")
		case issuer == "" || subject == "" || len(subject) > 255:
			return models.Errorf(models.KindInvalid, "bad_subject", "请填写统一认证标识（sub），1～255 个字符，由统一认证的管理员提供")
		}
		return tx.InsertSubjectLink(models.SubjectLink{Issuer: issuer, Subject: subject, PersonID: personID})
	})
}

// UnlinkSubject undoes such a tie and ends the account's sessions.
func (s *Service) UnlinkSubject(ctx context.Context, actor models.Actor, key, login, issuer, subject string) error {
	return s.changeLink(ctx, actor, key, "account.unlink", login, issuer, subject, func(tx *store.Tx, personID string) error {
		if err := tx.DeleteSubjectLink(models.SubjectLink{Issuer: issuer, Subject: subject, PersonID: personID}); err != nil {
			return err
		}
		return tx.EndSessionsOf(personID, "", "security", s.now())
	})
}

func (s *Service) changeLink(ctx context.Context, actor models.Actor, key, action, login, issuer, subject string, do func(*store.Tx, string) error) error {
	if err := models.CanAdminister(actor); err != nil {
		return err
	}
	return s.once(ctx, actor, key, action, []string{login, issuer, subject}, action, login, func(tx *store.Tx) error {
		person, err := personBy(tx, login)
		if err != nil {
			return err
		}
		return do(tx, person.ID)
	})
}
