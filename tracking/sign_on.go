package tracking

import (
	"context"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// Subject is a person whom a single sign-on provider has just authenticated.
type Subject struct {
	Issuer  string
	Subject string
	Login   string // who they say to be here; "" when that is not to be believed
}

// unusable is a hash that no password matches.
const unusable = "$none"

// signOn is the actor of requests made by the single sign-on; it cannot confirm.
var signOn = models.Actor{ID: "sign-on", Name: "统一认证"}

// SignIn begins a session for a person who was authenticated by a single sign-on and whose issuer and subject are
// linked to an account. For an unlinked person who claims the login name of an account, byte for byte, a link is
// proposed to the administrators and applies once they confirm it. A sign-on never creates an account, and never links
// an administrator. Every refusal gives the same error: KindForbidden "sign_on_refused". Locks because of wrong
// passwords do not apply. An unused one-time password becomes void.
func (s *Service) SignIn(ctx context.Context, who Subject, address, agent string) (LoggedIn, error) {
	now := s.now()
	from := "sign-on " + address // counted separately: wrong passwords from an address do not block the sign-on
	if err := s.admit(ctx, from, address, now); err != nil {
		return LoggedIn{}, err
	}
	var account models.Account
	known := false
	err := s.Store.WriteReserved(ctx, func(tx *store.Tx) (err error) {
		link, tied, err := tx.SubjectLink(who.Issuer, who.Subject)
		if err != nil {
			return err
		}
		if !tied {
			return s.propose(tx, who)
		}
		if account, known, err = tx.AccountOf(link.PersonID); err != nil || !known {
			return err
		}
		person, err := tx.Person(account.PersonID)
		if err != nil {
			return err
		}
		held, err := tx.RolesOf(person.ID)
		// An earlier version linked administrators too.
		administers := slices.ContainsFunc(held, func(r models.Role) bool { return r.Role.Administers() })
		if known = err == nil && !person.Disabled && !administers && !account.Expired(now.Date()); !known ||
			!account.MustChange {
			return err
		}
		return tx.SetPassword(account.PersonID, unusable, false, now)
	})
	if err == nil && !known {
		s.attempts.failed(from, now)
		s.noteRefusal(ctx, models.Actor{}, "account.sign_on_refused", "统一认证", address)
		err = models.Errorf(models.KindForbidden, "sign_on_refused",
			"您的统一认证账号尚未关联到本系统的账号，或账号已停用。账号名一致的，已提交安全管理员确认，确认后即可登录；其他情况请联系系统管理员")
	}
	if err != nil {
		return LoggedIn{}, err
	}
	return s.begin(ctx, account.PersonID, models.BySignOn, now, address, agent)
}

// NoteSignOnRefused records that a log-in at the provider was not accepted.
func (s *Service) NoteSignOnRefused(ctx context.Context, address string) {
	s.noteRefusal(ctx, models.Actor{}, "account.sign_on_refused", "统一认证", address)
}

// propose requests a link between a subject and the account whose login name it claims. It makes no request for an
// administrator, for an account that is linked to another subject, and after a refusal.
func (s *Service) propose(tx *store.Tx, who Subject) error {
	if who.Login == "" {
		return nil
	}
	account, found, err := tx.AccountByLogin(who.Login)
	if err != nil || !found {
		return err
	}
	person, err := tx.Person(account.PersonID)
	if err != nil || person.Disabled {
		return err
	}
	links, err := tx.SubjectLinksOf(account.PersonID)
	if err != nil || slices.ContainsFunc(links, func(l models.SubjectLink) bool { return l.Issuer == who.Issuer }) {
		return err
	}
	about, err := tx.AccountRequestsAbout(account.PersonID)
	if err != nil {
		return err
	}
	for _, r := range about {
		asked := r.Kind == models.ChangeLink && r.AskedByID == signOn.ID
		if asked && (r.StatusAt(s.now()) == models.RequestWaiting || r.Status == models.RequestRefused && changeOf(r).
			Subject == who.Subject) {
			return nil
		}
	}
	c := accountChange{Kind: models.ChangeLink, Who: account.PersonID, Issuer: who.Issuer, Subject: who.Subject}
	if _, err := s.verify(tx, &c); err != nil {
		if models.AsError(err).Kind.Ours() {
			return err
		}
		return nil // an administrator, or a link that is not allowed
	}
	r := s.request(signOn, random(8), c, Why{Reason: "以账号名“" + who.Login + "”从统一认证首次登录"})
	if err := s.ask(tx, r); err != nil {
		if models.AsError(err).Kind.Ours() {
			return err
		}
		return nil // too many requests wait
	}
	return s.record(tx, signOn, "account.request", r.Who, "")
}

// LinkSubject links, or requests to link, an account to a person's subject at the single sign-on.
func (s *Service) LinkSubject(ctx context.Context, actor models.Actor, key, login, issuer, subject string) (Settled,
	error) {
	if err := models.CanAdminister(actor); err != nil {
		return Settled{}, err
	}
	settled, _, err := s.changeAccount(ctx, actor, key, &accountChange{
		Kind: models.ChangeLink, Who: login, Issuer: strings.TrimSpace(issuer), Subject: strings.TrimSpace(subject),
	})
	return settled, err
}

// UnlinkSubject removes such a link and ends the account's sessions.
func (s *Service) UnlinkSubject(ctx context.Context, actor models.Actor, key, login, issuer, subject string) error {
	if err := models.CanAdminister(actor); err != nil {
		return err
	}
	return s.once(ctx, actor, key, "account.unlink", []string{login, issuer, subject}, "account.unlink", login,
		func(tx *store.Tx) error {
			person, err := personBy(tx, login)
			if err != nil {
				return err
			}
			if err := tx.DeleteSubjectLink(models.SubjectLink{Issuer: issuer, Subject: subject,
				PersonID: person.ID}); err != nil {
				return err
			}
			return tx.EndSessionsOf(person.ID, "", "security", s.now())
		})
}
