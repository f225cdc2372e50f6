package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"duban/api"
	"duban/internal/testkit/chrome"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// door is a way to accept a submission; it returns what is said to a person who has confirmed nothing.
type door struct {
	name   string
	accept func(t *testing.T, id string) (said string)
}

// doorsToAccept are the ways to accept: the page, its key, the queue for several, and the API.
// internal/figurecheck tries the command line.
func (d submissionFixture) doorsToAccept(t *testing.T) []door {
	t.Helper()
	office := d.as(models.RoleOffice)
	pages := httptest.NewServer(office)
	t.Cleanup(pages.Close)
	answers := httptest.NewServer(api.Handler(d.service, api.Options{Log: slog.New(slog.DiscardHandler)}))
	t.Cleanup(answers.Close)
	const token = "dbn_token_of_the_office"
	sum := sha256.Sum256([]byte(token))
	storetest.Write(t, d.store, func(tx *store.Tx) error {
		return tx.InsertToken(models.Token{Hash: hex.EncodeToString(sum[:]), PersonID: "person-of-office",
			Scopes: "read review", CreatedAt: d.now, ExpiresAt: d.now.Add(models.SessionLongest)})
	})
	n := 0
	key := func() string { n++; return "accept without evidence " + strings.Repeat("x", n) }
	browser := chrome.Open(t, chrome.Desktop)
	return []door{
		{"the page", func(_ *testing.T, id string) string {
			return sendForm(office, "/reviews/"+id+"?lang=zh", url.Values{"key": {key()}, "decision": {"accept"}}).Body.String()
		}},
		{"the key a", func(t *testing.T, id string) string {
			browser.Go(pages.URL + "/reviews?lang=zh&at=" + id)
			browser.FollowKey("a")
			return browser.Text("body")
		}},
		{"several at once", func(_ *testing.T, id string) string {
			done := sendForm(office, "/bulk?lang=zh", url.Values{"key": {key()}, "act": {"accept"}, "back": {"/reviews"},
				"submission": {id}, "commit": {"1"}})
			return done.Body.String() + get(office, done.Header().Get("Location")+"&lang=zh").Body.String()
		}},
		{"the API", func(t *testing.T, id string) string {
			r := httptest.NewRequest(http.MethodPost, "/api/v1/submissions/"+id+"/review",
				strings.NewReader(`{"decision":"accept"}`))
			r.Header.Set("Authorization", "Bearer "+token)
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Idempotency-Key", key())
			w := httptest.NewRecorder()
			answers.Config.Handler.ServeHTTP(w, r)
			return w.Body.String()
		}},
	}
}

// Case 15 of the office: the controlling milestone 投产 is handed in without evidence. By the rule of its kind no door
// accepts it at once: where evidence is required a reason is written, where the rule warns it is confirmed.
func TestNoDoorAcceptsAControllingMilestoneWithoutEvidence(t *testing.T) {
	thirdParty(t, "static/vendor/tabler.min.css", "static/vendor/htmx.min.js")
	d := newSubmissionFixture(t, 2)
	doors := d.doorsToAccept(t)
	hand := func(key string) string {
		t.Helper()
		_, err := d.service.SubmitMilestone(t.Context(), models.Operator, key, "ZD-2021-001", 0,
			models.SubmitMilestoneCommand{Milestone: "投产", DoneOn: today.Date(), Paper: "项目单位书面材料"})
		d.must(t, err)
		return d.waiting(t)[0].ID
	}
	set := 0
	rule := func(rule models.EvidenceRule) {
		t.Helper()
		set++
		d.must(t, d.service.SetEvidenceRule(t.Context(), reviewer, strings.Repeat("r", set),
			models.EvidenceWord{Word: "投产", Rule: rule}))
	}
	id := hand("first")
	for _, c := range []struct {
		rule models.EvidenceRule
		says string
	}{{models.EvidenceRequired, "须附佐证材料"}, {models.EvidenceWarned, "没有佐证材料，请核实后确认"}} {
		rule(c.rule)
		for _, door := range doors {
			if said := door.accept(t, id); !strings.Contains(said, c.says) {
				t.Errorf("%s, %s: %s", door.name, c.rule, shorten(said))
			}
			if waiting := d.waiting(t); len(waiting) != 1 || waiting[0].ID != id {
				t.Fatalf("%s accepted it where evidence is %s: %+v", door.name, c.rule, waiting)
			}
		}
	}
	office := d.as(models.RoleOffice)
	accept := url.Values{"key": {"accept"}, "decision": {"accept"}, "confirmed": {"1"}}
	rule(models.EvidenceRequired)
	if got := sendForm(office, "/reviews/"+id, accept); got.Code != http.StatusUnprocessableEntity ||
		len(d.waiting(t)) != 1 {
		t.Errorf("confirmed without a reason: %d", got.Code)
	}
	accept.Set("why", "已到现场核实，产品已下线")
	if got := sendForm(office, "/reviews/"+id, accept); got.Code != http.StatusSeeOther || len(d.waiting(t)) != 0 {
		t.Errorf("confirmed with a reason: %d %s", got.Code, shorten(got.Body.String()))
	}
	storetest.Read(t, d.store, func(tx *store.Tx) error {
		f, err := tx.Facts(projectID(2021, 0))
		for _, m := range f.Milestones {
			if m.Name == "投产" && m.Status != models.MilestoneDone {
				t.Errorf("%+v", m)
			}
		}
		return err
	})
}
