package office_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

// roundPeople are who acts in the round: the owners of two projects, their unit, and two people of the office.
var roundPeople = map[string]models.Actor{
	"office": lifePeople["office"], "second": lifePeople["second"], "unit": lifePeople["unit"],
	"first": {ID: "owner-1", Name: "戊", Roles: []models.Role{{PersonID: "owner-1", Role: models.RoleOwner,
		OrganisationID: "org-first"}}},
	"other": {ID: "owner-2", Name: "己", Roles: []models.Role{{PersonID: "owner-2", Role: models.RoleOwner,
		OrganisationID: "org-other"}}},
}

// roundLife is June's round of a list with two projects.
type roundLife struct{ *life }

func newRoundLife(t *testing.T) roundLife {
	t.Helper()
	rows := []models.ImportRow{
		lifeRow(t, "programmes", "", models.Programme{ID: lifeList, Year: 2021, Name: "2021年区重点项目",
			Kind: models.DistrictProgramme, Ladder: models.Ladder202611, Colours: models.DefaultColours, Curve: "linear",
			LiveFrom: models.DateOf(2021, 1, 1)}),
		lifeRow(t, "organisations", "", models.Organisation{ID: "org-unit", Name: "乙局", NameKey: "乙局"}),
		lifeRow(t, "organisations", "", models.Organisation{ID: "org-first", Name: "甲公司", NameKey: "甲公司"}),
		lifeRow(t, "organisations", "", models.Organisation{ID: "org-other", Name: "丙公司", NameKey: "丙公司"}),
	}
	for i, owner := range []string{"org-first", "org-other"} {
		code := []string{"ZD-001", "ZD-002"}[i]
		id := models.ProjectID(2021, code)
		rows = append(rows, lifeRow(t, "projects", id, models.Project{ID: id, Year: 2021, Code: code, Name: "项目" + code,
			NameKey: "项目" + code, OwnerID: owner, ResponsibleUnitID: "org-unit", Status: models.ProjectOpen,
			Category: models.Implementation, AnnualPlan: 1_200_000_000, TotalInvestment: 9_000_000_000}),
			lifeRow(t, "memberships", id, models.Membership{ProgrammeID: lifeList, ProjectID: id, Position: i + 1}))
	}
	return roundLife{newLife(t, "TestServeARound", models.DateOf(2021, 6, 16).At(9, 0), rows, roundPeople,
		func(*store.Tx) error { return nil })}
}

func (l roundLife) ask(r roundRequest) (a roundAnswer) {
	l.t.Helper()
	l.life.ask(r, &a)
	if a.Error != "" {
		l.t.Fatalf("%s: %s", r.Key, a.Error)
	}
	return a
}

// killedIn acts: the program is killed without waiting for its answer, started again later, and asked again twice under
// the same key.
func (l roundLife) killedIn(again models.Instant, r roundRequest) {
	l.t.Helper()
	l.send(r)
	l.end(true)
	l.begin(again)
	l.ask(r)
	before := l.ask(roundRequest{})
	if after := l.ask(r); after.Closings != before.Closings || !slices.Equal(after.Reports, before.Reports) {
		l.t.Errorf("%s: the second request gave %+v, the first %+v", r.Key, after, before)
	}
}

// await looks until the round is at a stage and waits for a moment, and its workflow for the same one; a round that is
// closed has none.
func (l roundLife) await(stage models.RoundStage, next string) (a roundAnswer) {
	l.t.Helper()
	running := 1
	if stage == models.RoundClosed {
		running = 0
	}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		a = l.ask(roundRequest{})
		if a.Stage == string(stage) && a.NextAt == next && a.Running == running && (running == 0 || a.Waits == next) {
			return a
		}
	}
	l.t.Fatalf("it should be %s and wait for %q: %+v", stage, next, a)
	return a
}

