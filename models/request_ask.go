package models

import (
	"slices"
	"strings"
)

// RequestCommand asks for a change of a project. Amounts are in fen.
type RequestCommand struct {
	Kind       RequestKind `json:"kind"`
	Milestone  string      `json:"milestone,omitempty"`  // extension: name, or row key
	Submission string      `json:"submission,omitempty"` // withdrawal: row key
	// extension: new due date; pause and exemption: first day
	Date       Date      `json:"date,omitempty"`
	Until      Date      `json:"until,omitempty"` // pause and exemption: last day; a pause may have none
	MovesDue   Answer    `json:"moves_due,omitempty"`
	AnnualPlan *Money    `json:"annual_plan_fen,omitempty"`
	Reason     string    `json:"reason"`
	Document   string    `json:"document,omitempty"`  // the paper it stands on
	Evidence   *Evidence `json:"evidence,omitempty"`  // scan of the paper
	Paper      string    `json:"paper,omitempty"`     // 代填: from what paper
	Confirmed  bool      `json:"confirmed,omitempty"` // plan: see ReportMonthCommand

	Steps []PlannedStep `json:"steps,omitempty"` // schedule: the milestones
}

// maxReasonLength is the most characters of a reason.
const maxReasonLength = 2000

// NewRequest makes the request that a command asks for. onBehalfOf is the owner it is entered for (代填); "": the owner
// asks itself. Whatever could not be carried out today is refused. Errors: KindInvalid, KindConflict or KindNotFound.
func (r Rules) NewRequest(f Facts, c RequestCommand, key string, by Actor, onBehalfOf string, now Instant) (Request,
	error) {
	q := Request{ID: RequestID(key), ProjectID: f.Project.ID, Kind: c.Kind, From: c.Date, To: c.Until,
		MovesDue: c.MovesDue, Reason: strings.TrimSpace(c.Reason), Document: strings.TrimSpace(c.Document),
		OnBehalfOf: onBehalfOf, Paper: strings.TrimSpace(c.Paper), Status: RequestWaiting, AskedByID: by.ID,
		AskedByName: by.Name, AskedAt: now, WasPlan: f.Project.AnnualPlan}
	switch {
	case requestWords[c.Kind] == "":
		return q, Errorf(KindInvalid, "bad_request_kind",
			"申请种类“%s”无效，应为 extension、pause、exemption、plan、schedule、withdrawal、close 或 restore", c.Kind)
	case q.Reason == "":
		return q, Errorf(KindInvalid, "reason_missing", "请写明申请的理由")
	case len([]rune(q.Reason)) > maxReasonLength:
		return q, Errorf(KindInvalid, "text_too_long", "%s内容过长，应在 %d 字以内", Word("理由"), maxReasonLength)
	case onBehalfOf != "" && q.Paper == "":
		return q, Errorf(KindInvalid, "paper_missing", "代填须写明依据的材料，如“项目单位盖章的延期申请”")
	}
	if err := q.of(f, c, now); err != nil {
		return q, err
	}
	for _, other := range f.WaitingRequests() {
		if other.Kind == q.Kind && other.MilestoneID == q.MilestoneID && other.SubmissionID == q.SubmissionID {
			return q, Errorf(KindConflict, "request_waiting", "%s已于%s提出同一申请，正等待审批；需要更改的，请先撤回", other.AskedByName,
				other.AskedAt.Minute())
		}
	}
	if q.Kind == RequestWithdrawal {
		return q, nil
	}
	change := q.planChange("", q.Document)
	change.Confirmed = c.Confirmed
	tried := f.apart()
	_, err := r.ChangePlan(&tried, change, key, now)
	return q, err
}

