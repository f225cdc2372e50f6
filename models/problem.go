package models

// ProblemKind is the kind of what blocks a project (问题类别). Land, energy and money are what a project needs of the
// district (要素保障) and have a quantity.
type ProblemKind string

// The kinds of problems.
const (
	ProblemLand         ProblemKind = "land"         // 用地, in thousandths of a 亩
	ProblemEnergy       ProblemKind = "energy"       // 用能, in kilograms of 标煤
	ProblemMoney        ProblemKind = "money"        // 资金, in fen
	ProblemClearance    ProblemKind = "clearance"    // 征迁
	ProblemApprovals    ProblemKind = "approvals"    // 手续
	ProblemUtilities    ProblemKind = "utilities"    // 水电气暖
	ProblemConstruction ProblemKind = "construction" // 施工
	ProblemMarket       ProblemKind = "market"       // 市场
	ProblemOther        ProblemKind = "other"
)

// ProblemKinds lists the kinds in display order.
var ProblemKinds = []ProblemKind{
	ProblemLand, ProblemEnergy, ProblemMoney, ProblemClearance, ProblemApprovals, ProblemUtilities, ProblemConstruction,
	ProblemMarket, ProblemOther,
}

var problemKindWords = map[ProblemKind]string{
	ProblemLand: "用地", ProblemEnergy: "用能", ProblemMoney: "资金", ProblemClearance: "征迁", ProblemApprovals: "手续审批",
	ProblemUtilities: "水电气暖配套", ProblemConstruction: "施工", ProblemMarket: "市场", ProblemOther: "其他",
}

// Chinese returns the name of the kind.
func (k ProblemKind) Chinese() string { return problemKindWords[k] }

// ProblemLevel is the level of government that is asked to solve a problem.
type ProblemLevel string

// The levels.
const (
	LevelDistrict ProblemLevel = "district"
	LevelCity     ProblemLevel = "city"
	LevelProvince ProblemLevel = "province"
)

// ProblemLevels lists the levels from the lowest.
var ProblemLevels = []ProblemLevel{LevelDistrict, LevelCity, LevelProvince}

var problemLevelWords = map[ProblemLevel]string{LevelDistrict: "区级", LevelCity: "市级", LevelProvince: "省级"}

// Chinese returns the name of the level.
func (l ProblemLevel) Chinese() string { return problemLevelWords[l] }

// ProblemStatus is the state of a problem.
type ProblemStatus string

// The states of a problem.
const (
	ProblemRaised    ProblemStatus = "raised"    // 待交办: no department is asked yet
	ProblemAssigned  ProblemStatus = "assigned"  // 已交办: a department is asked, with a day
	ProblemSolving   ProblemStatus = "solving"   // 办理中: the department has given feedback
	ProblemSolved    ProblemStatus = "solved"    // 待确认: the department says that it is solved
	ProblemClosed    ProblemStatus = "closed"    // 已销号: who raised it has confirmed it
	ProblemWithdrawn ProblemStatus = "withdrawn" // 已撤回, or a text of a report that is not a problem
)

// ProblemStatuses lists the states in the order in which a problem goes through them.
var ProblemStatuses = []ProblemStatus{
	ProblemRaised, ProblemAssigned, ProblemSolving, ProblemSolved, ProblemClosed, ProblemWithdrawn,
}

var problemStatusWords = map[ProblemStatus]string{
	ProblemRaised: "待交办", ProblemAssigned: "已交办", ProblemSolving: "办理中", ProblemSolved: "待确认", ProblemClosed: "已销号",
	ProblemWithdrawn: "已撤回",
}

// Chinese returns the name of the state.
func (s ProblemStatus) Chinese() string { return problemStatusWords[s] }

