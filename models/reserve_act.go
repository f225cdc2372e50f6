package models

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// ReserveAct is what is done with an application.
type ReserveAct string

// The acts.
const (
	ReserveEnter    ReserveAct = "enter"    // 登记
	ReserveChange   ReserveAct = "change"   // 修改
	ReserveApply    ReserveAct = "apply"    // 申报
	ReserveReturn   ReserveAct = "return"   // 退回
	ReservePass     ReserveAct = "pass"     // 初筛通过
	ReserveSay      ReserveAct = "opinion"  // 登记部门意见
	ReserveAdmit    ReserveAct = "list"     // 列入清单
	ReserveRefuse   ReserveAct = "refuse"   // 不列入
	ReserveWithdraw ReserveAct = "withdraw" // 撤销
	ReserveUndo     ReserveAct = "undo"     // 撤回上一步
)

// reserveRule says from which states an act leads to which, and whether the office alone does it.
type reserveRule struct {
	word   string
	from   []ReserveState
	to     ReserveState // "": it stays
	office bool
}

// reserveRules are the acts that change the state of an application, or are taken in one.
var reserveRules = map[ReserveAct]reserveRule{
	ReserveEnter:  {"登记", nil, "", false},
	ReserveChange: {"修改", []ReserveState{ReserveKept, ReserveReturned}, "", false},
	ReserveApply:  {"申报", []ReserveState{ReserveKept, ReserveReturned}, ReserveApplied, false},
	ReservePass:   {"初筛通过", []ReserveState{ReserveApplied}, ReserveReview, true},
	ReserveReturn: {"退回", []ReserveState{ReserveApplied, ReserveReview}, ReserveReturned, true},
	ReserveSay:    {"登记联审意见", []ReserveState{ReserveReview}, "", true},
	ReserveAdmit:  {"列入清单", []ReserveState{ReserveReview}, ReserveListed, true},
	ReserveRefuse: {"不列入", []ReserveState{ReserveApplied, ReserveReview}, ReserveRefused, true},
	ReserveWithdraw: {"撤销", []ReserveState{ReserveKept, ReserveReturned}, ReserveWithdrawn,
		false},
	ReserveUndo: {"撤回上一步", []ReserveState{ReserveApplied, ReserveReturned, ReserveReview, ReserveListed,
		ReserveRefused, ReserveWithdrawn}, "", false},
}

// ReserveActs lists the acts that are taken on an application, in the order in which they are offered.
var ReserveActs = []ReserveAct{ReserveApply, ReservePass, ReserveReturn, ReserveSay, ReserveAdmit, ReserveRefuse,
	ReserveWithdraw, ReserveUndo}

// Chinese returns the name of the act.
func (a ReserveAct) Chinese() string { return reserveRules[a].word }

// ReserveOpinion is a department's opinion in the joint review.
type ReserveOpinion string

// The opinions.
const (
	ReserveAgrees      ReserveOpinion = "agree"
	ReserveDisagrees   ReserveOpinion = "disagree"
	ReserveConditional ReserveOpinion = "conditional"
)

// ReserveOpinions lists the opinions.
var ReserveOpinions = []ReserveOpinion{ReserveAgrees, ReserveConditional, ReserveDisagrees}

// Chinese returns the opinion as an office writes it; "" for none.
func (o ReserveOpinion) Chinese() string {
	return map[ReserveOpinion]string{ReserveAgrees: "同意", ReserveDisagrees: "不同意", ReserveConditional: "修改后同意"}[o]
}

// ReserveCommand is an act with what it needs.
type ReserveCommand struct {
	Act        ReserveAct     `json:"act"`
	Text       string         `json:"text,omitempty"` // reason, ground or conditions
	Department string         `json:"department,omitempty"`
	Opinion    ReserveOpinion `json:"opinion,omitempty"`
	Document   string         `json:"document,omitempty"` // 文号 of the list
	DocumentOn Date           `json:"document_on,omitempty"`
	Evidence   *Evidence      `json:"evidence,omitempty"` // scan of the document
}

// ReserveFacts are an application with its acts and what decides about them.
type ReserveFacts struct {
	Reserve
	Steps []ReserveStep // by position
	Like  []ReserveLike // others of the same code or name
	// name of the list on which the project stands already; "": none
	Planned string
}

