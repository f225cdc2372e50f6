package models_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/models"
)

func TestQuietHours(t *testing.T) {
	f := late(0, false)
	r := models.RulesFor(f, calendar2021())
	day := models.DateOf
	for _, c := range []struct {
		name      string
		now, want models.Instant
	}{
		{"in working hours: now", day(2021, 6, 30).At(10, 17), day(2021, 6, 30).At(10, 17)},
		{"at eight: now", day(2021, 6, 30).At(8, 0), day(2021, 6, 30).At(8, 0)},
		{"before eight: at eight", day(2021, 6, 30).At(7, 59), day(2021, 6, 30).At(8, 0)},
		{"at six in the evening: the next morning", day(2021, 6, 30).At(18, 0), day(2021, 7, 1).At(9, 0)},
		{"Friday night: Monday", day(2021, 7, 2).At(22, 0), day(2021, 7, 5).At(9, 0)},
		{"on a Saturday: Monday", day(2021, 7, 3).At(10, 0), day(2021, 7, 5).At(9, 0)},
		{"in the golden week: after it", day(2021, 10, 3).At(10, 0), day(2021, 10, 8).At(9, 0)},
		{"on a worked Saturday: now", day(2021, 10, 9).At(10, 0), day(2021, 10, 9).At(10, 0)},
		{"on the eve of a worked Sunday", day(2021, 9, 25).At(10, 0), day(2021, 9, 26).At(9, 0)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := r.Quiet(c.now); got != c.want {
				t.Errorf("%s, want %s", got.Minute(), c.want.Minute())
			}
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		now := day(2021, 1, 1).At(0, 0) + models.Instant(rapid.Int64Range(0, 370*86_400_000).Draw(t, "now"))
		got := r.Quiet(now)
		if got < now || r.Quiet(got) != got || !r.Calendar.Workday(got.Date()) || got < got.Date().At(8, 0) ||
			got >= got.Date().At(18, 0) {
			t.Fatalf("%s gives %s", now, got)
		}
	})
}

func TestOneNoticeForEachAudience(t *testing.T) {
	f := late(models.DateOf(2021, 6, 30), true)
	r, now := models.RulesFor(f, calendar2021()), models.DateOf(2021, 7, 8).At(20, 0)
	yellow := models.Escalation{
		ID: "e1", ProjectID: f.Project.ID, Item: models.ItemMilestone, SubjectName: "主体封顶", Due: models.DateOf(2021, 6, 30),
		Kind: models.KindRung, Rung: models.Yellow,
		To: []models.Audience{models.ToUnitHead, models.ToSponsor},
	}
	passed, trial := yellow, yellow
	passed.ID, passed.PassedOver = "e2", true
	trial.ID, trial.Trial = "e3", true
	want := models.OutboxMessage{
		Key: "e1/responsible-unit-head", ProjectID: f.Project.ID, EscalationID: "e1", Audience: models.ToUnitHead,
		Title:     "示范项目 · 达到黄牌标准：节点“主体封顶”应于2021-06-30完成",
		Body:      "项目：示范项目（ZD-001）\n事项：节点“主体封顶”应于2021-06-30完成\n已逾期 6 个工作日\n",
		CreatedAt: now, NotBefore: models.DateOf(2021, 7, 9).At(9, 0), Status: models.OutboxPending,
		Path: "/escalations/e1",
	}
	second := want
	second.Key, second.Audience = "e1/sponsor", models.ToSponsor
	got := r.Notices(f, []models.Escalation{yellow, passed, trial}, now)
	if diff := cmp.Diff([]models.OutboxMessage{want, second}, got); diff != "" {
		t.Error(diff)
	}
}

func TestNoticeTexts(t *testing.T) {
	f := late(models.DateOf(2021, 6, 30), true)
	r, to := models.RulesFor(f, calendar2021()), []models.Audience{models.ToOffice}
	month := models.MonthOf(2021, 5)
	for _, c := range []struct {
		name        string
		record      models.Escalation
		title, body string
	}{
		{"reminder", models.Escalation{Item: models.ItemMilestone, SubjectName: "主体封顶", Due: models.DateOf(2021, 7, 12),
			Kind: models.KindReminder, To: to},
			"提醒：节点“主体封顶”应于2021-07-12完成", "事项：节点“主体封顶”应于2021-07-12完成\n"},
		{"month", models.Escalation{Item: models.ItemReport, Month: month, Due: models.DateOf(2021, 6, 7),
			Kind: models.KindRung, Rung: models.Urging, To: to, CalendarAssumed: true},
			"催报：5月月报应于2021-06-07前报送", "事项：5月月报应于2021-06-07前报送\n已逾期 22 个工作日（推算：缺少该年度放假安排）\n"},
		{"investment is behind, not overdue", models.Escalation{Item: models.ItemInvestment,
			SubjectName: "1-5月完成30.00万元，为序时进度的10.0%", Month: month, Due: models.DateOf(2021, 6, 5), Kind: models.KindRung,
			Rung: models.Red, To: to},
			"达到红牌标准：1-5月投资低于序时进度", "事项：1-5月投资低于序时进度\n情况：1-5月完成30.00万元，为序时进度的10.0%\n"},
		{"review of a milestone", models.Escalation{Item: models.ItemReview, SubjectName: "主体封顶", Due: models.DateOf(2021, 7,
			7), Kind: models.KindRung, Rung: models.Urging, To: to},
			"催办：节点“主体封顶”的填报应于2021-07-07前审核", "事项：节点“主体封顶”的填报应于2021-07-07前审核\n已逾期 1 个工作日\n"},
		{"review of a month", models.Escalation{Item: models.ItemReview, Month: month, Due: models.DateOf(2021, 7, 7),
			Kind: models.KindRung, Rung: models.Urging, To: to},
			"催办：5月月报应于2021-07-07前审核", "事项：5月月报应于2021-07-07前审核\n已逾期 1 个工作日\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := r.Notices(f, []models.Escalation{c.record}, models.DateOf(2021, 7, 8).At(9, 0))
			if len(got) != 1 || got[0].Title != "示范项目 · "+c.title || got[0].Body != "项目：示范项目（ZD-001）\n"+c.body {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// Every message of a history has a unique key, and none is made for an escalation that is not sent.
func TestNoticeKeysAreUnique(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := runScript(drawScript(t), circumstances{}, t.Errorf)
		p.rules.LiveFrom = p.script.followed.Date()
		records, keys := p.facts.Escalations, map[string]bool{}
		want := 0
		for i := range records {
			records[i].Trial = i%5 == 0
			if !records[i].Trial && !records[i].PassedOver {
				want += len(records[i].To)
			}
		}
		got := p.rules.Notices(p.facts, records, p.last.At(12, 0))
		for _, m := range got {
			keys[m.Key] = true
			if m.NotBefore < m.CreatedAt || m.Status != models.OutboxPending || m.Title == "" {
				t.Fatalf("%+v", m)
			}
		}
		if len(got) != want || len(keys) != want {
			t.Fatalf("%d messages with %d keys, want %d", len(got), len(keys), want)
		}
	})
}