// Problem is what blocks a project: raised by its owner, its unit or the office, asked of a department, and closed when
// who raised it confirms that it is solved. Its history is in ProblemStep.
type Problem struct {
	ID           string `gorm:"primaryKey"` // ProblemID(command key)
	ProjectID    string
	Kind         ProblemKind
	Quantity     int64  // what is needed, in the smallest unit of the kind; 0: not known, or the kind has none
	Text         string // what blocks the project (存在问题)
	Request      string // what is asked for (诉求)
	Level        ProblemLevel
	DepartmentID string // organisation that is asked to solve it (责任部门); "": none yet
	Department   string // its name when it was asked
	Due          Date   // day by which it is to be solved; 0: none yet
	DueVersion   int    // raised when another department is asked or another day set
	WantedBy     Date   // day by which who raised it needs it; 0: none named
	RaisedForID  string // organisation for which it was raised; "": the office
	RaisedFor    string // its name
	Source       string // ReportTextKey when it comes from a monthly report; "": typed
	SourceMonth  Month  // newest month whose report had the text when it was raised
	Status       ProblemStatus
	RaisedByID   string
	RaisedByName string
	RaisedAt     Instant
	AssignedAt   Instant
	SolvedAt     Instant // when the department said that it is solved; 0 after it was reopened
	SolvedByID   string  // person who said so, or entered it from the department's paper
	SolvedByName string
	ClosedAt     Instant // confirmed or withdrawn
	Waited       int     // working mornings after Due that do not count: it waited to be confirmed
	Reached      int     // steps of ProblemLadder.Overdue that are on record for this due version
	Told         bool    // the message about a problem that is not assigned, or not confirmed, is on record
}

// ProblemID returns the row key of the problem that a command raises.
func ProblemID(commandKey string) string { return Key("problem", commandKey) }

// Open reports whether the problem is not solved for good.
func (p Problem) Open() bool { return p.Status != ProblemClosed && p.Status != ProblemWithdrawn }

// InHand reports whether a department has the problem and its day counts.
func (p Problem) InHand() bool { return p.Status == ProblemAssigned || p.Status == ProblemSolving }

// ProblemAct is what a step of a problem is.
type ProblemAct string

// What people do with a problem, and what the program puts on record by itself.
const (
	ActRaise    ProblemAct = "raise"
	ActAssign   ProblemAct = "assign"
	ActFeedback ProblemAct = "feedback"
	ActSolve    ProblemAct = "solve"
	ActClose    ProblemAct = "close"
	ActReopen   ProblemAct = "reopen"
	ActWithdraw ProblemAct = "withdraw"
	ActDismiss  ProblemAct = "dismiss" // a text of a report is no problem

	ActRemind ProblemAct = "remind" // before the day
	ActChase  ProblemAct = "chase"  // after it, or when it is not assigned or not confirmed
)

var problemActWords = map[ProblemAct]string{
	ActRaise: "提出", ActAssign: "交办", ActFeedback: "反馈", ActSolve: "办结", ActClose: "确认销号", ActReopen: "退回续办",
	ActWithdraw: "撤回", ActDismiss: "不列入台账", ActRemind: "提醒", ActChase: "催办",
}

// Chinese returns the name of the act.
func (a ProblemAct) Chinese() string { return problemActWords[a] }

// ProblemStep is one entry of the history of a problem. It is append-only.
type ProblemStep struct {
	ID         string `gorm:"primaryKey"`
	ProblemID  string
	ProjectID  string
	Act        ProblemAct
	Step       string // of what the program records: the name of the step of ProblemLadder
	Text       string // measures, reason, feedback
	Department string // of an assignment
	Due        Date   // of an assignment
	DueVersion int
	Party      string // organisation or 重点项目办 for which it was done
	OnBehalf   bool   // 代填: entered by another person, from paper
	Paper      string // 代填: title of the paper
	ByID       string
	ByName     string
	PassedOver bool       // recorded but not sent: a later step was recorded with it
	Trial      bool       // recorded in trial running, not sent
	To         []Audience `gorm:"serializer:json;column:audience"` // of what the program records
	At         Instant
}

// CanSeeProblem returns nil when the actor may see a problem: who sees its project, the department that is asked, and
// who raised it. Otherwise the error is ProblemNotFound.
func CanSeeProblem(a Actor, project Project, p Problem) error {
	if CanSee(a, project) == nil {
		return nil
	}
	if a.has(RoleUnit, p.DepartmentID) || a.has(RoleUnit, p.RaisedForID) || a.has(RoleOwner, p.RaisedForID) {
		return a.allows(ScopeRead)
	}
	return ProblemNotFound(p.ID)
}

// ProblemNotFound returns the KindNotFound error for a problem that does not exist or that a person may not see.
func ProblemNotFound(id string) *Error {
	return Errorf(KindNotFound, "no_problem", "没有找到问题“%s”，请从问题台账打开", id)
}

// CanHandleProblems returns nil when the actor may do something about problems at all; which, Rules.Problem decides.
func CanHandleProblems(a Actor) error {
	if a.Operator || a.Is(RoleOwner, RoleUnit, RoleOffice) {
		return a.allows(ScopeSubmit)
	}
	return Errorf(KindForbidden, "forbidden", "问题由项目单位、责任单位、责任部门和重点项目办办理，您没有此权限")
}
