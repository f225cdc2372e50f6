package tracking

import (
	"context"
	"slices"
	"time"

	"duban/models"
	"duban/store"
)

// SessionView is a session for its person and the security administrator. ID identifies it without its secret.
type SessionView struct {
	ID         string         `json:"id"`
	Login      string         `json:"login"`
	CreatedAt  models.Instant `json:"created_at"`
	SeenAt     models.Instant `json:"seen_at"`
	EndsAt     models.Instant `json:"ends_at"`
	Address    string         `json:"address"`
	Agent      string         `json:"agent"`
	EndedAt    models.Instant `json:"ended_at,omitzero"`
	EndReason  string         `json:"end_reason,omitempty"`
	Live       bool           `json:"live"`
	Unread     int            `json:"-"` // entries of the inbox that hold
	Sequence   int64          `json:"-"` // of the audit chain when the session was looked up
	MustChange bool           `json:"-"` // the password must be changed first
	GivenAt    models.Instant `json:"-"` // when another person last set the password, and who
	GivenBy    string         `json:"-"`
	OneTime    bool           `json:"-"` // the password is still the one-time password

	Policy models.AccountPolicy `json:"-"` // in force
	Stale  bool                 `json:"-"` // the password must be given again before a sensitive act
	Way    models.LogInWay      `json:"-"`
	// Renewed is the session's secret when it has just replaced the one that was sent; the browser is given it again.
	Renewed string `json:"-"`

	Enrol      models.EnrolState `json:"-"` // what has to be done about a second factor, and until when
	EnrolUntil models.Instant    `json:"-"`
}

// touchEvery is how often a session in use is written.
const touchEvery = time.Minute

// SessionActor returns the person of a session's secret with their present roles. A request that a page makes by itself
// does not count as use (used false), so that the session can time out. Every failure is KindForbidden "no_session".
func (s *Service) SessionActor(ctx context.Context, secret string, used bool) (models.Actor, SessionView, error) {
	var actor models.Actor
	var view SessionView
	var session models.Session
	moved := false
	now := s.now()
	renewed := s.renewals.find(tokenHash(secret), now)
	if renewed != "" {
		secret = renewed
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		v, found, err := tx.VisitOf(tokenHash(secret))
		if err != nil {
			return err
		}
		if session = v.Session; !found || !session.Live(now) || v.Person.Disabled || v.Account.Expired(now.Date()) {
			return noSession()
		}
		policy := models.PolicyIn(v.Policy, s.configured())
		view, actor = viewOf(policy, session, v.Account, now), models.ActorOf(v.Person, v.Roles, now.Date())
		moved, view.Renewed = movedFrom(policy, actor, session, addressOf(ctx)), renewed
		view.Enrol, view.EnrolUntil = policy.Enrolling(v.Account, actor, session.Way, v.Enrolled, now)
		view.Unread, view.Sequence = v.Unread, v.Sequence
		return nil
	})
	if err == nil && moved {
		err = s.endMoved(ctx, actor, session)
	}
	if err != nil {
		return models.Actor{}, SessionView{}, err
	}
	if used && now.Sub(session.SeenAt) >= touchEvery {
		if err := s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
			return tx.TouchSession(session.Hash,
				now)
		}); err != nil {
			s.Log.Warn("touch session", "error", err) // reading still works when nothing can be written
		}
	}
	return actor, view, nil
}

func noSession() *models.Error {
	return models.Errorf(models.KindForbidden, "no_session", "尚未登录或登录已过期，请重新登录")
}

// movedFrom reports whether a session is used from another address than the one it was begun from, where that ends it,
// or from outside the administrators' networks.
func movedFrom(policy models.AccountPolicy, actor models.Actor, session models.Session, address string) bool {
	return !policy.Admits(actor, address) || address != "" && policy.BindAddress.Covers(actor) &&
		models.AddressClass(address) != models.AddressClass(session.Address)
}

// endMoved ends a session that is used from another address, and records it. The error is that of a session that has
// ended.
func (s *Service) endMoved(ctx context.Context, actor models.Actor, session models.Session) error {
	err := s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		if err := tx.EndSession(session.Hash, "address", s.now()); err != nil {
			return err
		}
		return s.record(tx, actor, "account.moved", actor.ID, addressOf(ctx))
	})
	if err != nil {
		s.Log.WarnContext(ctx, "end session", "error", err) // it is refused all the same, and at the next request too
	}
	return noSession()
}

