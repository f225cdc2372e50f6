package app

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"testing"

	"duban/internal/config"
	"duban/models"
)

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// settings are those of a house of the test's own; a unix socket's path must stay short.
func settings(t *testing.T) config.Config {
	t.Helper()
	data, err := os.MkdirTemp("", "da")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(data) })
	return config.Config{Data: data, Listen: "127.0.0.1:0", TemporalNamespace: "duban"}
}

func TestRunOpensBothDoorsAndClosesInOrder(t *testing.T) {
	c := settings(t)
	c.TemporalUI = "127.0.0.1:0"
	for range 2 { // the second time on what the first one left
		a, err := Run(context.Background(), c, quiet())
		if err != nil {
			t.Fatal(err)
		}
		if got := status(t, http.DefaultClient, "http://"+a.Listen+"/readyz"); got != http.StatusOK {
			t.Errorf("ready: %d", got)
		}
		if got := status(t, http.DefaultClient, "http://"+a.Listen+"/api/v1/doctor"); got != http.StatusUnauthorized {
			t.Errorf("the open door let a stranger in: %d", got)
		}
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		browser := &http.Client{Jar: jar}
		for _, address := range []string{a.TemporalUILink, "http://" + a.TemporalUI + "/api/v1/namespaces/duban"} {
			if got := status(t, browser, address); got != http.StatusOK {
				t.Errorf("Temporal's pages: %s: %d", address, got)
			}
		}
		link := filepath.Join(c.Data, "temporal-ui.url")
		if text, err := os.ReadFile(link); err != nil || string(text) != a.TemporalUILink+"\n" {
			t.Errorf("the link's file: %q, %v", text, err)
		}
		if info, err := os.Stat(link); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the link's file: %v, %v", info, err)
		}
		operator := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", a.Socket)
		}}}
		if got := status(t, operator, "http://duban/api/v1/doctor"); got != http.StatusOK {
			t.Errorf("operator: %d", got)
		}
		operator.CloseIdleConnections()
		a.Close()
		for _, address := range []string{a.Listen, a.TemporalUI} {
			if _, err := net.Dial("tcp", address); err == nil {
				t.Errorf("%s is still open after Close", address)
			}
		}
	}
}

func TestSecondProcessIsLockedOut(t *testing.T) {
	c := settings(t)
	a, err := Run(context.Background(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if _, err := Run(context.Background(), c, quiet()); models.AsError(err).Code != "data_dir_in_use" {
		t.Errorf("got %v", err)
	}
}

func TestWhatCannotBeOpenedLeavesNothingRunning(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	c := settings(t)
	c.Listen = taken.Addr().String()
	if _, err := Run(context.Background(), c, quiet()); models.AsError(err).Code != "address_in_use" {
		t.Fatalf("got %v", err)
	}
	c.Listen = "127.0.0.1:0"
	c.TemporalUI = taken.Addr().String()
	if _, err := Run(context.Background(), c, quiet()); models.AsError(err).Code != "address_in_use" {
		t.Fatalf("Temporal's pages: %v", err)
	}
	c.TemporalUI = ""
	a, err := Run(context.Background(), c, quiet()) // the lock and the server's file are free again
	if err != nil {
		t.Fatal(err)
	}
	a.Close()

	blocked := settings(t)
	if err := os.WriteFile(filepath.Join(blocked.Data, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	blocked.Data = filepath.Join(blocked.Data, "file")
	if _, err := Run(context.Background(), blocked, quiet()); models.AsError(err).Code != "bad_data_dir" {
		t.Errorf("got %v", err)
	}
}

func status(t *testing.T, c *http.Client, url string) int {
	t.Helper()
	answer, err := c.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}
