package web

import (
	"net/http/httptest"
	"testing"

	"duban/models"
	"duban/tracking"
)

// Case 14 of people.md: of a returned report the cumulative amount follows the month, unless another one was typed.
func TestACumulativeAmountFollowsTheMonth(t *testing.T) {
	const before, month models.Money = 100_000_000, 20_000_000
	typed := before + month + 5_000_000
	for name, c := range map[string]struct {
		ytd         models.Money
		consecutive bool
		want        string
	}{
		"computed":         {before + month, true, ""},
		"typed":            {typed, true, typed.In(models.WanYuan)},
		"after a gap":      {before + month, false, (before + month).In(models.WanYuan)},
		"typed in the gap": {typed, false, typed.In(models.WanYuan)},
	} {
		in := submissionForm{upload: upload{form: newForm(httptest.NewRequest("GET", "/", nil))}}
		amount := month
		view := tracking.ReportForm{Consecutive: c.consecutive, Before: &tracking.MonthBefore{YTD: before}}
		view.Last = &tracking.Sent{Status: models.SubmissionReturned, MonthAmount: &amount, YTDAmount: &c.ytd}
		fillReport(in, view)
		if got := in.Value("ytd"); got != c.want || in.Value("month_amount") != month.In(models.WanYuan) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
