package tracking_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/tracking"
	"duban/workflows/contract"
)

func TestTheSameKeyGivesTheSameReceipt(t *testing.T) {
	s := newFixture(t)
	c := models.SubmitMilestoneCommand{Milestone: s.openMilestone(), DoneOn: s.clock.Date(), Note: "已完成"}
	first, err := s.SubmitMilestone(t.Context(), office, "key", s.own.Code, 0, c)
	if err != nil || first.Object != models.SubmissionID("key") || first.Project != s.own.Code || first.Pending ||
		first.Key != "key" {
		t.Fatalf("%+v, %v", first, err)
	}
	before := s.dump()
	for _, key := range []string{"key", " key\n"} {
		repeated, err := s.SubmitMilestone(t.Context(), office, key, "2021/"+s.own.Code, 0, c)
		if diff := cmp.Diff(first, repeated); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", key, err, diff)
		}
	}
	other := c
	other.Note = "另一内容"
	_, err = s.SubmitMilestone(t.Context(), office, "key", s.own.Code, 0, other)
	wantCode(t, err, models.KindInvalid, "key_reused")
	_, err = s.SubmitMilestone(t.Context(), models.Operator, "key", s.own.Code, 0, c)
	wantCode(t, err, models.KindInvalid, "key_reused")
	_, err = s.ReportMonth(t.Context(), office, "key", s.own.Code, 0, models.ReportMonthCommand{Month: models.MonthOf(2021,
		2), Estimate: new(models.Money)})
	wantCode(t, err, models.KindInvalid, "key_reused")
	_, err = s.SubmitMilestone(t.Context(), office, "", s.own.Code, 0, c)
	wantCode(t, err, models.KindInvalid, "key_missing")
	if diff := cmp.Diff(before, s.dump()); diff != "" {
		t.Errorf("asking again changed rows:\n%s", diff)
	}
}

