package models_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

func TestNoteIsChecked(t *testing.T) {
	today := models.DateOf(2021, 7, 12)
	now := today.At(10, 20)
	open := models.Escalation{Kind: models.KindRung, Rung: models.Red, At: models.DateOf(2021, 7, 8).At(9, 0)}
	closed, trial, passed, reminder := open, open, open, open
	closed.ClosedAt, trial.Trial, passed.PassedOver, reminder.Kind = now-1, true, true, models.KindReminder
	paper := models.NoteCommand{Text: "抓紧", Paper: "原件", PaperOn: today}
	with := func(change func(*models.NoteCommand)) models.NoteCommand {
		c := paper
		change(&c)
		return c
	}
	for _, c := range []struct {
		name     string
		e        models.Escalation
		kind     models.NoteKind
		cmd      models.NoteCommand
		onBehalf bool
		code     string
	}{
		{"signed", open, models.NoteAcknowledged, models.NoteCommand{}, false, ""},
		{"instructed from paper", open, models.NoteInstructed, paper, true, ""},
		{"answered for today", open, models.NoteReplied, models.NoteCommand{Text: "已完成", Due: today}, false, ""},
		{"a reminder", reminder, models.NoteAcknowledged, models.NoteCommand{}, false, "only_a_reminder"},
		{"trial running", trial, models.NoteAcknowledged, models.NoteCommand{}, false, "trial_running"},
		{"closed", closed, models.NoteReplied, models.NoteCommand{Text: "晚了"}, false, "escalation_closed"},
		{"passed over", passed, models.NoteAcknowledged, models.NoteCommand{}, false, "escalation_closed"},
		{"nothing said", open, models.NoteReplied, models.NoteCommand{Text: " "}, false, "text_missing"},
		{"too much said", open, models.NoteReplied, models.NoteCommand{Text: strings.Repeat("说", 2001)}, false,
			"text_too_long"},
		{"no paper", open, models.NoteAcknowledged, models.NoteCommand{PaperOn: today}, true, "paper_missing"},
		{"paper without a day", open, models.NoteAcknowledged, models.NoteCommand{Paper: "原件"}, true, "paper_on_missing"},
		{"paper of tomorrow", open, models.NoteInstructed, with(func(c *models.NoteCommand) { c.PaperOn = today + 1 }), true,
			"paper_on_future"},
		{"paper from before the card", open, models.NoteInstructed,
			with(func(c *models.NoteCommand) { c.PaperOn = models.DateOf(2021, 7, 7) }), true, "paper_on_before"},
		{"due yesterday", open, models.NoteInstructed, with(func(c *models.NoteCommand) { c.Due = today - 1 }), true,
			"due_past"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.e.Note(c.kind, c.cmd, c.onBehalf, now)
			code := ""
			if err != nil {
				code = models.AsError(err).Code
			}
			if code != c.code {
				t.Errorf("%v, want %q", err, c.code)
			}
		})
	}
}

func TestPostsAndOrganisationsOfAudiences(t *testing.T) {
	var posts []models.Post
	for _, title := range []string{"分管工业副区长", "分管城建副区长", "区长", "区委副书记、区长", "政法委书记", "区委书记"} {
		posts = append(posts, models.Post{ID: title, Title: title})
	}
	p := models.Project{SponsorPostID: "分管工业副区长"}
	legal := models.Project{SponsorPostID: "政法委书记"}
	entered := []models.AudiencePost{{Audience: models.ToDistrictHead, PostID: "区委书记"}}
	for _, c := range []struct {
		name    string
		to      models.Audience
		p       models.Project
		entered []models.AudiencePost
		want    []string
	}{
		{"the sponsor", models.ToSponsor, legal, nil, []string{"政法委书记"}},
		{"no sponsor", models.ToSponsor, models.Project{}, nil, nil},
		{"the deputy who sponsors", models.ToDeputyInCharge, p, nil, []string{"分管工业副区长"}},
		{"every deputy", models.ToDeputyInCharge, legal, nil, []string{"分管城建副区长", "分管工业副区长"}},
		{"the district's heads", models.ToDistrictHead, p, nil, []string{"区委书记", "区委副书记、区长", "区长"}},
		{"as entered", models.ToDistrictHead, p, entered, []string{"区委书记"}},
		{"an office is no post", models.ToOffice, p, nil, nil},
	} {
		if diff := cmp.Diff(c.want, models.PostsOf(c.to, c.p, posts, c.entered)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestPreReview(t *testing.T) {
	now := models.DateOf(2021, 6, 30).At(15, 20)
	pre := func(decision models.Decision, reason string) models.ReviewCommand {
		return models.ReviewCommand{Submission: "s2", Decision: decision, Level: models.LevelPre, Reason: reason}
	}
	f := inReview()
	r := models.RulesFor(f, calendar2021())
	out, err := r.Review(&f, pre(models.Accept, " 属实 "), nil, reviewer, now)
	if err != nil {
		t.Fatal(err)
	}
	s := f.Submissions[1]
	if s.Status != models.SubmissionWaiting || s.PreReviewedAt != now || s.PreReviewNote != "属实" || out.Review != nil ||
		out.Decided != nil || out.Report != nil || out.Action != "report.pre_accept" {
		t.Errorf("%+v %+v", s, out)
	}
	_, err = r.Review(&f, pre(models.Return, "再看"), nil, reviewer, now)
	wantError(t, err, models.KindConflict, "pre_reviewed_already", "等待重点项目办审定")
	if _, err := r.Review(&f, models.ReviewCommand{Submission: "s2", Decision: models.Accept}, nil,
		models.Actor{ID: "zhao"}, now); err != nil {
		t.Errorf("the office decides afterwards: %v", err)
	}

	f = inReview()
	_, err = r.Review(&f, pre(models.Accept, ""), nil, filler, now)
	wantError(t, err, models.KindForbidden, "own_submission", "本人填报")
	_, err = r.Review(&f, models.ReviewCommand{Submission: "s2", Decision: models.Accept, Level: models.LevelPre,
		MonthAmount: of(wan)}, nil, reviewer, now)
	wantError(t, err, models.KindInvalid, "amount_at_pre_review", "初审不填核定数")
	out, err = r.Review(&f, pre(models.Return, "缺照片"), nil, reviewer, now)
	if err != nil || out.Review.Level != models.LevelPre || f.Submissions[1].Status != models.SubmissionReturned ||
		out.Action != "report.pre_return" {
		t.Errorf("%v %+v", err, out.Review)
	}
}

func TestDayCount(t *testing.T) {
	f := late(models.DateOf(2021, 6, 1), true)
	r := models.RulesFor(f, calendar2021())
	now := models.DateOf(2021, 6, 9).At(10, 0)
	turn := r.Advance(f, now)
	f.Escalations = turn.Records
	var card models.Escalation
	for _, e := range turn.Records {
		if e.Item == models.ItemMilestone && e.Rung == models.Yellow {
			card = e
		}
	}
	c := r.Count(f, card, now)
	if c.UntilRung != 6 || c.UntilNow != 6 || c.Excluded != 0 || c.NextRung != models.Red || c.NextAt == 0 {
		t.Errorf("%+v", c)
	}
	f.Pauses = []models.Pause{{From: models.DateOf(2021, 6, 3), To: models.DateOf(2021, 6, 5)}}
	if c := r.Count(f, card, now); c.Excluded == 0 || c.UntilNow+c.Excluded != 6 {
		t.Errorf("paused days are counted apart: %+v", c)
	}
}
