package api

import (
	"context"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Owners is the part of Tracking for owners: their tasks and forms.
type Owners interface {
	Tasks(ctx context.Context, actor models.Actor) (tracking.Tasks, error)
	MilestoneForm(ctx context.Context, actor models.Actor, project, milestone string) (tracking.MilestoneForm, error)
	ReportForm(ctx context.Context, actor models.Actor, project string, month models.Month) (tracking.ReportForm, error)
	CheckReport(ctx context.Context, actor models.Actor, project string,
		c models.ReportMonthCommand) (tracking.ReportCheck, error)
	Acknowledged(ctx context.Context, actor models.Actor, key string) (tracking.Receipt, error)
}

func taskRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/tasks", "list-tasks", "我的事项：现在要我做什么，最急的在前", h.listTasks)
	get(a, "/api/v1/projects/{year}/{code}/milestones/{milestone}/form", "show-milestone-form", "一个节点的填报：期限、上次所报和审核意见",
		h.showMilestoneForm)
	get(a, "/api/v1/projects/{year}/{code}/reports/{month}/form", "show-report-form", "一个月的填报：上月数、本月现状和审核意见",
		h.showReportForm)
	get(a, "/api/v1/projects/{year}/{code}/reports/{month}/check", "check-report", "核对一份月报，不保存", h.checkReport)
	get(a, "/api/v1/receipts/{key}", "show-receipt", "一次受理的结果：是否已保存", h.showReceipt)
}

func (h handlers) listTasks(ctx context.Context, actor models.Actor, _ *struct{}) (*answer[tracking.Tasks], error) {
	return answered(h.t.Tasks(ctx, actor))
}

type milestoneFormInput struct {
	OfProject
	Milestone string `path:"milestone" doc:"节点：编号或名称" example:"主体封顶"`
}

func (h handlers) showMilestoneForm(ctx context.Context, actor models.Actor,
	in *milestoneFormInput) (*answer[tracking.MilestoneForm], error) {
	return answered(h.t.MilestoneForm(ctx, actor, in.text(), in.Milestone))
}

// OfMonth is the path parameter that names a month.
type OfMonth struct {
	Month string `path:"month" doc:"月份" example:"2021-06"`
}

type reportFormInput struct {
	OfProject
	OfMonth
}

func (h handlers) showReportForm(ctx context.Context, actor models.Actor,
	in *reportFormInput) (*answer[tracking.ReportForm], error) {
	month, err := models.ParseMonth(in.Month)
	if err != nil {
		return nil, err
	}
	return answered(h.t.ReportForm(ctx, actor, in.text(), month))
}

type checkReportInput struct {
	OfProject
	OfMonth
	Amount   string `query:"month_fen" doc:"本月完成投资，分" example:"12000000000"`
	Estimate string `query:"estimate_fen" doc:"本月预计完成投资，分" example:"12000000000"`
	YTD      string `query:"year_to_date_fen" doc:"年初至本月累计，分；不填为上月累计加本月" example:"52000000000"`
	Physical string `query:"physical_progress" doc:"形象进度" example:"主体施工至五层"`
	Problems string `query:"problems" doc:"存在问题"`
	NextStep string `query:"next_step" doc:"下一步计划"`
}

func (h handlers) checkReport(ctx context.Context, actor models.Actor,
	in *checkReportInput) (*answer[tracking.ReportCheck], error) {
	c := models.ReportMonthCommand{Physical: in.Physical, Problems: in.Problems, NextStep: in.NextStep}
	var err error
	if c.Month, err = models.ParseMonth(in.Month); err != nil {
		return nil, err
	}
	if c.MonthAmount, err = fen(in.Amount); err != nil {
		return nil, err
	}
	if c.Estimate, err = fen(in.Estimate); err != nil {
		return nil, err
	}
	if c.YTDAmount, err = fen(in.YTD); err != nil {
		return nil, err
	}
	return answered(h.t.CheckReport(ctx, actor, in.text(), c))
}

// fen parses an amount in fen; "" is nil.
func fen(text string) (*models.Money, error) {
	if text == "" {
		return nil, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, models.Errorf(models.KindInvalid, "not_a_number", "“%s”不是金额，请填写以分为单位的整数", text).Because(err)
	}
	return new(models.Money(n)), nil
}

type showReceiptInput struct {
	Key string `path:"key" doc:"请求编号" example:"6f1c9c1e"`
}

func (h handlers) showReceipt(ctx context.Context, actor models.Actor, in *showReceiptInput) (*answer[tracking.Receipt],
	error) {
	return answered(h.t.Acknowledged(ctx, actor, in.Key))
}
