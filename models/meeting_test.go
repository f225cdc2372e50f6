package models_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/models"
)

var heldOn = models.DateOf(2021, 6, 28)

func TestMeetingLinesAreRead(t *testing.T) {
	day := models.DateOf(2021, 7, 20)
	for _, tt := range []struct {
		line string
		want []models.MeetingItem
		says string
	}{
		{line: "完成地块征迁 · 区住建局 · 2021-07-20", want: []models.MeetingItem{{Text: "完成地块征迁", Unit: "区住建局", Due: day}}},
		{line: "1\t（一）完成地块征迁\t区住建局\t2021年7月20日前\tZD-2021-007", want: []models.MeetingItem{{Text: "完成地块征迁",
			Unit: "区住建局", Due: day, Project: "ZD-2021-007"}}},
		{line: "\n2. 与甲·乙公司签约 | 区商务局 | 2021/7/20\n\n", want: []models.MeetingItem{{Text: "与甲·乙公司签约", Unit: "区商务局",
			Due: day}}},
		{line: "15日内完成征迁 · 区住建局 · 2021.07.20", want: []models.MeetingItem{{Text: "15日内完成征迁", Unit: "区住建局", Due: day}}},
		{line: "", want: nil},
		{line: "甲 · 乙 · 2021-07-20\n完成地块征迁，区住建局", says: "第 2 行：应为"},
		{line: "完成地块征迁 · 区住建局 · 7月20日", says: "不是有效时限"},
		{line: "完成地块征迁 · 区住建局 · 2021-02-30", says: "“2021-02-30”不是有效时限"},
		{line: "完成地块征迁 · 区住建局 · 2021-07-20 · ZD-1 · 备注", says: "第 1 行"},
	} {
		got, err := models.ParseMeetingLines(tt.line)
		if tt.says != "" {
			if err == nil || !strings.Contains(models.AsError(err).Message.Text, tt.says) {
				t.Errorf("%q: %v", tt.line, err)
			}
			continue
		}
		if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
			t.Errorf("%q: %v %s", tt.line, err, diff)
		}
		if again, err := models.ParseMeetingLines(models.LinesOf(got)); err != nil || !slices.Equal(again, got) {
			t.Errorf("%q written and read again: %+v, %v", tt.line, again, err)
		}
	}
}

