package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// AccountPage is what administrators see of one account: sessions, tokens, its identities at the single sign-on
// provider, and recent events.
type AccountPage struct {
	AccountView
	LockedUntil models.Instant       `json:"locked_until,omitzero"`
	Sessions    []SessionView        `json:"sessions"` // newest first
	Tokens      []TokenView          `json:"tokens"`   // oldest first
	Links       []models.SubjectLink `json:"links"`
	Events      []AuditLine          `json:"events"` // log-ins, failures and changes of the account, newest first
}

// mostEvents is the number of events shown with an account.
const mostEvents = 20

// Account shows one account, by its login name or the person's ID.
func (s *Service) Account(ctx context.Context, actor models.Actor, who string) (AccountPage, error) {
	if err := models.CanSeeAccounts(actor); err != nil {
		return AccountPage{}, err
	}
	page := AccountPage{Sessions: []SessionView{}, Tokens: []TokenView{}, Links: []models.SubjectLink{},
		Events: []AuditLine{}}
	now := s.now()
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		person, err := personBy(tx, who)
		if err != nil {
			return err
		}
		account, _, err := tx.AccountOf(person.ID)
		if err != nil {
			return err
		}
		roles, err := tx.RolesOf(person.ID)
		if err != nil {
			return err
		}
		grants, err := grantsOf(tx, giving(roles))
		if err != nil {
			return err
		}
		locked, err := tx.LogInLocks(now)
		if err != nil {
			return err
		}
		page.AccountView, page.LockedUntil = accountView(person, account, grants, locked[person.ID]), locked[person.ID]
		factor, _, err := tx.SecondFactorOf(person.ID)
		if err != nil {
			return err
		}
		page.Factor = factor.ConfirmedAt != 0
		sessions, err := tx.SessionsOf(person.ID, mostSessions)
		if err != nil {
			return err
		}
		for _, session := range sessions {
			page.Sessions = append(page.Sessions, viewOf(s.configured(), session, account, now))
		}
		tokens, err := tx.TokensOf(person.ID)
		if err != nil {
			return err
		}
		for _, t := range tokens {
			page.Tokens = append(page.Tokens, tokenView(t))
		}
		links, err := tx.SubjectLinksOf(person.ID)
		if err != nil {
			return err
		}
		page.Links = append(page.Links, links...)
		events, err := tx.AccountEvents(person.ID, account.Login, mostEvents)
		for _, e := range events {
			page.Events = append(page.Events, auditLine(e))
		}
		return err
	})
	return page, err
}

func accountView(p models.Person, a models.Account, roles []RoleGrant, lockedUntil models.Instant) AccountView {
	return AccountView{
		ID: p.ID, Login: a.Login, Name: p.Name, Roles: roles, Disabled: p.Disabled, Locked: lockedUntil != 0,
		MustChange: a.MustChange,
		PasswordAt: a.PasswordAt, LastLogInAt: a.LastLogInAt, ExpiresOn: a.ExpiresOn,
	}
}

func tokenView(t models.Token) TokenView {
	return TokenView{t.Hash[:16], t.Label, t.ScopeList(), t.CreatedAt, t.ExpiresAt, t.RevokedAt}
}
