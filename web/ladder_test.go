package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

func init() {
	pageCases["GET /leader"] = pageCase{role: models.RoleLeader}
	pageCases["GET /escalations/{escalation}"] = pageCase{address: "/escalations/" +
		models.EscalationID(projectID(2021, 16), models.ItemReport, "2021-04", 1, "top")}
	pageCases["GET /escalations/notes/{note}/paper"] = pageCase{test: "TestGovernmentOfficeEntersPaper"}
}

// escalationFixture returns a fixture with three projects and an open escalation of the first at a rung.
func escalationFixture(t *testing.T, rung models.Rung) (submissionFixture, tracking.EscalationLine) {
	t.Helper()
	d := newSubmissionFixture(t, 3)
	list, err := d.service.EscalationList(t.Context(), reviewer, tracking.EscalationFilter{Project: code(2021, 0),
		Rung: rung})
	d.must(t, err)
	if len(list.Lines) == 0 {
		t.Fatalf("the first project has no %s: %v", rung, list.Rungs)
	}
	return d, list.Lines[0]
}

func TestLeaderSignsAndInstructs(t *testing.T) {
	d, _ := escalationFixture(t, models.Top)
	leader := d.as(models.RoleLeader)
	page := get(leader, "/leader").Body.String()
	contains(t, page, []string{"呈批事项", "已阅", "批示内容"}, nil)
	view, err := d.service.LeaderPage(t.Context(),
		models.Actor{ID: "l",
			Roles: []models.Role{{Role: models.RoleLeader, PostID: models.PostID(sampleYear.Projects[0].Sponsor)}}}, "")
	d.must(t, err)
	if len(view.ToDecide) == 0 {
		t.Fatal("nothing to decide")
	}
	line := view.ToDecide[0]
	instruct := url.Values{"key": {"k1"}, "text": {"请查明原因"}, "due": {"2021-07-19"}, "back": {"/leader"}}
	for range 2 { // sent twice
		got := sendForm(leader, "/escalations/"+line.Mine+"/instruct", instruct)
		if got.Code != http.StatusSeeOther || got.Header().Get("Location") != "/leader" {
			t.Fatalf("%d %s", got.Code, got.Header().Get("Location"))
		}
	}
	page1, err := d.service.EscalationPage(t.Context(), reviewer, line.Mine)
	d.must(t, err)
	if len(page1.Notes) != 2 || page1.Notes[0].Kind != models.NoteAcknowledged || page1.Notes[1].Text != "请查明原因" ||
		page1.Notes[1].Addressee != line.Unit {
		t.Errorf("an instruction is signed for once and written once: %+v", page1.Notes)
	}
	after, err := d.service.LeaderPage(t.Context(),
		models.Actor{ID: "l",
			Roles: []models.Role{{Role: models.RoleLeader, PostID: models.PostID(sampleYear.Projects[0].Sponsor)}}}, "")
	d.must(t, err)
	if len(after.ToDecide) != len(view.ToDecide)-1 || len(after.Handled) != 1 {
		t.Errorf("to decide %d → %d, handled %d", len(view.ToDecide), len(after.ToDecide), len(after.Handled))
	}
	answered := sendForm(d.as(models.RoleUnit), "/escalations/"+line.Mine+"/reply", url.Values{"key": {"k2"},
		"text": {"增加两班作业"}, "due": {"2021-08-31"}})
	if answered.Code != http.StatusSeeOther {
		t.Fatalf("reply: %d %s", answered.Code, answered.Body)
	}
	contains(t, get(leader, "/escalations/"+line.Mine).Body.String(), []string{"增加两班作业", "承诺2021年8月31日完成", "已答复"}, nil)
}

