package app

import (
	"context"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// demonstrations holds data directories of the demonstration, each written by another earlier version (the commit is in
// the name), and what that version said of it; make.sh there shows how.
const demonstrations = "testdata/demonstrations"

// This version opens the data directories of every earlier version, those of versions with another schema too: the
// projects, plans and open reviews are as they were, their processes run, and the doctor finds nothing.
func TestDataDirectoriesOfEarlierVersionsGoOn(t *testing.T) {
	archives, err := filepath.Glob(filepath.Join(demonstrations, "*.tar.zst"))
	if err != nil || len(archives) < 6 {
		t.Fatalf("%v, %v", archives, err)
	}
	for _, archive := range archives {
		name := strings.TrimSuffix(archive, ".tar.zst")
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			c := settings(t)
			unpack(t, archive, c.Data)
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
			want := figuresOf(t, content(t, name+".json"))
			var got figures
			until(t, "every project's process runs", func() bool {
				got = figuresOf(t, ask(t, operator, "/api/v1/status"))
				return got.Running == want.Running
			})
			// What is approved by the last closed month depends on the day of the test.
			want.Headline, want.Approved = got.Headline, got.Approved
			if got != want || got.Projects != 48 || got.Waiting == 0 {
				t.Errorf("the earlier version shows %+v, this one shows %+v", want, got)
			}
			sound(t, operator)
		})
	}
}
