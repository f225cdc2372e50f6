package tracking

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// accountChange is a change of accounts that two administrators make: as requested, stored and carried out.
type accountChange struct {
	Kind     models.AccountChange `json:"-"`
	PersonID string               `json:"-"`
	Who      string               `json:"-"` // login name or ID, as it was typed
	Name     string               `json:"name,omitempty"`
	Login    string               `json:"login,omitempty"`
	Role     *RoleGrant           `json:"role,omitempty"`
	Token    *NewToken            `json:"token,omitempty"`
	Issuer   string               `json:"issuer,omitempty"`
	Subject  string               `json:"subject,omitempty"`
	Expires  models.Date          `json:"expires,omitzero"` // the last day of the account; 0: no end

	Succession *NewSuccession `json:"succession,omitempty"`
	People     *peopleChange  `json:"people,omitempty"`
	succeeding succeeding     // what it does, once verified
	request    string         // ID of the request
	items      string         // JSON of what was open for who leaves
}

// shownOnce holds the one-time password or the token that a change creates.
type shownOnce struct {
	Login, Name, Password string
	Token, TokenID        string
	Accounts              []GivenPassword // that a form of people creates
}

// accountActions are the audit actions of the changes.
var accountActions = map[models.AccountChange]string{
	models.ChangeCreate: "account.create", models.ChangePerson: "person.add", models.ChangeGrant: "account.grant_role",
	models.ChangeRevoke: "account.revoke_role",
	models.ChangeReset:  "account.reset_password", models.ChangeDisable: "account.disable",
	models.ChangeEnable: "account.enable",
	models.ChangeToken:  "token.issue", models.ChangeLink: "account.link",
	models.ChangeExpiry: "account.expiry", models.ChangeFactor: "account.factor_reset",
	models.ChangeSuccession: "post.succeed",
	models.ChangePeople:     "people.import", models.ChangePeopleUndo: "people.undo",
}

// Why is the reason for a change of accounts. With Emergency the operator makes the change at once although all three
// administrators exist; that is recorded, and the doctor reports it for a month.
type Why struct {
	Reason    string
	Emergency bool
}

type whyKey struct{}

// Because returns a context that carries the reason for a change of accounts.
func Because(ctx context.Context, why Why) context.Context {
	return context.WithValue(ctx, whyKey{}, why)
}

func whyOf(ctx context.Context) Why {
	why, _ := ctx.Value(whyKey{}).(Why)
	why.Reason = strings.TrimSpace(why.Reason)
	return why
}

// Settled is the result of a change of accounts: done, or waiting for confirmation.
type Settled struct {
	Done    bool   `json:"done"`
	Request string `json:"request,omitempty"` // of the request, if it waits for the security administrator
}

// changeAccount makes a change or requests it. A change by the system administrator is a request. The operator makes
// changes at once while the three administrators do not all exist, because the first accounts have to be created by
// someone, and in an emergency, because the only security administrator may have lost their password. Otherwise the
// operator's change is a request too.
func (s *Service) changeAccount(ctx context.Context, actor models.Actor, key string, c *accountChange) (Settled,
	shownOnce, error) {
	why := whyOf(ctx)
	if err := checkWhy(actor, why); err != nil {
		return Settled{}, shownOnce{}, err
	}
	hash, shown, err := c.secrets(ctx)
	if err != nil {
		return Settled{}, shownOnce{}, err
	}
	if c.items, err = s.openFor(ctx, *c); err != nil {
		return Settled{}, shownOnce{}, err
	}
	if actor.Operator {
		if shown.Accounts, err = s.peoplePasswords(ctx, c); err != nil {
			return Settled{}, shownOnce{}, err
		}
	}
	settled, repeated := Settled{Done: true}, true
	body := []any{*c, c.Who, why}
	err = s.onceAs(ctx, actor, key, string(c.Kind), body, func(tx *store.Tx) (string, string, error) {
		repeated = false
		before, err := s.verify(tx, c)
		if err != nil {
			return "", "", err
		}
		if c.own(actor) {
			return "", "", models.Errorf(models.KindForbidden, "own_account", "不能更改自己的账号和角色，请由其他管理员操作")
		}
		complete := len(models.MissingAdministrators(before, s.now().Date())) == 0
		r := s.request(actor, key, *c, why)
		c.request = r.ID
		if !actor.Operator || complete && !why.Emergency {
			settled = Settled{Request: r.ID}
			return "account.request", r.Who, s.ask(tx, r)
		}
		by := "运维员重置"
		if why.Emergency {
			by = "运维员应急重置"
			r.Status, r.Emergency, r.DecidedByID, r.DecidedByName, r.DecidedAt = models.RequestConfirmed, true, actor.ID,
				actor.Name, s.now()
			if err := tx.InsertAccountRequest(r); err != nil {
				return "", "", err
			}
		}
		if c.People != nil {
			c.People.doneBy = actor.Name
		}
		if err := s.carryOut(tx, *c, hash, by); err != nil {
			return "", "", err
		}
		return accountActions[c.Kind], c.object(shown), nil
	})
	switch {
	case err != nil && models.AsError(err).Code == "key_reused" && shown.secret():
		return Settled{}, shownOnce{}, keyUsed()
	case err != nil:
		return Settled{}, shownOnce{}, err
	case !repeated:
		shown.Login, shown.Name = c.Login, c.Name
		if settled.Request != "" {
			shown.Password, shown.Token, shown.TokenID, shown.Accounts = "", "", "", nil
		}
		return settled, shown, nil
	}
	return s.earlierChange(ctx, key, shown)
}

