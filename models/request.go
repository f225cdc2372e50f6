package models

import "cmp"

// RequestKind is what a request asks for.
type RequestKind string

// The kinds of requests.
const (
	RequestExtension  RequestKind = "extension"  // 延期: a later due date of a milestone
	RequestPause      RequestKind = "pause"      // 停工: from a day on, with or without an end
	RequestExemption  RequestKind = "exemption"  // 正当理由: the days of a period do not count
	RequestPlan       RequestKind = "plan"       // 计划调整: another annual plan
	RequestWithdrawal RequestKind = "withdrawal" // 撤回: of one's own submission that is not decided yet
	RequestClose      RequestKind = "close"      // 销号
	RequestRestore    RequestKind = "restore"    // 恢复: the project was closed by mistake
	RequestSchedule   RequestKind = "schedule"   // 节点计划: milestones with their days and what they follow
)

// RequestKinds lists the kinds in the order in which they are offered.
var RequestKinds = []RequestKind{
	RequestExtension, RequestPause, RequestExemption, RequestPlan, RequestSchedule, RequestWithdrawal, RequestClose,
	RequestRestore,
}

var requestWords = map[RequestKind]string{
	RequestExtension: "延期申请", RequestPause: "停工申请", RequestExemption: "正当理由申请", RequestPlan: "计划调整申请",
	RequestWithdrawal: "撤回填报申请", RequestClose: "销号申请", RequestRestore: "恢复跟踪申请",
	RequestSchedule: "节点计划申请",
}

// Chinese returns the name of the kind.
func (k RequestKind) Chinese() string { return requestWords[k] }

// Request asks for a change of a project that the office, or a leader, decides on. A waiting request stops no clock.
type Request struct {
	ID            string `gorm:"primaryKey"` // RequestID(command key)
	ProjectID     string
	Kind          RequestKind
	MilestoneID   string // extension
	MilestoneName string
	SubmissionID  string        // withdrawal
	Month         Month         // withdrawal of a report
	WasDue        Date          // extension: due date when it was asked for
	WasPlan       Money         `gorm:"column:was_plan_fen"` // plan: annual plan when it was asked for
	From          Date          `gorm:"column:from_date"`    // extension: new due date; pause, exemption: first day
	To            Date          `gorm:"column:to_date"`      // pause, exemption: last day; 0: open
	MovesDue      Answer        // pause: whether due dates move by its working days
	AnnualPlan    Money         `gorm:"column:annual_plan_fen"`
	Steps         []PlannedStep `gorm:"serializer:json"` // schedule
	Reason        string
	Document      string // the paper it stands on
	OnBehalfOf    string // 代填: for which organisation
	Paper         string // 代填: from what paper

	EvidenceSHA256 string `gorm:"column:evidence_sha256"` // scan of the paper; "": none
	EvidenceName   string
	EvidenceType   string
	EvidenceSize   int64 // bytes

	Status          RequestStatus
	AskedByID       string
	AskedByName     string
	AskedAt         Instant
	PreReviewedByID string // responsible unit's opinion (初审)
	PreReviewedBy   string
	PreReviewedAt   Instant
	PreReviewNote   string
	DecidedByID     string
	DecidedByName   string
	DecidedAt       Instant
	DecidedFor      string // post of the leader who decided; "": the office
	DecisionReason  string
	DecisionPaper   string // 代录: from what paper
	DecisionPaperOn Date   // 代录: date on it
}

// RequestID returns the row key of the request that a command asks for.
func RequestID(key string) string { return Key("request", key) }

// RequestApproved is the state of a request that was granted and carried out.
const RequestApproved RequestStatus = "approved"

// State returns the name of a request's state.
func (q Request) State() Word {
	switch q.Status {
	case RequestWaiting:
		return "待审批"
	case RequestApproved:
		return "已批准"
	case RequestRefused:
		return "未批准"
	}
	return "已撤回"
}

