package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Correcting is what one person asks for and another of the office confirms: a change of what was approved.
type Correcting interface {
	AskCorrection(ctx context.Context, actor models.Actor, key, project string, c models.CorrectionCommand) (
		tracking.CorrectionView, error)
	Corrections(ctx context.Context, actor models.Actor, all bool) ([]tracking.CorrectionView, error)
	CorrectionForm(ctx context.Context, actor models.Actor, project string) (tracking.CorrectionForm, error)
	ConfirmCorrection(ctx context.Context, actor models.Actor, key, id, reason string) (tracking.Receipt, error)
	RefuseCorrection(ctx context.Context, actor models.Actor, key, id, reason string) (tracking.CorrectionView, error)
	WithdrawCorrection(ctx context.Context, actor models.Actor, key, id string) (tracking.CorrectionView, error)
	TakeBack(ctx context.Context, actor models.Actor, key, submission string) (tracking.Receipt, error)
}

func correctionRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/corrections", "list-corrections", "更正申请：待确认的，或全部", h.listCorrections)
	get(a, "/api/v1/projects/{year}/{code}/corrections", "show-corrections", "一个项目可以更正的月报、节点和历次更正",
		h.showCorrections)
	post(a, "/api/v1/projects/{year}/{code}/corrections", "ask-correction", "申请更正已审定的月报，或撤销已完成的节点",
		h.askCorrection)
	command(a, "/api/v1/corrections/{id}/confirm", "confirm-correction", "确认更正并执行（重点项目办另一人）",
		h.confirmCorrection)
	post(a, "/api/v1/corrections/{id}/refuse", "refuse-correction", "驳回更正申请，须写明理由", h.refuseCorrection)
	post(a, "/api/v1/corrections/{id}/withdraw", "withdraw-correction", "撤回本人提出的更正申请", h.withdrawCorrection)
	command(a, "/api/v1/submissions/{submission}/take-back", "take-back", "撤回审定：本人，十分钟内", h.takeBack)
}

type listCorrectionsInput struct {
	All bool `query:"all" doc:"连同已办理的"`
}

// OfCorrection is the path parameter that names a correction.
type OfCorrection struct {
	ID string `path:"id" doc:"更正申请编号，见列表" example:"correction-0123456789ab"`
}

type decideCorrectionInput struct {
	Keyed
	OfCorrection
	Body body[DecisionBody]
}

type withdrawCorrectionInput struct {
	Keyed
	OfCorrection
}

type askCorrectionInput struct {
	Keyed
	OfProject
	Body body[models.CorrectionCommand]
}

type takeBackInput struct {
	Keyed
	OfSubmission
}

func (h handlers) listCorrections(ctx context.Context, actor models.Actor,
	in *listCorrectionsInput) (*answer[[]tracking.CorrectionView], error) {
	return listed(h.t.Corrections(ctx, actor, in.All))
}

func (h handlers) showCorrections(ctx context.Context, actor models.Actor,
	in *OfProject) (*answer[tracking.CorrectionForm], error) {
	return answered(h.t.CorrectionForm(ctx, actor, in.text()))
}

func (h handlers) askCorrection(ctx context.Context, actor models.Actor,
	in *askCorrectionInput) (*answer[tracking.CorrectionView], error) {
	return answered(h.t.AskCorrection(ctx, actor, in.Key, in.text(), in.Body.Value))
}

func (h handlers) confirmCorrection(ctx context.Context, actor models.Actor,
	in *decideCorrectionInput) (*receiptOutput, error) {
	return receipt(h.t.ConfirmCorrection(ctx, actor, in.Key, in.ID, in.Body.Value.Reason))
}

func (h handlers) refuseCorrection(ctx context.Context, actor models.Actor,
	in *decideCorrectionInput) (*answer[tracking.CorrectionView], error) {
	return answered(h.t.RefuseCorrection(ctx, actor, in.Key, in.ID, in.Body.Value.Reason))
}

func (h handlers) withdrawCorrection(ctx context.Context, actor models.Actor,
	in *withdrawCorrectionInput) (*answer[tracking.CorrectionView], error) {
	return answered(h.t.WithdrawCorrection(ctx, actor, in.Key, in.ID))
}

func (h handlers) takeBack(ctx context.Context, actor models.Actor, in *takeBackInput) (*receiptOutput, error) {
	return receipt(h.t.TakeBack(ctx, actor, in.Key, in.Submission))
}
