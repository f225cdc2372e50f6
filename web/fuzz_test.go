package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/api"
	"duban/internal/testkit/refusal"
	"duban/models"
	"duban/web"
)

// operation is a request of the API as its description shows it.
type operation struct {
	example string // of a JSON body; "": none
	strict  bool   // has a JSON body
}

// described returns the operations of the API with a JSON body, by route.
func described(t testing.TB) map[string]operation {
	t.Helper()
	var file struct {
		Paths map[string]map[string]struct {
			RequestBody struct {
				Content map[string]struct {
					Example json.RawMessage `json:"example"`
				} `json:"content"`
			} `json:"requestBody"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(openAPI(), &file); err != nil {
		t.Fatal(err)
	}
	all := map[string]operation{}
	for path, methods := range file.Paths {
		for method, o := range methods {
			if content, ok := o.RequestBody.Content["application/json"]; ok {
				all[strings.ToUpper(method)+" "+path] = operation{string(content.Example), true}
			}
		}
	}
	return all
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// notFuzzed are routes that end the session which the other requests need.
var notFuzzed = []string{"POST /logout"}

// FuzzRequests sends what a browser or a script can send to every route of the pages and the API, over a real
// database: no answer is a defect of the program, what the API refuses it refuses in Chinese without its insides, an
// unknown field is refused, and a command that was taken is taken again with its key.
func FuzzRequests(f *testing.F) {
	h := newAccessFixture(f)
	var log lastLines
	logged := slog.New(slog.NewTextHandler(&log, nil))
	pages := web.Handler(h.service, web.Options{Log: logged, OpenAPI: openAPI()})
	script := api.Handler(h.service, api.Options{Log: logged})
	operations := described(f)
	routes := slices.Concat(web.Patterns(), h.operations(f))
	routes = slices.DeleteFunc(routes, func(r string) bool { return slices.Contains(notFuzzed, r) })
	fuzzing := flag.Lookup("test.fuzz").Value.String() != ""
	for i, route := range routes {
		if !fuzzing && i%10 != 0 {
			continue // seeds are part of every test run
		}
		g := accessByRoute[route]
		allowed := uint8(1)
		for n, role := range rolesAndNone {
			if role != "" && strings.Contains(" "+rolesByAccess[g.who]+" ", " "+string(role)+" ") {
				allowed = uint8(n)
			}
		}
		f.Add(uint16(i), allowed, "", g.query, operations[route].example, "key-"+route, "")
		if i%10 != 0 {
			continue
		}
		f.Add(uint16(i), allowed, "..%2f\x00甲", "q=%00&month=2021-13&page=-1&sort=x&unit='&from=9999-99-99&limit=1e9",
			`{"x":1}`, "k", `"1-x"`)
	}
	for _, filters := range []string{"q=%E5%8C%97&colour=red&sort=-name&cols=a,b", "sort=name;drop",
		"colour=red&colour=x", "page=99999999999999999999",
		"year=0", "view=%25", "cols=" + strings.Repeat("x,", 999), "q=" + strings.Repeat("%F0%9F%98%80", 60), "a=%zz",
		"month=0000-00",
		"programme=../../etc"} {
		for i, route := range routes {
			if slices.Contains([]string{"GET /projects", "GET /search", "GET /grid", "GET /{$}", "GET /api/v1/projects",
				"GET /api/v1/search",
				"GET /audit", "GET /escalations"}, route) {
				f.Add(uint16(i), uint8(slices.Index(rolesAndNone, models.RoleOffice)), "", filters, "", "", "")
			}
		}
	}
	role := func(n uint8) models.RoleName { return rolesAndNone[int(n)%len(rolesAndNone)] }
	var send func(route string, of models.RoleName, address, body, key, match string) *httptest.ResponseRecorder
	send = func(route string, of models.RoleName, address, body, key, match string) *httptest.ResponseRecorder {
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second) // streams end
		defer cancel()
		method, _, ok := strings.Cut(route, " ")
		if !ok {
			method = http.MethodGet
		}
		r := httptest.NewRequestWithContext(ctx, method, "/", strings.NewReader(body))
		r.URL, _ = url.Parse(address) // the caller has tried it
		r.RequestURI = address
		r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
		r.Header.Set("Idempotency-Key", key)
		if match != "" {
			r.Header.Set("If-Match", match)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if strings.HasPrefix(r.URL.Path, "/api/") {
			r.Header.Set("Content-Type", "application/json")
			if of != "" {
				r.Header.Set("Authorization", "Bearer "+h.tokens[of])
			}
		} else if of != "" {
			r.AddCookie(&http.Cookie{Name: "duban", Value: h.session(of)})
		}
		w := httptest.NewRecorder()
		if !strings.HasPrefix(r.URL.Path, "/api/") {
			pages.ServeHTTP(w, r)
			return w
		}
		script.ServeHTTP(w, r)
		if w.Code == http.StatusTooManyRequests { // a new one has counted nothing yet
			script = api.Handler(h.service, api.Options{Log: logged})
			return send(route, of, address, body, key, match)
		}
		return w
	}
	f.Fuzz(func(t *testing.T, n uint16, who uint8, value, query, body, key, match string) {
		route := routes[int(n)%len(routes)]
		if strings.ContainsFunc(key+match, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return // no server takes such a header
		}
		address := strings.TrimSuffix(h.address(route, routeAccess{}, own), "?")
		if value != "" {
			_, path, ok := strings.Cut(route, " ")
			if !ok {
				path = route
			}
			address = placeholder.ReplaceAllLiteralString(strings.ReplaceAll(path, "{$}", ""), url.PathEscape(value))
		}
		if _, err := url.Parse(address); err != nil {
			return
		}
		if query != "" {
			address += "?" + strings.Map(func(r rune) rune {
				if r <= ' ' || r == 0x7f || r == '#' {
					return -1
				}
				return r
			}, query)
		}
		if _, err := url.Parse(address); err != nil {
			return
		}
		asAPI := strings.HasPrefix(address, "/api/")
		check := func(w *httptest.ResponseRecorder) int {
			t.Helper()
			text := w.Body.String()
			if w.Code >= 500 && !strings.Contains(text, "process_unavailable") && !strings.Contains(text, "流程服务暂时不可用") {
				t.Fatalf("%s as %q, %s: %d %.800s\n%s", route, role(who), address, w.Code, text, log.take())
			}
			if asAPI && w.Code >= 400 {
				plain, _ := url.PathUnescape(address)
				refusal.Text(t, text, address+plain+query+value+body+key+match)
			}
			return w.Code
		}
		var fields map[string]json.RawMessage
		if operations[route].strict && json.Unmarshal([]byte(body), &fields) == nil && fields != nil {
			fields = maps.Clone(fields)
			fields["不认识的字段"] = json.RawMessage("1")
			more, err := json.Marshal(fields)
			if err != nil {
				t.Fatal(err)
			}
			if code := check(send(route, role(who), address, string(more), key, match)); code < 400 {
				t.Fatalf("%s takes an unknown field: %d", route, code)
			}
		}
		first := check(send(route, role(who), address, body, key, match))
		if asAPI && strings.HasPrefix(route, "POST") && first < 300 {
			if again := check(send(route, role(who), address, body, key, match)); again >= 400 {
				t.Fatalf("%s with %q was taken (%d) and is refused when it is sent again: %d\n%s", route, body, first, again,
					log.take())
			}
		}
	})
}

// lastLines keeps what was logged last.
type lastLines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

var _ io.Writer = (*lastLines)(nil)

func (l *lastLines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.text.Len() > 1<<16 {
		l.text.Reset()
	}
	return l.text.Write(p)
}

func (l *lastLines) take() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	text := l.text.String()
	return text[max(0, len(text)-3000):]
}
