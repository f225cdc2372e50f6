package models

import (
	"slices"
	"strings"
)

// BulkAct is what is done to several projects or submissions at once; each of them by the command of its own.
type BulkAct string

// The acts.
const (
	BulkExtend BulkAct = "extend" // 延期: one milestone of each project
	BulkPause  BulkAct = "pause"  // 停工
	BulkResume BulkAct = "resume" // 复工
	BulkUrge   BulkAct = "urge"   // 催办: a letter to each responsible unit about what is open
	BulkAssign BulkAct = "assign" // 分派: responsible unit, sponsoring leader, contact
	BulkAccept BulkAct = "accept" // 审定通过: submissions
)

// BulkActs lists the acts in the order of a form.
var BulkActs = []BulkAct{BulkUrge, BulkExtend, BulkPause, BulkResume, BulkAssign, BulkAccept}

var bulkWords = map[BulkAct]Word{BulkExtend: "延期", BulkPause: "停工", BulkResume: "复工", BulkUrge: "催办",
	BulkAssign: "分派", BulkAccept: "审定通过"}

// Chinese returns the name of the act; "" for one that does not exist.
func (a BulkAct) Chinese() string { return string(bulkWords[a]) }

// MostBulk is how many items one request may have.
const MostBulk = 300

// MostBulkDays is by how many days a milestone may be moved at most in one act.
const MostBulkDays = 730

// BulkCommand says what is done to each item and why: what the form of a single item asks for.
type BulkCommand struct {
	Act      BulkAct `json:"act"`
	Reason   string  `json:"reason,omitempty"`
	Approver string  `json:"approver,omitempty"`
	Document string  `json:"document,omitempty"`

	Milestone string `json:"milestone,omitempty"` // extend: its name; "": the next open one of each project
	// extend: the new day of all; pause and resume: the first day; urge: the day of the answer, 0: by the rules
	Date     Date   `json:"date,omitzero"`
	Days     int    `json:"days,omitempty"`      // extend: calendar days after the present day of each, in place of Date
	Until    Date   `json:"until,omitzero"`      // pause: its last day, when it is known
	MovesDue Answer `json:"moves_due,omitempty"` // pause: whether the due dates move

	// assign: names; what is empty stays
	Unit    string `json:"unit,omitempty"`
	Sponsor string `json:"sponsor,omitempty"`
	Contact string `json:"contact,omitempty"`
}

// Check returns the KindInvalid error for an act that lacks what each of its items needs. today is the day of the act.
func (c BulkCommand) Check(today Date) error {
	reason := strings.TrimSpace(c.Reason) != ""
	dated := c.Act == BulkPause || c.Act == BulkResume
	switch {
	case c.Act.Chinese() == "":
		return Errorf(KindInvalid, "bad_act", "请选择办理事项：催办、延期、停工、复工、分派或审定通过")
	case c.Act == BulkExtend && (c.Date == 0) == (c.Days == 0):
		return Errorf(KindInvalid, "date_missing", "请填写新的日期或顺延天数，只填一项")
	case c.Act == BulkExtend && (c.Days < 0 || c.Days > MostBulkDays):
		return Errorf(KindInvalid, "bad_days", "顺延天数应在 1 与 %d 之间", MostBulkDays)
	case dated && c.Date == 0:
		return Errorf(KindInvalid, "date_missing", "请填写停工或复工的日期")
	case c.Act == BulkPause && c.MovesDue == NotSaid:
		return Errorf(KindInvalid, "moves_due_missing", "请按停工批文写明未到期节点的日期是否顺延：顺延或不变")
	case c.Act == BulkUrge && c.Date != 0 && c.Date <= today:
		return Errorf(KindInvalid, "due_past", "交办时限 %s 应晚于今天（%s）", c.Date, today)
	case c.Act == BulkAssign && len(c.Assigned()) == 0:
		return Errorf(KindInvalid, "nothing_changed", "请填写责任单位、包保领导或联系人，至少一项")
	case c.NeedsReason() && !reason:
		return Errorf(KindInvalid, "reason_missing", "调整计划须写明原因")
	}
	return nil
}