// June's round from its opening to its end and once more after it was reopened, while the program is killed in the
// middle of an act, between steps and before something falls due, and is started again with its clock moved: every
// step is on record once and in its time, no message is made twice, and the workflow ends with the round.
func TestARoundLivesThroughKills(t *testing.T) {
	l := newRoundLife(t)
	june := models.MonthOf(2021, 6)
	at := func(month, day, hour, minute int) models.Instant {
		return models.DateOf(2021, month, day).At(hour, minute)
	}
	fen := func(n int64) *models.Money { m := models.Money(n); return &m }
	l.begin(at(6, 24, 16, 0))
	l.await(models.RoundAhead, "2021-06-25 09:00")
	l.end(true) // before it opens

	l.begin(at(6, 25, 9, 1))
	l.await(models.RoundEstimating, "2021-06-25 14:00")
	l.ask(roundRequest{Who: "first", Key: "estimate of the first", Project: "ZD-001",
		Report: &models.ReportMonthCommand{Month: june, Estimate: fen(100_000_000), Confirmed: true}})
	l.end(true)

	l.begin(at(6, 25, 14, 1)) // Friday afternoon: the other owner is reminded
	l.await(models.RoundEstimating, "2021-06-28 09:00")
	l.end(true)

	l.begin(at(6, 28, 9, 1))
	l.await(models.RoundReporting, "2021-07-05 09:00")
	l.killedIn(at(6, 29, 15, 0), roundRequest{Who: "office", Key: "estimate goes up",
		Close: &tracking.CloseRequest{Kind: models.ClosedEstimate, Month: june}})
	l.killedIn(at(6, 30, 10, 0), roundRequest{Who: "first", Key: "report of the first", Project: "ZD-001",
		Report: &models.ReportMonthCommand{Month: june, MonthAmount: fen(100_000_000), YTDAmount: fen(600_000_000),
			Confirmed: true}})
	l.ask(roundRequest{Who: "other", Key: "report of the other", Project: "ZD-002",
		Report: &models.ReportMonthCommand{Month: june, MonthAmount: fen(90_000_000), YTDAmount: fen(590_000_000),
			Confirmed: true}})
	l.ask(roundRequest{Who: "unit", Key: "opinion on the first", Project: "ZD-001", Review: models.Accept,
		Level: models.LevelPre})
	l.await(models.RoundReviewing, "2021-07-05 09:00") // the unit has 1 and 2 July for the other
	l.end(true)

	l.begin(at(7, 5, 9, 1))
	l.await(models.RoundReviewing, "2021-07-06 09:00")
	l.killedIn(at(7, 6, 9, 1), roundRequest{Who: "office", Key: "decision on the first", Project: "ZD-001",
		Review: models.Accept})
	l.ask(roundRequest{Who: "second", Key: "decision on the other", Project: "ZD-002", Review: models.Return})
	l.await(models.RoundReporting, "2021-07-12 09:00")
	l.killedIn(at(7, 12, 9, 1), roundRequest{Who: "office", Key: "verified figures go up",
		Close: &tracking.CloseRequest{Kind: models.ClosedVerified, Month: june, Reason: "未报的按上期数"}})
	l.await(models.RoundToBeClosed, "")
	l.killedIn(at(7, 12, 10, 0), roundRequest{Who: "office", Key: "the month is closed",
		Close: &tracking.CloseRequest{Month: june, Reason: "未报的按上期数"}})
	l.await(models.RoundClosed, "")
	l.killedIn(at(7, 20, 10, 0), roundRequest{Who: "office", Key: "reopened",
		Reopen: &tracking.CloseRequest{Month: june, Reason: "更正", Document: "区办〔2021〕9号"}})
	l.await(models.RoundToBeClosed, "")
	l.ask(roundRequest{Who: "second", Key: "closed again", Close: &tracking.CloseRequest{Month: june, Reason: "已更正"}})
	a := l.await(models.RoundClosed, "")
	if l.kills != 10 {
		t.Errorf("%d kills", l.kills)
	}
	sameLines(t, "steps", a.Steps, "opens 2021-06-25", "estimate_ask 2021-06-25", "estimate_late 2021-06-28",
		"estimate_up", "pre_review_late ZD-002 2021-07-05", "verified_ask 2021-07-05", "verified_late 2021-07-06",
		"verified_up", "ask_close 2021-07-12", "closed", "reopened", "closed")
	sameLines(t, "messages", a.Told, "opens org-first owner-contact 2021-06-25",
		"opens org-other owner-contact 2021-06-25", "estimate_ask org-other owner-contact 2021-06-25",
		"estimate_ask office 2021-06-25", "estimate_late office-head 2021-06-28",
		"pre_review_late org-unit responsible-unit-contact 2021-07-05", "verified_ask office 2021-07-05",
		"verified_late office-head 2021-07-06", "close office 2021-07-12")
}

// sameLines compares lines in any order.
func sameLines(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
