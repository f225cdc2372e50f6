package temporalui

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"

	"duban/internal/engine"
	"duban/internal/testkit/enginetest"
	"duban/internal/testkit/listening"
	"duban/models"
)

func start(t *testing.T, o Options) *UI {
	t.Helper()
	o.Listen = "127.0.0.1:0"
	u, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = u.Stop() })
	return u
}

// ask sends a request as a browser that opened the link before, and gives the status, the content type and the body;
// host "" is the address's own.
func ask(t *testing.T, u *UI, method, path, host string) (status int, kind, text string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, "http://"+u.Listen()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = host
	r.AddCookie(&http.Cookie{Name: cookieName, Value: u.token})
	if method != http.MethodGet { // as the pages' own scripts do
		r.Header.Set("X-CSRF-Token", "t")
		r.AddCookie(&http.Cookie{Name: "_csrf", Value: "t"})
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, answer.Header.Get("Content-Type"), string(body)
}

func TestPagesOverTheEngine(t *testing.T) {
	_, e := enginetest.New(t, func(o *engine.Options) { o.Namespace = "duban" })
	u := start(t, Options{HostPort: e.HostPort(), Namespace: "duban", Identity: e.ClientIdentity()})

	status, kind, body := ask(t, u, http.MethodGet, "/", "")
	if status != http.StatusOK || !strings.HasPrefix(kind, "text/html") || !strings.Contains(body, "/_app/") {
		t.Errorf("first page: %d %s %.200s", status, kind, body)
	}
	if !strings.Contains(strings.ToLower(body), "content-security-policy") {
		t.Error("the first page lost its content security policy")
	}

	_, _, body = ask(t, u, http.MethodGet, "/api/v1/namespaces", "")
	var listed struct {
		Namespaces []struct {
			NamespaceInfo struct{ Name string }
		}
	}
	if err := json.Unmarshal([]byte(body), &listed); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	var names []string
	for _, n := range listed.Namespaces {
		names = append(names, n.NamespaceInfo.Name)
	}
	if !slices.Contains(names, "duban") {
		t.Errorf("namespaces %v", names)
	}

	if status, _, body := ask(t, u, http.MethodPost, "/api/v1/namespaces/duban/workflows/project/terminate",
		""); status != http.StatusMethodNotAllowed {
		t.Errorf("a workflow can be ended from the pages: %d %s", status, body)
	}
}

func TestOnlyAskedForByThisMachinesNames(t *testing.T) {
	u := start(t, Options{HostPort: "127.0.0.1:1", Namespace: "duban"})
	for host, want := range map[string]int{
		"": 200, "localhost": 200, "localhost:8233": 200, "[::1]:8233": 200,
		"example.com": 421, "example.com:8233": 421, "localhost.example.com:8233": 421, "192.168.1.2:8233": 421,
	} {
		if status, _, _ := ask(t, u, http.MethodGet, "/", host); status != want {
			t.Errorf("host %q: %d, want %d", host, status, want)
		}
	}
}

func TestTakenAddressIsAnErrorAndStopFreesIt(t *testing.T) {
	u := start(t, Options{HostPort: "127.0.0.1:1", Namespace: "duban"})
	_, err := Start(t.Context(), Options{Listen: u.Listen(), HostPort: "127.0.0.1:1", Namespace: "duban"})
	if e := models.AsError(err); err == nil || e.Kind != models.KindConflict || e.Code != "address_in_use" ||
		!strings.Contains(err.Error(), u.Listen()) {
		t.Errorf("taken: %v", err)
	}
	if err := u.Stop(); err != nil {
		t.Fatal(err)
	}
	// Not by dialling or listening there: the port may be another process's by then.
	if slices.Contains(listening.Ports(t, os.Getpid()), netip.MustParseAddrPort(u.Listen())) {
		t.Errorf("%s is still listened on after Stop", u.Listen())
	}
}

func TestOtherMachinesAreRefused(t *testing.T) {
	for _, listen := range []string{"", ":8233", "0.0.0.0:0", "[::]:0", "192.168.1.2:0", "example.com:0", "127.0.0.1"} {
		u, err := Start(context.Background(), Options{Listen: listen, HostPort: "127.0.0.1:1"})
		if err == nil {
			_ = u.Stop()
		}
		if err == nil || models.AsError(err).Code != "bad_config" {
			t.Errorf("%q: %v", listen, err)
		}
	}
}