// of completes a request with what it is about, and checks what only a request must have.
func (q *Request) of(f Facts, c RequestCommand, now Instant) error {
	switch q.Kind {
	case RequestExtension:
		m, err := findMilestone(slices.Clone(f.Milestones), c.Milestone)
		switch {
		case err != nil:
			return err
		case c.Date == 0:
			return Errorf(KindInvalid, "date_missing", "请填写节点“%s”的新日期", m.Name)
		case m.Due != 0 && c.Date <= m.Due && m.Status == MilestoneOpen:
			return Errorf(KindInvalid, "date_not_later", "申请延期至 %s，应晚于节点“%s”的现行期限 %s", c.Date, m.Name, m.Due)
		case c.Date < now.Date():
			return Errorf(KindInvalid, "date_past", "新日期 %s 已过，应为今天（%s）或以后", c.Date, now.Date())
		}
		q.MilestoneID, q.MilestoneName, q.WasDue, q.To = m.ID, m.Name, m.Due, 0
	case RequestExemption:
		if c.Date == 0 || c.Until == 0 {
			return Errorf(KindInvalid, "date_missing", "请填写不计时限的起止日期")
		}
		q.MovesDue = No
	case RequestPlan:
		if c.AnnualPlan == nil {
			return Errorf(KindInvalid, "amount_missing", "请填写调整后的年度计划投资")
		}
		q.AnnualPlan, q.From, q.To = *c.AnnualPlan, 0, 0
		if q.AnnualPlan == f.Project.AnnualPlan {
			return Errorf(KindInvalid, "same_amount", "年度计划投资已经是 %s 万元，没有变化", q.AnnualPlan.Wan())
		}
	case RequestWithdrawal:
		if err := mustBeOpen(f.Project); err != nil {
			return err
		}
		q.From, q.To = 0, 0
		return q.withdraws(f, c.Submission)
	case RequestClose, RequestRestore:
		q.From, q.To = 0, 0
	case RequestSchedule:
		q.From, q.To, q.Steps = 0, 0, c.Steps
	case RequestPause:
	}
	return nil
}

// withdraws sets the submission that is to be withdrawn.
func (q *Request) withdraws(f Facts, submission string) error {
	s := submissionOf(&f, submission)
	switch {
	case s == nil:
		return Errorf(KindNotFound, "submission_not_found", "没有找到填报“%s”，请刷新后重试", submission)
	case s.Status != SubmissionWaiting:
		return Errorf(KindConflict, "submission_decided", "该填报已办理，不能撤回；审定有误的请申请更正，退回的可以直接改正后重报")
	}
	q.SubmissionID, q.MilestoneID, q.Month = s.ID, s.MilestoneID, s.Month
	if m := q.milestone(f); m != nil {
		q.MilestoneName = m.Name
	}
	return nil
}

// planChange returns the change of the plan that carries out a request.
func (q Request) planChange(approver, document string) ChangePlanCommand {
	c := ChangePlanCommand{Reason: q.Reason, Approver: approver, Document: document, Confirmed: true}
	switch q.Kind {
	case RequestExtension:
		c.Change, c.Milestone, c.Date = PlanMove, q.MilestoneID, q.From
	case RequestPause, RequestExemption:
		c.Change, c.Date, c.Until, c.MovesDue = PlanPause, q.From, q.To, q.MovesDue
	case RequestPlan:
		c.Change, c.AnnualPlan = PlanAmount, q.AnnualPlan
	case RequestClose:
		c.Change = PlanClose
	case RequestRestore:
		c.Change = PlanRestore
	case RequestSchedule:
		c.Change, c.Steps = PlanSchedule, q.Steps
	case RequestWithdrawal:
	}
	return c
}

// apart returns facts whose rows the rules may change without changing these.
func (f Facts) apart() Facts {
	f.Milestones, f.Pauses = slices.Clone(f.Milestones), slices.Clone(f.Pauses)
	f.Submissions, f.Escalations = slices.Clone(f.Submissions), slices.Clone(f.Escalations)
	f.Reports, f.Requests = slices.Clone(f.Reports), slices.Clone(f.Requests)
	return f
}
