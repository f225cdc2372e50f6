package app

import (
	"os"
	"path/filepath"
	"testing"

	"duban/internal/config"
	"duban/internal/testkit/enginetest"
	"duban/models"
)

// An external server that requires a client certificate is used with the configured files, and Temporal's pages show
// it. Without the files, or with an invalid one, the start fails with a clear message.
func TestExternalTemporalByItsFiles(t *testing.T) {
	_, elsewhere := enginetest.New(t)
	files := enginetest.Files(t, elsewhere)
	c := settings(t)
	c.Temporal, c.TemporalNamespace, c.TemporalUI = elsewhere.HostPort(), elsewhere.Namespace(), "127.0.0.1:0"
	c.TemporalAccess = config.TemporalAccess{CA: files.CA, Cert: files.Certificate, Key: files.Key,
		ServerName: files.ServerName}
	a, err := Run(t.Context(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Service.Doctor(t.Context(), models.Operator); err != nil {
		t.Errorf("doctor: %v", err)
	}
	for _, name := range []string{"temporal.db", "temporal-tls", "temporal.address"} {
		if _, err := os.Stat(filepath.Join(c.Data, name)); err == nil {
			t.Errorf("%s is there, and the server is elsewhere", name)
		}
	}
	a.Close()

	empty := filepath.Join(c.Data, "empty")
	if err := os.WriteFile(empty, []byte(" \n"), 0o600); err != nil {
		t.Fatal(err)
	}
	shorten(t)
	for name, tt := range map[string]struct {
		change func(*config.TemporalAccess)
		code   string
	}{
		"no certificate":         {func(a *config.TemporalAccess) { a.Cert, a.Key = "", "" }, "start_waited"},
		"plain text":             {func(a *config.TemporalAccess) { *a = config.TemporalAccess{} }, "start_waited"},
		"the system's authority": {func(a *config.TemporalAccess) { a.CA = "" }, "start_waited"},
		"no such file":           {func(a *config.TemporalAccess) { a.Key = empty + "x" }, "bad_config"},
		"an empty key for calls": {func(a *config.TemporalAccess) { a.APIKeyFile = empty }, "bad_config"},
	} {
		wrong := c
		wrong.TemporalUI = ""
		tt.change(&wrong.TemporalAccess)
		if a, err := Run(t.Context(), wrong, quiet()); err == nil || models.AsError(err).Code != tt.code {
			t.Errorf("%s: %v", name, err)
			if a != nil {
				a.Close()
			}
		}
	}
}

// A connection to another machine without TLS is logged as such.
func TestPlainTextToAnotherMachineIsSaid(t *testing.T) {
	for address, want := range map[string]bool{"temporal.internal:7233": true, "10.0.0.7:7233": true,
		"127.0.0.1:7233": false, "[::1]:7233": false, "localhost:7233": false} {
		for _, access := range []config.TemporalAccess{{}, {CA: "ca.pem"}, {APIKeyFile: "key"}} {
			logged := false
			a := &App{log: onWord(map[string]func(){"not encrypted": func() { logged = true }})}
			a.warnPlainText(config.Config{Temporal: address, TemporalAccess: access})
			if logged != (want && !access.Encrypted()) {
				t.Errorf("%s with %+v: logged %v", address, access, logged)
			}
		}
	}
}