func TestWhoFillsInForWhomIsNoted(t *testing.T) {
	s := newFixture(t)
	owner := holding(models.RoleOwner, s.own.OwnerID)
	name := data.Projects[0].Owner
	for i, c := range []struct {
		by           models.Actor
		says, stands string
	}{
		{owner, "", ""}, {owner, "别的单位", ""}, {office, "", name}, {office, "中共张店区委", name},
		{holding(models.RoleUnit, s.own.ResponsibleUnitID), "区财政局", name},
		{holding(models.RoleUnit, s.own.ResponsibleUnitID), "", name}, {models.Operator, "", name},
	} {
		one := s.copy(t)
		r, err := one.SubmitMilestone(t.Context(), c.by, "fill", s.own.Code, 0, models.SubmitMilestoneCommand{
			Milestone: one.openMilestone(), DoneOn: one.clock.Date(), OnBehalfOf: c.says,
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, sub := range one.project(s.own.Name).Submissions {
			if sub.ID == r.Object && sub.OnBehalfOf != c.stands {
				t.Errorf("%d: on behalf of %q, want %q", i, sub.OnBehalfOf, c.stands)
			}
		}
	}
}

func TestEvidenceComesBeforeItsSubmission(t *testing.T) {
	s := newFixture(t)
	owner := holding(models.RoleOwner, s.own.OwnerID)
	c := models.SubmitMilestoneCommand{Milestone: s.openMilestone(), DoneOn: s.clock.Date()}
	missing := models.Evidence{SHA256: strings.Repeat("a", 64), Name: "照片.jpg"}
	before := s.dump()
	for _, evidence := range [][]models.Evidence{{missing}, {{SHA256: "../../duban.db", Name: "x"}}, {{}}} {
		c.Evidence = evidence
		_, err := s.SubmitMilestone(t.Context(), owner, "k", s.own.Code, 0, c)
		wantCode(t, err, models.KindInvalid, "evidence_missing")
		_, err = s.ReportMonth(t.Context(), owner, "k", s.own.Code, 0, models.ReportMonthCommand{Month: models.MonthOf(2021,
			2),
			Estimate: new(models.Money), Evidence: evidence})
		wantCode(t, err, models.KindInvalid, "evidence_missing")
	}
	if diff := cmp.Diff(before, s.dump()); diff != "" {
		t.Errorf("it changed rows:\n%s", diff)
	}

	kept, err := s.PutEvidence(t.Context(), owner, "验收.pdf", bytes.NewReader(pdf))
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.PutEvidence(t.Context(), owner, "补充.pdf", bytes.NewReader(append(pdf, '\n')))
	if err != nil {
		t.Fatal(err)
	}
	c.Evidence = []models.Evidence{kept, second}
	r, err := s.SubmitMilestone(t.Context(), owner, "k", s.own.Code, 0, c)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{r.Object: 2, s.waiting: 0}
	listed, err := s.Submissions(t.Context(), owner, "", true)
	if err != nil {
		t.Fatal(err)
	}
	o, err := s.Overview(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, views := range map[string][]tracking.SubmissionView{"the owner's list": listed, "the overview": o.Waiting} {
		got := map[string]int{}
		for _, v := range views {
			if v.Project == s.own.Code {
				got[v.ID] = v.Evidence
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s tells pieces of evidence:\n%s", name, diff)
		}
	}
}

// Submissions shows each person what is theirs, and what waits apart from what is decided.
func TestSubmissionsAreOnesOwn(t *testing.T) {
	s := newFixture(t)
	if _, err := s.Review(t.Context(), office, "r", 0, models.ReviewCommand{Submission: s.waiting, Decision: models.Return,
		Reason: "缺附件"}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		by      models.Actor
		waiting bool
		want    []string
	}{
		"office, all":      {office, false, []string{s.own.Code, s.other.Code}},
		"office, waiting":  {office, true, []string{s.other.Code}},
		"owner, all":       {holding(models.RoleOwner, s.own.OwnerID), false, []string{s.own.Code}},
		"owner, waiting":   {holding(models.RoleOwner, s.own.OwnerID), true, nil},
		"unit":             {holding(models.RoleUnit, s.other.ResponsibleUnitID), false, []string{s.other.Code}},
		"an owner as unit": {holding(models.RoleUnit, s.own.OwnerID), false, nil},
	} {
		views, err := s.Submissions(t.Context(), c.by, "2021", c.waiting)
		if err != nil || views == nil {
			t.Errorf("%s: %v, %v", name, views, err)
		}
		var got []string
		for _, v := range views {
			got = append(got, v.Project)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	_, err := s.Submissions(t.Context(), office, "没有的清单", false)
	wantCode(t, err, models.KindNotFound, "no_programme")
}

func TestOfTwoReviewersOneWins(t *testing.T) {
	s := newFixture(t)
	decide := func(by models.Actor, key string, d models.Decision) error {
		_, err := s.Review(t.Context(), by, key, 0, models.ReviewCommand{Submission: s.waiting, Decision: d, Reason: "理由"})
		return err
	}
	second := office
	second.ID, second.Name = "office-2", "另一人"
	if err := decide(office, "r1", models.Accept); err != nil {
		t.Fatal(err)
	}
	err := decide(second, "r2", models.Return)
	wantCode(t, err, models.KindConflict, "already_decided")
	if message := models.AsError(err).Message.Text; !strings.Contains(message, "已由"+office.Name+"于2021-02-26 15:00通过") {
		t.Errorf("the other is told %q", message)
	}
	_, err = s.Review(t.Context(), office, "r3", 0, models.ReviewCommand{Submission: "sub-nowhere",
		Decision: models.Accept})
	wantCode(t, err, models.KindNotFound, "no_submission")
}

// A project whose process is missing is told from one that no one follows any more.
func TestAProjectThatDoesNotRun(t *testing.T) {
	s := newFixture(t)
	closing := models.ChangePlanCommand{Change: models.PlanClose, Reason: "合同终止"}
	if _, err := s.ChangePlan(t.Context(), office, "close", s.own.Code, 0, closing); err != nil {
		t.Fatal(err)
	}
	if s.runs.count(refOf(s.own)) != 0 {
		t.Fatal("a closed project still runs")
	}
	_, err := s.ChangePlan(t.Context(), office, "again", s.own.Code, 0, closing)
	wantCode(t, err, models.KindConflict, "project_closed")
	if message := models.AsError(err).Message.Text; !strings.Contains(message, "2021-02-26") {
		t.Errorf("it says %q", message)
	}
	s.runs.end(refOf(s.other))
	if _, err = s.ChangePlan(t.Context(), office, "other", s.other.Code, 0, closing); err != nil {
		t.Errorf("one whose process is missing is started for it: %v", err)
	}
	_, err = s.ChangePlan(t.Context(), office, "nowhere", "ZD-2021-999", 0, closing)
	wantCode(t, err, models.KindNotFound, "project_not_found")
}

// saving is a Temporal that does not answer in time.
type saving struct{ *processes }

func (saving) Send(context.Context, contract.ProjectParams, string, contract.Command) error {
	return models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务暂时不可用")
}

func TestAChangeStillBeingSavedSaysSo(t *testing.T) {
	s := newFixture(t)
	s.Process = saving{s.runs}
	r, err := s.ChangePlan(t.Context(), office, "k", s.own.Code, 0, models.ChangePlanCommand{Change: models.PlanClose,
		Reason: "合同终止"})
	want := tracking.Receipt{
		Project: s.own.Code, Message: models.Messagef("已受理，正在保存"), Key: "k", Pending: true,
		Status: models.StoredWaiting,
	}
	if diff := cmp.Diff(want, r); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}
