package models

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// FindingKind is the kind of a matter to verify (待核实事项).
type FindingKind string

// The kinds.
const (
	FindingEqual    FindingKind = "equal"    // the same amount month after month
	FindingDecember FindingKind = "december" // December alone is much of the year
	FindingMoney    FindingKind = "money"    // money without milestones
	FindingTimes    FindingKind = "times"    // a month of three times the earlier ones
	FindingTenth    FindingKind = "tenth"    // a month of a tenth of the earlier ones
	FindingPhoto    FindingKind = "photo"    // one photograph for two things
	FindingText     FindingKind = "text"     // a text that is repeated for months
	FindingTopped   FindingKind = "topped"   // 封顶 with a small part of the investment
)

const (
	findingDays    = 5    // working days an owner has to explain
	maxFindingText = 1000 // characters
)

// FindingState is the state of a matter to verify.
type FindingState string

// The states.
const (
	FindingAsked     FindingState = "asked"     // the owner is asked
	FindingExplained FindingState = "explained" // the owner has explained
	FindingSettled   FindingState = "settled"
	FindingNew       FindingState = "new" // found, and nothing was done about it
)

var findingWords = map[FindingKind]string{
	FindingEqual: "各月完成投资相同", FindingDecember: "12月完成投资偏高", FindingMoney: "有投资无节点", FindingTimes: "当月完成投资偏高",
	FindingTenth: "当月完成投资偏低", FindingPhoto: "照片重复使用", FindingText: "形象进度连续未改", FindingTopped: "封顶时投资偏少",
}

// Chinese returns the name of the kind.
func (k FindingKind) Chinese() string { return findingWords[k] }

var findingStateWords = map[FindingState]string{
	FindingNew: "待处理", FindingAsked: "已要求说明", FindingExplained: "已说明，待核定", FindingSettled: "已核定",
}

// Chinese returns the name of the state.
func (s FindingState) Chinese() string { return findingStateWords[s] }

// FindingOutcome is what became of a matter to verify.
type FindingOutcome string

// The outcomes.
const (
	FindingRight     FindingOutcome = "right"     // what was reported is right
	FindingCorrected FindingOutcome = "corrected" // it was corrected, by a correction of its own
	FindingNoMatter  FindingOutcome = "no_matter" // there is nothing to verify
)

// FindingOutcomes lists the outcomes.
var FindingOutcomes = []FindingOutcome{FindingRight, FindingCorrected, FindingNoMatter}

var findingOutcomeWords = map[FindingOutcome]string{
	FindingRight: "情况属实", FindingCorrected: "已按更正办理", FindingNoMatter: "无须核实",
}

// Chinese returns the name of the outcome.
func (o FindingOutcome) Chinese() string { return findingOutcomeWords[o] }

// Finding is a matter to verify: what figures, texts or photographs of a project do not go together, and what became of
// it. It is found by FindingRules; a row is kept from the moment the office acts on it, so that it does not come again.
type Finding struct {
	ID            string `gorm:"primaryKey"` // FindingID
	ProjectID     string
	Kind          FindingKind
	Basis         string        // what it rests on: a month, a quarter, a milestone, a photograph
	Ground        StoredMessage `gorm:"serializer:json"` // for the office
	Question      StoredMessage `gorm:"serializer:json"` // for the owner; it names no amount
	State         FindingState
	AskedByName   string
	AskedAt       Instant
	Due           Date // day until which the owner explains
	Explanation   string
	Paper         string // what was handed in with it
	ExplainedByID string
	ExplainedBy   string
	ExplainedFor  string // organisation on whose behalf; "": the owner themselves
	ExplainedAt   Instant

	EvidenceSHA256 string `gorm:"column:evidence_sha256"` // the paper's scan
	EvidenceName   string
	EvidenceType   string
	EvidenceSize   int64

	Outcome       FindingOutcome
	OutcomeReason string
	SettledByName string
	SettledByID   string
	SettledAt     Instant
}

// FindingID names a finding by what it is about.
func FindingID(projectID string, kind FindingKind, basis string) string {
	return Key("fnd", projectID, string(kind), basis)
}

// Asked is the finding with the question put to the owner. Errors: KindConflict.
func (f Finding) Asked(by Actor, calendar Calendar, now Instant) (Finding, error) {
	if f.State != FindingNew {
		return f, Errorf(KindConflict, "finding_"+string(f.State), "该事项%s，不能再要求说明", f.State.Chinese())
	}
	f.State, f.AskedByName, f.AskedAt, f.Due = FindingAsked, by.Name, now, calendar.Add(now.Date(), findingDays)
	return f, nil
}

// Explanation is what an owner says to the question, with the paper it rests on.
type Explanation struct {
	Text     string    `json:"text" doc:"情况说明，1000 字以内" example:"3月至5月按合同等额计量，6月起据实计量"`
	Paper    string    `json:"paper" doc:"凭证名称和编号" example:"计量支付证书〔2021〕3—5号"`
	Evidence *Evidence `json:"evidence,omitempty" doc:"凭证的扫描件，已上传的文件；必附"`
}