// earlierChange answers a repeated key: with the request it made, or, if the change showed something once, with the
// error that it cannot be shown again.
func (s *Service) earlierChange(ctx context.Context, key string, shown shownOnce) (Settled, shownOnce, error) {
	var r models.AccountRequest
	found := false
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		r, found, err = tx.AccountRequest(requestID(key))
		return err
	})
	switch {
	case err != nil:
		return Settled{}, shownOnce{}, err
	case found && !r.Emergency:
		return Settled{Done: r.Status == models.RequestConfirmed, Request: r.ID}, shownOnce{Login: r.Who}, nil
	case shown.secret():
		return Settled{}, shownOnce{}, keyUsed()
	}
	return Settled{Done: true}, shownOnce{}, nil
}

func keyUsed() *models.Error {
	return models.Errorf(models.KindConflict, "key_used", "该请求编号已用过；令牌和密码只显示一次，如已遗失请重新生成")
}

func checkWhy(actor models.Actor, why Why) error {
	switch {
	case why.Emergency && !actor.Operator:
		return models.Errorf(models.KindForbidden, "forbidden", "应急办理只能由运维员在服务器上执行")
	case why.Emergency && why.Reason == "":
		return models.Errorf(models.KindInvalid, "reason_missing", "应急办理须写明原因%s，将单独记录", models.CommandHint("（--reason）"))
	case len(why.Reason) > 1000:
		return models.Errorf(models.KindInvalid, "text_too_long", "原因过长，请缩短")
	}
	return nil
}

// secrets generates the one-time password or the token of a change. When a request is confirmed they are generated
// again: none is stored while it waits.
func (c accountChange) secrets(ctx context.Context) (hash string, shown shownOnce, err error) {
	switch c.Kind {
	case models.ChangeCreate, models.ChangeReset:
		shown.Password = oneTimePassword()
		hash, err = hashPassword(ctx, shown.Password)
	case models.ChangePerson, models.ChangeToken:
		shown.Token = "dbn_" + random(24)
		hash = tokenHash(shown.Token)
		shown.TokenID = hash[:16]
	}
	return hash, shown, err
}

func (s shownOnce) secret() bool { return s.Password != "" || s.Token != "" || len(s.Accounts) > 0 }

// object returns the audit object of a change.
func (c accountChange) object(shown shownOnce) string {
	switch {
	case c.Kind == models.ChangeToken:
		return shown.TokenID
	case c.Kind == models.ChangePerson, c.Kind == models.ChangeSuccession, c.People != nil:
		return c.PersonID
	case c.Login != "":
		return c.Login
	}
	return c.PersonID
}

func requestID(key string) string {
	sum := sha256.Sum256([]byte("account request\x00" + strings.TrimSpace(key)))
	return "req-" + hex.EncodeToString(sum[:6])
}

func (s *Service) request(actor models.Actor, key string, c accountChange, why Why) models.AccountRequest {
	what, _ := json.Marshal(c) // strings and days: no error
	return models.AccountRequest{
		ID: requestID(key), Kind: c.Kind, PersonID: c.PersonID, Who: c.shownAs(), What: string(what), AskedByID: actor.ID,
		AskedByName: actor.Name,
		AskedAt:     s.now(), Reason: why.Reason, Status: models.RequestWaiting,
	}
}

func (c accountChange) shownAs() string {
	if c.Login != "" {
		return c.Login
	}
	return c.Name
}

// ask stores a request unless an equal one is waiting.
func (s *Service) ask(tx *store.Tx, r models.AccountRequest) error {
	if err := tx.ExpireAccountRequests(s.now().Add(-models.RequestLifetime), s.now()); err != nil {
		return err
	}
	waiting, err := tx.AccountRequests(models.RequestWaiting, mostRequests)
	if err != nil {
		return err
	}
	if len(waiting) >= mostRequests {
		return models.Errorf(models.KindConflict, "too_many_requests", "待确认的申请已有 %d 件，请先由安全管理员办理", mostRequests)
	}
	same := func(o models.AccountRequest) bool {
		named := o.PersonID == r.PersonID || o.Kind == models.ChangeCreate && o.Who == r.Who
		return named && o.Kind == r.Kind && o.What == r.What
	}
	if slices.ContainsFunc(waiting, same) {
		return models.Errorf(models.KindConflict, "request_waiting", "对“%s”的相同申请正在等待确认，不必重复提交", r.Who)
	}
	return tx.InsertAccountRequest(r)
}

// mostRequests limits how many requests may wait, and how many are listed.
const mostRequests = 200
