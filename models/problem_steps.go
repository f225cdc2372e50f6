package models

// mayAssign reports whether the person may ask the department of the command: the office may ask any, the responsible
// unit takes on what it raised itself.
func (t *problemTurn) mayAssign() bool {
	unit := t.facts.Project.ResponsibleUnitID
	return t.by.Operator || t.by.Is(RoleOffice) ||
		t.c.Department == unit && t.problem.RaisedForID == unit && t.by.has(RoleUnit, unit)
}

// assign asks a department, or another one, or sets another day. Kind, quantity and level may be corrected with it.
func (t *problemTurn) assign() error {
	p := t.problem
	if p.Status != ProblemRaised && !p.InHand() {
		return t.wrongStatus()
	}
	if t.c.Department == "" {
		t.c.Department = p.DepartmentID
	}
	if !t.mayAssign() {
		return t.forbidden("由重点项目办交办责任部门")
	}
	if err := t.classify(); err != nil {
		return err
	}
	return t.ask()
}

// ask gives the problem to the department of the command, with its day.
func (t *problemTurn) ask() error {
	p := &t.problem
	name, known := t.names[t.c.Department]
	switch today := t.now.Date(); {
	case !known:
		return unknownDepartment()
	case t.c.Due == 0:
		return Errorf(KindInvalid, "due_missing", "请填写办结时限")
	case t.c.Due < today:
		return Errorf(KindInvalid, "due_past", "日期 %s 已过，应为今天（%s）或以后", t.c.Due, today)
	}
	before := p.DepartmentID
	wasAsked := p.InHand()
	p.DepartmentID, p.Department, p.Due, p.DueVersion = t.c.Department, name, t.c.Due, p.DueVersion+1
	p.AssignedAt, p.Waited, p.Reached, p.Told = t.now, 0, 0, false
	if p.Status != ProblemSolving || before != p.DepartmentID {
		p.Status = ProblemAssigned
	}
	t.step(ActAssign, t.party(t.facts.Project.ResponsibleUnitID), false, "")
	last := &t.steps[len(t.steps)-1]
	last.Department, last.Due = p.Department, p.Due
	t.tell("", p.DepartmentID)
	if p.RaisedForID != "" && p.RaisedForID != p.DepartmentID {
		t.tell("", p.RaisedForID)
	}
	if wasAsked && before != p.DepartmentID {
		t.tell("", before)
	}
	return nil
}

// answer records feedback of the department, or that it has solved the problem. The office enters it from paper.
func (t *problemTurn) answer() error {
	p := &t.problem
	if !p.InHand() {
		return t.wrongStatus()
	}
	onBehalf, err := t.actFor(p.DepartmentID, "由责任部门办理；重点项目办可按纸质材料代录")
	switch {
	case err != nil:
		return err
	case t.c.Text == "" && t.c.Act == ActSolve:
		return Errorf(KindInvalid, "text_missing", "请写明解决措施和结果")
	case t.c.Text == "":
		return Errorf(KindInvalid, "text_missing", "请写明办理情况")
	}
	p.Status = ProblemSolving
	if t.c.Act == ActSolve {
		p.Status, p.SolvedAt, p.SolvedByID, p.SolvedByName, p.Told = ProblemSolved, t.now, t.by.ID, t.by.Name, false
	}
	t.step(t.c.Act, p.Department, onBehalf, t.c.Text)
	if t.c.Act == ActSolve {
		t.tellRaiser()
	}
	return nil
}

// confirm closes a solved problem: who raised it confirms, and never the person who said that it is solved.
func (t *problemTurn) confirm() error {
	p := &t.problem
	if p.Status != ProblemSolved {
		return t.wrongStatus()
	}
	onBehalf, err := t.forRaiser()
	switch {
	case err != nil:
		return err
	case t.by.ID == p.SolvedByID:
		return Errorf(KindForbidden, "own_solution", "不能确认本人填报的办结，请由提出单位的另一人确认")
	}
	p.Status, p.ClosedAt = ProblemClosed, t.now
	t.step(ActClose, p.RaisedFor, onBehalf, t.c.Text)
	t.tell("", p.DepartmentID)
	if !t.by.Is(RoleOffice) {
		t.tell(ToOffice, "")
	}
	return nil
}

