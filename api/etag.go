package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"duban/models"
)

// clock matches the only value in a response that can change while the data does not.
var clock = regexp.MustCompile(`"as_of":"[^"]*"`)

// tagged gives every JSON response of a GET an ETag computed from its content, and responds 304 if the client has it.
// The ETag of a project begins with the project's version ("12-5c1e…"), which edits send in If-Match.
func tagged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead || !strings.HasPrefix(r.URL.Path, "/api/") {
			next.ServeHTTP(w, r)
			return
		}
		t := &tagger{ResponseWriter: w, wanted: r.Header.Get("If-None-Match")}
		next.ServeHTTP(t, r)
		t.finish()
	})
}

// tagger buffers a JSON response until it is complete; everything else is passed on.
type tagger struct {
	http.ResponseWriter
	wanted string // If-None-Match
	held   *bytes.Buffer
	begun  bool
}

func (t *tagger) WriteHeader(status int) {
	if t.begun {
		return
	}
	t.begun = true
	if status == http.StatusOK && strings.HasPrefix(t.Header().Get("Content-Type"), "application/json") {
		t.held = &bytes.Buffer{}
		return
	}
	t.ResponseWriter.WriteHeader(status)
}

func (t *tagger) Write(content []byte) (int, error) {
	if !t.begun {
		t.WriteHeader(http.StatusOK)
	}
	if t.held != nil {
		return t.held.Write(content)
	}
	return t.ResponseWriter.Write(content)
}

func (t *tagger) finish() {
	if t.held == nil {
		return
	}
	sum := sha256.Sum256(clock.ReplaceAll(t.held.Bytes(), nil))
	tag := hex.EncodeToString(sum[:12])
	if version := t.Header().Get("ETag"); version != "" {
		tag = version + "-" + tag
	}
	tag = `"` + tag + `"`
	t.Header().Set("ETag", tag)
	if has(t.wanted, tag) {
		t.Header().Del("Content-Type")
		t.ResponseWriter.WriteHeader(http.StatusNotModified)
		return
	}
	t.ResponseWriter.WriteHeader(http.StatusOK)
	_, _ = t.ResponseWriter.Write(t.held.Bytes()) // the client has disconnected
}

// has reports whether a list of tags contains one. A proxy that compresses a response makes its tag weak.
func has(list, tag string) bool {
	for one := range strings.SplitSeq(list, ",") {
		if one = strings.TrimPrefix(strings.TrimSpace(one), "W/"); one == tag || one == "*" {
			return true
		}
	}
	return false
}

// Edit is the header of a change that is refused if the project changed since the person saw it.
type Edit struct {
	//nolint:lll // a struct tag cannot be split
	Match string `header:"If-Match" doc:"项目的 ETag（见 GET /api/v1/projects/{year}/{code}）：数据在此之后被改过则拒绝（412），不作改动；不填则不核对" example:"\"12-5c1e09aa71f0b7c2d4e6f801\""`
}

// version is the project's version that the change was decided on; 0 means any.
func (e *Edit) version() (int, error) {
	match := strings.TrimSpace(e.Match)
	if match == "" || match == "*" {
		return 0, nil
	}
	text, _, _ := strings.Cut(strings.Trim(strings.TrimPrefix(match, "W/"), `"`), "-")
	version, err := strconv.Atoi(text)
	if err != nil || version < 1 || len(text) > 9 {
		return 0, models.Errorf(models.KindConflict, "bad_etag",
			"If-Match“%s”不是项目的 ETag，请先读取 /api/v1/projects/{year}/{code}，用其返回的 ETag", match)
	}
	return version, nil
}

// editing is the input of an operation that reads If-Match.
type editing interface {
	version() (int, error)
}
