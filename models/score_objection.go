package models

import (
	"strings"
	"unicode/utf8"
)

// ObjectionState is how far an answer of a unit is.
type ObjectionState string

// The states.
const (
	ObjectionWaiting ObjectionState = "waiting" // 待处理
	ObjectionUpheld  ObjectionState = "upheld"  // 采纳
	ObjectionRefused ObjectionState = "refused" // 不采纳
	ObjectionVoid    ObjectionState = "void"    // 公示已撤回
	ObjectionNone    ObjectionState = "none"    // 无异议
)

var objectionWords = map[ObjectionState]string{ObjectionWaiting: "待处理", ObjectionUpheld: "采纳", ObjectionRefused: "不采纳",
	ObjectionVoid: "公示已撤回", ObjectionNone: "无异议"}

// Chinese returns the name of the state.
func (s ObjectionState) Chinese() string { return objectionWords[s] }

// ScoreObjection is what a unit says to its announced points: an objection to one item with its ground, or that it has
// none.
type ScoreObjection struct {
	ID        string `gorm:"primaryKey"` // ScoreObjectionID
	ScoreID   string
	UnitID    string
	Unit      string
	Item      string // "": no objection at all
	Ground    string
	Paper     string // title of the paper, when the office entered it for the unit (代录)
	ByID      string
	ByName    string
	At        Instant
	State     ObjectionState
	Was       Points // of the item when the unit objected
	Points    Points // as decided
	Reason    string // of the decision
	DecidedID string
	DecidedBy string
	DecidedAt Instant
}

// ScoreObjectionID is the row key of what a command enters.
func ScoreObjectionID(commandKey string) string { return Key("objection", commandKey) }

// ObjectionEntry is what a unit enters.
type ObjectionEntry struct {
	Unit   string `json:"unit"`             // row key or name of the organisation; "": the caller's own, if it is one
	Item   string `json:"item,omitempty"`   // "": no objection
	Ground string `json:"ground,omitempty"` //
	Paper  string `json:"paper,omitempty"`  // by the office for a unit: the title of the unit's paper
}

// Object makes the objection of a unit. earlier are those of the same score.
func (l ScoreLine) Object(s Score, c ObjectionEntry, earlier []ScoreObjection, key string, by Actor, now Instant) (
	ScoreObjection, error) {
	o := ScoreObjection{ID: ScoreObjectionID(key), ScoreID: s.ID, UnitID: l.UnitID, Unit: l.Unit, ByID: by.ID,
		ByName: by.Name, At: now, State: ObjectionNone, Ground: strings.TrimSpace(c.Ground),
		Paper: strings.TrimSpace(c.Paper)}
	i := l.part(c.Item)
	switch {
	case s.State != ScoreAnnounced:
		return o, s.wrongState("提出异议")
	case now.Date() > s.ObjectUntil:
		return o, Errorf(KindConflict, "objections_over", "异议期已于 %s 止，如有新的情况请书面报重点项目办", s.ObjectUntil)
	case !by.has(RoleUnit, l.UnitID) && o.Paper == "":
		return o, Errorf(KindInvalid, "paper_missing", "代单位登记的，请填写单位来文的标题或文号")
	case utf8.RuneCountInString(o.Paper) > maxMeetingText:
		return o, Errorf(KindInvalid, "paper_missing", "来文标题过长，应在 %d 字以内", maxMeetingText)
	case c.Item == "" && o.Ground != "":
		return o, Errorf(KindInvalid, "no_item", "请选择有异议的计分项目；无异议的不填理由")
	case c.Item != "" && i < 0:
		return o, Errorf(KindInvalid, "no_item", "没有计分项目“%s”，请从列表中选择", c.Item)
	case c.Item != "" && o.Ground == "":
		return o, Errorf(KindInvalid, "ground_missing", "请填写异议的理由和依据")
	case utf8.RuneCountInString(o.Ground) > maxNoteLength:
		return o, Errorf(KindInvalid, "ground_missing", "理由过长，应在 %d 字以内", maxNoteLength)
	}
	for _, e := range earlier {
		if e.UnitID != l.UnitID || e.State == ObjectionVoid {
			continue
		}
		if c.Item == "" && e.State == ObjectionWaiting || e.Item != "" && NameKey(e.Item) == NameKey(c.Item) {
			return o, Errorf(KindConflict, "objected", "该项已由%s于%s提出异议，%s", e.ByName, e.At.Date(), WordOf(e.State))
		}
	}
	if i >= 0 {
		o.Item, o.Was, o.Points, o.State = l.Parts[i].Name, l.Parts[i].Points, l.Parts[i].Points, ObjectionWaiting
	}
	return o, nil
}

// ObjectionDecision is the office's decision on an objection.
type ObjectionDecision struct {
	Uphold bool   `json:"uphold"`
	Points Points `json:"points,omitempty"` // of the item from now on, when it is upheld
	Reason string `json:"reason"`
}

// Decide returns the objection with its decision, and the unit's line afterwards.
func (o ScoreObjection) Decide(s Score, l ScoreLine, c ObjectionDecision, by Actor, now Instant) (ScoreObjection,
	ScoreLine, error) {
	reason := strings.TrimSpace(c.Reason)
	switch {
	case s.State != ScoreAnnounced:
		return o, l, s.wrongState("处理异议")
	case o.State != ObjectionWaiting:
		return o, l, Errorf(KindConflict, "objection_decided", "该异议已由%s于%s处理：%s", o.DecidedBy, o.DecidedAt.Date(),
			WordOf(o.State))
	case o.ByID == by.ID:
		return o, l, Errorf(KindForbidden, "own_objection", "异议由您登记，请由重点项目办其他人员处理")
	case reason == "" || utf8.RuneCountInString(reason) > maxNoteLength:
		return o, l, Errorf(KindInvalid, "reason_missing", "请填写处理意见，不超过 %d 个字", maxNoteLength)
	}
	o.Reason, o.DecidedID, o.DecidedBy, o.DecidedAt, o.State = reason, by.ID, by.Name, now, ObjectionRefused
	i := l.part(o.Item)
	if !c.Uphold || i < 0 {
		return o, l, nil
	}
	if c.Points == l.Parts[i].Points {
		return o, l, Errorf(KindInvalid, "bad_points", "采纳异议的，请填写调整后的得分，应与原得分 %s 不同", c.Points.Chinese())
	}
	l, err := l.give(i, c.Points, reason, true, by)
	o.State, o.Points = ObjectionUpheld, c.Points
	return o, l, err
}

// Voided returns the waiting objections of an announcement that is called back, settled.
func Voided(all []ScoreObjection, by Actor, now Instant) (out []ScoreObjection) {
	for _, o := range all {
		if o.State == ObjectionWaiting || o.State == ObjectionNone {
			o.State, o.DecidedID, o.DecidedBy, o.DecidedAt = ObjectionVoid, by.ID, by.Name, now
			out = append(out, o)
		}
	}
	return out
}

// WaitingObjections counts the objections that are not decided.
func WaitingObjections(all []ScoreObjection) (n int) {
	for _, o := range all {
		if o.State == ObjectionWaiting {
			n++
		}
	}
	return n
}
