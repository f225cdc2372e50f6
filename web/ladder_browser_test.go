package web_test

import (
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"duban/internal/files"
	"duban/internal/testkit/chrome"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/web"
)

// copyOfHalfYear returns a fixture on a copy of halfYear that a test may change.
func copyOfHalfYear(t *testing.T) submissionFixture {
	t.Helper()
	file := filepath.Join(t.TempDir(), "duban.db")
	d := halfYear(t)
	d.must(t, d.store.Backup(t.Context(), file))
	own := &fixture{store: storetest.Open(t, file), now: today, next: map[string]models.Instant{}}
	s, process := own.service(), &fakeProcess{d: own}
	evidence, err := files.Open(t.TempDir())
	d.must(t, err)
	s.Process, s.Evidence = process, evidence
	return submissionFixture{own, s, process, web.Handler(s, web.Options{Log: slog.New(slog.DiscardHandler)})}
}

// TestBrowserLeaderHandlesAnEscalation instructs and signs on a leader's phone.
func TestBrowserLeaderHandlesAnEscalation(t *testing.T) {
	d := copyOfHalfYear(t)
	srv := httptest.NewServer(d.as(models.RoleLeader))
	defer srv.Close()
	p := chrome.Open(t, chrome.Phone)
	p.Go(srv.URL + "/leader")
	p.Shows("呈批事项", "按当前进度测算")
	shot(t, p, "leader-390")
	for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
		t.Errorf("leader: %s", violation)
	}
	p.Click(".decide > li:first-child summary") // the first tap opens the form with the usual instruction
	shot(t, p, "leader-instruct-390")
	p.Follow(".decide > li:first-child .quick button") // the second sends it
	p.Shows("批示已记录", "已阅、尚未办结的 1 项")
	p.Follow(".decide > li:first-child .taps > form button")
	p.Shows("已阅、尚未办结的 2 项")
	p.Click(".handled summary")
	p.Follow(".handled li:first-child a")
	p.Shows("请查明原因，提出赶工措施和新的完成日期。", "提级依据", "报送（上级）、通知（单位）")
	shot(t, p, "escalation-390")
	for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
		t.Errorf("escalation: %s", violation)
	}
	p.Go(srv.URL + "/escalations?mine=1")
	shot(t, p, "escalations-390")
	p.Resize(chrome.Desktop)
	p.Go(srv.URL + "/leader")
	shot(t, p, "leader-1440")
	p.Go(srv.URL + "/escalations")
	shot(t, p, "escalations-1440")
	for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
		t.Errorf("escalations: %s", violation)
	}
}

// TestBrowserGovernmentOfficeEntersPaper enters an instruction of the district head from paper, with a scan.
func TestBrowserGovernmentOfficeEntersPaper(t *testing.T) {
	d := copyOfHalfYear(t)
	d.must(t, d.store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.UpsertPosts(models.Post{ID: models.PostID("区长"), Title: "区长", TitleKey: "区长"})
	}))
	scan := filepath.Join(t.TempDir(), "批示.pdf")
	d.must(t, os.WriteFile(scan, []byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
		0o600))
	srv := httptest.NewServer(d.as(models.RoleGovernment))
	defer srv.Close()
	p := chrome.Open(t, chrome.Desktop)
	p.Go(srv.URL + "/leader")
	p.Shows("代录圈阅或批示", "区长")
	shot(t, p, "government-1440")
	p.Follow(".decide > li:first-child a.btn")
	p.Click(".act details summary")
	p.Fill("#f-instruct-text", "限期一个月补齐，每周报一次。")
	p.Fill("#f-instruct-paper", "府办〔2021〕12号")
	p.Set("#f-instruct-paper_on", today.Date().String())
	p.Upload("#f-instruct-files", scan)
	shot(t, p, "paper-1440")
	p.Follow(".act details form button")
	p.Shows("批示已记录", "限期一个月补齐", "代录", "府办〔2021〕12号")
	shot(t, p, "escalation-1440")
	for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
		t.Errorf("escalation: %s", violation)
	}
	_, m := d.dueMilestone(t)
	owner := models.Actor{ID: "owner", Name: "经办人",
		Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: models.OrganisationID(sampleYear.Projects[0].Owner)}}}
	d.must(t, storetest.PutActors(t.Context(), d.store, owner))
	_, err := d.service.SubmitMilestone(t.Context(), owner, "milestone", code(2021, 0), 0,
		models.SubmitMilestoneCommand{Milestone: m.ID, DoneOn: today.Date(), Note: "已完成，照片附后",
			Evidence: []models.Evidence{d.sitePhoto(t, owner)}})
	d.must(t, err)
	unit := httptest.NewServer(d.as(models.RoleUnit))
	defer unit.Close()
	p.Go(unit.URL + "/unit")
	shot(t, p, "unit-1440")
	for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
		t.Errorf("unit: %s", violation)
	}
	p.Resize(chrome.Phone)
	p.Go(unit.URL + "/unit")
	shot(t, p, "unit-390")
}
