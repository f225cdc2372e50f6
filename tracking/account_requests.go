package tracking

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"duban/models"
	"duban/store"
)

// RequestView is a request as administrators see it.
type RequestView struct {
	ID             string               `json:"id"`
	Kind           models.AccountChange `json:"kind"`
	What           string               `json:"what"` // in words
	PersonID       string               `json:"person_id"`
	Who            string               `json:"who"` // login name, or name
	AskedByID      string               `json:"asked_by_id"`
	AskedBy        string               `json:"asked_by"`
	AskedAt        models.Instant       `json:"asked_at"`
	Reason         string               `json:"reason,omitempty"`
	Emergency      bool                 `json:"emergency,omitempty"`
	Status         models.RequestStatus `json:"status"`
	Expires        models.Instant       `json:"expires_at,omitzero"` // of one that waits
	DecidedBy      string               `json:"decided_by,omitempty"`
	DecidedAt      models.Instant       `json:"decided_at,omitzero"`
	DecisionReason string               `json:"decision_reason,omitempty"`
	MayDecide      bool                 `json:"may_decide"`   // the caller may confirm or refuse it
	MayWithdraw    bool                 `json:"may_withdraw"` // the caller made it
}

// ConfirmedRequest is a confirmed request, with the secret that is shown once. A one-time password is shown to the
// person who confirms, who gives it to its owner; the person who made the request never sees it. So neither of the two
// can alone create an account, or reset a password, and log in unnoticed: the first has no password, the second could
// not make the request, and the owner is told at the next log-in.
type ConfirmedRequest struct {
	RequestView
	Name     string `json:"-"` // of the person
	Password string `json:"password,omitempty"`
	Token    string `json:"token,omitempty"`
	// of the accounts that a form of people creates
	Accounts []GivenPassword `json:"accounts,omitempty"`
}

// AccountRequests lists the requests that wait for confirmation, and with all also earlier ones, the newest first.
func (s *Service) AccountRequests(ctx context.Context, actor models.Actor, all bool) ([]RequestView, error) {
	if err := models.CanSeeAccounts(actor); err != nil {
		return nil, err
	}
	status := models.RequestWaiting
	if all {
		status = ""
	}
	views := []RequestView{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		complete, err := s.administratorsComplete(tx)
		if err != nil {
			return err
		}
		rows, err := tx.AccountRequests(status, mostRequests)
		for _, r := range rows {
			if all || r.StatusAt(s.now()) == models.RequestWaiting {
				views = append(views, s.requestView(actor, r, complete))
			}
		}
		return err
	})
	return views, err
}

func (s *Service) administratorsComplete(tx *store.Tx) (bool, error) {
	holders, err := tx.RoleHolders()
	return err == nil && len(models.MissingAdministrators(holders, s.now().Date())) == 0, err
}