// Live returns the acts that changed the application and were not taken back, in order.
func (f ReserveFacts) Live() []ReserveStep {
	var live []ReserveStep
	for _, s := range f.Steps {
		switch {
		case s.Kind == ReserveEnter || s.Kind == ReserveChange:
		case s.Kind != ReserveUndo:
			live = append(live, s)
		case len(live) > 0:
			live = live[:len(live)-1]
		}
	}
	return live
}

// Opinions returns the newest opinion of each department, in the order in which the departments gave their first.
func (f ReserveFacts) Opinions() []ReserveStep {
	var out []ReserveStep
	for _, s := range f.Live() {
		if s.Kind == ReserveApply {
			out = nil // it was handed in anew
		}
		if s.Kind != ReserveSay {
			continue
		}
		same := func(o ReserveStep) bool { return NameKey(o.Department) == NameKey(s.Department) }
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i] = s
		} else {
			out = append(out, s)
		}
	}
	return out
}

// Admitted returns the act that put the project on the list; false when it is not on it.
func (f ReserveFacts) Admitted() (ReserveStep, bool) {
	live := f.Live()
	if f.State != ReserveListed || len(live) == 0 {
		return ReserveStep{}, false
	}
	return live[len(live)-1], true
}

// Acts lists what the actor may do with the application now.
func (f ReserveFacts) Acts(a Actor) []ReserveAct {
	acts := []ReserveAct{}
	for _, act := range ReserveActs {
		if f.mayTake(a, act) == nil && f.fits(act) == nil {
			acts = append(acts, act)
		}
	}
	return acts
}

// MayChange returns nil when the actor may change what is entered now.
func (f ReserveFacts) MayChange(a Actor) error {
	if err := f.mayTake(a, ReserveChange); err != nil {
		return err
	}
	return f.fits(ReserveChange)
}

// mayTake returns nil when the actor may take an act. A unit takes back only what it did itself.
func (f ReserveFacts) mayTake(a Actor, act ReserveAct) error {
	office := reserveRules[act].office
	if live := f.Live(); act == ReserveUndo && len(live) > 0 {
		office = reserveRules[live[len(live)-1].Kind].office
	}
	if office || f.State == ReserveWithdrawn {
		if err := CanSeeReserve(a, f.Reserve); err != nil {
			return err
		}
		return CanDecideReserves(a)
	}
	_, err := CanEnterReserve(a, f.Reserve)
	return err
}

// fits returns nil when an act is taken in the state of the application.
func (f ReserveFacts) fits(act ReserveAct) error {
	rule, known := reserveRules[act]
	if !known {
		return Errorf(KindInvalid, "bad_act", "没有“%s”这一步，请刷新后重新办理", act)
	}
	if !slices.Contains(rule.from, f.State) {
		return Errorf(KindConflict, "reserve_state", "“%s”当前状态为“%s”，不能办理“%s”，请刷新后核对", f.Name, WordOf(f.State),
			WordOf(act))
	}
	if act == ReserveUndo && f.Planned != "" {
		return Errorf(KindConflict, "reserve_planned", "“%s”已编入“%s”，不能撤回；请先撤销计划导入或办理清单调整", f.Name, f.Planned)
	}
	return nil
}

// Take returns the application after an act, and the act as it is kept. The scan is checked by the caller. Errors:
// KindForbidden, KindNotFound, KindInvalid, KindConflict.
func (f ReserveFacts) Take(key string, c ReserveCommand, by Actor, now Instant) (Reserve, ReserveStep, error) {
	r := f.Reserve
	c.Text, c.Department, c.Document = strings.TrimSpace(c.Text), strings.TrimSpace(c.Department),
		strings.TrimSpace(c.Document)
	if err := f.mayTake(by, c.Act); err != nil {
		return r, ReserveStep{}, err
	}
	if err := f.fits(c.Act); err != nil {
		return r, ReserveStep{}, err
	}
	if err := f.check(c, now.Date()); err != nil {
		return r, ReserveStep{}, err
	}
	s := f.Step(key, c.Act, by, now)
	s.Text, s.Department, s.Opinion = c.Text, c.Department, c.Opinion
	if c.Act == ReserveAdmit {
		s.Document, s.DocumentOn = c.Document, c.DocumentOn
	}
	if rule := reserveRules[c.Act]; rule.to != "" {
		s.ToState = rule.to
	}
	if live := f.Live(); c.Act == ReserveUndo {
		s.ToState = live[len(live)-1].FromState
	}
	r.State = s.ToState
	return r, s, nil
}

