package models

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ProblemPath returns the page of a problem.
func ProblemPath(id string) string { return "/problems/" + id }

// tell writes a message about the newest step to an audience, or to an organisation.
func (t *problemTurn) tell(to Audience, party string) {
	step := t.steps[len(t.steps)-1]
	if step.Trial || to == "" && party == "" || party != "" && (t.by.has(RoleUnit, party) || t.by.has(RoleOwner, party)) {
		return
	}
	m := t.rules.problemNotice(*t.facts, t.problem, step, t.now)
	m.Key, m.Audience, m.PartyID = problemKey(step, string(to)+party), to, party
	if !slices.ContainsFunc(t.told, func(o OutboxMessage) bool { return o.Key == m.Key }) {
		t.told = append(t.told, m)
	}
}

// tellRaiser writes to who raised the problem.
func (t *problemTurn) tellRaiser() {
	if t.problem.RaisedForID == "" {
		t.tell(ToOffice, "")
		return
	}
	t.tell("", t.problem.RaisedForID)
}

// problemNotice makes a message about a step, without key and receiver. The title says no quantity.
func (r Rules) problemNotice(f Facts, p Problem, s ProblemStep, now Instant) OutboxMessage {
	body := fmt.Sprintf("项目：%s（%s）\n问题：%s\n", f.Project.Name, f.Project.Code, p.Text)
	if p.Department != "" {
		body += "责任部门：" + p.Department + "\n"
	}
	if p.Due != 0 {
		body += "办结时限：" + p.Due.String() + "\n"
	}
	if days := r.ProblemDaysLate(p, s.At); days > 0 {
		body += fmt.Sprintf("已逾期 %d 个工作日\n", days)
	}
	if s.Text != "" && s.Act != ActRaise {
		body += s.Act.Chinese() + "：" + s.Text + "\n"
	}
	return OutboxMessage{
		ProjectID: f.Project.ID, Kind: NoticeProblem, Object: p.ID, Path: ProblemPath(p.ID),
		Title:     fmt.Sprintf("%s · %s类问题%s", f.Project.Name, p.Kind.Chinese(), problemNews(s)),
		Body:      body,
		CreatedAt: now, NotBefore: r.Quiet(now), Status: OutboxPending,
	}
}

// problemNews says in a title what a step is.
func problemNews(s ProblemStep) string {
	switch {
	case s.Step == ProblemLadder.Unassigned.Name:
		return "尚未交办"
	case s.Step == ProblemLadder.Unconfirmed.Name:
		return "待确认"
	case s.Act == ActRemind:
		return "将于" + s.Due.String() + "到期"
	case s.Act == ActChase:
		return "逾期未办结"
	case s.Act == ActSolve:
		return "已办结，请确认"
	case s.Act == ActReopen:
		return "未解决，请续办"
	case s.Act == ActRaise:
		return "待交办"
	case s.Act == ActClose:
		return "已销号"
	}
	return "已" + s.Act.Chinese()
}

// problemNotices makes the messages of the steps that problems reach by time.
func (r Rules) problemNotices(f Facts, steps []ProblemStep, now Instant) []OutboxMessage {
	var out []OutboxMessage
	for _, s := range steps {
		i := slices.IndexFunc(f.Problems, func(p Problem) bool { return p.ID == s.ProblemID })
		if s.PassedOver || s.Trial || i < 0 {
			continue
		}
		p := f.Problems[i]
		for _, to := range s.To {
			m := r.problemNotice(f, p, s, now)
			m.Audience = to
			switch to {
			case ToDepartment:
				m.Audience, m.PartyID = "", p.DepartmentID
			case ToRaiser:
				if m.Audience, m.PartyID = "", p.RaisedForID; p.RaisedForID == "" {
					continue // the office has a message of its own
				}
			}
			m.Key = problemKey(s, string(to))
			out = append(out, m)
		}
	}
	return out
}

// problemKey is the key of a message about a step: it says of which kind the step is, and of which due version.
func problemKey(s ProblemStep, receiver string) string {
	return strings.Join([]string{s.ID, string(s.Act), s.Step, strconv.Itoa(s.DueVersion), receiver}, "/")
}

// ProblemStillHolds reports whether a message about a step of a problem is still true when it is sent; all are the
// problems of its project.
func ProblemStillHolds(m OutboxMessage, all []Problem) bool {
	parts := strings.Split(m.Key, "/")
	i := slices.IndexFunc(all, func(p Problem) bool { return p.ID == m.Object })
	if i < 0 || len(parts) < 5 {
		return false
	}
	p, act, step, version := all[i], ProblemAct(parts[1]), parts[2], parts[3]
	switch {
	case step == ProblemLadder.Unassigned.Name, act == ActRaise:
		return p.Status == ProblemRaised
	case step == ProblemLadder.Unconfirmed.Name, act == ActSolve:
		return p.Status == ProblemSolved
	case act == ActChase, act == ActRemind, act == ActAssign:
		return p.InHand() && version == strconv.Itoa(p.DueVersion)
	case act == ActReopen:
		return p.InHand()
	}
	return true
}
