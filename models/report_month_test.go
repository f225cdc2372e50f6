package models_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/models"
)

const wan = models.Money(1_000_000)

func of(m models.Money) *models.Money { return &m }

func TestReportMonthMoves(t *testing.T) {
	month := func(n int) models.Month { return models.MonthOf(2021, n) }
	approved := func(n int, ytd models.Money) func(*models.Facts) {
		return func(f *models.Facts) {
			f.Reports = append(f.Reports, models.Report{Month: month(n), ReportedYTD: of(ytd + wan), ApprovedYTD: of(ytd),
				Status: models.ReportApproved})
		}
	}
	status := func(n int, s models.ReportStatus) func(*models.Facts) {
		return func(f *models.Facts) {
			f.Reports = append(f.Reports, models.Report{Month: month(n), ReportedYTD: of(500 * wan), Status: s})
		}
	}
	total := func(toLastYear, total models.Money) func(*models.Facts) {
		return func(f *models.Facts) { f.Project.ToEndOfLastYear, f.Project.TotalInvestment = toLastYear, total }
	}
	type command = models.ReportMonthCommand
	for _, c := range []struct {
		name string
		lay  func(*models.Facts)
		cmd  command
		ytd  models.Money // reported, when accepted
		want refused
	}{
		{"on the known month before", approved(5, 500*wan), command{Month: month(6), MonthAmount: of(70 * wan)}, 570 * wan,
			refused{}},
		{"year-to-date given and right", approved(5, 500*wan), command{Month: month(6), MonthAmount: of(70 * wan),
			YTDAmount: of(570 * wan)}, 570 * wan, refused{}},
		{"not approved yet: on what was reported", status(5, models.ReportWaiting), command{Month: month(6),
			MonthAmount: of(70 * wan)}, 570 * wan, refused{}},
		{"returned may be handed in again", status(6, models.ReportReturned), command{Month: month(6), MonthAmount: of(0),
			YTDAmount: of(500 * wan)}, 500 * wan, refused{}},
		{"nothing is an amount", approved(5, 500*wan), command{Month: month(6), MonthAmount: of(0)}, 500 * wan, refused{}},
		{"January and February are one round: the first of the year", nil, command{Month: month(2),
			MonthAmount: of(70 * wan)}, 70 * wan, refused{}},
		{"a gap before it: with both figures", approved(3, 300*wan), command{Month: month(6), MonthAmount: of(70 * wan),
			YTDAmount: of(480 * wan)}, 480 * wan, refused{}},
		{"up to the total", total(400*wan, 470*wan), command{Month: month(2), MonthAmount: of(70 * wan)}, 70 * wan,
			refused{}},
		{"total unknown", total(400*wan, 0), command{Month: month(2), MonthAmount: of(70 * wan)}, 70 * wan, refused{}},

		{"another year", nil, command{Month: models.MonthOf(2022, 1), MonthAmount: of(wan)}, 0, refused{models.KindInvalid,
			"month_outside_year", "2022-01 不在项目年度 2021"}},
		{"window not open", nil, command{Month: month(7), MonthAmount: of(wan)}, 0, refused{models.KindInvalid,
			"window_closed", "自2021-07-25起填报"}},
		{"approved is locked", approved(6, 500*wan), command{Month: month(6), MonthAmount: of(wan)}, 0,
			refused{models.KindConflict, "month_approved", "6月数据已审定"}},
		{"in review is locked", status(6, models.ReportWaiting), command{Month: month(6), MonthAmount: of(wan)}, 0,
			refused{models.KindConflict, "already_waiting", "6月月报正在审核"}},
		{"nothing given", nil, command{Month: month(6)}, 0, refused{models.KindInvalid, "amount_missing", "6月完成投资"}},
		{"negative", approved(5, 500*wan), command{Month: month(6), MonthAmount: of(-1)}, 0, refused{models.KindInvalid,
			"negative_amount", "6月投资额不能为负数"}},
		{"negative estimate", nil, command{Month: month(6), Estimate: of(-1)}, 0, refused{models.KindInvalid,
			"negative_amount", "6月"}},
		{"a gap before it and no year-to-date", approved(3, 300*wan), command{Month: month(6), MonthAmount: of(wan)}, 0,
			refused{models.KindInvalid, "ytd_missing", "1-6月累计完成投资"}},
		{"less than the month before", approved(5, 500*wan), command{Month: month(6), MonthAmount: of(wan),
			YTDAmount: of(499 * wan)}, 0,
			refused{models.KindInvalid, "ytd_below_last_month", "499.00 万元不得小于上月（上月 500.00 万元）"}},
		{"does not add up", approved(5, 500*wan), command{Month: month(6), MonthAmount: of(70 * wan),
			YTDAmount: of(571 * wan)}, 0,
			refused{models.KindInvalid, "ytd_mismatch", "571.00 万元 ≠ 上月累计 500.00 万元 + 本月 70.00 万元"}},
		{"less than its month", nil, command{Month: month(6), MonthAmount: of(70 * wan), YTDAmount: of(69 * wan)}, 0,
			refused{models.KindInvalid, "ytd_below_month", "69.00 万元小于本月 70.00 万元"}},
		{"over the total", total(400*wan, 470*wan), command{Month: month(2), MonthAmount: of(70*wan + 1)}, 0,
			refused{models.KindInvalid, "over_total", "470.000001 万元超过总投资 470.00 万元"}},
		{"closed", func(f *models.Facts) { f.Project.Status = models.ProjectClosed }, command{Month: month(6),
			MonthAmount: of(wan)}, 0,
			refused{models.KindConflict, "project_closed", "示范项目"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := late(0, false)
			if c.lay != nil {
				c.lay(&f)
			}
			before := copyOf(f)
			out, err := models.RulesFor(f, calendar2021()).ReportMonth(&f, c.cmd, "k", filler, models.DateOf(2021, 7, 3).
				At(10, 0))
			c.want.check(t, err, before, f)
			if err == nil && *out.Submission.YTDAmount != c.ytd {
				t.Errorf("year-to-date %s, want %s", out.Submission.YTDAmount.In(models.WanYuan), c.ytd.In(models.WanYuan))
			}
		})
	}
}

