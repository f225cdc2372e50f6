package mtls

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/models"
)

// meet has a client call a server and returns the errors of both.
func meet(t *testing.T, server, client *tls.Config) error {
	t.Helper()
	l, err := tls.Listen("tcp", "127.0.0.1:0", server)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	served := make(chan error, 1)
	go func() {
		conn, err := l.Accept()
		if err == nil {
			_, err = io.WriteString(conn, "yes")
			_ = conn.Close()
		}
		served <- err
	}()
	conn, err := tls.Dial("tcp", l.Addr().String(), client)
	if err != nil {
		return errors.Join(err, <-served)
	}
	defer conn.Close()
	answer, err := io.ReadAll(conn)
	if err == nil && string(answer) != "yes" {
		err = errors.New("no answer")
	}
	return errors.Join(err, <-served)
}

func issued(t *testing.T) (server *tls.Config, client *Identity) {
	t.Helper()
	server, client, err := Issue()
	if err != nil {
		t.Fatal(err)
	}
	return server, client
}

func configOf(t *testing.T, i *Identity) *tls.Config {
	t.Helper()
	c, err := i.ClientConfig()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestOnlyTheIssuedPairMeets(t *testing.T) {
	server, client := issued(t)
	otherServer, other := issued(t)
	without := *client
	without.Certificate, without.Key = nil, nil
	asServer := configOf(t, client)
	asServer.Certificates = server.Certificates // good for the server's part, not for the client's
	named := *client
	named.ServerName = "127.0.0.1"
	wrongName := *client
	wrongName.ServerName = "duban.example"
	for name, pair := range map[string]struct {
		server, client *tls.Config
		ok             bool
	}{
		"the two":                           {server, configOf(t, client), true},
		"by address":                        {server, configOf(t, &named), true},
		"without a certificate":             {server, configOf(t, &without), false},
		"a client of another start":         {server, configOf(t, other), false},
		"a server of another start":         {otherServer, configOf(t, client), false},
		"the server's certificate":          {server, asServer, false},
		"another name in the server's cert": {server, configOf(t, &wrongName), false},
	} {
		if err := meet(t, pair.server, pair.client); (err == nil) != pair.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A clock that was wrong at the start, or is set while the program runs, does not matter.
func TestValidAtAnyDate(t *testing.T) {
	server, client := issued(t)
	for _, at := range []time.Time{time.Date(2000, 1, 2, 0, 0, 0, 0, time.UTC), time.Date(2100, 1, 1, 0, 0, 0, 0,
		time.UTC)} {
		s, c := server.Clone(), configOf(t, client)
		clock := func() time.Time { return at }
		s.Time, c.Time = clock, clock
		if err := meet(t, s, c); err != nil {
			t.Errorf("%v: %v", at, err)
		}
	}
	if leaf, err := x509.ParseCertificate(server.Certificates[0].Certificate[0]); err != nil || leaf.IsCA {
		t.Errorf("the server's certificate can sign others: %v", err)
	}
}

func TestFilesGiveTheSameIdentity(t *testing.T) {
	server, client := issued(t)
	dir := filepath.Join(t.TempDir(), "new", "tls")
	for range 2 {
		if err := client.Write(dir); err != nil {
			t.Fatal(err)
		}
	}
	read, err := Load(FilesIn(dir))
	if err != nil {
		t.Fatal(err)
	}
	if err := meet(t, server, configOf(t, read)); err != nil {
		t.Error(err)
	}
	if none, err := Load(Files{}); none != nil || err != nil {
		t.Errorf("nothing named: %v, %v", none, err)
	}
	if c, err := (*Identity)(nil).ClientConfig(); c != nil || err != nil {
		t.Errorf("no identity: %v, %v", c, err)
	}
}

func TestWrongFilesAreNamed(t *testing.T) {
	_, client := issued(t)
	_, other := issued(t)
	dir, elsewhere := t.TempDir(), t.TempDir()
	if err := errors.Join(client.Write(dir), other.Write(elsewhere)); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(dir, "empty")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	good := FilesIn(dir)
	for name, tt := range map[string]struct {
		change func(*Files)
		named  []string
	}{
		"no such file": {func(f *Files) { f.CA = dir + "/absent" }, []string{"--temporal-tls-ca", dir +
			"/absent"}},
		"an authority that is none": {func(f *Files) { f.CA = f.Key }, []string{"--temporal-tls-ca", good.Key}},
		"an empty authority":        {func(f *Files) { f.CA = empty }, []string{"--temporal-tls-ca", empty}},
		"an empty certificate":      {func(f *Files) { f.Certificate = empty }, []string{"--temporal-tls-cert", empty}},
		"another's key": {func(f *Files) { f.Key = FilesIn(elsewhere).Key }, []string{"--temporal-tls-key",
			elsewhere}},
		"a certificate alone": {func(f *Files) { f.Key = "" }, []string{"--temporal-tls-key"}},
	} {
		files := good
		tt.change(&files)
		_, err := Load(files)
		if refused := models.AsError(err); refused == nil || refused.Code != "bad_config" {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, part := range append(tt.named, "配置错误：", "应为") {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %v does not say %s", name, err, part)
			}
		}
	}
}