// ConfirmRequest carries out another person's request, as the security administrator. A repeated key is refused,
// because a secret is not shown twice.
func (s *Service) ConfirmRequest(ctx context.Context, actor models.Actor, key, id, reason string) (ConfirmedRequest,
	error) {
	if err := models.CanDecideRequests(actor); err != nil {
		return ConfirmedRequest{}, err
	}
	kept, err := s.waitingRequest(ctx, id)
	if err != nil {
		return ConfirmedRequest{}, err
	}
	hash, shown, err := changeOf(kept).secrets(ctx) // before the transaction: hashing takes long
	if err != nil {
		return ConfirmedRequest{}, err
	}
	made := changeOf(kept)
	if shown.Accounts, err = s.peoplePasswords(ctx, &made); err != nil {
		return ConfirmedRequest{}, err
	}
	items, err := s.openFor(ctx, changeOf(kept))
	if err != nil {
		return ConfirmedRequest{}, err
	}
	var out ConfirmedRequest
	repeated := true
	err = s.onceAs(ctx, actor, key, "ConfirmRequest", []string{id, reason}, func(tx *store.Tx) (string, string, error) {
		repeated = false
		r, err := s.decide(tx, actor, id, models.RequestConfirmed, reason)
		if err != nil {
			return "", "", err
		}
		c := changeOf(r)
		c.request, c.items = r.ID, items
		if c.People != nil {
			c.People.hashes, c.People.doneBy = made.People.hashes, r.AskedByName+"、"+actor.Name
		}
		if _, err := s.verify(tx, &c); err != nil {
			return "", "", err
		}
		if c.People != nil && c.own(actor) {
			return "", "", models.Errorf(models.KindForbidden, "own_account", "不能确认或驳回涉及本人账号的申请，请由另一名安全管理员办理")
		}
		if err := s.carryOut(tx, c, hash, fmt.Sprintf("%s申请、%s确认重置", r.AskedByName, actor.Name)); err != nil {
			return "", "", err
		}
		person, _, err := tx.FindPerson(c.PersonID) // none for a form of people
		if err != nil {
			return "", "", err
		}
		out = ConfirmedRequest{RequestView: s.requestView(actor, r, true), Name: person.Name, Password: shown.Password,
			Token: shown.Token, Accounts: shown.Accounts}
		return "account.confirm", r.Who, s.recordCarriedOut(tx, actor, r, c.object(shown))
	})
	if repeated && err == nil {
		err = models.Errorf(models.KindConflict, "key_used", "该请求编号已用过；令牌和密码只显示一次，如已遗失请重新申请")
	}
	if err != nil {
		return ConfirmedRequest{}, err
	}
	return out, nil
}

// recordCarriedOut adds an audit row for the change itself, besides that of its confirmation, with the person who
// requested it.
func (s *Service) recordCarriedOut(tx *store.Tx, actor models.Actor, r models.AccountRequest, object string) error {
	detail, err := json.Marshal(map[string]string{"request": r.ID, "asked_by": r.AskedByName, "what": r.What})
	if err != nil {
		return err
	}
	return tx.InsertAudit(models.AuditEvent{
		ByID: actor.ID, ByName: actor.Name, Action: accountActions[r.Kind], Object: object, Detail: string(detail),
		At: s.now(),
	})
}

// RefuseRequest refuses another person's request, with a reason.
func (s *Service) RefuseRequest(ctx context.Context, actor models.Actor, key, id, reason string) error {
	if err := models.CanDecideRequests(actor); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return models.Errorf(models.KindInvalid, "reason_missing", "请写明驳回的理由%s", models.CommandHint("（--reason）"))
	}
	return s.endRequest(ctx, actor, key, id, reason, models.RequestRefused, "account.refuse")
}

// WithdrawRequest withdraws the actor's own request.
func (s *Service) WithdrawRequest(ctx context.Context, actor models.Actor, key, id string) error {
	if err := models.CanAdminister(actor); err != nil {
		return err
	}
	return s.endRequest(ctx, actor, key, id, "", models.RequestWithdrawn, "account.withdraw")
}

func (s *Service) endRequest(ctx context.Context, actor models.Actor, key, id, reason string,
	status models.RequestStatus, action string) error {
	return s.onceAs(ctx, actor, key, action, []string{id, reason}, func(tx *store.Tx) (string, string, error) {
		r, err := s.decide(tx, actor, id, status, reason)
		return action, r.Who, err
	})
}

