package models_test

import (
	"strings"
	"testing"

	"duban/models"
)

func TestAChangedClosingIsNamed(t *testing.T) {
	amount := models.Money(100_000)
	figures := models.ProgrammeFigures{Month: models.MonthOf(2021, 6), Lines: []models.ProjectFigures{
		{ProjectID: "a", Code: "1", Approved: &amount, Round: models.RoundApproved},
		{ProjectID: "b", Code: "2", Round: models.RoundMissing},
	}}
	figures.Totals = models.TotalsOf(figures.Lines)
	sound, lines, err := models.NewClosing(models.Programme{ID: "district-2021"}, models.ClosedMonth, figures, 1,
		models.System, models.DateOf(2021, 7, 6).At(9, 0))
	if err != nil || len(sound.Check(lines)) != 0 {
		t.Fatalf("%v, %v", sound.Check(lines), err)
	}
	if len(sound.Missing) != 1 || sound.Missing[0] != "2 " {
		t.Errorf("missing %q", sound.Missing)
	}
	for name, tt := range map[string]struct {
		change func(c *models.MonthClosing, lines []models.MonthClosingLine) []models.MonthClosingLine
		want   string
	}{
		"an amount": {func(_ *models.MonthClosing, l []models.MonthClosingLine) []models.MonthClosingLine {
			l[0].Content = strings.Replace(l[0].Content, "100000", "200000", 1)
			return l
		}, "校验值"},
		"a line": {func(_ *models.MonthClosing, l []models.MonthClosingLine) []models.MonthClosingLine { return l[1:] },
			"缺第1行"},
		"another project's line": {func(_ *models.MonthClosing, l []models.MonthClosingLine) []models.MonthClosingLine {
			l[0].ProjectID = "b"
			return l
		}, "第1行（b）"},
		"a total": {func(c *models.MonthClosing, l []models.MonthClosingLine) []models.MonthClosingLine {
			c.Totals = strings.Replace(c.Totals, `"approved_fen":100000`, `"approved_fen":100001`, 1)
			return l
		}, "合计"},
	} {
		c, changed := sound, append([]models.MonthClosingLine{}, lines...)
		found := tt.change(&c, changed)
		if text := strings.Join(c.Check(found), "\n"); !strings.Contains(text, tt.want) {
			t.Errorf("%s: found %q, want %s", name, text, tt.want)
		}
	}
}