// NeedsReason reports whether the act must say why, like the form of a single item.
func (c BulkCommand) NeedsReason() bool {
	switch c.Act {
	case BulkExtend, BulkPause, BulkResume:
		return true
	case BulkAssign:
		for field := range c.Assigned() {
			if field.NeedsGrounds() {
				return true
			}
		}
	}
	return false
}

// Assigned returns the cells that an assignment sets.
func (c BulkCommand) Assigned() map[CellField]string {
	out := map[CellField]string{}
	for field, text := range map[CellField]string{CellUnit: c.Unit, CellSponsor: c.Sponsor, CellContact: c.Contact} {
		if text = strings.TrimSpace(text); text != "" {
			out[field] = text
		}
	}
	return out
}

// PlanChange returns the change of one project's plan that the act is; false when it is another command.
func (c BulkCommand) PlanChange(f Facts) (change ChangePlanCommand, is bool, err error) {
	change = ChangePlanCommand{Reason: c.Reason, Approver: c.Approver, Document: c.Document, Date: c.Date}
	switch c.Act {
	case BulkPause:
		change.Change, change.Until, change.MovesDue = PlanPause, c.Until, c.MovesDue
	case BulkResume:
		change.Change = PlanResume
	case BulkExtend:
		change.Change = PlanMove
		m, err := c.extended(f)
		if err != nil {
			return change, true, err
		}
		if change.Milestone = m.ID; c.Days > 0 {
			change.Date = m.Due + Date(c.Days)
		}
		if change.Date < m.Due {
			return change, true, Errorf(KindInvalid, "date_before", "节点“%s”的日期是 %s，延期后的日期不能早于它", m.Name, m.Due)
		}
	default:
		return change, false, nil
	}
	return change, true, nil
}

// extended returns the milestone of a project that is moved.
func (c BulkCommand) extended(f Facts) (Milestone, error) {
	if name := strings.TrimSpace(c.Milestone); name != "" {
		m, err := findMilestone(f.Milestones, name)
		if err != nil {
			return Milestone{}, err
		}
		if m.Due == 0 && c.Days > 0 {
			return Milestone{}, Errorf(KindInvalid, "no_date", "节点“%s”没有日期，不能按天数顺延", m.Name)
		}
		return *m, nil
	}
	open := slices.DeleteFunc(slices.Clone(f.Milestones), func(m Milestone) bool {
		return m.Status != MilestoneOpen || m.Due == 0
	})
	if len(open) == 0 {
		return Milestone{}, Errorf(KindNotFound, "no_open_milestone", "没有未完成且有日期的节点，不能延期")
	}
	return slices.MinFunc(open, func(a, b Milestone) int { return int(a.Due) - int(b.Due) }), nil
}

// AcceptUnseen returns nil when a submission may be accepted together with others, without its page: a report whose
// amounts are doubtful is refused, also when who reported them confirmed them.
func (r Rules) AcceptUnseen(f Facts, s Submission) error {
	if s.Kind != SubmitReport || s.MonthAmount == nil || s.YTDAmount == nil {
		return nil
	}
	known := f
	known.Reports = slices.DeleteFunc(slices.Clone(f.Reports), func(o Report) bool { return o.Month == s.Month })
	question := Amounts.OfMonth(r, known, s.Month, *s.MonthAmount, *s.YTDAmount)
	switch {
	case !question.IsZero():
		return Errorf(KindInvalid, AmountDoubted, "%s。请打开该件，核实后单独审定", question)
	case s.Confirmed:
		return Errorf(KindInvalid, AmountDoubted, "填报时提示过金额异常。请打开该件，核实后单独审定")
	}
	return nil
}

// Clone returns facts that can be changed without changing f.
func (f Facts) Clone() Facts {
	f.MonthPlans, f.Milestones, f.Reports = slices.Clone(f.MonthPlans), slices.Clone(f.Milestones), slices.Clone(f.Reports)
	f.Submissions, f.Pauses = slices.Clone(f.Submissions), slices.Clone(f.Pauses)
	f.Escalations, f.Corrections = slices.Clone(f.Escalations), slices.Clone(f.Corrections)
	f.Requests, f.Problems = slices.Clone(f.Requests), slices.Clone(f.Problems)
	return f
}
