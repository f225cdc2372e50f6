package tracking

import (
	"fmt"
	"slices"

	"duban/models"
)

// wrongSums names the months whose approved year-to-date figure does not follow from the month before. A bureau's sheet
// is stored unchanged, with its sums: the import warned.
func wrongSums(f models.Facts) []string {
	var found []string
	series := models.SeriesOf(f, models.IndicatorInvestment)
	imported := func(month models.Month) bool {
		return slices.ContainsFunc(f.Reports, func(r models.Report) bool { return r.Month == month && r.BatchID != "" })
	}
	for _, now := range series.Unconnected() {
		if imported(now.Month) || imported(now.Month-1) {
			continue
		}
		before, _ := series.Of(now.Month - 1)
		carried := ""
		if now.Carried != 0 {
			carried = " + 当月冲减 " + now.Carried.In(models.WanYuan)
		}
		found = append(found, fmt.Sprintf("%s %s：上月累计 %s + 本月 %s%s ≠ 累计 %s（万元）", f.Project.Code, now.Month,
			before.Approved.In(models.WanYuan), now.Own.In(models.WanYuan), carried, now.Approved.In(models.WanYuan)))
	}
	return found
}

// unlikeReports compares reported months with their submissions: the last valid one determines the reported figures,
// and a month is approved when one was approved. Months from an import have no submissions.
func unlikeReports(f models.Facts) []string {
	var found []string
	for _, report := range f.Reports {
		if report.BatchID != "" {
			continue
		}
		var last *models.Submission
		accepted := false
		for i := range f.Submissions {
			s := &f.Submissions[i]
			if s.Kind == models.SubmitReport && s.Month == report.Month {
				accepted = accepted || s.Status == models.SubmissionAccepted
				if last == nil || s.Sequence > last.Sequence {
					last = s
				}
			}
		}
		tell := func(format string, args ...any) {
			found = append(found, fmt.Sprintf("%s %s："+format, append([]any{f.Project.Code, report.Month}, args...)...))
		}
		switch {
		case last == nil && report.Status != models.ReportOpen:
			tell("月报状态为%s，但没有填报", reportWords[report.Status])
		case last == nil:
		case report.Status == models.ReportApproved && !accepted:
			tell("月报已审定，但没有审定的填报")
		case report.Status != models.ReportApproved && last.Status == models.SubmissionAccepted:
			tell("填报已审定，月报状态为%s", reportWords[report.Status])
		case !sameAmount(report.ReportedMonth, last.MonthAmount) || !sameAmount(report.ReportedYTD, last.YTDAmount):
			tell("月报上报数与最近一次填报不一致")
		}
	}
	return found
}

var reportWords = map[models.ReportStatus]string{
	models.ReportOpen: "未报", models.ReportWaiting: "待审", models.ReportReturned: "退回", models.ReportApproved: "已审定",
}

func sameAmount(a, b *models.Money) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}