func TestTheWindowOpensOnThe25th(t *testing.T) {
	f := late(0, false)
	r := models.RulesFor(f, calendar2021())
	cmd := models.ReportMonthCommand{Month: models.MonthOf(2021, 6), Estimate: of(wan)}
	_, err := r.ReportMonth(&f, cmd, "k", filler, models.DateOf(2021, 6, 24).At(23, 59))
	wantError(t, err, models.KindInvalid, "window_closed", "自2021-06-25起填报")
	if _, err := r.ReportMonth(&f, cmd, "k", filler, models.DateOf(2021, 6, 25).At(0, 0)); err != nil {
		t.Error(err)
	}
}

func TestEstimateSubmitsNothing(t *testing.T) {
	f := late(0, false)
	r, now := models.RulesFor(f, calendar2021()), models.DateOf(2021, 6, 26).At(10, 0)
	out, err := r.ReportMonth(&f, models.ReportMonthCommand{Month: models.MonthOf(2021, 6), Estimate: of(66 * wan)}, "k",
		filler, now)
	if err != nil || out.Submission != nil || len(f.Submissions) > 0 || f.Reports[0].Status != models.ReportOpen ||
		*f.Reports[0].Estimate != 66*wan {
		t.Fatalf("%v %+v %+v", err, out, f.Reports)
	}
	later := models.DateOf(2021, 7, 4).At(10, 0)
	if _, err := r.ReportMonth(&f, models.ReportMonthCommand{Month: models.MonthOf(2021, 6), MonthAmount: of(60 * wan),
		YTDAmount: of(400 * wan)}, "k2", filler, later); err != nil {
		t.Fatal(err)
	}
	want := models.Report{
		ID: models.ReportID(f.Project.ID, models.MonthOf(2021, 6)), ProjectID: f.Project.ID, Month: models.MonthOf(2021, 6),
		Estimate:      of(66 * wan),
		ReportedMonth: of(60 * wan), ReportedYTD: of(400 * wan), Status: models.ReportWaiting, SubmittedAt: later,
	}
	if diff := cmp.Diff([]models.Report{want}, f.Reports); diff != "" {
		t.Error(diff)
	}
}

// The day of the first submission is kept through a return, so that a late month stays late.
func TestReturnKeepsTheFirstSubmissionDay(t *testing.T) {
	f := late(0, false)
	r, first := models.RulesFor(f, calendar2021()), models.DateOf(2021, 4, 9).At(10, 0)
	cmd := models.ReportMonthCommand{Month: models.MonthOf(2021, 3), MonthAmount: of(wan), YTDAmount: of(3 * wan)}
	out, err := r.ReportMonth(&f, cmd, "k1", filler, first)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Review(&f, models.ReviewCommand{Submission: out.Submission.ID, Decision: models.Return, Reason: "口径"},
		nil, reviewer, first+1); err != nil {
		t.Fatal(err)
	}
	out, err = r.ReportMonth(&f, cmd, "k2", filler, first+2)
	if err != nil {
		t.Fatal(err)
	}
	if out.Submission.Sequence != 2 || f.Reports[0].SubmittedAt != first {
		t.Errorf("sequence %d, first handed in %s", out.Submission.Sequence, f.Reports[0].SubmittedAt)
	}
}

// Accepted reports keep each year-to-date amount equal to the sum of the months before.
func TestYearToDateIsTheRunningSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := late(0, false)
		f.Project.TotalInvestment = models.Money(rapid.Int64Range(0, 5000).Draw(t, "total"))
		r := models.RulesFor(f, calendar2021())
		sum := models.Money(0)
		for n := 1; n <= 12; n++ {
			amount := models.Money(rapid.Int64Range(-10, 800).Draw(t, "amount"))
			now := models.MonthOf(2021, n).Last().At(10, 0)
			out, err := r.ReportMonth(&f, models.ReportMonthCommand{Month: models.MonthOf(2021, n), MonthAmount: &amount,
				Confirmed: true},
				now.String(), filler, now)
			switch {
			case amount < 0, f.Project.TotalInvestment > 0 && sum+amount > f.Project.TotalInvestment:
				if err == nil {
					t.Fatalf("month %d: %d on %d accepted against a total of %d", n, amount, sum, f.Project.TotalInvestment)
				}
				return
			case err != nil:
				t.Fatalf("month %d: %v", n, err)
			}
			if sum += amount; *out.Report.ReportedYTD != sum {
				t.Fatalf("month %d: %d, want %d", n, *out.Report.ReportedYTD, sum)
			}
		}
	})
}
