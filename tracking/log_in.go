package tracking

import (
	"context"
	"crypto/rand"
	"slices"

	"duban/models"
	"duban/store"
)

// LoggedIn is a new session. Only the browser has the secret; its hash is stored.
type LoggedIn struct {
	Secret     string
	Actor      models.Actor
	MustChange bool // the password was set by another person, or is too old
	NeedsCode  bool // the password was right; Secret is that of a log-in that waits for the code (FinishLogIn)
	Enrol      models.EnrolState
}

// Size limits of a browser's name and of a login name, in bytes.
const (
	longestAgent = 200
	longestLogin = 100
)

// candidate is an account for which a log-in is attempted; it may not exist.
type candidate struct {
	account models.Account
	person  models.Person
	exists  bool
	key     string // under which failures are counted
	class   string // of the address, for counting
	locked  bool
}

func badLogIn() *models.Error {
	return models.Errorf(models.KindForbidden, "bad_login", "账号或密码错误，或账号已锁定")
}

// LogIn begins a session. A wrong password and an unknown, locked or disabled account give the same error after the
// same work (the same queries, one password hash, the same rows written): KindForbidden "bad_login". An address with
// too many failures gets "too_many_attempts".
func (s *Service) LogIn(ctx context.Context, login, password, address, agent string) (LoggedIn, error) {
	now := s.now()
	if err := s.admit(ctx, address, address, now); err != nil {
		return LoggedIn{}, err
	}
	login = models.LoginKey(login[:min(len(login), longestLogin)])
	c, err := s.candidate(ctx, login, address, now)
	if err != nil {
		return LoggedIn{}, err
	}
	right, err := isPassword(ctx, c.account.PasswordHash, password)
	if err != nil {
		return LoggedIn{}, err
	}
	if right && c.exists && !c.locked && !c.person.Disabled && !c.account.Expired(now.Date()) {
		return s.passwordGiven(ctx, c.account.PersonID, now, address, agent)
	}
	s.attempts.failed(address, now)
	if err := s.countFailure(ctx, c, login, address, now); err != nil {
		return LoggedIn{}, err
	}
	return LoggedIn{}, badLogIn()
}

// candidate looks an account up, with the same queries whether it exists or not.
func (s *Service) candidate(ctx context.Context, login, address string, now models.Instant) (c candidate, err error) {
	c.class = models.AddressClass(address)
	err = s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if c.account, c.exists, err = tx.AccountByLogin(login); err != nil {
			return err
		}
		if c.person, _, err = tx.FindPerson(c.account.PersonID); err != nil {
			return err
		}
		if c.key = c.account.PersonID; !c.exists {
			c.key = unknownAccount(login)
		}
		c.locked, err = passwordLocked(tx, c.key, c.account.PersonID, c.class, now)
		return err
	})
	return c, err
}

// passwordLocked reports whether an account's password is refused from an address now.
func passwordLocked(tx *store.Tx, key, personID, class string, now models.Instant) (bool, error) {
	here, everywhere, err := tx.LogInFailures(key, class)
	if err != nil {
		return false, err
	}
	addresses, err := tx.SessionAddresses(personID, now.Add(-models.AddressKnownFor))
	known := slices.ContainsFunc(addresses, func(a string) bool { return models.AddressClass(a) == class })
	return models.PasswordLocked(here, everywhere, known, now), err
}

// countFailure counts a wrong password, for the address and in all, and records it.
func (s *Service) countFailure(ctx context.Context, c candidate, login, address string, now models.Instant) error {
	on, more := s.refusals.take("log_in "+c.class+" "+c.key, now)
	return s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		here, everywhere, err := tx.LogInFailures(c.key, c.class)
		if err != nil {
			return err
		}
		locks := false
		for _, f := range []models.LogInFailure{here, everywhere} {
			after, locked := f.Fail(now)
			locks = locks || locked
			if err := tx.PutLogInFailure(after); err != nil {
				return err
			}
		}
		if err := tx.ForgetLogInFailures(now.Add(-models.FailuresKept)); err != nil {
			return err
		}
		action := "account.log_in_failed"
		if locks {
			action = "account.locked"
		}
		if !on && !locks {
			return nil
		}
		by := models.Actor{ID: c.account.PersonID, Name: c.account.Login}
		if !c.exists {
			login = masked(login)
		}
		return s.recordRefusal(tx, by, action, login, address, more)
	})
}

// begin stores the session and returns its secret. The number of a person's sessions is limited: the oldest ends.
func (s *Service) begin(ctx context.Context, personID string, way models.LogInWay, now models.Instant, address,
	agent string) (in LoggedIn, err error) {
	err = s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		in, err = s.beginIn(tx, personID, way, string(way), now, address, agent)
		return err
	})
	if err != nil {
		s.noteOutside(ctx, personID, address, err)
		return LoggedIn{}, err
	}
	return in, nil
}

