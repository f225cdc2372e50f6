package app

import (
	"duban/internal/config"
	"duban/internal/signon"
	"duban/web"
)

// signOnOf returns the single sign-on of a configuration; nil if there is none. The provider is contacted at the first
// log-in.
func signOnOf(c config.OIDC) (web.SignOn, error) {
	if c.Issuer == "" {
		return nil, nil //nolint:nilnil // no sign-on and no error: people log in with passwords
	}
	secret, err := c.Secret()
	if err != nil {
		return nil, err
	}
	return signon.New(signon.Options{Issuer: c.Issuer, ClientID: c.ClientID, ClientSecret: secret, Redirect: c.Redirect,
		LoginClaim: c.LoginClaim, Strength: c.Strength}), nil
}