func TestMinutesNeedNumberAndScan(t *testing.T) {
	now := heldOn.At(17, 0)
	entry := models.MeetingEntry{HeldOn: heldOn, Lines: "完成地块征迁 · 区住建局 · 2021-07-20"}
	m, err := models.Meeting{ID: "mtg-1"}.Enter(entry, now)
	if err != nil || m.Title != "重点项目调度会" || m.Signed() {
		t.Fatalf("%+v %v", m, err)
	}
	for code, c := range map[string]models.Minutes{
		"scan_missing":   {Number: "纪要〔2021〕12号"},
		"number_missing": {Number: " ", Evidence: &models.Evidence{SHA256: "a"}},
	} {
		if got, err := m.Sign(c, now); models.AsError(err).Code != code || got.Signed() {
			t.Errorf("%+v: %v", c, err)
		}
	}
	signed, err := m.Sign(models.Minutes{Number: "纪要〔2021〕12号", Evidence: &models.Evidence{SHA256: "a"}}, now)
	if err != nil || !signed.Signed() {
		t.Fatal(err)
	}
	if _, err := signed.Enter(entry, now); models.AsError(err).Code != "meeting_signed" {
		t.Errorf("signed minutes are changed: %v", err)
	}
	for code, e := range map[string]models.MeetingEntry{
		"held_missing":  {Lines: entry.Lines},
		"held_future":   {HeldOn: heldOn + 1, Lines: entry.Lines},
		"items_missing": {HeldOn: heldOn},
		"item_wrong":    {HeldOn: heldOn, Lines: "完成地块征迁 · 区住建局 · 2021-06-27"},
	} {
		if _, err := m.Enter(e, now); models.AsError(err).Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
}

// An item of minutes that are registered late is late at once, and climbs from the day on which it was registered.
func TestAnItemThatIsPastClimbsFromItsRegistration(t *testing.T) {
	m, err := models.Meeting{ID: "mtg-1"}.Enter(models.MeetingEntry{HeldOn: heldOn,
		Lines: "研究用电 · 区发改委 · 2021-07-02"}, heldOn.At(17, 0))
	if err != nil {
		t.Fatal(err)
	}
	registered := models.DateOf(2021, 7, 26).At(9, 0) // a Monday
	m, err = m.Sign(models.Minutes{Number: "纪要〔2021〕12号", Evidence: &models.Evidence{SHA256: "a"}}, registered)
	if err != nil {
		t.Fatal(err)
	}
	o := orderRules().Decision(m, 1, "unit", "", "chair", registered)
	turn := orderRules().Advance(models.OrderFacts{Order: o, Settings: designated()}, registered)
	if len(turn.Told) != 0 || turn.Next.At.Date() != models.DateOf(2021, 7, 27) ||
		turn.Next.What != "逾期 17 个工作日未反馈" {
		t.Errorf("on the day of the registration: %+v", turn)
	}
	if got := orderRules().OutcomeOf(o, registered.Date()); got != models.DecisionLate {
		t.Errorf("outcome %s", got)
	}
}

// What a person did not see is not changed and not registered.
func TestADraftThatAnotherChangedIsNotTaken(t *testing.T) {
	now := heldOn.At(17, 0)
	entry := models.MeetingEntry{HeldOn: heldOn, Lines: "完成地块征迁 · 区住建局 · 2021-07-20"}
	c := models.Minutes{Number: "纪要〔2021〕12号", Evidence: &models.Evidence{SHA256: "a"}}
	m, err := models.Meeting{ID: "mtg-1", Version: 2}.Enter(entry, now)
	if err != nil {
		t.Fatal(err)
	}
	for version, code := range map[int]string{0: "", 1: "meeting_changed", 2: ""} {
		entry.Version, c.Version = version, version
		_, entered := m.Enter(entry, now)
		_, signed := m.Sign(c, now)
		for _, err := range []error{entered, signed} {
			if got := err != nil; got != (code != "") || got && models.AsError(err).Code != code {
				t.Errorf("version %d: %v", version, err)
			}
		}
	}
}

// An item has no mark that would divide it when the form shows it again.
func TestItemsAreShownAgainAsTheyWereEntered(t *testing.T) {
	for _, text := range []string{"甲|乙", "甲｜乙", "甲\n乙", "甲\t乙", "甲\r乙"} {
		_, err := models.Meeting{}.Enter(models.MeetingEntry{HeldOn: heldOn,
			Items: []models.MeetingItem{{Text: "一", Unit: "二",
				Due: heldOn}, {Text: text, Unit: "区住建局", Due: heldOn}}}, heldOn.At(17, 0))
		if e := models.AsError(err); err == nil || e.Code != "item_wrong" || !strings.Contains(e.Message.Text, "第 2 项含有") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// secretText is the text of the minutes in the property test: no message may contain it.
const secretText = "研究了不宜公开的事项"

// Whatever people try with a decision, and whenever its clock runs: it ends once, by another than who answered, is
// late exactly when an answer is overdue, climbs once per day and audience, and no message has its text.
func TestDecisionsGoTheirWay(t *testing.T) {
	rules, people := orderRules(), []string{"unit", "clerk", "head", "chair"}
	rapid.Check(t, func(t *rapid.T) {
		m := models.Meeting{ID: "mtg-1", ProgrammeID: "p", Title: "6月调度会", HeldOn: heldOn, Chair: "区长", Number: "纪要1号",
			Items: []models.MeetingItem{{Text: secretText, Unit: "区住建局", Due: heldOn + models.Date(rapid.IntRange(0,
				20).Draw(t, "days"))}}}
		now := heldOn.At(18, 0)
		f := models.OrderFacts{Order: rules.Decision(m, 1, "org-unit", "", "post-head", now),
			Settings: models.DefaultOrderSettings("p")}
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 4*24*3600).Draw(t, "later")) * time.Second)
			before := f.Order
			turn := rules.Advance(f, now)
			f.Steps = slices.Concat(f.Steps, turn.Steps)
			if again := rules.Advance(f, now); len(again.Steps) > 0 {
				t.Fatalf("recorded twice: %+v", again.Steps)
			}
			told := turn.Told
			by := rapid.SampledFrom(people).Draw(t, "by")
			kind := rapid.SampledFrom(models.OrderSteps).Draw(t, "step")
			after, step, err := rules.Take(f, kind, models.OrderCommand{Text: "已办理",
				Due: now.Date() + models.Date(rapid.IntRange(-1, 9).Draw(t, "due"))},
				models.OrderActor{Actor: models.Actor{ID: by}, PartyID: by, Party: by}, now.Minute()+kind.Chinese(), now)
			if err == nil {
				if !before.State.Open() {
					t.Fatalf("%s after %s", kind, before.State)
				}
				if kind == models.StepVerify && by == before.RepliedBy || kind == models.StepClose &&
					by == before.RepliedBy {
					t.Fatalf("%s by %s", kind, by)
				}
				if kind == models.StepClose && before.State != models.OrderVerified {
					t.Fatalf("closed from %s", before.State)
				}
				f, told = after, append(told, step)
			}
			for _, s := range told {
				for _, message := range rules.OrderNotices(f, s, []string{"post-head"}, now) {
					if strings.Contains(message.Title+message.Body, secretText) {
						t.Fatalf("the text of the minutes is in %q", message.Title+message.Body)
					}
				}
			}
			late := f.Order.State.Out() && f.Order.ReplyDue != 0 && orderCalendar.Between(f.Order.ReplyDue, now.Date()) > 0
			if outcome := rules.OutcomeOf(f.Order, now.Date()); (outcome == models.DecisionLate) != late ||
				(outcome == models.DecisionDone) != (f.Order.State == models.OrderClosed) {
				t.Fatalf("%s in state %s, due %s on %s", outcome, f.Order.State, f.Order.ReplyDue, now.Date())
			}
		}
	})
}