// noteOutside records an administrator who gave the right password from outside the administrators' networks.
func (s *Service) noteOutside(ctx context.Context, personID, address string, err error) {
	if models.AsError(err).Code == outside("").Code {
		s.noteRefusal(ctx, models.Actor{ID: personID}, "account.outside", "登录", address)
	}
}

func outside(address string) *models.Error {
	return models.Errorf(models.KindForbidden, "outside", "管理员只能从规定的网络地址登录，您现在的地址 %s 不在其中，请联系安全管理员", address)
}

// beginIn does so in a transaction. by is how the person proved who they are, for the record: a way, or one of the ways
// with a second factor.
func (s *Service) beginIn(tx *store.Tx, personID string, way models.LogInWay, by string, now models.Instant, address,
	agent string) (in LoggedIn, err error) {
	in.Secret = rand.Text() + rand.Text()
	err = func() error {
		a, found, err := tx.AccountOf(personID) // checked again: it may have been locked or disabled meanwhile
		if err != nil {
			return err
		}
		person, _, err := tx.FindPerson(personID)
		if err != nil {
			return err
		}
		if way == models.ByPassword {
			locked, err := passwordLocked(tx, personID, personID, models.AddressClass(address), now)
			if err != nil {
				return err
			}
			found = found && !locked
		}
		if !found || person.Disabled || a.Expired(now.Date()) {
			return badLogIn()
		}
		policy, err := s.policyIn(tx)
		if err != nil {
			return err
		}
		if in.Actor, err = s.actorOf(tx, personID); err != nil {
			return err
		}
		if !policy.Admits(in.Actor, address) {
			return outside(address)
		}
		in.MustChange = mustChange(policy, a, way, now)
		if in.Enrol, err = s.askFactor(tx, policy, a, in.Actor, way, now); err != nil {
			return err
		}
		if err := tx.SetLoggedIn(personID, now); err != nil {
			return err
		}
		if way == models.ByPassword {
			if err := tx.ClearLogInFailures(personID, models.AddressClass(address), models.EveryAddress); err != nil {
				return err
			}
		}
		if err := s.makeRoom(tx, policy.Sessions, personID, now); err != nil {
			return err
		}
		if err := tx.InsertSession(models.Session{
			Hash: tokenHash(in.Secret), PersonID: personID, CreatedAt: now, SeenAt: now, EndsAt: now.Add(models.SessionLongest),
			Address: address, Agent: agent[:min(len(agent), longestAgent)], Way: way,
			ProvedAt: now,
		}); err != nil {
			return err
		}
		return s.recordWith(tx, in.Actor, "account.log_in", a.Login, map[string]string{"address": address, "by": by})
	}()
	return in, err
}

// The ways to log in with a second factor, as the record keeps them besides models.LogInWay.
const (
	byCode     = "password_code"
	byRecovery = "password_recovery"
)

// logInTexts are what the record says of a log-in.
var logInTexts = map[string]models.Message{
	string(models.ByPassword): models.Messagef("以密码登录"), byCode: models.Messagef("以密码和动态口令登录"),
	byRecovery: models.Messagef("以密码和备用码登录"), string(models.BySignOn): models.Messagef("以统一认证登录"),
}

// mustChange reports whether the password must be changed first: it was set by another person, or it is too old and the
// session was begun with it.
func mustChange(policy models.AccountPolicy, a models.Account, way models.LogInWay, now models.Instant) bool {
	return a.MustChange || way == models.ByPassword && policy.PasswordExpired(a.PasswordAt, now)
}

// makeRoom ends a person's oldest sessions so that one more is within the limit.
func (s *Service) makeRoom(tx *store.Tx, most int, personID string, now models.Instant) error {
	if most == 0 {
		return nil
	}
	sessions, err := tx.SessionsOf(personID, mostSessions)
	if err != nil {
		return err
	}
	open := slices.DeleteFunc(sessions, func(session models.Session) bool { return !session.Live(now) })
	for _, session := range open[min(most-1, len(open)):] { // newest first
		if err := tx.EndSession(session.Hash, "limit", now); err != nil {
			return err
		}
	}
	return nil
}

// actorOf returns a person as an actor with their roles of today.
func (s *Service) actorOf(tx *store.Tx, personID string) (models.Actor, error) {
	person, err := tx.Person(personID)
	if err != nil {
		return models.Actor{}, err
	}
	roles, err := tx.RolesOf(personID)
	if err != nil {
		return models.Actor{}, err
	}
	return models.ActorOf(person, roles, s.now().Date()), nil
}
