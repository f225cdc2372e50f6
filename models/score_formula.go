package models

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// ScoreItemKind says where the points of an item come from.
type ScoreItemKind string

// The kinds. What is computed comes from closed months and from the ledger of problems. Log-ins, installs, the speed of
// replies and the entry in statistics are no kinds and may not be entered by hand either.
const (
	ScoreSchedule ScoreItemKind = "schedule" // 序时完成率: approved as a share of what was scheduled
	ScorePlan     ScoreItemKind = "plan"     // 年度计划完成率: approved as a share of the annual plan
	ScoreStarts   ScoreItemKind = "starts"   // 按期开工率: new starts that began in their planned month
	ScoreProblems ScoreItemKind = "problems" // 问题按期办结率: problems asked of the unit that fell due in the quarter
	ScoreByHand   ScoreItemKind = "hand"     // 加减分: entered by the office with a ground
)

// ScoreItemKinds lists the kinds in the order in which they are offered.
var ScoreItemKinds = []ScoreItemKind{ScoreSchedule, ScorePlan, ScoreStarts, ScoreProblems, ScoreByHand}

var scoreKindWords = map[ScoreItemKind]string{ScoreSchedule: "序时完成率", ScorePlan: "年度计划完成率", ScoreStarts: "按期开工率",
	ScoreProblems: "问题按期办结率", ScoreByHand: "加减分"}

// Chinese returns the name of the kind.
func (k ScoreItemKind) Chinese() string { return scoreKindWords[k] }

// ScoreItem is an item of a formula.
type ScoreItem struct {
	Name  string        `json:"name"`
	Kind  ScoreItemKind `json:"kind"`
	Most  Points        `json:"most"`            // full points; of an item by hand the most that can be added
	Least Points        `json:"least,omitempty"` // of an item by hand the most that can be taken off, negative or 0
	// points of a unit that had nothing to do of a computed kind: none instead of the full points
	NoneIsZero bool `json:"none_is_zero,omitempty"`
}

// ScoreFormula is a version of the document by which towns and units are scored. It is never changed: another document,
// or a correction, is another version.
type ScoreFormula struct {
	ID            string      `gorm:"primaryKey" json:"-"` // ScoreFormulaID
	ProgrammeID   string      `json:"-"`
	Version       int         `json:"version"`
	Document      string      `json:"document"` // 文号
	IssuedOn      Date        `json:"issued_on"`
	Title         string      `json:"title"`
	Items         []ScoreItem `gorm:"serializer:json" json:"items"`
	ObjectionDays int         `json:"objection_days"` // working days in which a unit may object after the announcement
	ByID          string      `json:"-"`
	ByName        string      `json:"by,omitempty"`
	At            Instant     `json:"at,omitzero"`
}

// ScoreFormulaID is the row key of the formula that a command enters.
func ScoreFormulaID(commandKey string) string { return Key("formula", commandKey) }

const (
	// DefaultObjectionDays is how many working days units have to object.
	DefaultObjectionDays = 5
	maxObjectionDays     = 30
	maxScoreItems        = 12
	maxScoreName         = 20
)

// neverScored are words of what may not be scored: the rules for government apps forbid scoring by use, and the entry
// in statistics is never a ground.
var neverScored = []string{"登录", "登陆", "在线", "安装", "使用率", "活跃", "签到", "回复速度", "回复快慢", "响应速度", "响应时间",
	"纳统", "入统", "入库统计"}

// refuseNeverScored returns the KindInvalid error for a text that scores what may not be scored.
func refuseNeverScored(text string) error {
	for _, word := range neverScored {
		if strings.Contains(NameKey(text), word) {
			return Errorf(KindInvalid, "never_scored",
				"“%s”不得计分：不以登录、安装、在线时长和回复快慢评价单位，纳统情况不作为考核依据，请更正", shortText(text, maxScoreName))
		}
	}
	return nil
}

func shortText(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

// Check returns the KindInvalid error for a formula that cannot be, with the texts trimmed.
func (f *ScoreFormula) Check(today Date) error {
	f.Document, f.Title = strings.TrimSpace(f.Document), strings.TrimSpace(f.Title)
	switch {
	case f.Document == "" || utf8.RuneCountInString(f.Document) > maxDocumentLength:
		return Errorf(KindInvalid, "document_missing", "请填写考核办法的文号，不超过 %d 个字", maxDocumentLength)
	case !strings.ContainsAny(f.Document, "0123456789０１２３４５６７８９"):
		return Errorf(KindInvalid, "document_missing", "文号应写明年份和序号，如“张重点办〔2026〕3号”")
	case f.IssuedOn == 0 || f.IssuedOn > today:
		return Errorf(KindInvalid, "document_day", "请填写成文日期，不得晚于今天")
	case f.Title == "" || utf8.RuneCountInString(f.Title) > maxMeetingText:
		return Errorf(KindInvalid, "title_missing", "请填写文件标题，不超过 %d 个字", maxMeetingText)
	case f.ObjectionDays < 1 || f.ObjectionDays > maxObjectionDays:
		return Errorf(KindInvalid, "bad_days", "公示异议期应为 1–%d 个工作日，请更正", maxObjectionDays)
	case len(f.Items) == 0:
		return Errorf(KindInvalid, "items_missing", "请填写计分项目，一行一项：名称 | 计分方式 | 分值")
	case len(f.Items) > maxScoreItems:
		return Errorf(KindInvalid, "items_missing", "计分项目最多 %d 项，请合并后填写", maxScoreItems)
	}
	for i := range f.Items {
		f.Items[i].Name = strings.TrimSpace(f.Items[i].Name)
		if err := f.Items[i].check(); err != nil {
			return Errorf(KindInvalid, "item_wrong", "第 %d 项：%s", i+1, AsError(err).Message)
		}
		same := func(other ScoreItem) bool { return NameKey(other.Name) == NameKey(f.Items[i].Name) }
		if slices.ContainsFunc(f.Items[:i], same) {
			return Errorf(KindInvalid, "item_wrong", "第 %d 项：名称“%s”与前面的重复，请更正", i+1, f.Items[i].Name)
		}
	}
	return nil
}

func (i ScoreItem) check() error {
	switch {
	case i.Name == "" || utf8.RuneCountInString(i.Name) > maxScoreName:
		return Errorf(KindInvalid, "item_wrong", "请填写名称，不超过 %d 个字", maxScoreName)
	case !slices.Contains(ScoreItemKinds, i.Kind):
		return Errorf(KindInvalid, "item_wrong", "计分方式“%s”无效，应为序时完成率、年度计划完成率、按期开工率、问题按期办结率或加减分", string(i.Kind))
	case i.Kind == ScoreByHand && (i.Most < 0 || i.Least > 0 || i.Most == i.Least):
		return Errorf(KindInvalid, "item_wrong", "加减分应写明范围，如 -5～5，减分不大于 0、加分不小于 0")
	case i.Kind != ScoreByHand && (i.Most <= 0 || i.Least != 0):
		return Errorf(KindInvalid, "item_wrong", "分值应大于 0")
	case i.Most > mostPoints || i.Least < -mostPoints:
		return Errorf(KindInvalid, "item_wrong", "分值不得超过 %s 分", mostPoints.Chinese())
	}
	return refuseNeverScored(i.Name)
}

// Full is the sum of the full points, without those added by hand.
func (f ScoreFormula) Full() (full Points) {
	for _, i := range f.Items {
		if i.Kind != ScoreByHand {
			full += i.Most
		}
	}
	return full
}
