package demo

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/models"
	"duban/tracking"
)

// closeYear closes the projects of a year that is over, several at once: each command waits for its project's workflow.
func (f *filler) closeYear(ctx context.Context, year int) error {
	overview, err := f.Overview(ctx, models.Operator, models.ProgrammeID(models.DistrictProgramme, year))
	if err != nil {
		return err
	}
	change := models.ChangePlanCommand{Change: models.PlanClose, Reason: fmt.Sprintf("%d年度结束，续建项目转入下年清单（演示数据）", year)}
	return concurrently(overview.Projects, func(p tracking.ProjectLine) error {
		return done(func() (tracking.Receipt, error) {
			return f.ChangePlan(ctx, models.Operator, f.key("close", p.Code), ref(p), 0, change)
		})
	})
}

// submit creates the accounts of the demonstration and hands in what waits for review: for the owner that has an
// account by its person, for the others on their behalf.
func (f *filler) submit(ctx context.Context, year int, held sample.OnFile,
	pictures []workbook.ProgressLine) error {
	if err := f.createAccounts(ctx, year); err != nil {
		return err
	}
	owner := slices.IndexFunc(f.accounts, func(g account) bool { return g.Role == models.RoleOwner })
	person, err := f.Authenticate(ctx, f.accounts[owner].Token)
	if err != nil {
		return err
	}
	overview, err := f.Overview(ctx, models.Operator, models.ProgrammeID(models.DistrictProgramme, year))
	if err != nil {
		return err
	}
	refs := map[string]string{}
	for _, p := range overview.Projects {
		refs[p.Name] = ref(p)
	}
	if err := f.reportWithPictures(ctx, refs, f.day.Month()-1, pictures); err != nil {
		return err
	}
	by := func(of string) (actor models.Actor, paper string) {
		if of == sample.Reporter {
			return person, ""
		}
		return models.Operator, "项目单位书面材料（演示数据）"
	}
	for _, m := range held.Done {
		actor, paper := by(m.Owner)
		c := models.SubmitMilestoneCommand{Milestone: m.Name, DoneOn: m.DoneOn, Note: "已完成，请审核（演示数据）", Paper: paper}
		if err := done(func() (tracking.Receipt, error) {
			return f.SubmitMilestone(ctx, actor, f.key("milestone", refs[m.Project], m.Name, actor.ID), refs[m.Project], 0, c)
		}); err != nil {
			return err
		}
	}
	for _, r := range held.Reports {
		actor, paper := by(r.Owner)
		c := models.ReportMonthCommand{
			Month: r.Month, MonthAmount: &r.Amount, YTDAmount: &r.YearToDate, Physical: r.Physical, NextStep: r.NextStep,
			Paper: paper, Confirmed: true,
		}
		if err := done(func() (tracking.Receipt, error) {
			return f.ReportMonth(ctx, actor, f.key("report", refs[r.Project], r.Month.String(), actor.ID), refs[r.Project], 0, c)
		}); err != nil {
			return err
		}
	}
	if err := f.raiseProblems(ctx, year); err != nil {
		return err
	}
	if err := f.closeMonths(ctx, year); err != nil {
		return err
	}
	if err := f.rounds(ctx); err != nil {
		return err
	}
	for _, step := range []func(context.Context, int) error{f.estimate, f.askRequests, f.schedule, f.funds,
		f.comparePlatform, f.issueOrders, f.meet, f.suggest, f.verify, f.askAccount, f.draftRules, f.confirm, f.score,
		f.reserve} {
		if err := step(ctx, year); err != nil {
			return err
		}
	}
	if err := f.outings(ctx, year, pictures, refs); err != nil {
		return err
	}
	return f.tell(ctx)
}

func ref(p tracking.ProjectLine) string { return fmt.Sprintf("%d/%s", p.Year, p.Code) }

// done sends a command until it is saved. What an earlier run has submitted is not an error: that run may have used
// another person's account, and so another key.
func done(send func() (tracking.Receipt, error)) error {
	for {
		receipt, err := send()
		switch code := models.AsError(err); {
		case err == nil && receipt.Pending:
			continue
		case err != nil && (code.Code == "already_waiting" || code.Code == "project_closed"):
			return nil
		}
		return err
	}
}

// concurrently calls do for each value, a few at a time, and returns the first error.
func concurrently[T any](all []T, do func(T) error) error {
	const few = 8
	var wait sync.WaitGroup
	slots, failures := make(chan struct{}, few), make(chan error, len(all))
	for _, one := range all {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			failures <- do(one)
		})
	}
	wait.Wait()
	close(failures)
	for err := range failures {
		if err != nil {
			return err
		}
	}
	return nil
}