func viewOf(policy models.AccountPolicy, session models.Session, account models.Account,
	now models.Instant) SessionView {
	return SessionView{
		Policy: policy, Stale: policy.NeedsProof(max(session.ProvedAt, session.CreatedAt), now), Way: session.Way,

		ID: session.Hash[:16], Login: account.Login, CreatedAt: session.CreatedAt, SeenAt: session.SeenAt,
		EndsAt: session.EndsAt, Address: session.Address,
		Agent: session.Agent, EndedAt: session.EndedAt, EndReason: session.EndReason, Live: session.Live(now),
		MustChange: mustChange(policy, account, session.Way, now),
		GivenAt:    account.GivenAt, GivenBy: account.GivenBy, OneTime: account.MustChange,
	}
}

// LogOut ends a session. For an ended one it does nothing.
func (s *Service) LogOut(ctx context.Context, secret string) error {
	return s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		session, found, err := tx.SessionByHash(tokenHash(secret))
		if err != nil || !found || session.EndedAt != 0 {
			return err
		}
		if err := tx.EndSession(session.Hash, "log_out", s.now()); err != nil {
			return err
		}
		actor, err := s.actorOf(tx, session.PersonID)
		if err != nil {
			return err
		}
		return s.record(tx, actor, "account.log_out", actor.ID, "")
	})
}

// LogOutEverywhere ends all sessions and tokens of the actor.
func (s *Service) LogOutEverywhere(ctx context.Context, actor models.Actor, key string) error {
	if err := models.CanManageOwnAccess(actor); err != nil {
		return err
	}
	return s.once(ctx, actor, key, "LogOutEverywhere", actor.ID, "account.log_out_everywhere", actor.ID,
		func(tx *store.Tx) error {
			return s.endAccess(tx, actor.ID, "", "elsewhere")
		})
}

// mostSessions is how many sessions of a person are listed.
const mostSessions = 50

// Sessions lists a person's sessions, newest first; login "" is the actor.
func (s *Service) Sessions(ctx context.Context, actor models.Actor, login string) ([]SessionView, error) {
	if err := ownOr(actor, login, models.CanSeeAccounts); err != nil {
		return nil, err
	}
	views := []SessionView{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		account, err := accountFor(tx, actor, login)
		if err != nil {
			return err
		}
		sessions, err := tx.SessionsOf(account.PersonID, mostSessions)
		for _, session := range sessions {
			views = append(views, viewOf(s.configured(), session, account, s.now()))
		}
		return err
	})
	return views, err
}

// EndSession ends one session of a person, by its ID.
func (s *Service) EndSession(ctx context.Context, actor models.Actor, key, login, id string) error {
	if err := ownOr(actor, login, models.CanDisableAccounts); err != nil {
		return err
	}
	return s.once(ctx, actor, key, "EndSession", []string{login, id}, "account.end_session", login,
		func(tx *store.Tx) error {
			account, err := accountFor(tx, actor, login)
			if err != nil {
				return err
			}
			sessions, err := tx.SessionsOf(account.PersonID, mostSessions)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(sessions, func(session models.Session) bool { return session.Hash[:16] == id })
			if i < 0 {
				return models.Errorf(models.KindNotFound, "session_not_found", "没有找到该会话，可能早已结束，请刷新")
			}
			return tx.EndSession(sessions[i].Hash, "security", s.now())
		})
}

// ownOr checks that the actor may manage a person's sessions and tokens: their own ("") always, others' by a rule.
func ownOr(actor models.Actor, login string, others func(models.Actor) error) error {
	if login == "" {
		return models.CanManageOwnAccess(actor)
	}
	return others(actor)
}

// accountFor finds an account by its login name; "" is the actor's own, which may not exist.
func accountFor(tx *store.Tx, actor models.Actor, login string) (models.Account, error) {
	if login == "" {
		account, _, err := tx.AccountOf(actor.ID)
		account.PersonID = actor.ID
		return account, err
	}
	account, found, err := tx.AccountByLogin(models.LoginKey(login))
	if err == nil && !found {
		err = models.Errorf(models.KindNotFound, "no_account", "没有找到账号“%s”，请核对", login)
	}
	return account, err
}
