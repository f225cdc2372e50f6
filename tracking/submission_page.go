package tracking

import (
	"context"
	"slices"

	"duban/importer"
	"duban/importer/compare"
	"duban/models"
	"duban/store"
)

// SubmissionPage is one submission with everything for a decision: its contents, those of the previous one, and its
// item.
type SubmissionPage struct {
	HandedIn
	Version    int            `json:"version"` // of its project
	AsOf       models.Instant `json:"as_of"`
	Unit       string         `json:"responsible_unit"`
	Owner      string         `json:"owner"`
	AnnualPlan models.Money   `json:"annual_plan_fen"`
	Closed     bool           `json:"closed"` // the project is no longer followed
	Due        models.Date    `json:"due"`
	DaysLate   int            `json:"days_late"` // working days that it was submitted late
	Rung       models.Rung    `json:"rung"`      // highest open rung of its item

	Step   *MilestoneLine  `json:"step,omitempty"`       // the item, if it is a milestone
	Report *MonthLine      `json:"report,omitempty"`     // the item, if it is a month
	Before *MonthLine      `json:"last_month,omitempty"` // the latest earlier month with figures
	Last   *HandedIn       `json:"last,omitempty"`       // the previous submission for the same item
	Checks []ReportFinding `json:"findings"`             // of the checks of a report

	MayDecide bool           `json:"may_decide"`
	Why       models.Message `json:"why,omitzero"` // why the caller may not decide

	MayTakeBack bool `json:"may_take_back"` // the caller accepted it within the last ten minutes
}

// SubmissionPage returns one submission for a person who may see its project.
func (s *Service) SubmissionPage(ctx context.Context, actor models.Actor, submission string) (SubmissionPage, error) {
	missing := models.Errorf(models.KindNotFound, "submission_not_found", "没有找到填报“%s”，请刷新后重试", submission)
	var out SubmissionPage
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, found, err := tx.ProjectOfSubmission(submission)
		if err != nil {
			return err
		}
		if !found || models.CanSee(actor, p) != nil {
			return missing
		}
		one, err := s.loadOne(tx, p)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(one.facts.Submissions, func(s models.Submission) bool { return s.ID == submission })
		if i < 0 {
			return missing
		}
		sub := one.facts.Submissions[i]
		out = one.submission(sub, s.now())
		out.Why = one.whyNot(actor, sub)
		out.MayDecide = out.Why.IsZero()
		out.MayTakeBack = models.CanReview(actor) == nil &&
			models.MayTakeBack(one.facts, sub, one.reviews, actor, s.now()) == nil
		return nil
	})
	return out, err
}

// whyNot returns why a person may not decide on a submission; the zero Message when they may.
func (o one) whyNot(actor models.Actor, sub models.Submission) models.Message {
	err := models.CanReview(actor)
	switch {
	case err != nil:
		return models.AsError(err).Message
	case sub.Status != models.SubmissionWaiting:
		return models.DecidedAlready(sub, o.reviews).Message
	case sub.ByID == actor.ID:
		return models.Messagef("不能审核本人填报，请由他人审核")
	case o.facts.Project.Status == models.ProjectClosed:
		return models.Messagef("项目已销号，不再审核")
	}
	return models.Message{}
}

func (o one) submission(sub models.Submission, now models.Instant) SubmissionPage {
	f := o.facts
	line := reviewLine(o.Programme, f, sub, 0, now.Date())
	out := SubmissionPage{
		HandedIn: o.handedIn(sub), Version: f.Project.Version, AsOf: now, Unit: line.Unit,
		Owner: o.Names.Organisations[f.Project.OwnerID], AnnualPlan: f.Project.AnnualPlan,
		Closed: f.Project.Status == models.ProjectClosed, Due: line.Due, DaysLate: line.DaysLate, Rung: line.Rung,
		Checks: []ReportFinding{},
	}
	for _, earlier := range f.Submissions {
		if earlier.Kind == sub.Kind && earlier.MilestoneID == sub.MilestoneID && earlier.Month == sub.Month &&
			earlier.Sequence == sub.Sequence-1 {
			last := o.handedIn(earlier)
			out.Last = &last
		}
	}
	if sub.Kind == models.SubmitMilestone {
		for _, m := range f.Milestones {
			if m.ID == sub.MilestoneID {
				step := o.milestone(m, now)
				out.Step = &step
			}
		}
		return out
	}
	rules := models.RulesFor(f, o.Calendar)
	report := o.month(rules, sub.Month)
	out.Report = &report
	for _, r := range f.Reports {
		if r.Month < sub.Month && r.KnownYTD() != nil {
			before := o.month(rules, r.Month)
			out.Before = &before
		}
	}
	known := f
	known.Reports = slices.DeleteFunc(slices.Clone(f.Reports), func(r models.Report) bool { return r.Month == sub.Month })
	for _, finding := range compare.CheckReport(known, importer.ReportRow{
		Month: sub.Month, MonthAmount: sub.MonthAmount, YearToDate: sub.YTDAmount, Physical: sub.Physical,
		Problems: sub.Problems, NextStep: sub.NextStep,
	}) {
		out.Checks = append(out.Checks, ReportFinding{string(finding.Field), string(finding.Severity), finding.Code,
			finding.Message})
	}
	out.doubt(rules, known, sub)
	return out
}

// doubt adds what was doubtful about the amount of a report, and that the person who handed it in confirmed it.
func (p *SubmissionPage) doubt(rules models.Rules, f models.Facts, sub models.Submission) {
	if sub.MonthAmount == nil || sub.YTDAmount == nil {
		return
	}
	question := models.Amounts.OfMonth(rules, f, sub.Month, *sub.MonthAmount, *sub.YTDAmount)
	switch {
	case sub.Confirmed && question.IsZero():
		question = models.Messagef("填报时提示过金额异常，填报人已确认无误")
	case sub.Confirmed:
		question = models.Messagef("%s（填报时已提示，填报人已确认无误）", question)
	case question.IsZero():
		return
	}
	p.Checks = append(p.Checks, ReportFinding{string(importer.FieldMonthAmount), string(importer.SeverityWarning),
		models.AmountDoubted, question})
}
