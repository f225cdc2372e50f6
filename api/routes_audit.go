package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Auditing is the part of Tracking about the audit record and the page of one account.
type Auditing interface {
	Audit(ctx context.Context, actor models.Actor, f tracking.AuditFilter, from, count int) (tracking.AuditPage, error)
	VerifyAudit(ctx context.Context, actor models.Actor) (models.ChainReport, error)
	ShowAuditHead(ctx context.Context, actor models.Actor) (tracking.AuditHead, error)
	AcceptAuditHead(ctx context.Context, actor models.Actor, key, reason string) error
	Account(ctx context.Context, actor models.Actor, who string) (tracking.AccountPage, error)
	LinkSubject(ctx context.Context, actor models.Actor, key, login, issuer, subject string) (tracking.Settled, error)
	UnlinkSubject(ctx context.Context, actor models.Actor, key, login, issuer, subject string) error
}

func auditRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/audit", "list-audit", "日志：谁在何时做了什么，最近的在前", h.listAudit)
	get(a, "/api/v1/audit/verify", "verify-audit", "核验操作记录链", h.verifyAudit)
	get(a, "/api/v1/audit/head", "show-audit-head", "操作记录链的最新封存", h.showAuditHead)
	post(a, "/api/v1/audit/head/accept", "accept-audit-head", "封存记录与数据库不符时，确认以现有数据库为准", h.acceptAuditHead)
	get(a, "/api/v1/accounts/{login}", "show-account", "一个账号：角色、会话、令牌、统一认证和近期记录", h.showAccount)
	post(a, "/api/v1/accounts/{login}/subjects", "link-subject", "关联统一认证：经安全管理员确认后生效", h.linkSubject)
	post(a, "/api/v1/accounts/{login}/subjects/unlink", "unlink-subject", "取消统一认证关联，其会话随即结束", h.unlinkSubject)
}

type listAuditInput struct {
	Text    string `query:"q" doc:"人员或对象中的文字"`
	Kind    string `query:"kind" doc:"类别：log_in、failure、account、download、submission、plan、import、ladder、denied、record"`
	Project string `query:"project" doc:"项目编码，或 年度/编码" example:"2021/ZD-2021-001"`
	Since   string `query:"since" doc:"第一天" example:"2021-06-01"`
	Until   string `query:"until" doc:"最后一天" example:"2021-06-30"`
	From    int    `query:"from" minimum:"0" doc:"跳过最近的多少条"`
	Count   int    `query:"count" minimum:"1" maximum:"1000" default:"100" doc:"最多多少条"`
}

func (h handlers) listAudit(ctx context.Context, actor models.Actor, in *listAuditInput) (*answer[tracking.AuditPage],
	error) {
	f := tracking.AuditFilter{Text: in.Text, Kind: in.Kind, Project: in.Project}
	var err error
	if f.Since, err = models.ParseDate(in.Since); err != nil {
		return nil, err
	}
	if f.Until, err = models.ParseDate(in.Until); err != nil {
		return nil, err
	}
	return answered(h.t.Audit(ctx, actor, f, in.From, in.Count))
}

func (h handlers) verifyAudit(ctx context.Context, actor models.Actor, _ *struct{}) (*answer[models.ChainReport],
	error) {
	return answered(h.t.VerifyAudit(ctx, actor))
}

func (h handlers) showAuditHead(ctx context.Context, actor models.Actor, _ *struct{}) (*answer[tracking.AuditHead],
	error) {
	return answered(h.t.ShowAuditHead(ctx, actor))
}

// ReasonBody is the reason for an action.
type ReasonBody struct {
	Reason string `json:"reason" doc:"原因"`
}

type acceptAuditHeadInput struct {
	Keyed
	Body body[ReasonBody]
}

func (h handlers) acceptAuditHead(ctx context.Context, actor models.Actor, in *acceptAuditHeadInput) (*answer[settled],
	error) {
	return done(h.t.AcceptAuditHead(ctx, actor, in.Key, in.Body.Value.Reason))
}

func (h handlers) showAccount(ctx context.Context, actor models.Actor, in *OfAccount) (*answer[tracking.AccountPage],
	error) {
	return answered(h.t.Account(ctx, actor, in.Login))
}

// SubjectBody is a person's identity at the single sign-on provider.
type SubjectBody struct {
	Issuer  string `json:"issuer" doc:"统一认证地址"`
	Subject string `json:"subject" doc:"标识（sub）"`
}

type subjectInput struct {
	Keyed
	OfAccount
	Asking
	Body body[SubjectBody]
}

func (h handlers) linkSubject(ctx context.Context, actor models.Actor, in *subjectInput) (*answer[tracking.Settled],
	error) {
	return answered(h.t.LinkSubject(in.why(ctx), actor, in.Key, in.Login, in.Body.Value.Issuer, in.Body.Value.Subject))
}

func (h handlers) unlinkSubject(ctx context.Context, actor models.Actor, in *subjectInput) (*answer[settled], error) {
	return done(h.t.UnlinkSubject(ctx, actor, in.Key, in.Login, in.Body.Value.Issuer, in.Body.Value.Subject))
}
