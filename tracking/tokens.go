package tracking

import (
	"context"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// NewToken describes a token to be issued. Login "" is the actor.
type NewToken struct {
	Login     string         `json:"login,omitempty"`
	Label     string         `json:"label"`
	Scopes    []models.Scope `json:"scopes"`
	ExpiresOn models.Date    `json:"expires_on,omitzero"` // last day; none: the longest that the policy allows
}

// GivenToken is an issued token, which is shown once.
type GivenToken struct {
	ID    string `json:"id"`
	Token string `json:"token"`
	// Request waits to be confirmed; the token is then shown to the person who confirms it.
	Request string `json:"request,omitempty"`
}

// TokenView is a token without its secret.
type TokenView struct {
	ID        string         `json:"id"`
	Label     string         `json:"label"`
	Scopes    []models.Scope `json:"scopes"`
	CreatedAt models.Instant `json:"created_at"`
	ExpiresAt models.Instant `json:"expires_at,omitzero"`
	RevokedAt models.Instant `json:"revoked_at,omitzero"`
}

// IssueToken issues a token for the actor, or for another person when the operator asks: an administrator of accounts
// must not be able to act as other people.
func (s *Service) IssueToken(ctx context.Context, actor models.Actor, key string, n NewToken) (GivenToken, error) {
	if err := ownTokens(actor, n.Login); err != nil {
		return GivenToken{}, err
	}
	n.Label = strings.TrimSpace(n.Label)
	if n.Label == "" {
		return GivenToken{}, models.Errorf(models.KindInvalid, "label_missing", "请填写令牌用途%s，以后凭它辨认",
			models.CommandHint("（--label）"))
	}
	if len(n.Scopes) == 0 {
		return GivenToken{}, models.Errorf(models.KindInvalid, "scope_missing", "请选择令牌范围%s：%s",
			models.CommandHint("（--scope）"), scopeWords(models.AllScopes))
	}
	for _, scope := range n.Scopes {
		if !slices.Contains(models.AllScopes, scope) {
			return GivenToken{}, models.Errorf(models.KindInvalid, "bad_scope", "令牌范围“%s”无效，应为 %s", scope,
				scopeWords(models.AllScopes))
		}
	}
	policy, err := s.PasswordPolicy(ctx)
	if err != nil {
		return GivenToken{}, err
	}
	if _, err := policy.TokenEnd(n.ExpiresOn, s.now()); err != nil {
		return GivenToken{}, err
	}
	if n.Login != "" {
		return s.issueFor(ctx, actor, key, n)
	}
	_, shown, err := accountChange{Kind: models.ChangeToken}.secrets(ctx)
	if err != nil {
		return GivenToken{}, err
	}
	err = s.secret(ctx, actor, key, "IssueToken", n, "token.issue", shown.TokenID, func(tx *store.Tx) error {
		person, err := tx.Person(actor.ID)
		if err != nil {
			return err
		}
		return s.insertToken(tx, tokenHash(shown.Token), person.ID, n)
	})
	if err != nil {
		return GivenToken{}, err
	}
	return GivenToken{ID: shown.TokenID, Token: shown.Token}, nil
}

// issueFor issues a token for another person, on behalf of the operator.
func (s *Service) issueFor(ctx context.Context, actor models.Actor, key string, n NewToken) (GivenToken, error) {
	who := n.Login
	n.Login = ""
	settled, shown, err := s.changeAccount(ctx, actor, key, &accountChange{Kind: models.ChangeToken, Who: who, Token: &n})
	if err != nil {
		return GivenToken{}, err
	}
	return GivenToken{ID: shown.TokenID, Token: shown.Token, Request: settled.Request}, nil
}

// Tokens lists a person's tokens, oldest first; login "" is the actor.
func (s *Service) Tokens(ctx context.Context, actor models.Actor, login string) ([]TokenView, error) {
	if err := ownOr(actor, login, models.CanSeeAccounts); err != nil {
		return nil, err
	}
	views := []TokenView{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		person, err := tokenOwner(tx, actor, login)
		if err != nil {
			return err
		}
		tokens, err := tx.TokensOf(person.ID)
		for _, t := range tokens {
			views = append(views, tokenView(t))
		}
		return err
	})
	return views, err
}

// RevokeToken ends a token by its ID.
func (s *Service) RevokeToken(ctx context.Context, actor models.Actor, key, login, id string) error {
	if err := ownOr(actor, login, models.CanDisableAccounts); err != nil {
		return err
	}
	return s.once(ctx, actor, key, "RevokeToken", []string{login, id}, "token.revoke", id, func(tx *store.Tx) error {
		person, err := tokenOwner(tx, actor, login)
		if err != nil {
			return err
		}
		tokens, err := tx.TokensOf(person.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(tokens, func(t models.Token) bool { return t.Hash[:16] == id })
		if i < 0 {
			return models.Errorf(models.KindNotFound, "token_not_found", "没有找到该令牌，请刷新后核对")
		}
		return tx.RevokeToken(tokens[i].Hash, s.now())
	})
}

func ownTokens(actor models.Actor, login string) error {
	if err := models.CanActInPerson(actor); err != nil || login == "" || actor.Operator {
		return err
	}
	return models.Errorf(models.KindForbidden, "forbidden", "只能生成自己的令牌；他人的令牌由本人登录后生成")
}

func tokenOwner(tx *store.Tx, actor models.Actor, login string) (models.Person, error) {
	if login == "" {
		return tx.Person(actor.ID)
	}
	return personBy(tx, login)
}

func scopeWords(scopes []models.Scope) string {
	words := make([]string, len(scopes))
	for i, s := range scopes {
		words[i] = string(s)
	}
	return strings.Join(words, " ")
}

// Authenticate returns the actor of a token, with its scopes. Every failure gives the same error, which does not say
// what was wrong. A link to the board or to a calendar is not a token: it only opens that (BoardByLink, DueFeed).
func (s *Service) Authenticate(ctx context.Context, token string) (models.Actor, error) {
	t, actor, err := s.tokenActor(ctx, token)
	if err == nil && slices.ContainsFunc(t.ScopeList(), models.Scope.LinkOnly) {
		err = badToken()
	}
	if err == nil {
		return actor, nil
	}
	if models.AsError(err).Code == badToken().Code {
		object := "未知令牌"
		if t.Hash != "" {
			object = t.Hash[:16]
		}
		s.noteRefusal(ctx, models.Actor{ID: actor.ID, Name: actor.Name}, "token.refused", object, addressOf(ctx))
	}
	return models.Actor{}, err
}

func badToken() *models.Error {
	return models.Errorf(models.KindForbidden, "bad_token", "令牌无效或已停用，请联系管理员")
}

// tokenActor finds a token and its person. For a token that is no longer valid both are returned too, for the audit
// record.
func (s *Service) tokenActor(ctx context.Context, secret string) (t models.Token, actor models.Actor, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		found := false
		if t, found, err = tx.TokenByHash(tokenHash(secret)); err != nil {
			return err
		}
		if !found {
			return badToken()
		}
		person, err := tx.Person(t.PersonID)
		if err != nil {
			return err
		}
		if actor, err = s.actorOf(tx, person.ID); err != nil {
			return err
		}
		actor.Scopes = t.ScopeList()
		if actor.Is(models.Administrators...) {
			policy, err := s.policyIn(tx)
			if err != nil {
				return err
			}
			if !policy.Admits(actor, addressOf(ctx)) {
				return badToken()
			}
		}
		if t.RevokedAt != 0 || t.ExpiresAt <= s.now() || person.Disabled {
			return badToken()
		}
		return nil
	})
	return t, actor, err
}
