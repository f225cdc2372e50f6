package models

import "strings"

// PermitKind is a kind of permit or approval that a project needs before or during construction.
type PermitKind string

// The kinds; the first four are 四证.
const (
	PermitLand         PermitKind = "land"         // 土地证
	PermitLandPlanning PermitKind = "land_plan"    // 建设用地规划许可证
	PermitWorks        PermitKind = "works_plan"   // 建设工程规划许可证
	PermitConstruction PermitKind = "construction" // 建筑工程施工许可证
	PermitApproval     PermitKind = "approval"     // 立项
	PermitEnvironment  PermitKind = "environment"  // 环评
	PermitEnergy       PermitKind = "energy"       // 能评
	PermitFire         PermitKind = "fire"         // 消防设计审查
)

// PermitKinds lists the kinds in the order of forms; the first FourPermits are 四证.
var PermitKinds = []PermitKind{PermitLand, PermitLandPlanning, PermitWorks, PermitConstruction, PermitApproval,
	PermitEnvironment, PermitEnergy, PermitFire}

// FourPermits is how many of PermitKinds are 四证.
const FourPermits = 4

var permitNames = map[PermitKind]string{
	PermitLand: "土地证", PermitLandPlanning: "用地规划许可证", PermitWorks: "工程规划许可证", PermitConstruction: "施工许可证",
	PermitApproval: "立项", PermitEnvironment: "环评", PermitEnergy: "能评", PermitFire: "消防设计审查",
}

// Chinese returns the name of the kind.
func (k PermitKind) Chinese() string { return permitNames[k] }

// PermitState is how far a permit is.
type PermitState string

// The states.
const (
	PermitUnknown   PermitState = "" // nothing was said
	PermitNotYet    PermitState = "not_yet"
	PermitUnderWay  PermitState = "under_way"
	PermitDone      PermitState = "done"
	PermitNotNeeded PermitState = "not_needed"
)

// PermitStates lists the states in the order of forms.
var PermitStates = []PermitState{PermitDone, PermitUnderWay, PermitNotYet, PermitNotNeeded}

var permitStateWords = map[PermitState]string{PermitUnknown: "未填", PermitNotYet: "未办", PermitUnderWay: "办理中",
	PermitDone: "已办", PermitNotNeeded: "不需要"}

// Chinese returns the name of the state.
func (s PermitState) Chinese() string { return permitStateWords[s] }

// Permit is a permit of a project.
type Permit struct {
	ProjectID      string     `gorm:"primaryKey"`
	Kind           PermitKind `gorm:"primaryKey"`
	State          PermitState
	Number         string
	On             Date   `gorm:"column:on_date"`
	EvidenceSHA256 string `gorm:"column:evidence_sha256"` // "": no file
	EvidenceName   string
	EvidenceType   string
	EvidenceSize   int64 // bytes
	ByName         string
	At             Instant
}

// PermitEntry is what a person enters about a permit.
type PermitEntry struct {
	Kind     PermitKind  `json:"kind"`
	State    PermitState `json:"state"`
	Number   string      `json:"number,omitempty"`
	On       Date        `json:"date,omitempty"`
	Evidence *Evidence   `json:"evidence,omitempty"` // none: the file on record stays
}

// maxNumber is the most characters of a permit's number or another code.
const maxNumber = 80

// Check returns the entry with its number trimmed. Errors: KindInvalid.
func (e PermitEntry) Check(today Date) (PermitEntry, error) {
	e.Number = strings.TrimSpace(e.Number)
	switch {
	case permitNames[e.Kind] == "":
		return e, Errorf(KindInvalid, "bad_permit", "手续“%s”无效，请从列表中选择", Word(e.Kind))
	case permitStateWords[e.State] == "" || e.State == PermitUnknown:
		return e, Errorf(KindInvalid, "bad_permit_state", "请选择%s的办理情况：已办、办理中、未办或不需要", Word(e.Kind.Chinese()))
	case len([]rune(e.Number)) > maxNumber:
		return e, Errorf(KindInvalid, "text_too_long", "%s内容过长，应在 %d 字以内", Word("证号"), maxNumber)
	case e.State != PermitDone && (e.On != 0 || e.Number != ""):
		return e, Errorf(KindInvalid, "permit_not_done", "%s未办结，不填证号和日期", Word(e.Kind.Chinese()))
	case InFuture(e.On, today):
		return e, Errorf(KindInvalid, "date_future", "%s的日期 %s 晚于今天（%s），请更正", Word(e.Kind.Chinese()), e.On, today)
	}
	return e, nil
}
