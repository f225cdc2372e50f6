package models_test

import (
	"strings"
	"testing"

	"duban/models"
)

// The Spring Festival of 2021 was 11–17 February, with 20 February worked; what is asked follows from the setting.
func TestTheDaysOfWhoIsBackAtWork(t *testing.T) {
	if got := holidays.BackToWork(2021).String(); got != "2021-02-18" {
		t.Errorf("back at work on %s", got)
	}
	if got := holidays.BackToWork(2045); got != 0 {
		t.Errorf("a year whose days off are not known: %s", got)
	}
	if _, on := (models.ResumeSettings{}).Resume(2021, holidays); on {
		t.Error("asked without being set")
	}
	d, on := models.ResumeSettings{Days: 3}.Resume(2021, holidays)
	if !on || d.Due.String() != "2021-02-20" || d.Closes.String() != "2021-02-23" {
		t.Fatalf("%+v", d)
	}
	rules := newRoundPlay(models.MonthOf(2021, 2), 1).rules()
	for at, want := range map[models.Instant]models.ResumeAsk{d.Opens.At(8, 59): "", d.Opens.At(9, 0): models.ResumeOpens,
		d.Due.At(13, 59): models.ResumeOpens, d.Due.At(14, 0): models.ResumeDue, (d.Due + 1).At(9, 0): models.ResumeDue,
		models.DateOf(2021, 2, 22).At(9, 0): models.ResumeLate, d.Closes.At(9, 0): models.ResumeCloses} {
		if got := rules.ResumeStep(d, at); got != want {
			t.Errorf("%s: %q, want %q", at.Minute(), got, want)
		}
	}
	if (models.ResumeSettings{Days: 11}).Check() == nil || (models.ResumeSettings{Days: -1}).Check() == nil {
		t.Error("days that cannot be are taken")
	}
}

// Each owner is asked once for all of its projects that are not answered; the office gets the list.
func TestWhoIsAskedWhetherProjectsAreBackAtWork(t *testing.T) {
	rules := newRoundPlay(models.MonthOf(2021, 2), 1).rules()
	table := models.UrgentTable{ID: "JB-2021-001", Name: "2021年节后复工情况"}
	projects := []models.AskedProject{{ID: "a", Label: "A 齿轮厂", OwnerID: "o1"}, {ID: "b", Label: "B 学校", OwnerID: "o1"},
		{ID: "c", Label: "C 医院", OwnerID: "o2", Answered: true}}
	now := models.DateOf(2021, 2, 18).At(9, 0)
	asked := rules.TableMessages(models.ResumeAsks, table, models.ResumeOpens, projects, now)
	if len(asked) != 1 || asked[0].PartyID != "o1" || !strings.Contains(asked[0].Body, "A 齿轮厂\nB 学校") {
		t.Errorf("%+v", asked)
	}
	list := rules.TableMessages(models.ResumeAsks, table, models.ResumeCloses, projects, now)
	if len(list) != 1 || list[0].Audience != models.ToOffice || !strings.Contains(list[0].Title, "已填报 1 个项目，未填报 2 个") ||
		!strings.Contains(list[0].Body, "A 齿轮厂、B 学校") {
		t.Errorf("%+v", list)
	}
}

// December's round opens in December, is verified and closed in January of the next year, and is the year's last.
func TestDecemberClosesInJanuary(t *testing.T) {
	december := models.MonthOf(2021, 12)
	p := newRoundPlay(december, 2)
	f := p.known(models.DateOf(2022, 1, 6).At(10, 0))
	d := f.Settings.Days(f.Round, holidays)
	if d.Opens.Month() != december || d.Verified.Month() != december+1 || d.Due.Month() != december+1 ||
		d.AskClose.Month() != december+1 {
		t.Errorf("%+v", d)
	}
	known := []models.MonthRound{{Month: december - 1}}
	begun := models.RoundsToBegin(p.programme, p.settings, known, holidays, models.DateOf(2022, 1, 3).At(9, 0))
	if len(begun) != 1 || begun[0].Month != december {
		t.Errorf("begun in January: %+v", begun)
	}
	again := models.RoundsToBegin(p.programme, p.settings, begun, holidays, models.DateOf(2022, 3, 1).At(9, 0))
	if len(again) != 0 {
		t.Errorf("a round of the next year in this year's list: %+v", again)
	}
	now := models.DateOf(2022, 1, 6).At(10, 0)
	p.closings = []models.MonthClosing{{Kind: models.ClosedVerified, Month: december, Version: 1, At: now},
		{Kind: models.ClosedMonth, Month: december, Version: 1, At: now}}
	if got := p.rules().Stage(p.known(now+1), now+1); got != models.RoundClosed {
		t.Errorf("closed in January: %s", got)
	}
}