// About says what a request asks for.
func (q Request) About() Message {
	switch q.Kind {
	case RequestExtension:
		return Messagef("节点“%s”申请延期至 %s", q.MilestoneName, q.From)
	case RequestPause:
		if q.To != 0 {
			return Messagef("申请自 %s 至 %s 停工", q.From, q.To)
		}
		return Messagef("申请自 %s 起停工", q.From)
	case RequestExemption:
		return Messagef("申请 %s 至 %s 不计时限", q.From, q.To)
	case RequestPlan:
		return Messagef("申请将年度计划投资由 %s 万元调整为 %s 万元", q.WasPlan.Wan(), q.AnnualPlan.Wan())
	case RequestWithdrawal:
		if q.MilestoneName != "" {
			return Messagef("申请撤回节点“%s”的填报", q.MilestoneName)
		}
		return Messagef("申请撤回 %s 月报", q.Month)
	case RequestClose:
		return Messagef("申请销号")
	case RequestSchedule:
		return Messagef("申请审定节点计划（%d 个节点）", len(q.Steps))
	}
	return Messagef("申请恢复跟踪")
}

// Waits says that a request waits, for the place where its item is shown: 已申请延期至…，待审批.
func (q Request) Waits() Message {
	switch q.Kind {
	case RequestExtension:
		return Messagef("已申请延期至 %s，待审批", q.From)
	case RequestPause:
		return Messagef("已申请自 %s 起停工，待审批", q.From)
	}
	return Messagef("%s，待审批", q.About())
}

// MustWait returns the KindConflict error for a request that is decided already.
func (q Request) MustWait() error {
	if q.Status == RequestWaiting {
		return nil
	}
	return Errorf(KindConflict, "request_decided", "该申请%s（%s，%s），请刷新后核对", q.State(), q.DecidedByName, q.DecidedAt.Minute())
}

// RequestNotFound returns the KindNotFound error for a request that does not exist or that a person may not see.
func RequestNotFound(id string) *Error {
	return Errorf(KindNotFound, "no_request", "没有找到申请“%s”，请从申请列表打开", id)
}

// LeaderExtension is the cumulative extension of a milestone, in calendar days from its baseline, above which a leader
// decides.
const LeaderExtension = 30

// Extended returns by how many calendar days an extension moves its milestone in all, from the baseline.
func (q Request) Extended(f Facts) int {
	from := q.WasDue
	if m := q.milestone(f); m != nil {
		from = cmp.Or(m.Baseline, from)
	}
	if q.Kind != RequestExtension || from == 0 {
		return 0
	}
	return int(q.From - from)
}

// Controlling reports whether the request is about a controlling milestone.
func (q Request) Controlling(f Facts) bool {
	m := q.milestone(f)
	return m != nil && m.Controlling
}

// ForLeader returns why a leader decides on a request and not the office; the zero Message: the office decides.
func (q Request) ForLeader(f Facts) Message {
	days := q.Extended(f)
	switch {
	case q.Kind != RequestExtension:
		return Message{}
	case q.Controlling(f) && days > LeaderExtension:
		return Messagef("控制性节点，且累计延期 %d 天（超过 %d 天），由领导审批", days, LeaderExtension)
	case q.Controlling(f):
		return Messagef("控制性节点延期，由领导审批")
	case days > LeaderExtension:
		return Messagef("累计延期 %d 天（超过 %d 天），由领导审批", days, LeaderExtension)
	}
	return Message{}
}

func (q Request) milestone(f Facts) *Milestone {
	for i := range f.Milestones {
		if q.MilestoneID != "" && f.Milestones[i].ID == q.MilestoneID {
			return &f.Milestones[i]
		}
	}
	return nil
}

// WaitingRequests returns the requests of a project that wait for a decision, oldest first.
func (f Facts) WaitingRequests() (waiting []Request) {
	for _, q := range f.Requests {
		if q.Status == RequestWaiting {
			waiting = append(waiting, q)
		}
	}
	return waiting
}

// ExtensionAsked returns the waiting request to extend a milestone.
func (f Facts) ExtensionAsked(milestone string) (Request, bool) {
	for _, q := range f.WaitingRequests() {
		if q.Kind == RequestExtension && q.MilestoneID == milestone {
			return q, true
		}
	}
	return Request{}, false
}

// RequestClock says what a waiting request does to the clock of its item: nothing, before the due date and after it.
// The zero Message: the request is about no item.
func (r Rules) RequestClock(f Facts, q Request, now Instant) Message {
	m := q.milestone(f)
	if q.Kind != RequestExtension || m == nil || m.Due == 0 || m.Status != MilestoneOpen {
		return Message{}
	}
	if late := r.MilestoneLateness(f, *m, now).Counted; late > 0 {
		return Messagef("原期限 %s 已过 %d 个工作日，审批前照常计时", m.Due, late)
	}
	return Messagef("原期限 %s，审批前照常计时，逾期未批的照常催办", m.Due)
}
