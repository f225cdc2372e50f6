package web_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// void elements have no end tag.
var void = []string{"meta", "link", "input", "br", "img", "hr"}

// element is a start tag.
type element struct {
	name       string
	attributes map[string]string
}

// elements parses a page and checks that every element is closed and every id is unique.
func elements(t *testing.T, page string) []element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(page, "<!DOCTYPE html>")))
	d.Strict, d.Entity = false, xml.HTMLEntity
	var all []element
	var open []string
	ids := map[string]bool{}
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed at byte %d: %v", d.InputOffset(), err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{token.Name.Local, map[string]string{}}
			for _, a := range token.Attr {
				e.attributes[a.Name.Local] = a.Value
			}
			if id := e.attributes["id"]; id != "" && ids[id] {
				t.Errorf("id %q stands twice", id)
			} else {
				ids[id] = true
			}
			all = append(all, e)
			if !slices.Contains(void, e.name) {
				open = append(open, e.name)
			}
		case xml.EndElement:
			if slices.Contains(void, token.Name.Local) {
				continue // RawToken reports <rect/> as start and end
			}
			if n := len(open); n == 0 || open[n-1] != token.Name.Local {
				t.Fatalf("</%s> at byte %d closes %v", token.Name.Local, d.InputOffset(), open)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("never closed: %v", open)
	}
	return all
}

// check checks what every page must keep: well-formed markup, no inline script or style, assets of this server that
// exist, links within the page with a target.
func check(t *testing.T, h http.Handler, page string) {
	t.Helper()
	if strings.Contains(page, "<no value>") || strings.Contains(page, "%!") || strings.Contains(page, "ZgotmplZ") {
		t.Errorf("the page shows a defect of a template or format")
	}
	all := elements(t, page)
	ids := map[string]bool{}
	for _, e := range all {
		ids[e.attributes["id"]] = true
	}
	for _, e := range all {
		if e.name == "style" || e.name == "script" && e.attributes["src"] == "" &&
			e.attributes["type"] != "application/json" {
			t.Errorf("<%s> in the page", e.name)
		}
		for name, value := range e.attributes {
			if name == "style" || strings.HasPrefix(name, "on") {
				t.Errorf("<%s %s=%q> in the page", e.name, name, value)
			}
			switch {
			case name != "href" && name != "src" && name != "hx-get":
			case strings.HasPrefix(value, "#"):
				if !ids[value[1:]] {
					t.Errorf("link to %s leads nowhere", value)
				}
			case !strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "?") || strings.HasPrefix(value, "//"):
				t.Errorf("%s=%q is not of this program", name, value)
			case e.name == "link" || e.name == "script":
				if got := get(h, value); got.Code != http.StatusOK || got.Body.Len() == 0 && !strings.HasSuffix(value, ".css") {
					t.Errorf("%s: %d", value, got.Code)
				}
			}
		}
	}
}

// get sends a GET as a local browser; change can change the request.
func get(h http.Handler, address string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
	for _, f := range change {
		f(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// contains checks that a page has all wanted texts and none of the forbidden.
func contains(t *testing.T, page string, wanted, forbidden []string) {
	t.Helper()
	var wrong []string
	for _, s := range wanted {
		if !strings.Contains(page, s) {
			wrong = append(wrong, fmt.Sprintf("lacks %q", s))
		}
	}
	for _, s := range forbidden {
		if strings.Contains(page, s) {
			wrong = append(wrong, fmt.Sprintf("has %q", s))
		}
	}
	if len(wrong) > 0 {
		t.Errorf("the page %s\n%s", strings.Join(wrong, ", "), shorten(page))
	}
}

func shorten(page string) []byte {
	return bytes.TrimSpace([]byte(page[:min(len(page), 3000)]))
}