// Trimmed is the explanation without spaces around its texts.
func (e Explanation) Trimmed() Explanation {
	e.Text, e.Paper = strings.TrimSpace(e.Text), strings.TrimSpace(e.Paper)
	return e
}

// Explained is the finding with the owner's explanation and the paper it rests on, onBehalf of an organisation or ""
// when the owner explains. Errors: KindInvalid, KindConflict.
func (f Finding) Explained(by Actor, e Explanation, onBehalf string, now Instant) (Finding, error) {
	text, paper := e.Text, e.Paper
	switch {
	case f.State != FindingAsked:
		return f, Errorf(KindConflict, "finding_"+string(f.State), "该事项%s，不能再说明", f.State.Chinese())
	case text == "":
		return f, Errorf(KindInvalid, "text_missing", "请填写情况说明")
	case paper == "":
		return f, Errorf(KindInvalid, "paper_missing", "请填写凭证名称和编号，如监理月报、计量支付证书")
	case e.Evidence == nil:
		return f, Errorf(KindInvalid, "evidence_missing", "请附凭证的扫描件或照片")
	case utf8.RuneCountInString(text) > maxFindingText || utf8.RuneCountInString(paper) > maxFindingText:
		return f, Errorf(KindInvalid, "text_too_long", "内容过长，应在 %d 字以内", maxFindingText)
	}
	f.State, f.Explanation, f.Paper, f.ExplainedFor = FindingExplained, text, paper, onBehalf
	f.ExplainedByID, f.ExplainedBy, f.ExplainedAt = by.ID, by.Name, now
	f.EvidenceSHA256, f.EvidenceName, f.EvidenceType, f.EvidenceSize = e.Evidence.SHA256, e.Evidence.Name,
		e.Evidence.MediaType, e.Evidence.Size
	return f, nil
}

// Settled is the finding as the office settled it, whether or not the owner was asked. Errors: KindInvalid,
// KindConflict.
func (f Finding) Settled(by Actor, outcome FindingOutcome, reason string, now Instant) (Finding, error) {
	reason = strings.TrimSpace(reason)
	switch {
	case f.State == FindingSettled:
		return f, Errorf(KindConflict, "finding_settled", "该事项已由%s于%s核定", f.SettledByName, f.SettledAt.Date())
	case outcome.Chinese() == "":
		return f, Errorf(KindInvalid, "bad_outcome", "请选择核定结果：情况属实、已按更正办理或无须核实")
	case reason == "":
		return f, Errorf(KindInvalid, "reason_missing", "请填写核定依据")
	case utf8.RuneCountInString(reason) > maxFindingText:
		return f, Errorf(KindInvalid, "text_too_long", "内容过长，应在 %d 字以内", maxFindingText)
	}
	f.State, f.Outcome, f.OutcomeReason = FindingSettled, outcome, reason
	f.SettledByID, f.SettledByName, f.SettledAt = by.ID, by.Name, now
	return f, nil
}

// FindingPath returns the address of the page of a matter to verify.
func FindingPath(id string) string { return "/findings/" + id }

// FindingMessage tells the owner that a question waits for an explanation. The question itself stays in the program.
// No message: the owner is not known, or all lists of the project are in trial running.
func (r Rules) FindingMessage(f Facts, one Finding, now Instant) []OutboxMessage {
	return r.sentTo(f, OutboxMessage{Key: one.ID + "/asked", ProjectID: f.Project.ID, CreatedAt: now,
		NotBefore: r.Quiet(now), Status: OutboxPending, Kind: NoticeExplain, Object: one.ID, Path: FindingPath(one.ID),
		Title: fmt.Sprintf("请说明情况：%s %s", f.Project.Code, f.Project.Name),
		Body:  fmt.Sprintf("请于%s前说明并附凭证：登录后打开“我的事项”。\n", one.Due)}, f.Project.OwnerID)
}

// FindingStillHolds reports whether a message that asks for an explanation still does.
func FindingStillHolds(f Finding) bool { return f.State == FindingAsked }

// CanExplain returns nil when the actor may explain matters of a project: its owner, or the office for it, then
// onBehalf is true. Anyone else gets the error of a project that does not exist.
func CanExplain(a Actor, p Project) (onBehalf bool, err error) {
	if !a.Operator && !a.is(RoleOffice) && !a.has(RoleOwner, p.OwnerID) {
		return false, ProjectNotFound(p.Code)
	}
	return CanFill(a, p)
}

// CanVerify returns nil when the actor may see matters to verify and settle them.
func CanVerify(a Actor) error {
	if a.Is(RoleOffice) {
		return a.allows(ScopeReview)
	}
	return Errorf(KindForbidden, "forbidden", "核实由重点项目办办理")
}
