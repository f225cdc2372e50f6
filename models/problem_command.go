package models

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// ProblemCommand asks for one act on a problem of a project. Which fields an act needs is said at the functions that
// carry it out.
type ProblemCommand struct {
	Act      ProblemAct  `json:"act,omitempty"`
	Problem  string      `json:"problem,omitempty"` // row key; "" when it is raised
	Kind     ProblemKind `json:"kind,omitempty"`
	Quantity string      `json:"quantity,omitempty"` // in the unit of the kind: 12.5 (亩)
	// what blocks the project; of other acts measures, feedback, reason
	Text       string       `json:"text,omitempty"`
	Request    string       `json:"request,omitempty"` // 诉求
	Level      ProblemLevel `json:"level,omitempty"`
	Department string       `json:"department,omitempty"` // organisation that is asked, by row key
	Due        Date         `json:"due,omitzero"`         // by when it is to be solved
	WantedBy   Date         `json:"wanted_by,omitzero"`
	Source     string       `json:"source,omitempty"` // ReportedProblem.Key: the text is taken from the report
	Paper      string       `json:"paper,omitempty"`  // 代填: the office enters it for another, from this paper
}

// longestProblem is the most characters of a text.
const longestProblem = 1000

// problemTurn is one act while it is carried out.
type problemTurn struct {
	rules Rules
	facts *Facts
	c     ProblemCommand
	key   string
	by    Actor
	names map[string]string // organisations by row key: owner, unit, the department that is asked
	now   Instant

	problem Problem
	steps   []ProblemStep
	told    []OutboxMessage
}

// Problem carries out an act on a problem of the project. Whether the person may do it is decided here, from the
// problem as it is. It changes f. Errors: KindInvalid, KindConflict, KindForbidden, KindNotFound.
func (r Rules) Problem(f *Facts, o ProjectCommand, c ProblemCommand, now Instant) (Changes, error) {
	t := problemTurn{rules: r, facts: f, c: c, key: o.Key, by: o.By, names: o.Names, now: now}
	t.c.Text, t.c.Request, t.c.Paper = strings.TrimSpace(c.Text), strings.TrimSpace(c.Request), strings.TrimSpace(c.Paper)
	i := slices.IndexFunc(f.Problems, func(p Problem) bool { return p.ID == c.Problem })
	if i >= 0 {
		t.problem = f.Problems[i]
	}
	creates := c.Act == ActRaise || c.Act == ActDismiss
	switch {
	case !creates && (i < 0 || CanSeeProblem(o.By, f.Project, t.problem) != nil):
		return Changes{}, ProblemNotFound(c.Problem)
	case utf8.RuneCountInString(t.c.Text) > longestProblem || utf8.RuneCountInString(t.c.Request) > longestProblem:
		return Changes{}, Errorf(KindInvalid, "text_too_long", "内容过长，应在 %d 字以内", longestProblem)
	case f.Project.HandedOver() && (creates || c.Act == ActReopen):
		return Changes{}, Errorf(KindConflict, "year_handed_over", "项目“%s”该年度已结转，请在下一年度的项目上提出问题", f.Project.Name)
	}
	if err := t.carryOut(); err != nil {
		return Changes{}, err
	}
	f.Problems = slices.Clone(f.Problems)
	if i < 0 {
		f.Problems = append(f.Problems, t.problem)
	} else {
		f.Problems[i] = t.problem
	}
	return Changes{
		Problem: &t.problem, ProblemSteps: t.steps, Told: t.told, Action: "problem." + string(c.Act), Object: t.problem.ID,
		Message: t.said(),
	}, nil
}

func (t *problemTurn) carryOut() error {
	switch t.c.Act {
	case ActRaise:
		return t.raise()
	case ActDismiss:
		return t.dismiss()
	case ActAssign:
		return t.assign()
	case ActFeedback, ActSolve:
		return t.answer()
	case ActClose:
		return t.confirm()
	case ActReopen:
		return t.reopen()
	case ActWithdraw:
		return t.withdraw()
	}
	return Errorf(KindInvalid, "bad_act", "操作“%s”无法识别，请刷新页面后重试", string(t.c.Act))
}

// raise puts a new problem into the ledger, and asks the department at once when the office, or the unit of itself,
// names department and day.
func (t *problemTurn) raise() error {
	p := &t.problem
	*p = Problem{ID: ProblemID(t.key), ProjectID: t.facts.Project.ID, Status: ProblemRaised, RaisedByID: t.by.ID,
		RaisedByName: t.by.Name, RaisedAt: t.now, WantedBy: t.c.WantedBy}
	onBehalf, err := t.raiser()
	if err != nil {
		return err
	}
	if t.c.Source != "" {
		reported, found := Reported(*t.facts, t.c.Source)
		if !found {
			return Errorf(KindConflict, "already_listed", "该问题已在台账中，或月报已更改，请刷新后核对")
		}
		p.Source, p.SourceMonth, t.c.Text = t.c.Source, reported.Last, reported.Text
	}
	p.Text, p.Request = t.c.Text, t.c.Request
	switch {
	case p.Text == "" || NoProblem(p.Text):
		return Errorf(KindInvalid, "text_missing", "请写明存在的问题")
	case t.c.Kind == "":
		return Errorf(KindInvalid, "kind_missing", "请选择问题类别")
	case p.WantedBy != 0 && p.WantedBy < t.now.Date():
		return Errorf(KindInvalid, "due_past", "日期 %s 已过，应为今天（%s）或以后", p.WantedBy, t.now.Date())
	}
	if err := t.classify(); err != nil {
		return err
	}
	t.step(ActRaise, p.RaisedFor, onBehalf, p.Text)
	if t.c.Department != "" && t.c.Due != 0 && t.mayAssign() {
		return t.ask()
	}
	if t.c.Department != "" {
		name, known := t.names[t.c.Department]
		if !known {
			return unknownDepartment()
		}
		p.DepartmentID, p.Department = t.c.Department, name // proposed: the office asks it
	}
	if !t.by.Is(RoleOffice) {
		t.tell(ToOffice, "")
	}
	return nil
}

