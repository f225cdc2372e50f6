// Package signon implements single sign-on with OpenID Connect (authorization code with PKCE). It talks to the provider
// and verifies the answer; the caller decides which account belongs to it.
package signon

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"duban/models"
)

// Options are the settings of a SignOn.
type Options struct {
	Issuer       string
	ClientID     string
	ClientSecret string
	Redirect     string // address to which people return
	LoginClaim   string // claim with the login name ("preferred_username"); "": none
	// Strength are the values of acr or amr of which a log-in must have one, with spaces between them; "": any log-in
	Strength string
}

// timeout is how long the provider may take to answer.
const timeout = 10 * time.Second

// SignOn is a client of one provider. It discovers the provider's addresses at the first log-in, so that the server
// starts even if the provider is unavailable.
type SignOn struct {
	o      Options
	client *http.Client

	mu       sync.Mutex
	provider *oidc.Provider
}

// New returns the client of a provider. It follows no redirects: the secret goes to the addresses that the provider's
// configuration names, and nowhere else.
func New(o Options) *SignOn {
	return &SignOn{o: o, client: &http.Client{Timeout: timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// Issuer returns the provider's issuer URL.
func (s *SignOn) Issuer() string { return s.o.Issuer }

// Begin returns the address to send a browser to, and the state that the browser must return with.
func (s *SignOn) Begin(ctx context.Context) (address, kept string, err error) {
	provider, err := s.discover(ctx)
	if err != nil {
		return "", "", err
	}
	state, nonce, verifier := rand.Text(), rand.Text(), oauth2.GenerateVerifier()
	options := []oauth2.AuthCodeOption{oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier)}
	if s.o.Strength != "" {
		options = append(options, oauth2.SetAuthURLParam("acr_values", s.o.Strength))
	}
	address = s.config(provider).AuthCodeURL(state, options...)
	return address, strings.Join([]string{state, nonce, verifier}, " "), nil
}

// Finish verifies the provider's answer and returns the person's subject, and the login name if LoginClaim is set. The
// browser must be the one that Begin sent away, and the provider the one it was sent to.
func (s *SignOn) Finish(ctx context.Context, kept string, answer url.Values) (subject, login string, err error) {
	parts := strings.Split(kept, " ")
	if len(parts) != 3 || parts[0] == "" || subtle.ConstantTimeCompare([]byte(parts[0]),
		[]byte(answer.Get("state"))) != 1 {
		return "", "", models.Errorf(models.KindInvalid, "sign_on_stale", "这次统一认证已过期，或不是从本浏览器发起的，请重新登录")
	}
	nonce, verifier := parts[1], parts[2]
	if issuer := answer.Get("iss"); issuer != "" && issuer != s.o.Issuer { // RFC 9207: another provider's answer
		return "", "", unbelievable(nil)
	}
	if code := answer.Get("error"); code != "" {
		return "", "", models.Errorf(models.KindForbidden, "sign_on_denied", "统一认证未通过：%s，请重新登录", shortened(code))
	}
	provider, err := s.discover(ctx)
	if err != nil {
		return "", "", err
	}
	ctx = oidc.ClientContext(ctx, s.client)
	token, err := s.config(provider).Exchange(ctx, answer.Get("code"), oauth2.VerifierOption(verifier))
	if refused := (*oauth2.RetrieveError)(nil); errors.As(err, &refused) {
		return "", "", unbelievable(err)
	}
	if err != nil {
		return "", "", away(err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := provider.Verifier(&oidc.Config{ClientID: s.o.ClientID}).Verify(ctx, raw)
	if err != nil {
		return "", "", unbelievable(err)
	}
	if id.Nonce != nonce || id.Subject == "" {
		return "", "", unbelievable(nil)
	}
	if err := s.issuedToUs(id); err != nil {
		return "", "", err
	}
	if err := s.strong(id); err != nil {
		return "", "", err
	}
	login, err = s.login(ctx, provider, token, id)
	return id.Subject, login, err
}

// issuedToUs checks that a token with several audiences, or with an authorized party, was issued to this client (OpenID
// Connect Core 3.1.3.7, steps 3 to 5). The verifier has checked that the client is among the audiences.
func (s *SignOn) issuedToUs(id *oidc.IDToken) error {
	var claims struct {
		Party *string `json:"azp"`
	}
	if err := id.Claims(&claims); err != nil {
		return unbelievable(err)
	}
	if claims.Party == nil && len(id.Audience) == 1 {
		return nil
	}
	if claims.Party == nil || *claims.Party != s.o.ClientID {
		return unbelievable(nil)
	}
	return nil
}

// strong checks how the provider says that the person logged in: a provider may take the wanted strength as a wish only
// (OpenID Connect Core 5.5.1.1).
func (s *SignOn) strong(id *oidc.IDToken) error {
	if s.o.Strength == "" {
		return nil
	}
	var claims struct {
		Class   string   `json:"acr"`
		Methods []string `json:"amr"`
	}
	if err := id.Claims(&claims); err != nil {
		return unbelievable(err)
	}
	for wanted := range strings.FieldsSeq(s.o.Strength) {
		if claims.Class == wanted || slices.Contains(claims.Methods, wanted) {
			return nil
		}
	}
	return models.Errorf(models.KindForbidden, "sign_on_weak",
		"统一认证的登录方式强度不够，本系统要求 %s，请在统一认证改用数字证书、动态口令等方式登录", s.o.Strength)
}

// login returns the login name claim: from the token, or else from the provider's user info.
func (s *SignOn) login(ctx context.Context, provider *oidc.Provider, token *oauth2.Token, id *oidc.IDToken) (string,
	error) {
	if s.o.LoginClaim == "" {
		return "", nil
	}
	claims := map[string]any{}
	if err := id.Claims(&claims); err != nil {
		return "", unbelievable(err)
	}
	if login, ok := claims[s.o.LoginClaim].(string); ok || provider.UserInfoEndpoint() == "" {
		return login, nil
	}
	info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return "", away(err)
	}
	if info.Subject != id.Subject { // OpenID Connect Core 5.3.2: it must not be used
		return "", unbelievable(nil)
	}
	if err := info.Claims(&claims); err != nil {
		return "", unbelievable(err)
	}
	login, _ := claims[s.o.LoginClaim].(string)
	return login, nil
}

// Leave returns the provider's log-out address; "" if it has none or was not contacted yet.
func (s *SignOn) Leave() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var known struct {
		EndSession string `json:"end_session_endpoint"`
	}
	if s.provider == nil || s.provider.Claims(&known) != nil || known.EndSession == "" {
		return ""
	}
	u, err := url.Parse(known.EndSession)
	if err != nil {
		return ""
	}
	query := u.Query()
	query.Set("client_id", s.o.ClientID)
	u.RawQuery = query.Encode()
	return u.String()
}

// discover reads the provider's configuration, once it answers.
func (s *SignOn) discover(ctx context.Context) (*oidc.Provider, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.provider != nil {
		return s.provider, nil
	}
	// The verifier fetches keys with this context later, after this request has ended.
	provider, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), s.client), s.o.Issuer)
	if err != nil {
		return nil, away(err)
	}
	s.provider = provider
	return provider, nil
}

func (s *SignOn) config(provider *oidc.Provider) *oauth2.Config {
	scopes := []string{oidc.ScopeOpenID}
	if s.o.LoginClaim != "" {
		scopes = append(scopes, "profile", "email")
	}
	return &oauth2.Config{ClientID: s.o.ClientID, ClientSecret: s.o.ClientSecret, Endpoint: provider.Endpoint(),
		RedirectURL: s.o.Redirect, Scopes: scopes}
}

func unbelievable(err error) error {
	return models.Errorf(models.KindForbidden, "sign_on_unbelievable", "统一认证的答复不能采信，请重新登录；如再出现，请联系系统管理员").Because(err)
}

func away(err error) error {
	return models.Errorf(models.KindUnavailable, "sign_on_away", "统一认证暂时无法访问，请稍后再试，或用本系统的账号登录").Because(err)
}

// shortened returns a provider's error code, limited to a short word that can be shown.
func shortened(code string) string {
	const longest = 40
	word := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r == '_' {
			return r
		}
		return -1
	}, code)
	return word[:min(len(word), longest)]
}
