package tracking_test

import (
	"bytes"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

func projects(s fixture, a models.Actor) error {
	list, err := s.Projects(s.t.Context(), a, tracking.ProjectFilter{})
	if err != nil {
		return err
	}
	for _, l := range list.Projects {
		if l.Code == s.own.Code {
			return nil
		}
	}
	return errEmpty
}

func projectPage(s fixture, a models.Actor) error {
	_, err := s.ProjectPage(s.t.Context(), a, s.own.Code)
	return err
}

func projectHistory(s fixture, a models.Actor) error {
	_, err := s.ProjectHistory(s.t.Context(), a, "2021/"+s.own.Code, 0, 10)
	return err
}

// withEvidence hands a milestone of own in with a piece of evidence and returns the submission.
func (s fixture) withEvidence() string {
	e, err := s.PutEvidence(s.t.Context(), models.Operator, "验收.pdf", bytes.NewReader(pdf))
	if err == nil {
		var r tracking.Receipt
		r, err = s.SubmitMilestone(s.t.Context(), models.Operator, "with evidence", s.own.Code, 0,
			models.SubmitMilestoneCommand{
				Milestone: s.openMilestone(), DoneOn: s.clock.Date(), Paper: "验收单", Evidence: []models.Evidence{e},
			})
		if err == nil {
			return r.Object
		}
	}
	s.t.Fatal(err)
	return ""
}

// openEvidence asks for evidence that is there for those who may have it; for all others asking changes nothing either
// way.
func openEvidence(s fixture, a models.Actor) error {
	submission := s.waiting // it has none, which must not show
	if models.CanSee(a, s.own) == nil {
		submission = s.withEvidence()
	}
	e, err := s.OpenEvidence(s.t.Context(), a, submission, 1)
	if err == nil {
		err = e.Content.Close()
	}
	return err
}

func thumbnail(s fixture, a models.Actor) error {
	submission := s.waiting
	if models.CanSee(a, s.own) == nil {
		submission = s.withEvidence()
	}
	_, err := s.Thumbnail(s.t.Context(), a, submission, 1)
	if models.AsError(err).Code == "not_a_picture" { // it was looked at
		return nil
	}
	return err
}

func TestEvidenceIsGivenOutOnTheRecord(t *testing.T) {
	s := newFixture(t)
	submission := s.withEvidence()
	for range 2 {
		e, err := s.OpenEvidence(t.Context(), office, submission, 1)
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(e.Content)
		if err != nil || !bytes.Equal(content, pdf) || e.Name != "验收.pdf" {
			t.Errorf("%s: %q, %v", e.Name, content, err)
		}
		if err := e.Content.Close(); err != nil {
			t.Error(err)
		}
	}
	opened := func() (n int) {
		err := s.Store.Read(t.Context(), func(tx *store.Tx) error {
			lines, err := tx.AuditOf(s.own.ID)
			for _, line := range lines {
				if line.Action == "evidence.open" && line.ByID == office.ID {
					n++
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := opened(); n != 1 {
		t.Errorf("opened twice within the hour: %d lines on the record", n)
	}
	*s.clock = s.clock.Add(61 * time.Minute)
	if e, err := s.OpenEvidence(t.Context(), office, submission, 1); err != nil {
		t.Error(err)
	} else if err := e.Content.Close(); err != nil || opened() != 2 {
		t.Errorf("an hour later: %d lines, %v", opened(), err)
	}
	for _, position := range []int{0, 2, -1} {
		_, err := s.OpenEvidence(t.Context(), office, submission, position)
		wantCode(t, err, models.KindNotFound, "no_evidence")
	}
	_, foreign := s.OpenEvidence(t.Context(), holding(models.RoleOwner, s.other.OwnerID), submission, 1)
	_, missing := s.OpenEvidence(t.Context(), office, "sub-none", 1)
	if foreign.Error() != missing.Error() {
		t.Errorf("foreign: %v; missing: %v", foreign, missing)
	}
}

func TestTheProjectPageSaysWhatIsOnRecord(t *testing.T) {
	s := newFixture(t)
	submission := s.withEvidence()
	if _, err := s.Review(t.Context(), office, "r", 0, models.ReviewCommand{Submission: s.waiting, Decision: models.Return,
		Reason: "请补形象进度"}); err != nil {
		t.Fatal(err)
	}
	p, err := s.ProjectPage(t.Context(), office, s.own.Code)
	if err != nil {
		t.Fatal(err)
	}
	facts := s.project(s.own.Name)
	if len(p.Months) != 12 || len(p.Milestones) != len(facts.Milestones) || len(p.Submissions) != len(facts.Submissions) {
		t.Fatalf("%d months, %d milestones, %d submissions", len(p.Months), len(p.Milestones), len(p.Submissions))
	}
	var plan models.Money
	for _, m := range p.Months {
		plan += m.Plan
	}
	if plan != s.own.AnnualPlan || p.Months[11].Scheduled != s.own.AnnualPlan {
		t.Errorf("the months plan %d, the year %d", plan, s.own.AnnualPlan)
	}
	if newest := p.Submissions[0]; newest.ID != submission || len(newest.Attachment) != 1 || newest.Paper != "验收单" {
		t.Errorf("newest: %+v", newest)
	}
	if first := p.Submissions[len(p.Submissions)-1]; first.Decision != models.Return || first.Reason != "请补形象进度" ||
		first.DecidedBy != office.Name {
		t.Errorf("returned: %+v", first)
	}
	if !p.MayFill || !p.MayPlan || p.Waiting != 1 {
		t.Errorf("may fill %t, may plan %t, %d waiting", p.MayFill, p.MayPlan, p.Waiting)
	}
	reader, err := s.ProjectPage(t.Context(), holding(models.RoleReadOnly, ""), s.own.Code)
	if err != nil || reader.MayFill || reader.MayPlan {
		t.Errorf("a reader may fill %t, may plan %t, %v", reader.MayFill, reader.MayPlan, err)
	}
}

func TestTheHistoryTellsWhoAndWhen(t *testing.T) {
	s := newFixture(t)
	if _, err := s.Review(t.Context(), office, "r", 0, models.ReviewCommand{Submission: s.waiting, Decision: models.Return,
		Reason: "请补形象进度"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ChangePlan(t.Context(), office, "m", s.own.Code, 0, models.ChangePlanCommand{
		Change: models.PlanMove, Milestone: s.openMilestone(), Date: models.DateOf(2021, 11, 30), Reason: "汛期",
		Approver: "区领导", Document: "1号",
	}); err != nil {
		t.Fatal(err)
	}
	complete, err := s.ProjectHistory(t.Context(), office, s.own.Code, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for i, l := range complete.Lines {
		lines = append(lines, l.By+" "+l.Text.Text+" "+l.More)
		if l.At == 0 || l.By == "" || i > 0 && l.At > complete.Lines[i-1].At {
			t.Errorf("line %d: %+v", i, l)
		}
	}
	text := strings.Join(lines, "\n")
	for _, wanted := range []string{"月报已提交", "代“", "月报已退回，等待更正 请补形象进度", "改到 2021-11-30：汛期", "由工作簿“", "导入年度计划（2021）",
		"导入节点计划（2021）"} {
		if !strings.Contains(text, wanted) {
			t.Errorf("the history lacks %q:\n%s", wanted, text)
		}
	}
	if complete.Total != len(complete.Lines) {
		t.Errorf("%d of %d", len(complete.Lines), complete.Total)
	}
	part, err := s.ProjectHistory(t.Context(), office, s.own.Code, 1, 2)
	if err != nil || len(part.Lines) != 2 || !reflect.DeepEqual(part.Lines[0], complete.Lines[1]) {
		t.Errorf("a part: %+v, %v", part, err)
	}
}

func TestProjectsAreNarrowedAndOrdered(t *testing.T) {
	s := newFixture(t)
	all, err := s.Projects(t.Context(), office, tracking.ProjectFilter{})
	if err != nil || len(all.Projects) != 3 || all.Total != 3 {
		t.Fatalf("%d of %d, %v", len(all.Projects), all.Total, err)
	}
	one := all.Projects[1]
	for name, filter := range map[string]tracking.ProjectFilter{
		"code":  {Search: strings.ToLower(one.Code)},
		"parts": {Search: string([]rune(one.Name)[:3]) + " " + one.Owner},
		"unit":  {Unit: one.Unit, Search: one.Code},
	} {
		got, err := s.Projects(t.Context(), office, filter)
		if err != nil || len(got.Projects) != 1 || got.Projects[0].Code != one.Code || got.Total != 3 {
			t.Errorf("%s: %+v, %v", name, got.Projects, err)
		}
	}
	none, err := s.Projects(t.Context(), office, tracking.ProjectFilter{Search: "没有这样的项目"})
	if err != nil || len(none.Projects) != 0 {
		t.Errorf("%+v, %v", none.Projects, err)
	}
	due, err := s.Projects(t.Context(), office, tracking.ProjectFilter{Sort: tracking.SortDue})
	for i := 1; err == nil && i < len(due.Projects); i++ {
		if due.Projects[i-1].NextDue > due.Projects[i].NextDue {
			t.Errorf("%s before %s", due.Projects[i-1].NextDue, due.Projects[i].NextDue)
		}
	}
}