// Step is an act as it is kept, that leaves the state as it is.
func (f ReserveFacts) Step(key string, act ReserveAct, by Actor, now Instant) ReserveStep {
	s := ReserveStep{ID: Key("rst", key, f.ID), ReserveID: f.ID, Position: len(f.Steps) + 1, Kind: act, FromState: f.State,
		ToState: f.State, ByID: by.ID, ByName: by.Name, At: now}
	if onBehalf, err := CanEnterReserve(by, f.Reserve); err == nil && onBehalf && !reserveRules[act].office &&
		act != ReserveUndo {
		s.OnBehalfOf = f.Unit
	}
	return s
}

// check returns nil when an act has what it needs.
func (f ReserveFacts) check(c ReserveCommand, today Date) error {
	if utf8.RuneCountInString(c.Text) > maxNoteLength || utf8.RuneCountInString(c.Document) > maxMeetingText ||
		utf8.RuneCountInString(c.Department) > maxMeetingText {
		return Errorf(KindInvalid, "text_too_long", "内容过长，理由应在 %d 字以内，部门、文号应在 %d 字以内", maxNoteLength, maxMeetingText)
	}
	switch c.Act {
	case ReserveReturn, ReserveRefuse:
		if c.Text == "" {
			return Errorf(KindInvalid, "reason_missing", "请写明理由，项目单位和责任单位将据此修改或知悉")
		}
	case ReserveUndo:
		live := f.Live()
		if len(live) == 0 {
			return Errorf(KindConflict, "nothing_to_undo", "没有可以撤回的步骤")
		}
		if c.Text == "" {
			return Errorf(KindInvalid, "reason_missing", "请写明撤回“%s”的理由", WordOf(live[len(live)-1].Kind))
		}
	case ReserveApply:
		return f.complete()
	case ReservePass:
		if d := f.Doubles(); len(d) > 0 && c.Text == "" {
			return Errorf(KindInvalid, "reason_missing", "“%s”疑似重复申报，确认不重复的，请写明理由：%s", f.Name, d[0].Sentence())
		}
	case ReserveSay:
		return c.checkOpinion()
	case ReserveAdmit:
		return f.checkListing(c, today)
	case ReserveEnter, ReserveChange:
		return Errorf(KindInvalid, "bad_act", "没有“%s”这一步，请刷新后重新办理", c.Act)
	case ReserveWithdraw:
	}
	return nil
}

func (c ReserveCommand) checkOpinion() error {
	switch {
	case c.Department == "":
		return Errorf(KindInvalid, "department_missing", "请填写联审部门")
	case c.Opinion.Chinese() == "":
		return Errorf(KindInvalid, "opinion_missing", "请选择意见：同意、修改后同意或不同意")
	case c.Opinion != ReserveAgrees && c.Text == "":
		return Errorf(KindInvalid, "reason_missing", "意见为“%s”的，请写明依据或修改要求", WordOf(c.Opinion))
	}
	return nil
}

func (f ReserveFacts) checkListing(c ReserveCommand, today Date) error {
	opinions := f.Opinions()
	switch {
	case len(opinions) == 0:
		return Errorf(KindInvalid, "no_opinion", "“%s”还没有登记联审意见，不能列入清单", f.Name)
	case c.Document == "":
		return Errorf(KindInvalid, "document_missing", "请填写清单的文号")
	case c.DocumentOn == 0 || c.DocumentOn > today:
		return Errorf(KindInvalid, "date_missing", "请填写清单的印发日期，不晚于今天（%s）", today)
	case c.Evidence == nil:
		return Errorf(KindInvalid, "scan_missing", "请附清单文件的扫描件")
	}
	for _, o := range opinions {
		if o.Opinion == ReserveDisagrees && c.Text == "" {
			return Errorf(KindInvalid, "reason_missing", "“%s”：%s不同意，仍列入清单的请写明理由", f.Name, o.Department)
		}
	}
	return nil
}
