package app

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"duban/models"
)

func TestCountersAreShownOnThisMachineOnly(t *testing.T) {
	c := settings(t)
	c.Metrics = "127.0.0.1:0"
	a, err := Run(context.Background(), c, quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	operator := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn,
		error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", a.Socket)
	}}}
	defer operator.CloseIdleConnections()
	if got := status(t, http.DefaultClient, "http://"+a.Listen+"/login"); got != http.StatusOK {
		t.Fatalf("log-in page: %d", got)
	}
	if got := status(t, operator, "http://duban/api/v1/doctor"); got != http.StatusOK {
		t.Fatalf("operator: %d", got)
	}
	for name, from := range map[string]struct {
		client *http.Client
		url    string
	}{"port": {http.DefaultClient, "http://" + a.Metrics + "/metrics"}, "socket": {operator, "http://duban/metrics"}} {
		answer, err := from.client.Get(from.url)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{
			"duban_up 1\n", "duban_projects_running 0\n", `duban_requests_total{door="web",route="GET /login",status="200"} 1`,
			`duban_requests_total{door="api",route="GET /api/v1/doctor",status="200"} 1`,
		} {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
	}
	if got := status(t, http.DefaultClient, "http://"+a.Listen+"/metrics"); got != http.StatusNotFound {
		t.Errorf("the public listener serves the metrics: %d", got)
	}
	if got := status(t, http.DefaultClient, "http://"+a.Metrics+"/api/v1/doctor"); got != http.StatusNotFound {
		t.Errorf("the metrics listener serves more: %d", got)
	}

	taken := settings(t)
	taken.Metrics = a.Metrics
	if _, err := Run(context.Background(), taken, quiet()); models.AsError(err).Code != "address_in_use" {
		t.Errorf("a taken address: %v", err)
	}
}