func TestInstructionWithoutTextKeepsTheForm(t *testing.T) {
	d, _ := escalationFixture(t, models.Top)
	list, err := d.service.EscalationList(t.Context(), reviewer, tracking.EscalationFilter{Project: code(2021, 0)})
	d.must(t, err)
	id := ""
	for _, line := range list.Lines {
		for _, to := range line.To {
			if to == models.ToSponsor {
				id = line.ID
			}
		}
	}
	if id == "" {
		t.Fatal("nothing informs the sponsor")
	}
	got := sendForm(d.as(models.RoleLeader), "/escalations/"+id+"/instruct", url.Values{"key": {"k"},
		"due": {"2021-08-02"}})
	if got.Code != http.StatusUnprocessableEntity {
		t.Fatalf("status %d", got.Code)
	}
	contains(t, got.Body.String(), []string{"请写明批示内容", `value="2021-08-02"`}, nil)
	check(t, d.as(models.RoleLeader), got.Body.String())
}

// The district head has no account: the government office enters instructions from paper, with a scan.
func TestGovernmentOfficeEntersPaper(t *testing.T) {
	d, line := escalationFixture(t, models.Top)
	d.must(t, d.store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.UpsertPosts(models.Post{ID: models.PostID("区长"), Title: "区长", TitleKey: "区长"})
	}))
	government := d.as(models.RoleGovernment)
	address := "/escalations/" + line.ID
	contains(t, get(government, address).Body.String(), []string{"代录批示", "区长"}, []string{`name="party" value`})
	send := func(fields map[string]string) *httptest.ResponseRecorder {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		for name, value := range fields {
			d.must(t, w.WriteField(name, value))
		}
		file, err := w.CreateFormFile("files", "批示.pdf")
		d.must(t, err)
		_, err = file.Write([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"))
		d.must(t, err)
		d.must(t, w.Close())
		r := httptest.NewRequest(http.MethodPost, address+"/instruct", &body)
		r.Header.Set("Content-Type", w.FormDataContentType())
		got := httptest.NewRecorder()
		government.ServeHTTP(got, r)
		return got
	}
	refused := send(map[string]string{"key": "k", "party": models.PostID("区长"), "text": "限期整改"})
	contains(t, refused.Body.String(), []string{"代录须写明依据的纸质材料", "限期整改", "批示.pdf"}, nil)
	done := send(map[string]string{"key": "k2", "party": models.PostID("区长"), "text": "限期整改", "paper": "府办〔2021〕12号",
		"paper_on": today.Date().String()})
	if done.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", done.Code, shorten(done.Body.String()))
	}
	page, err := d.service.EscalationPage(t.Context(), reviewer, line.ID)
	d.must(t, err)
	n := page.Notes[len(page.Notes)-1]
	if !n.OnBehalf || n.Party != "区长" || n.By == "区长" || n.Paper != "府办〔2021〕12号" || n.Scan != "批示.pdf" {
		t.Errorf("%+v", n)
	}
	paper := get(government, "/escalations/notes/"+n.ID+"/paper")
	if paper.Code != http.StatusOK || paper.Header().Get("Content-Type") != "application/pdf" {
		t.Errorf("scan: %d %s", paper.Code, paper.Header().Get("Content-Type"))
	}
}

func TestUnitPreReviews(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	ids := d.submitReports(t, 1)
	unit := d.as(models.RoleUnit)
	contains(t, get(unit, "/unit").Body.String(), []string{"待初审", "初审通过", "主体施工"}, nil)
	address := "/unit/submissions/" + ids[0]
	got := sendForm(unit, address, url.Values{"key": {"k0"}, "decision": {"return"},
		"unit": {sampleYear.Projects[0].ResponsibleUnit}})
	contains(t, got.Body.String(), []string{"退回须写明原因"}, nil)
	if got = sendForm(unit, address, url.Values{"key": {"k1"}, "decision": {"accept"},
		"reason": {"数字属实"}}); got.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", got.Code, shorten(got.Body.String()))
	}
	if w := d.waiting(t); len(w) != 1 || w[0].PreReviewedBy == "" || w[0].PreReviewNote != "数字属实" ||
		w[0].Status != models.SubmissionWaiting {
		t.Fatalf("%+v", w)
	}
	contains(t, get(unit, "/unit").Body.String(), []string{"数字属实"}, []string{"退回给项目单位"})
	got = sendForm(unit, address, url.Values{"key": {"k2"}, "decision": {"return"}, "reason": {"再看"}})
	contains(t, got.Body.String(), []string{"初审通过，请等待重点项目办审定"}, nil)
	d.decide(t, models.Accept, "") // the office decides with or without a pre-review
}

