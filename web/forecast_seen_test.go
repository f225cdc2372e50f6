package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"duban/api"
	"duban/models"
	"duban/tracking"
	"duban/web"
)

// forecastWords are what a page, an answer or a file says only to who may see forecasts.
var forecastWords = regexp.MustCompile(`全年预计完成|月均须完成|进度测算|测算区间|测算下限|可弥补缺口|仍有缺口|待核实|` +
	`"(needed_fen|low_fen|mid_fen|high_fen|naive_fen|forecast_fen|pace_fen)":[1-9]|"gap_projects":\[\{`)

// findingWords are what a page, an answer or a file says only to the office: that something is to be verified, and why.
// The question that was put to an owner is none of them.
var findingWords = regexp.MustCompile(`待核实|各月完成投资均为|为此前月均的|不到此前月均|期间没有完成节点|连续\d+个月内容相同|` +
	`已办结，累计投资只有|照片“[^”]*”用于|"kind":"(equal|december|tenth|topped)"`)

// outsiders are the roles that are shown no forecast.
func outsiders() []models.RoleName {
	return slices.DeleteFunc(slices.Clone(models.RoleNames), func(r models.RoleName) bool {
		return r == models.RoleOffice || r == models.RoleLeader || r == models.RoleGovernment
	})
}

// Nothing of a forecast, of an amount that is needed or of what is to be verified is on a page, in an answer or in a
// file of an owner, a unit or a reader, nor on a board or in what goes out, whoever asks.
func TestForecastStaysWithTheOfficeAndLeaders(t *testing.T) {
	d := copyOfHalfYear(t)
	d.addBoardLink()
	as := map[models.RoleName]http.Handler{}
	for _, role := range models.RoleNames {
		as[role] = d.as(role)
	}
	forbidden := func(what string, body []byte) { says(t, what, body, forecastWords, findingWords) }
	for _, page := range []string{"/", "/forecast"} {
		if body := get(as[models.RoleOffice], page).Body.Bytes(); !forecastWords.Match(body) {
			t.Fatalf("the office sees no forecast on %s: the test would find nothing", page)
		}
	}
	question := d.askedToExplain(t)
	if body := get(as[models.RoleOffice], "/findings").Body.String(); !strings.Contains(body, question.Ground.Text) {
		t.Fatal("the office sees nothing to verify: the test would find nothing")
	}
	for _, page := range []string{"/tasks", models.FindingPath(question.ID)} {
		body := get(as[models.RoleOwner], page).Body.Bytes()
		if !strings.Contains(string(body), question.Question.Text) {
			t.Errorf("the owner does not see the question on %s", page)
		}
		says(t, page+" of the owner", body, findingWords)
	}
	asked := 0
	for pattern, roles := range web.MayOpen() {
		method, path, _ := strings.Cut(pattern, " ")
		look := pageCases[pattern]
		if method != http.MethodGet || strings.HasPrefix(path, "/static/") || look.test != "" ||
			strings.HasPrefix(path, "/help") || strings.HasPrefix(path, "/docs") {
			continue
		}
		if look.address == "" {
			look.address = path
		}
		for _, role := range roles {
			body, what := get(as[role], look.address).Body.Bytes(), look.address+" as "+string(role)
			switch {
			case slices.Contains(outsiders(), role), strings.HasPrefix(path, "/board"):
				forbidden(what, body)
			case role != models.RoleOffice: // leaders see forecasts, and no more than others of what is to be verified
				says(t, what, body, findingWords)
			default:
				continue
			}
			asked++
		}
	}
	for _, report := range []string{"monthly", "ledger", "plan", "milestones", "problems", "orders", "escalations"} {
		for role := range as {
			if got := get(as[role], "/exports/"+report); got.Code == http.StatusOK {
				asked++
				forbidden("export "+report+" as "+string(role), got.Body.Bytes())
			}
		}
	}
	for _, role := range outsiders() {
		if got := get(as[role], "/exports/forecast"); got.Code == http.StatusOK {
			t.Errorf("%s exports the forecast", role)
		}
	}
	t.Logf("%d pages and files", asked)
	d.forecastOfAPI(t, forbidden)
}

// says reports words that a page or a file must not have.
func says(t *testing.T, what string, body []byte, forbidden ...*regexp.Regexp) {
	t.Helper()
	for _, words := range forbidden {
		if found := words.Find(textOf(body)); found != nil {
			t.Errorf("%s says %s", what, found)
		}
	}
}

// forecastOfAPI asks the API for all that needs no object, as every outsider; the commands print its answers.
func (d *fixture) forecastOfAPI(t *testing.T, forbidden func(what string, body []byte)) {
	t.Helper()
	h := api.Handler(d.service(), api.Options{Log: slog.New(slog.DiscardHandler)})
	var described struct {
		Paths map[string]map[string]json.RawMessage
	}
	d.must(t, json.Unmarshal(openAPI(), &described))
	asked := 0
	for _, role := range outsiders() {
		d.session(role)
		issued, err := d.service().IssueToken(asEmergency(t), models.Operator, "forecast-"+string(role),
			tracking.NewToken{Login: string(role), Label: "脚本", Scopes: models.AllScopes})
		d.must(t, err)
		for path, methods := range described.Paths {
			if methods["get"] == nil || strings.Contains(path, "{") {
				continue
			}
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.Header.Set("Authorization", "Bearer "+issued.Token)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code == http.StatusOK && path != "/openapi.json" && path != "/api/v1/exports/year" {
				asked++
				forbidden(path+" as "+string(role), w.Body.Bytes())
			}
		}
	}
	if asked < 40 {
		t.Errorf("only %d answers", asked)
	}
	t.Logf("%d answers", asked)
}

// textOf is the text of a workbook or a document; anything else as it is.
func textOf(body []byte) []byte {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return body
	}
	var out []byte
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return body
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return body
		}
		out = append(out, content...)
	}
	return out
}
