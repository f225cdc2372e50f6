package config

import (
	"os"
	"path/filepath"
	"testing"

	"duban/models"
)

func TestTheSignOnIsWholeOrNone(t *testing.T) {
	good := OIDC{Issuer: "https://id.example", ClientID: "duban", Redirect: "https://duban.example/signon/return"}
	change := func(f func(*OIDC)) OIDC {
		o := good
		f(&o)
		return o
	}
	for _, tt := range []struct {
		name string
		o    OIDC
		ok   bool
	}{
		{"none", OIDC{}, true},
		{"complete", good, true},
		{"on this machine", change(func(o *OIDC) {
			o.Issuer, o.Redirect = "http://127.0.0.1:9998", "http://localhost:8080/signon/return"
		}), true},
		{"a plain issuer", change(func(o *OIDC) { o.Issuer = "http://id.example" }), false},
		{"no issuer", change(func(o *OIDC) { o.Issuer = "" }), false},
		{"an issuer with a password", change(func(o *OIDC) { o.Issuer = "https://a:b@id.example" }), false},
		{"no client", change(func(o *OIDC) { o.ClientID = "" }), false},
		{"back in the open", change(func(o *OIDC) { o.Redirect = "http://duban.example/signon/return" }), false},
		{"back elsewhere", change(func(o *OIDC) { o.Redirect = "https://duban.example/" }), false},
		{"a claim alone", OIDC{LoginClaim: "email"}, false},
	} {
		err := tt.o.validate()
		if (err == nil) != tt.ok || err != nil && models.AsError(err).Code != "bad_config" {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestTheSecretIsInAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	if _, err := (OIDC{ClientSecretFile: file}).Secret(); models.KindOf(err) != models.KindInvalid {
		t.Errorf("no file: %v", err)
	}
	if err := os.WriteFile(file, []byte("s3cret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := (OIDC{ClientSecretFile: file}).Secret(); err != nil || got != "s3cret" {
		t.Errorf("%q, %v", got, err)
	}
}
