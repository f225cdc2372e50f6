package app

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"duban/models"
)

// released holds data directories written by the released program (commit 495adb3); make.sh there shows how.
const released = "testdata/released-495adb3"

// releasedTimeout is how long a busy machine may take for what takes an idle one a second.
const releasedTimeout = 2 * time.Minute

// This version opens the data directories of the released program: everything is there, the doctor finds nothing,
// running projects accept commands, and every command answered before a kill is recorded.
func TestReleasedDataDirectoriesGoOn(t *testing.T) {
	for _, variant := range []struct {
		name    string
		waiting int
	}{{"clean", 1}, {"killed", 2}} {
		t.Run(variant.name, func(t *testing.T) {
			c := settings(t)
			unpack(t, filepath.Join(released, variant.name+".tar.gz"), c.Data)
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
			if copies, err := filepath.Glob(filepath.Join(c.Data, "backup", "duban-before-*.db")); err != nil ||
				len(copies) != 1 {
				t.Errorf("copies from before the migration: %v, %v", copies, err)
			}

			want := figuresOf(t, content(t, filepath.Join(released, variant.name+".json")))
			if want.Waiting != variant.waiting || want.Running != 5 {
				t.Fatalf("the figures of the released program: %+v", want)
			}
			var got figures
			until(t, "every project's process runs and the months that are over are closed", func() bool {
				got = figuresOf(t, ask(t, operator, "/api/v1/status"))
				return got.Running == want.Running && got.Headline.Month != "2026-06"
			})
			want.Headline = got.Headline
			if got != want {
				t.Errorf("the released program shows %+v, this one shows %+v", want, got)
			}
			reconstructed(t, operator)
			sound(t, operator)

			tokens := struct{ Office string }{}
			decode(t, content(t, filepath.Join(released, "tokens.json")), &tokens)
			review(t, "http://"+a.Listen, tokens.Office, models.SubmissionID("august-again"))
			until(t, "the review counts", func() bool {
				return figuresOf(t, ask(t, operator, "/api/v1/status")).
					Waiting == want.Waiting-1
			})
			after := figuresOf(t, ask(t, operator, "/api/v1/status"))
			if after.Approved != want.Approved+1_150_000_000 {
				t.Errorf("after 1150 万元 were approved: %+v, before %+v", after, want)
			}
			sound(t, operator)
		})
	}
}

// figures holds the part of a status that does not depend on the day.
type figures struct {
	Projects int   `json:"projects"`
	Total    int64 `json:"total_investment_fen"`
	Plan     int64 `json:"annual_plan_fen"`
	Approved int64 `json:"approved_fen"`
	Waiting  int   `json:"waiting_reviews"`
	Running  int   `json:"workflows_running"`
	Headline struct {
		Month string `json:"month"`
	} `json:"headline"`
}

func figuresOf(t *testing.T, text []byte) (f figures) {
	t.Helper()
	decode(t, text, &f)
	return f
}

// reconstructed checks that each month from the first with figures to the last that is long over has been closed from
// what was on record, and is marked so. The newest stands first.
func reconstructed(t *testing.T, operator *http.Client) {
	t.Helper()
	var list struct {
		Closings []struct {
			Month         string `json:"month"`
			Reconstructed bool   `json:"reconstructed"`
		} `json:"closings"`
	}
	until(t, "June to October are closed", func() bool {
		decode(t, ask(t, operator, "/api/v1/closings"), &list)
		return len(list.Closings) >= 5
	})
	for i, c := range list.Closings {
		if month := int(models.MonthOf(2026, 6)) + len(list.Closings) - 1 - i; !c.Reconstructed ||
			c.Month != models.Month(month).String() {
			t.Errorf("closing %d: %+v", i, c)
		}
	}
}

// sound waits until the doctor finds nothing.
func sound(t *testing.T, operator *http.Client) {
	t.Helper()
	var found []string
	until(t, "the doctor finds nothing", func() bool {
		var d struct {
			OK     bool
			Checks []struct {
				Name  string
				Found []string
			}
		}
		decode(t, ask(t, operator, "/api/v1/doctor"), &d)
		found = nil
		for _, c := range d.Checks {
			for _, f := range c.Found {
				found = append(found, c.Name+"："+f)
			}
		}
		return d.OK
	}, &found)
}

// until repeats a check until it passes; on timeout it reports the values last seen.
func until(t *testing.T, what string, so func() bool, seen ...any) {
	t.Helper()
	for deadline := time.Now().Add(releasedTimeout); !so(); time.Sleep(200 * time.Millisecond) {
		if time.Now().After(deadline) {
			for i, s := range seen {
				if list, ok := s.(*[]string); ok {
					seen[i] = strings.Join(*list, "\n")
				}
			}
			t.Fatalf("waited for: %s\n%v", what, seen)
		}
	}
}

// ask sends a GET, repeatedly while the program is still starting.
func ask(t *testing.T, c *http.Client, path string) []byte {
	t.Helper()
	for deadline := time.Now().Add(releasedTimeout); ; time.Sleep(100 * time.Millisecond) {
		answer, err := c.Get("http://duban" + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err == nil && answer.StatusCode == http.StatusOK {
			return body
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s: %d %s %v", path, answer.StatusCode, body, err)
		}
	}
}

// review accepts a submission with a token that the released program issued.
func review(t *testing.T, server, token, submission string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodPost, server+"/api/v1/submissions/"+submission+"/review",
		bytes.NewReader([]byte(`{"decision":"accept"}`)))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"Authorization": "Bearer " + token, "Content-Type": "application/json",
		"Idempotency-Key": "accept-august"} {
		request.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if body, err := io.ReadAll(answer.Body); answer.StatusCode >= http.StatusMultipleChoices {
		t.Fatalf("review: %d %s %v", answer.StatusCode, body, err)
	}
}

func content(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func decode(t *testing.T, text []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
}

// unpack extracts an archive of the fixture into a directory.
func unpack(t *testing.T, archive, dir string) {
	t.Helper()
	var plain io.Reader
	var err error
	if packed := bytes.NewReader(content(t, archive)); strings.HasSuffix(archive, ".zst") {
		plain, err = zstd.NewReader(packed)
	} else {
		plain, err = gzip.NewReader(packed)
	}
	if err != nil {
		t.Fatal(err)
	}
	for reader := tar.NewReader(plain); ; {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(header.Name))
		if header.Typeflag == tar.TypeDir {
			err = os.MkdirAll(path, 0o700)
		} else {
			var body []byte
			if body, err = io.ReadAll(reader); err == nil {
				err = os.WriteFile(path, body, 0o600)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