// reopen gives a problem that is not solved back to its department. Its day stays, and the days since it was said to be
// solved do not count; the office may set another day.
func (t *problemTurn) reopen() error {
	p := &t.problem
	if p.Status != ProblemSolved && p.Status != ProblemClosed {
		return t.wrongStatus()
	}
	onBehalf := false
	if !t.by.Is(RoleOffice) {
		var err error
		if onBehalf, err = t.forRaiser(); err != nil {
			return err
		}
	}
	switch today := t.now.Date(); {
	case t.c.Text == "":
		return Errorf(KindInvalid, "text_missing", "请写明未解决的原因")
	case t.c.Due != 0 && !t.by.Is(RoleOffice):
		return t.forbidden("办结时限由重点项目办调整")
	case t.c.Due != 0 && t.c.Due < today:
		return Errorf(KindInvalid, "due_past", "日期 %s 已过，应为今天（%s）或以后", t.c.Due, today)
	}
	from := t.rules.FallsDue(p.Due)
	p.Waited += t.rules.morningsBy(from, t.now) - t.rules.morningsBy(from, p.SolvedAt)
	if t.c.Due != 0 {
		p.Due, p.DueVersion, p.Waited, p.Reached = t.c.Due, p.DueVersion+1, 0, 0
	}
	p.Status, p.SolvedAt, p.SolvedByID, p.SolvedByName, p.ClosedAt, p.Told = ProblemSolving, 0, "", "", 0, false
	t.step(ActReopen, t.party(p.RaisedForID), onBehalf, t.c.Text)
	t.steps[len(t.steps)-1].Due = t.c.Due
	t.tell("", p.DepartmentID)
	return nil
}

// withdraw ends a problem that who raised it no longer has.
func (t *problemTurn) withdraw() error {
	p := &t.problem
	if !p.Open() {
		return t.wrongStatus()
	}
	onBehalf, err := t.forRaiser()
	switch {
	case err != nil:
		return err
	case t.c.Text == "":
		return Errorf(KindInvalid, "text_missing", "请写明撤回原因")
	}
	asked := p.Status != ProblemRaised
	p.Status, p.ClosedAt = ProblemWithdrawn, t.now
	t.step(ActWithdraw, p.RaisedFor, onBehalf, t.c.Text)
	if asked {
		t.tell("", p.DepartmentID)
	}
	return nil
}

// actFor asks whether the person acts for an organisation: as a member, or from its paper as the office.
func (t *problemTurn) actFor(organisation string, who Word) (onBehalf bool, err error) {
	switch {
	case t.by.has(RoleUnit, organisation) || t.by.has(RoleOwner, organisation):
		return false, nil
	case !t.by.Is(RoleOffice):
		return false, t.forbidden(who)
	case t.c.Paper == "":
		return false, Errorf(KindInvalid, "paper_missing", "代录须写明依据的纸质材料，如“区自然资源局复函（区自然资函〔2026〕12号）”")
	}
	return true, nil
}

// forRaiser is actFor for who raised the problem.
func (t *problemTurn) forRaiser() (onBehalf bool, err error) {
	if t.problem.RaisedForID == "" {
		if t.by.Is(RoleOffice) {
			return false, nil
		}
		return false, t.forbidden("由提出单位办理：重点项目办")
	}
	return t.actFor(t.problem.RaisedForID, "由提出单位办理；重点项目办可按纸质材料代录")
}

func (t *problemTurn) wrongStatus() error {
	return Errorf(KindConflict, "wrong_status", "该问题现为“%s”，不能%s，请刷新后核对", WordOf(t.problem.Status), WordOf(t.c.Act))
}

// said is what the person is told.
func (t *problemTurn) said() Message {
	p := t.problem
	switch t.c.Act {
	case ActRaise:
		if p.Status == ProblemRaised {
			return Messagef("已提出问题，待重点项目办交办")
		}
		return Messagef("已列入台账并交办%s，应于%s前办结", p.Department, p.Due)
	case ActAssign:
		return Messagef("已交办%s，应于%s前办结", p.Department, p.Due)
	case ActFeedback:
		return Messagef("已登记办理情况")
	case ActSolve:
		return Messagef("已填报办结，待%s确认", p.RaisedFor)
	case ActClose:
		return Messagef("已确认解决，问题销号")
	case ActReopen:
		return Messagef("已退回%s续办", p.Department)
	case ActDismiss:
		return Messagef("该内容不列入问题台账")
	}
	return Messagef("问题已撤回")
}
