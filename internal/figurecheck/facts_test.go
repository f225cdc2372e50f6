package figurecheck

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"duban/importer/workbook"
	"duban/models"
)

// A report that was handed in late stays late once it is approved, on the round's page, in its text and its answer.
func checkLateReport(t *testing.T, c *scene) {
	t.Helper()
	june := models.MonthOf(2021, 6)
	f := c.project("乐物网农业数字化平台") // has not reported all year
	amount := models.Money(1_234_500)
	c.report("late", workbook.ProgressLine{Name: f.Project.Name, Month: &amount, YearToDate: &amount}, june)
	c.accept(f.Project.Name, 0)
	board, err := c.ChaseText(t.Context(), office, "", june)
	c.must(err)
	for _, line := range board.Lines {
		if line.Code == f.Project.Code && (line.State != models.RoundApproved || line.Late != 5) {
			t.Errorf("the round says %+v", line)
		}
	}
	printed := string(c.page("/round?month=2021-06"))
	if at := strings.LastIndex(printed, f.Project.Code); at < 0 || !strings.Contains(printed[at:min(at+400, len(printed))],
		"迟报") {
		t.Error("the round's page does not say 迟报")
	}
	if !strings.Contains(string(c.command("round", "--month", "2021-06")), "迟报 5 个工作日") {
		t.Error("the command does not say 迟报")
	}
}

// The history of a project has the rungs of one moment in the order of the ladder.
func checkHistory(t *testing.T, c *scene) {
	t.Helper()
	rungs := 0
	for _, f := range c.facts() {
		rungs += checkHistoryOf(t, c, f.Project.Code)
	}
	if rungs == 0 {
		t.Error("no two rungs of one moment")
	}
}

// checkHistoryOf returns how many rungs followed another one at its moment.
func checkHistoryOf(t *testing.T, c *scene, code string) (rungs int) {
	t.Helper()
	history, err := c.ProjectHistory(t.Context(), office, code, 0, 1000)
	c.must(err)
	height := func(text string) int {
		return slices.IndexFunc(models.Rungs, func(r models.Rung) bool { return strings.Contains(text, r.Chinese()) })
	}
	for i := 1; i < len(history.Lines); i++ {
		before, after := history.Lines[i-1], history.Lines[i]
		if before.Kind != "ladder.rung" || after.Kind != "ladder.rung" || before.At != after.At {
			continue
		}
		if rungs++; height(before.Text.Text) > height(after.Text.Text) && sameItem(before.Text.Text, after.Text.Text) {
			t.Errorf("at %s: %s, then %s", before.At, before.Text, after.Text)
		}
	}
	return rungs
}

// sameItem reports whether two lines are about the same milestone or month.
func sameItem(a, b string) bool {
	what := regexp.MustCompile(`节点“[^”]*”|\d+月月报`)
	return what.FindString(a) == what.FindString(b)
}