// decide stores a decision on a waiting request.
func (s *Service) decide(tx *store.Tx, actor models.Actor, id string, status models.RequestStatus,
	reason string) (models.AccountRequest, error) {
	r, found, err := tx.AccountRequest(id)
	if err != nil {
		return r, err
	}
	if !found {
		return r, noSuchRequest(id)
	}
	complete, err := s.administratorsComplete(tx)
	if err != nil {
		return r, err
	}
	if status == models.RequestWithdrawn {
		if r.AskedByID != actor.ID {
			return r, models.Errorf(models.KindForbidden, "forbidden", "只有申请人可以撤回申请")
		}
	} else if err := models.CanConfirm(actor, r, complete); err != nil {
		return r, err
	}
	switch r.StatusAt(s.now()) {
	case models.RequestWaiting:
	case models.RequestExpired:
		return r, models.Errorf(models.KindConflict, "request_expired", "该申请提出已超过 %d 天，已过期，请重新申请",
			models.RequestLifetime/(24*60*60*1e9))
	default:
		return r, models.Errorf(models.KindConflict, "request_decided", "该申请%s，请刷新后核对", models.WordOf(r.Status))
	}
	r.Status, r.DecidedByID, r.DecidedByName, r.DecidedAt, r.DecisionReason = status, actor.ID, actor.Name, s.now(),
		strings.TrimSpace(reason)
	return r, tx.DecideAccountRequest(r)
}

func (s *Service) waitingRequest(ctx context.Context, id string) (r models.AccountRequest, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		found := false
		if r, found, err = tx.AccountRequest(id); err == nil && !found {
			err = noSuchRequest(id)
		}
		return err
	})
	return r, err
}

func noSuchRequest(id string) *models.Error {
	return models.Errorf(models.KindNotFound, "no_request", "没有找到申请“%s”，请刷新后核对", id)
}

// changeOf returns the change that a stored request asks for.
func changeOf(r models.AccountRequest) accountChange {
	var c accountChange
	_ = json.Unmarshal([]byte(r.What), &c) // written by ask; a damaged one has no role and is refused
	c.Kind, c.PersonID, c.Who = r.Kind, r.PersonID, r.PersonID
	return c
}

func (s *Service) requestView(actor models.Actor, r models.AccountRequest, complete bool) RequestView {
	v := RequestView{
		ID: r.ID, Kind: r.Kind, What: changeOf(r).words(), PersonID: r.PersonID, Who: r.Who, AskedByID: r.AskedByID,
		AskedBy: r.AskedByName, AskedAt: r.AskedAt,
		Reason: r.Reason, Emergency: r.Emergency, Status: r.StatusAt(s.now()), DecidedBy: r.DecidedByName,
		DecidedAt: r.DecidedAt, DecisionReason: r.DecisionReason,
	}
	if v.Status == models.RequestWaiting {
		v.Expires = r.AskedAt.Add(models.RequestLifetime)
		v.MayDecide, v.MayWithdraw = models.CanConfirm(actor, r, complete) == nil, r.AskedByID == actor.ID
	}
	return v
}

// words describes a change in one line.
func (c accountChange) words() string {
	text := c.Kind.Chinese() + "：" + c.shownAs()
	if c.Login != "" && c.Name != "" {
		text += "（" + c.Name + "）"
	}
	if c.Succession != nil {
		return c.Kind.Chinese() + "：" + c.Name
	}
	if c.Role != nil {
		text += "，" + c.Role.words()
	}
	if c.Token != nil {
		var scopes []string
		for _, scope := range c.Token.Scopes {
			scopes = append(scopes, scope.Chinese())
		}
		text += "，用途“" + c.Token.Label + "”，范围 " + strings.Join(scopes, "、")
	}
	if c.Kind == models.ChangeExpiry && c.Expires != 0 {
		text += "，至 " + c.Expires.String()
	} else if c.Kind == models.ChangeExpiry {
		text += "，长期有效"
	}
	if c.Subject != "" {
		text += "，统一认证标识 " + c.Subject
	}
	return text
}

func (g RoleGrant) words() string {
	text := g.Role.Chinese()
	for _, part := range []string{g.Organisation, g.Post} {
		if part != "" {
			text += " " + part
		}
	}
	if g.Since != 0 {
		text += " 自 " + g.Since.String()
	}
	if g.Until != 0 {
		text += " 至 " + g.Until.String()
	}
	return text
}
