package tracking_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

var auditor = models.Actor{ID: "auditor", Name: "审计员", Roles: []models.Role{{Role: models.RoleAuditAdmin}}}

func TestTheRecordIsNarrowed(t *testing.T) {
	s := newFixture(t)
	s.in("clerk", s.clerk.Password)
	if _, err := s.LogIn(t.Context(), "clerk", "wrong", "10.0.0.7", ""); err == nil {
		t.Fatal("a wrong password was right")
	}
	everything, err := s.Audit(t.Context(), auditor, tracking.AuditFilter{}, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	today := s.clock.Date()
	for _, tt := range []struct {
		name string
		f    tracking.AuditFilter
		fits func(tracking.AuditLine) bool
	}{
		{"everything", tracking.AuditFilter{}, func(tracking.AuditLine) bool { return true }},
		{"log-ins", tracking.AuditFilter{Kind: "log_in"}, func(l tracking.AuditLine) bool {
			return strings.HasPrefix(l.Action,
				"account.log_")
		}},
		{"failures", tracking.AuditFilter{Kind: "failure"}, func(l tracking.AuditLine) bool { return l.Failed }},
		{"who", tracking.AuditFilter{Text: "办事"}, func(l tracking.AuditLine) bool {
			return strings.Contains(l.By+l.Object,
				"办事")
		}},
		{"what it was done to", tracking.AuditFilter{Text: "clerk"}, func(l tracking.AuditLine) bool {
			return strings.Contains(l.By+l.Object, "clerk")
		}},
		{"a project", tracking.AuditFilter{Project: s.own.Code}, func(l tracking.AuditLine) bool {
			return strings.HasSuffix(l.Project, "/"+s.own.Code)
		}},
		{"a project of a year", tracking.AuditFilter{Project: fmt.Sprintf("%d/%s", s.own.Year, s.own.Code)},
			func(l tracking.AuditLine) bool { return strings.HasSuffix(l.Project, "/"+s.own.Code) }},
		{"no such project", tracking.AuditFilter{Project: "ZD-none"}, func(tracking.AuditLine) bool { return false }},
		{"a sign of LIKE is a letter", tracking.AuditFilter{Text: "%"}, func(tracking.AuditLine) bool { return false }},
		{"from today", tracking.AuditFilter{Since: today}, func(l tracking.AuditLine) bool { return l.At.Date() >= today }},
		{"until yesterday", tracking.AuditFilter{Until: today - 1}, func(l tracking.AuditLine) bool {
			return l.At.Date() < today
		}},
	} {
		var want []tracking.AuditLine
		for _, l := range everything.Lines {
			if tt.fits(l) {
				want = append(want, l)
			}
		}
		page, err := s.Audit(t.Context(), auditor, tt.f, 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(len(want), page.Total); diff != "" {
			t.Errorf("%s: how many: %s", tt.name, diff)
		}
		if diff := cmp.Diff(want, page.Lines); diff != "" && len(want)+len(page.Lines) > 0 {
			t.Errorf("%s: %.2000s", tt.name, diff)
		}
	}
	if _, err := s.Audit(t.Context(), auditor, tracking.AuditFilter{Kind: "pink"}, 0,
		1); models.KindOf(err) != models.KindInvalid {
		t.Errorf("no such kind: %v", err)
	}
	part, err := s.Audit(t.Context(), auditor, tracking.AuditFilter{}, 2, 3)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(everything.Lines[2:5], part.Lines); diff != "" || part.Total != everything.Total {
		t.Errorf("a page of %d: %.2000s", part.Total, diff)
	}
}

func TestTheRecordSaysWhereALogInFailed(t *testing.T) {
	h := newEnv(t)
	h.clerk()
	for range models.FailuresToLock {
		_, err := h.LogIn(t.Context(), "clerk", "wrong", "10.0.0.7", "")
		wantCode(t, err, models.KindForbidden, "bad_login")
	}
	page, err := h.Audit(t.Context(), auditor, tracking.AuditFilter{Kind: "failure"}, 0, 10)
	if err != nil || len(page.Lines) != models.FailuresToLock {
		t.Fatalf("%d events, %v", len(page.Lines), err)
	}
	if l := page.Lines[0]; l.What != "登录失败，账号锁定" || l.Address != "10.0.0.7" || !l.Failed || l.Object != "clerk" {
		t.Errorf("%+v", l)
	}
	account, err := h.Account(t.Context(), models.Operator, "clerk")
	if err != nil || !account.Locked || account.LockedUntil != h.clock.Add(models.LockedFor) || len(account.Events) == 0 ||
		account.Events[0].What != page.Lines[0].What {
		t.Errorf("%+v, %v", account, err)
	}
}

// TestTheWholeRecordIsHandedOn has more events than are read at a time, and one that comes in meanwhile.
func TestTheWholeRecordIsHandedOn(t *testing.T) {
	h := newEnv(t)
	var rows []models.AuditEvent
	for i := range 2500 {
		rows = append(rows, models.AuditEvent{ByID: "p", ByName: "某", Action: "evidence.open", Object: fmt.Sprint(i),
			Detail: "{}", At: *h.clock})
	}
	storetest.Write(t, h.Store, func(tx *store.Tx) error { return tx.InsertAudit(rows...) })
	var got []string
	add := func(l tracking.AuditLine) error {
		if l.Action == "audit.export" {
			return nil // the record of this very test
		}
		got = append(got, l.Object)
		if len(got) == 1 {
			storetest.Write(t, h.Store, func(tx *store.Tx) error {
				return tx.InsertAudit(models.AuditEvent{Action: "evidence.open", Object: "late"})
			})
		}
		return nil
	}
	for range 2 {
		got = nil
		if err := h.ExportAudit(t.Context(), auditor, tracking.AuditFilter{Text: "某"}, add); err != nil {
			t.Fatal(err)
		}
		if len(got) != 2500 || got[0] != "2499" || got[2499] != "0" {
			t.Fatalf("%d events, from %s to %s", len(got), got[0], got[len(got)-1])
		}
	}
	page, err := h.Audit(t.Context(), auditor, tracking.AuditFilter{Text: "审计员"}, 0, 10)
	if err != nil || len(page.Lines) != 1 || page.Lines[0].Action != "audit.export" || page.Lines[0].Object != "某" {
		t.Errorf("taking it out twice within the hour: %+v, %v", page, err)
	}
	*h.clock = h.clock.Add(time.Hour + time.Minute)
	away := errors.New("the client has gone")
	if err := h.ExportAudit(t.Context(), auditor, tracking.AuditFilter{},
		func(tracking.AuditLine) error { return away }); !errors.Is(err, away) {
		t.Errorf("a client that has gone: %v", err)
	}
}

// TestEveryActionHasAWord looks for actions in the code that puts them on the record.
func TestEveryActionHasAWord(t *testing.T) {
	action := regexp.MustCompile(
		`"((?:account|person|token|evidence|export|audit|milestone|report|submission|plan|list|programme|import|ladder` +
			`|escalation|calendar|message|indicator|ranking|board|command|engine|backup|urgent)\.[a-z_]+)"`)
	seen := 0
	for _, dir := range []string{".", "../activities", "../models"} {
		names, err := filepath.Glob(dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range action.FindAllStringSubmatch(string(content), -1) {
				seen++
				if tracking.ActionWord(found[1]) == "" {
					t.Errorf("%s: %s has no word in audit_words.go", name, found[1])
				}
			}
		}
	}
	if seen < 30 {
		t.Errorf("found only %d actions: the search is broken", seen)
	}
}