// raiser finds for whom the problem is raised: the owner, the responsible unit, or the office.
func (t *problemTurn) raiser() (onBehalf bool, err error) {
	p, project := &t.problem, t.facts.Project
	switch {
	case t.by.has(RoleOwner, project.OwnerID):
		p.RaisedForID, p.RaisedFor = project.OwnerID, t.names[project.OwnerID]
	case t.by.has(RoleUnit, project.ResponsibleUnitID):
		p.RaisedForID, p.RaisedFor = project.ResponsibleUnitID, t.names[project.ResponsibleUnitID]
	case !t.by.Operator && !t.by.Is(RoleOffice):
		return false, t.forbidden("问题由项目单位、责任单位或重点项目办提出")
	case t.c.Paper != "" && project.OwnerID != "":
		p.RaisedForID, p.RaisedFor, onBehalf = project.OwnerID, t.names[project.OwnerID], true
	default:
		p.RaisedFor = officeWord
	}
	return onBehalf, nil
}

// officeWord is what the office is called as a party.
const officeWord = "重点项目办"

// classify sets kind, quantity and level, where they are given.
func (t *problemTurn) classify() error {
	p := &t.problem
	if t.c.Kind != "" {
		if !slices.Contains(ProblemKinds, t.c.Kind) {
			return Errorf(KindInvalid, "bad_kind", "问题类别“%s”无法识别，请从列表中选择", string(t.c.Kind))
		}
		if t.c.Kind != p.Kind {
			p.Quantity = 0
		}
		p.Kind = t.c.Kind
	}
	if t.c.Quantity != "" {
		n, err := p.Kind.ParseQuantity(t.c.Quantity)
		if err != nil {
			return err
		}
		p.Quantity = n
	}
	p.Level = cmp.Or(t.c.Level, p.Level, LevelDistrict)
	if !slices.Contains(ProblemLevels, p.Level) {
		return Errorf(KindInvalid, "bad_level", "协调层级“%s”无法识别，请选择区级、市级或省级", string(p.Level))
	}
	return nil
}

// dismiss puts on record that a text of a report is no problem for the ledger.
func (t *problemTurn) dismiss() error {
	reported, found := Reported(*t.facts, t.c.Source)
	switch {
	case !t.by.Is(RoleOffice) && !t.by.has(RoleUnit, t.facts.Project.ResponsibleUnitID):
		return t.forbidden("是否列入台账由责任单位或重点项目办确定")
	case !found:
		return Errorf(KindConflict, "already_listed", "该问题已在台账中，或月报已更改，请刷新后核对")
	}
	party := t.party(t.facts.Project.ResponsibleUnitID)
	t.problem = Problem{ID: ProblemID(t.key), ProjectID: t.facts.Project.ID, Kind: ProblemOther, Level: LevelDistrict,
		Status: ProblemWithdrawn, Text: reported.Text, Source: t.c.Source, SourceMonth: reported.Last, RaisedFor: party,
		RaisedByID: t.by.ID, RaisedByName: t.by.Name, RaisedAt: t.now, ClosedAt: t.now}
	t.step(ActDismiss, party, false, t.c.Text)
	return nil
}

func (t *problemTurn) forbidden(who Word) error {
	return Errorf(KindForbidden, "forbidden", "您不能办理：%s", who)
}

// party is for whom the person acts: the organisation if the person belongs to it, else the office.
func (t *problemTurn) party(organisation string) string {
	if t.by.has(RoleUnit, organisation) || t.by.has(RoleOwner, organisation) {
		return t.names[organisation]
	}
	return officeWord
}

// step adds an entry to the history.
func (t *problemTurn) step(act ProblemAct, party string, onBehalf bool, text string) {
	p := t.problem
	t.steps = append(t.steps, ProblemStep{
		ID: Key("problem-step", p.ID, t.key, string(act)), ProblemID: p.ID, ProjectID: p.ProjectID, Act: act, Text: text,
		DueVersion: p.DueVersion, Party: party, OnBehalf: onBehalf, Paper: t.c.Paper, ByID: t.by.ID, ByName: t.by.Name,
		Trial: t.rules.Trial(t.now.Date()), To: []Audience{}, At: t.now,
	})
}

func unknownDepartment() error {
	return Errorf(KindInvalid, "department_missing", "请选择责任部门")
}
