package tracking

import (
	"context"
	"slices"

	"duban/importer"
	"duban/importer/compare"
	"duban/models"
	"duban/store"
)

// ReportForm is the form for a month's report, with the month before.
type ReportForm struct {
	FormHead
	Month           models.Month        `json:"month"`
	Months          []models.Month      `json:"months"` // that may be reported now, and this one
	Opens           models.Date         `json:"opens"`  // first day of reporting
	EstimateUntil   models.Date         `json:"estimate_until"`
	Due             models.Date         `json:"due"`
	DaysLate        int                 `json:"days_late"`      // working days the ladder counts: until handed in, or now
	DaysSince       int                 `json:"days_since_due"` // working days since it was due, whatever happened
	Status          models.ReportStatus `json:"status"`
	Estimate        *models.Money       `json:"estimate_fen"`
	ApprovedMonth   *models.Money       `json:"approved_month_fen"`
	ApprovedYTD     *models.Money       `json:"approved_year_to_date_fen"`
	AnnualPlan      models.Money        `json:"annual_plan_fen"`
	TotalInvestment models.Money        `json:"total_investment_fen"`
	ToEndOfLastYear models.Money        `json:"to_end_of_last_year_fen"`
	Scheduled       models.Money        `json:"scheduled_fen"` // to the end of the month
	Before          *MonthBefore        `json:"before"`        // the latest month with figures; null for none
	Consecutive     bool                `json:"consecutive"`   // the year-to-date can be computed from this month alone
}

// Early reports whether the month may still be estimated.
func (r ReportForm) Early() bool {
	today := r.AsOf.Date()
	return today >= r.Opens && today <= r.EstimateUntil
}

// Open reports whether the month can be submitted now.
func (r ReportForm) Open() bool {
	return !r.Closed && r.AsOf.Date() >= r.Opens && r.Status != models.ReportWaiting && r.Status != models.ReportApproved
}

// MonthBefore is the month a report is compared with.
type MonthBefore struct {
	Month       models.Month  `json:"month"`
	MonthAmount *models.Money `json:"month_fen"`
	YTD         models.Money  `json:"year_to_date_fen"`
	Approved    bool          `json:"approved"` // else as reported
	Physical    string        `json:"physical_progress"`
	Problems    string        `json:"problems"`
	NextStep    string        `json:"next_step"`
}

// ReportForm returns the form of a project's month for a person who may report it; month 0 is the oldest month still to
// be reported.
func (s *Service) ReportForm(ctx context.Context, actor models.Actor, project string, month models.Month) (ReportForm,
	error) {
	var out ReportForm
	err := s.form(ctx, actor, project, func(tx *store.Tx, f models.Facts, head FormHead) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		rules, today := models.RulesFor(f, common.Calendar), head.AsOf.Date()
		months := reportable(f, rules.Ladder, today)
		if month == 0 && len(months) > 0 {
			month = months[0]
		}
		if month == 0 {
			month = openRound(rules.Ladder, f.Project.Year, today)
		}
		if month.Year() != f.Project.Year {
			return models.Errorf(models.KindInvalid, "month_outside_year", "%s 不在项目年度 %d 年内，请选择正确的月份", month, f.Project.Year)
		}
		if !slices.Contains(months, month) {
			months = append(months, month)
			slices.Sort(months)
		}
		out = reportForm(rules, f, head, month)
		out.Months = months
		out.Last, err = lastSent(tx, f, reportOfMonth(month))
		return err
	})
	return out, err
}

func reportOfMonth(month models.Month) func(models.Submission) bool {
	return func(sub models.Submission) bool { return sub.Kind == models.SubmitReport && sub.Month == month }
}

// reportForm is the form of a project's month, without its submissions.
func reportForm(rules models.Rules, f models.Facts, head FormHead, month models.Month) ReportForm {
	out := ReportForm{
		FormHead: head, Month: month, Opens: month.Day(rules.Ladder.WindowDay), EstimateUntil: month.Last(),
		Due: rules.ReportDue(month), Status: models.ReportOpen,
		AnnualPlan: f.Project.AnnualPlan, TotalInvestment: f.Project.TotalInvestment,
		ToEndOfLastYear: f.Project.ToEndOfLastYear,
		Scheduled:       models.Scheduled(f.Project, f.MonthPlans, rules.Curve, month), Consecutive: month.Number() <= 2,
	}
	late := rules.ReportLateness(f, month, head.AsOf)
	out.DaysLate, out.DaysSince = late.Counted, late.Since
	out.compare(f)
	return out
}

// compare adds what is recorded of this month and of the one before.
func (r *ReportForm) compare(f models.Facts) {
	for _, report := range f.Reports {
		switch known := report.KnownYTD(); {
		case report.Month == r.Month:
			r.Status, r.Estimate, r.ApprovedMonth, r.ApprovedYTD = report.Status, report.Estimate, report.ApprovedMonth,
				report.ApprovedYTD
		case report.Month > r.Month || known == nil:
		default: // months are in order: the last one stays
			r.Before = &MonthBefore{
				Month: report.Month, MonthAmount: report.ReportedMonth, YTD: *known, Approved: report.ApprovedYTD != nil,
				Physical: report.Physical, Problems: report.Problems, NextStep: report.NextStep,
			}
			if report.ApprovedMonth != nil {
				r.Before.MonthAmount = report.ApprovedMonth
			}
		}
	}
	if r.Before != nil {
		r.Consecutive = r.Before.Month == r.Month-1
	}
}

