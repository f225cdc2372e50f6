package models_test

import (
	"testing"

	"duban/models"
)

func TestCase21PartsAndTotalsReconcileOrSayWhyNot(t *testing.T) {
	for _, c := range []struct {
		name  string
		parts []models.Money
		total models.Money
		unit  models.Unit
		note  bool
	}{
		{"three of 3333.5", []models.Money{33_335 * wan / 10, 33_335 * wan / 10, 33_335 * wan / 10}, 100_005 * wan / 10,
			models.WanYuan, false},
		{"1667 less 1508.4", []models.Money{15_084 * wan / 10, 1_586 * wan / 10}, 1_667 * wan, models.WanYuan, false},
		{"three thirds in 亿元", []models.Money{3_333 * wan, 3_333 * wan, 3_334 * wan}, 10_000 * wan, models.YiYuan, true},
		{"58.695 and 11.305", []models.Money{586_950 * wan, 113_050 * wan}, 700_000 * wan, models.YiYuan, true},
		{"behind", []models.Money{587_000 * wan, -13_000 * wan}, 574_000 * wan, models.YiYuan, false},
	} {
		got := models.NoteFor(c.unit, models.Addition{Total: 0}, models.Addition{Parts: c.parts, Total: c.total})
		if want := map[bool]string{true: models.RoundingNote}[c.note]; got != want {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
}

func TestCase22ALateReportStaysLateOnceApproved(t *testing.T) {
	rules := models.Rules{Ladder: models.LadderOf(""), Calendar: models.Calendar{}}
	month, due := models.MonthOf(2021, 5), models.DateOf(2021, 6, 5)
	for day, late := range map[models.Date]bool{due - 1: false, due: false, due + 1: true, due + 30: true} {
		for _, status := range []models.ReportStatus{models.ReportWaiting, models.ReportApproved} {
			f := models.Facts{Reports: []models.Report{{Month: month, Status: status, SubmittedAt: day.At(10, 0),
				ApprovedAt: (day + 1).At(9, 0)}}}
			if got := rules.LateReport(f, month); got != late {
				t.Errorf("handed in %s, %s: late %v", day, status, got)
			}
		}
	}
}

func TestCase23TheCompletionDateDecidesWhetherAMilestoneWasLate(t *testing.T) {
	september, october := models.DateOf(2026, 9, 30), models.DateOf(2026, 10, 1)
	for _, c := range []struct {
		due, falls, done models.Date
		counted          int
		want             string
	}{
		{september, september, september, 0, "按期完成"},
		{september, september, october, 0, "超期完成"}, // a day off: no working day has passed
		{september, september, october + 10, 2, "超期2个工作日完成"},
		{october, october + 7, october + 7, 0, "按期完成"}, // due on a day off: the next working day
		{october, october + 7, october + 8, 1, "超期1个工作日完成"},
	} {
		m := models.MilestoneFigures{Due: c.due, FallsDue: c.falls, DoneOn: c.done, Status: models.MilestoneDone,
			Lateness: models.Lateness{Counted: c.counted}}
		if got := m.Standing(c.done + 60); got != c.want {
			t.Errorf("due %s, done %s: %s, want %s", c.due, c.done, got, c.want)
		}
	}
}
