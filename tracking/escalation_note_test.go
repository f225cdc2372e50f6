package tracking_test

import (
	"slices"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

// leaderOf is a leader's actor by post.
func leaderOf(post string) models.Actor {
	return models.Actor{ID: "leader of " + post, Name: post,
		Roles: []models.Role{{Role: models.RoleLeader, PostID: models.PostID(post)}}}
}

func TestWhatIsDoneWithAnEscalationIsOnItsRecord(t *testing.T) {
	s := newFixture(t)
	leader, unit := leaderOf("分管工业副区长"), holding(models.RoleUnit, s.own.ResponsibleUnitID)
	c := models.NoteCommand{Text: "查明原因", Due: s.clock.Date() + 7}
	first, err := s.Instruct(t.Context(), leader, "k1", s.late, c)
	if err != nil {
		t.Fatal(err)
	}
	if repeated, err := s.Instruct(t.Context(), leader, "k1", s.late, c); err != nil || repeated != first {
		t.Errorf("the same key: %+v, %v", repeated, err)
	}
	c.Text = "别的"
	_, err = s.Instruct(t.Context(), leader, "k1", s.late, c)
	wantCode(t, err, models.KindInvalid, "key_reused")
	_, err = s.SignFor(t.Context(), leader, "k2", s.late, models.NoteCommand{})
	wantCode(t, err, models.KindConflict, "signed_already")
	if _, err := s.Reply(t.Context(), unit, "k3", s.late, models.NoteCommand{Text: "已增加人手"}); err != nil {
		t.Fatal(err)
	}
	_, err = s.Instruct(t.Context(), leader, "k4", s.late, models.NoteCommand{Text: "t", Addressee: "不相干的单位"})
	wantCode(t, err, models.KindInvalid, "bad_addressee")
	_, err = s.SignFor(t.Context(), unit, "k5", s.late, models.NoteCommand{Party: "区长"})
	wantCode(t, err, models.KindInvalid, "bad_party")

	all, err := s.Escalations(t.Context(), office, "", false)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, v := range all {
		if v.Of == s.late {
			kinds = append(kinds, string(v.Kind)+" "+v.By)
		}
	}
	slices.Sort(kinds)
	want := "acknowledged 分管工业副区长|instructed 分管工业副区长|instructed 前任|replied " + s.organisation(s.own.ResponsibleUnitID)
	if got := strings.Join(kinds, "|"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	open, err := s.Escalations(t.Context(), office, "", true)
	if err != nil || len(open) == 0 {
		t.Fatalf("%d, %v", len(open), err)
	}
	for _, v := range open {
		if v.Kind != models.KindRung || !v.Open {
			t.Errorf("among open ones: %+v", v)
		}
		if v.ID == s.late && (v.DaysLate == 0 || v.Addressee != s.organisation(s.own.ResponsibleUnitID) || v.Year != 2021) {
			t.Errorf("%+v", v)
		}
	}
	if list, err := s.Escalations(t.Context(), holding(models.RoleOwner, s.other.OwnerID), "", false); err != nil ||
		slices.ContainsFunc(list, func(v tracking.EscalationView) bool { return v.Project == s.own.Code }) {
		t.Errorf("another owner sees own's: %v", err)
	}
	history, err := s.ProjectHistory(t.Context(), office, s.own.Code, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	lines := ""
	for _, line := range history.Lines {
		lines += line.Text.Text + "：" + line.More + "\n"
	}
	for _, sentence := range []string{"分管工业副区长批示督办事项：查明原因；请", "答复督办事项：已增加人手"} {
		if !strings.Contains(lines, sentence) {
			t.Errorf("the history lacks %q:\n%s", sentence, lines)
		}
	}
}

func TestAStoryTellsWhoIsInformedAndWhoSigned(t *testing.T) {
	s := newFixture(t)
	leader := leaderOf("分管工业副区长")
	page, err := s.EscalationPage(t.Context(), leader, s.late)
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Sign.As) != 1 || len(page.Sign.For) != 0 || !page.Instruct.May() || page.Reply.May() ||
		page.State != tracking.Instructed {
		t.Errorf("sign %+v, instruct %+v, reply %+v, %s", page.Sign, page.Instruct, page.Reply, page.State)
	}
	if _, err := s.SignFor(t.Context(), leader, "k", s.late, models.NoteCommand{}); err != nil {
		t.Fatal(err)
	}
	page, err = s.EscalationPage(t.Context(), leader, s.late)
	if err != nil {
		t.Fatal(err)
	}
	signed := 0
	for _, i := range page.Informed {
		signed += len(i.Signed)
	}
	if page.Sign.May() || signed != 1 || len(page.Informed) != 3 {
		t.Errorf("%+v", page.Informed)
	}
	reader, err := s.EscalationPage(t.Context(), holding(models.RoleReadOnly, ""), s.late)
	if err != nil || reader.Sign.May() || reader.Instruct.May() || reader.Reply.May() {
		t.Errorf("a reader may: %+v %v", reader.Sign, err)
	}
}