// reportable lists the months of a project that may be reported on a day: those of open rounds that are not decided.
func reportable(f models.Facts, ladder models.Ladder, today models.Date) (months []models.Month) {
	for _, round := range ladder.Rounds(f.Project.Year) {
		settled := slices.ContainsFunc(f.Reports, func(r models.Report) bool {
			return r.Month == round.Month && (r.Status == models.ReportApproved || r.Status == models.ReportWaiting)
		})
		if !settled && round.Month.Day(ladder.WindowDay) <= today {
			months = append(months, round.Month)
		}
	}
	return months
}

// ReportCheck is the result of checking a report before it is sent.
type ReportCheck struct {
	OK       bool            `json:"ok"` // it would be accepted as it is
	YTD      *models.Money   `json:"year_to_date_fen"`
	Rate     string          `json:"rate"`      // year-to-date in percent of the annual plan; "-" without one
	OfSched  string          `json:"scheduled"` // year-to-date in percent of the schedule
	Findings []ReportFinding `json:"findings"`
}

// ReportFinding is one problem or oddity of a report.
type ReportFinding struct {
	// a field's name as in a workbook's mapping: "month", "year_to_date" …; "" is the complete report
	Field    string         `json:"field"`
	Severity string         `json:"severity"` // "error", "warning" or "notice"
	Code     string         `json:"code"`
	Message  models.Message `json:"message"`
}

// CheckReport checks a report with the rules of a submission and the checks of an import. It changes nothing.
func (s *Service) CheckReport(ctx context.Context, actor models.Actor, project string,
	c models.ReportMonthCommand) (ReportCheck, error) {
	out := ReportCheck{Findings: []ReportFinding{}}
	err := s.form(ctx, actor, project, func(tx *store.Tx, f models.Facts, head FormHead) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		rules := models.RulesFor(f, common.Calendar)
		known := f         // as recorded, without the report
		c.Confirmed = true // what is doubtful is one of the findings
		done, err := rules.ReportMonth(&f, c, "check", actor, head.AsOf)
		var refused *models.Error
		if err != nil {
			if refused = models.AsError(err); refused.Kind.Ours() {
				return err
			}
			out.Findings = append(out.Findings, ReportFinding{string(fieldOfRefusal[refused.Code]),
				string(importer.SeverityError), refused.Code, refused.Message})
		}
		row := importer.ReportRow{Month: c.Month, MonthAmount: c.MonthAmount, YearToDate: c.YTDAmount, Physical: c.Physical,
			Problems: c.Problems, NextStep: c.NextStep}
		if done.Submission != nil {
			out.YTD, row.YearToDate = done.Submission.YTDAmount, done.Submission.YTDAmount
			out.Rate = models.Percent(*out.YTD, f.Project.AnnualPlan)
			out.OfSched = models.Percent(*out.YTD, models.Scheduled(f.Project, f.MonthPlans, rules.Curve, c.Month))
		}
		for _, finding := range compare.CheckReport(known, row) {
			if refused == nil || finding.Severity != importer.SeverityError && finding.Code != "month_mismatch" ||
				fieldOfRefusal[refused.Code] != finding.Field {
				out.Findings = append(out.Findings, ReportFinding{string(finding.Field), string(finding.Severity), finding.Code,
					finding.Message})
			}
		}
		if refused == nil {
			out.doubt(rules, known, c)
		}
		out.OK = !slices.ContainsFunc(out.Findings,
			func(f ReportFinding) bool { return f.Severity == string(importer.SeverityError) })
		return nil
	})
	return out, err
}

// doubt adds the question about an amount, which has to be confirmed when the report is handed in.
func (r *ReportCheck) doubt(rules models.Rules, f models.Facts, c models.ReportMonthCommand) {
	add := func(question models.Message) {
		if !question.IsZero() {
			r.Findings = append(r.Findings, ReportFinding{string(importer.FieldMonthAmount), string(importer.SeverityWarning),
				models.AmountDoubted, question})
		}
	}
	if c.Estimate != nil {
		add(models.Amounts.OfEstimate(rules, f, c.Month, *c.Estimate))
	}
	if c.MonthAmount != nil && r.YTD != nil {
		add(models.Amounts.OfMonth(rules, f, c.Month, *c.MonthAmount, *r.YTD))
	}
}

// fieldOfRefusal maps error codes of the rules to the field they are about.
var fieldOfRefusal = map[string]importer.Field{
	"amount_missing": importer.FieldMonthAmount, "negative_amount": importer.FieldMonthAmount,
	"out_of_range":         importer.FieldMonthAmount,
	"ytd_below_last_month": importer.FieldYearToDate, "ytd_mismatch": importer.FieldYearToDate,
	"ytd_below_month": importer.FieldYearToDate,
	"ytd_missing":     importer.FieldYearToDate, "over_total": importer.FieldYearToDate,
}