func TestUnitReturnsToTheOwner(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	ids := d.submitReports(t, 1)
	got := sendForm(d.as(models.RoleUnit), "/unit/submissions/"+ids[0], url.Values{"key": {"k"}, "decision": {"return"},
		"reason": {"缺少照片"}})
	if got.Code != http.StatusSeeOther || len(d.waiting(t)) != 0 {
		t.Fatalf("%d, %d wait", got.Code, len(d.waiting(t)))
	}
	contains(t, get(d.as(models.RoleOwner), "/tasks").Body.String(), []string{"缺少照片"}, nil)
}

func TestEscalationsForOtherRoles(t *testing.T) {
	d, line := escalationFixture(t, models.Top)
	if got := get(d.as(models.RoleReadOnly), "/escalations/"+line.ID); got.Code != http.StatusOK ||
		strings.Contains(got.Body.String(), "<form method=\"post\" action=\"/escalations") {
		t.Errorf("a reader is offered to write: %d", got.Code)
	}
	missing := get(d.as(models.RoleOwner), "/escalations/esc-none")
	foreign := ""
	list, err := d.service.EscalationList(t.Context(), reviewer, tracking.EscalationFilter{Project: code(2021, 1)})
	d.must(t, err)
	foreign = list.Lines[0].ID
	got := get(d.as(models.RoleOwner), "/escalations/"+foreign)
	if got.Code != http.StatusNotFound || missing.Code != http.StatusNotFound {
		t.Errorf("foreign %d, missing %d", got.Code, missing.Code)
	}
}

func TestOfficeAssignsPostsToAnAudience(t *testing.T) {
	d, line := escalationFixture(t, models.Top)
	post := models.PostID(sampleYear.Projects[0].Sponsor)
	got := sendForm(d.as(models.RoleOffice), "/settings/audiences", url.Values{"key": {"k"}, "audience": {"district-head"},
		"post": {post}})
	if got.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", got.Code, shorten(got.Body.String()))
	}
	page := get(d.as(models.RoleLeader), "/escalations/"+line.ID).Body.String()
	contains(t, page, []string{"/sign\""}, nil)
	contains(t, get(d.as(models.RoleOffice), "/settings/audiences").Body.String(),
		[]string{`value="` + post + `" checked`}, nil)
}

// TestLeaderStartsOnLeaderPage logs in as a leader.
func TestLeaderStartsOnLeaderPage(t *testing.T) {
	d := newSubmissionFixture(t, 1)
	created, err := d.service.CreateAccount(t.Context(), models.Operator, "k", tracking.NewAccount{Login: "leader",
		Name: "领导", RoleGrant: tracking.RoleGrant{Role: models.RoleLeader, Post: "区长"}})
	d.must(t, err)
	in, err := d.service.LogIn(t.Context(), "leader", created.Password, "127.0.0.1", "a browser")
	d.must(t, err)
	d.must(t, d.service.ChangePassword(t.Context(), in.Actor, "k2", in.Secret, created.Password, "一句好记的长长的话 2021"))
	got := sendForm(d.pages, "/login", url.Values{"login": {"leader"}, "password": {"一句好记的长长的话 2021"}})
	if got.Code != http.StatusSeeOther || got.Header().Get("Location") != "/leader" {
		t.Errorf("%d %s", got.Code, got.Header().Get("Location"))
	}
}
