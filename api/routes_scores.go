package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Scores is the part of Tracking about the quarterly score of towns and units (季度考核).
type Scores interface {
	Scores(ctx context.Context, actor models.Actor, programme string) (tracking.ScoreList, error)
	Score(ctx context.Context, actor models.Actor, id string) (tracking.ScorePage, error)
	KeepScoreFormula(ctx context.Context, actor models.Actor, key, programme string, f models.ScoreFormula) (
		tracking.ScoreList, error)
	DraftScore(ctx context.Context, actor models.Actor, key, programme string, c tracking.ScoreDraft) (tracking.ScorePage,
		error)
	SetScorePoints(ctx context.Context, actor models.Actor, key, id string, c models.ScorePoints) (tracking.ScorePage,
		error)
	StepScore(ctx context.Context, actor models.Actor, key, id string, c models.ScoreStep) (tracking.ScorePage, error)
	ObjectToScore(ctx context.Context, actor models.Actor, key, id string, c models.ObjectionEntry) (tracking.ScorePage,
		error)
	DecideObjection(ctx context.Context, actor models.Actor, key, id, objection string, c models.ObjectionDecision) (
		tracking.ScorePage, error)
	ScoreSheet(ctx context.Context, actor models.Actor, id string) (tracking.OrderDocument, error)
	ScoreWorkbook(ctx context.Context, actor models.Actor, id string) (string, []byte, error)
}

func scoreRoutes(a huma.API, h handlers) {
	const one = "/api/v1/scores/{score}"
	get(a, "/api/v1/scores", "list-scores", "季度考核和考核办法", h.listScores)
	post(a, "/api/v1/score-formulas", "keep-score-formula", "登记季度考核办法", h.keepScoreFormula)
	post(a, "/api/v1/scores", "draft-score", "测算一个季度的得分", h.draftScore)
	get(a, one, "show-score", "一个季度的得分、依据和异议", h.showScore)
	post(a, one+"/points", "set-score-points", "填写加减分", h.setScorePoints)
	post(a, one+"/steps", "step-score", "公示、撤回公示、公布", h.stepScore)
	post(a, one+"/objections", "object-to-score", "单位提出异议，或确认无异议", h.objectToScore)
	post(a, one+"/objections/{objection}", "decide-score-objection", "处理异议", h.decideObjection)
	documentDownload(a, one+"/sheet", "show-score-sheet", "下载得分表（docx）", h.showScoreSheet)
	download(a, one+"/workbook", "export-score", "导出得分、依据和异议（xlsx）", h.exportScore)
}

// OfScore is the path parameter that names a score.
type OfScore struct {
	Score string `path:"score" doc:"季度考核编号" example:"score-0123456789abcdef0123"`
}

func (h handlers) listScores(ctx context.Context, actor models.Actor, in *OfProgramme) (*answer[tracking.ScoreList],
	error) {
	return answered(h.t.Scores(ctx, actor, in.Programme))
}

func (h handlers) showScore(ctx context.Context, actor models.Actor, in *OfScore) (*answer[tracking.ScorePage], error) {
	return answered(h.t.Score(ctx, actor, in.Score))
}

type scoreFormulaBody struct {
	Document      string             `json:"document" doc:"文号"`
	IssuedOn      models.Date        `json:"issued_on" doc:"成文日期"`
	Title         string             `json:"title" doc:"文件标题"`
	Items         []models.ScoreItem `json:"items" doc:"计分项目"`
	ObjectionDays int                `json:"objection_days,omitempty" doc:"公示异议期，工作日；不填为 5"`
}

type keepScoreFormulaInput struct {
	Keyed
	OfProgramme
	Body body[scoreFormulaBody]
}

func (h handlers) keepScoreFormula(ctx context.Context, actor models.Actor,
	in *keepScoreFormulaInput) (*answer[tracking.ScoreList], error) {
	b := in.Body.Value
	if b.ObjectionDays == 0 {
		b.ObjectionDays = models.DefaultObjectionDays
	}
	return answered(h.t.KeepScoreFormula(ctx, actor, in.Key, in.Programme, models.ScoreFormula{Document: b.Document,
		IssuedOn: b.IssuedOn, Title: b.Title, Items: b.Items, ObjectionDays: b.ObjectionDays}))
}

type draftScoreInput struct {
	Keyed
	OfProgramme
	Body body[tracking.ScoreDraft]
}

func (h handlers) draftScore(ctx context.Context, actor models.Actor,
	in *draftScoreInput) (*answer[tracking.ScorePage], error) {
	return answered(h.t.DraftScore(ctx, actor, in.Key, in.Programme, in.Body.Value))
}

type setScorePointsInput struct {
	Keyed
	OfScore
	Body body[models.ScorePoints]
}

func (h handlers) setScorePoints(ctx context.Context, actor models.Actor,
	in *setScorePointsInput) (*answer[tracking.ScorePage], error) {
	return answered(h.t.SetScorePoints(ctx, actor, in.Key, in.Score, in.Body.Value))
}

type stepScoreInput struct {
	Keyed
	OfScore
	Body body[models.ScoreStep]
}

func (h handlers) stepScore(ctx context.Context, actor models.Actor,
	in *stepScoreInput) (*answer[tracking.ScorePage], error) {
	return answered(h.t.StepScore(ctx, actor, in.Key, in.Score, in.Body.Value))
}

type objectToScoreInput struct {
	Keyed
	OfScore
	Body body[models.ObjectionEntry]
}

func (h handlers) objectToScore(ctx context.Context, actor models.Actor,
	in *objectToScoreInput) (*answer[tracking.ScorePage], error) {
	return answered(h.t.ObjectToScore(ctx, actor, in.Key, in.Score, in.Body.Value))
}

type decideObjectionInput struct {
	Keyed
	OfScore
	Objection string `path:"objection" doc:"异议编号" example:"objection-0123456789abcdef0123"`
	Body      body[models.ObjectionDecision]
}

func (h handlers) decideObjection(ctx context.Context, actor models.Actor,
	in *decideObjectionInput) (*answer[tracking.ScorePage], error) {
	return answered(h.t.DecideObjection(ctx, actor, in.Key, in.Score, in.Objection, in.Body.Value))
}

func (h handlers) showScoreSheet(ctx context.Context, actor models.Actor, in *OfScore) (*fileOutput, error) {
	d, err := h.t.ScoreSheet(ctx, actor, in.Score)
	return sent(d.FileName, d.Content, err)
}

func (h handlers) exportScore(ctx context.Context, actor models.Actor, in *OfScore) (*fileOutput, error) {
	return sent(h.t.ScoreWorkbook(ctx, actor, in.Score))
}
