package models

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ScoreState is how far a quarter's score is.
type ScoreState string

// The states. A published score never changes; a correction is the next version.
const (
	ScoreDrafted   ScoreState = "drafted"   // 测算稿
	ScoreAnnounced ScoreState = "announced" // 公示中
	ScorePublished ScoreState = "published" // 已公布
)

var scoreStateWords = map[ScoreState]string{ScoreDrafted: "测算稿", ScoreAnnounced: "公示中", ScorePublished: "已公布"}

// Chinese returns the name of the state.
func (s ScoreState) Chinese() string { return scoreStateWords[s] }

// Score is a version of a quarter's score of the towns and units of a programme.
type Score struct {
	ID             string `gorm:"primaryKey"` // ScoreID
	ProgrammeID    string
	Quarter        Month // last month of the quarter
	Version        int   // from 1
	FormulaID      string
	ClosingVersion int // version of the closing of the quarter's last month that it is computed from
	State          ScoreState
	Reason         string // of a version after the first: why; or why the announcement was called back
	DraftedAt      Instant
	ByID           string
	ByName         string
	AnnouncedAt    Instant
	ObjectUntil    Date // last day on which a unit may object
	PublishedAt    Instant
	PublishedBy    string
	Revision       int // raised by every change of this row or its lines
}

// ScoreID is the row key of a version of a quarter's score.
func ScoreID(programmeID string, quarter Month, version int) string {
	return Key("score", programmeID, quarter.String(), strconv.Itoa(version))
}

// ScoreLine is what one unit has.
type ScoreLine struct {
	ID        string `gorm:"primaryKey"` // ScoreLineID
	ScoreID   string
	UnitID    string
	Unit      string // its name when it was scored
	Kind      UnitKind
	Position  int
	Projects  int
	NotRanked string      // why it has no place; "": it has one
	Parts     []ScorePart `gorm:"serializer:json"` // one for each item of the formula, in its order
	Total     Points      // sum of the points of Parts
	Place     int         `gorm:"column:place"` // from 1 within its kind, equal totals share it; 0: not ranked
}

// ScoreLineID is the row key of a unit's line.
func ScoreLineID(scoreID, unitID string) string { return Key("scored", scoreID, unitID) }

// ScorePart is the points of a unit for one item.
type ScorePart struct {
	Name   string        `json:"name"`
	Kind   ScoreItemKind `json:"kind"`
	Most   Points        `json:"most"`
	Least  Points        `json:"least,omitempty"`
	Points Points        `json:"points"`
	Done   int64         `json:"done"` // of a computed item: fen, projects or problems; see Kind
	Base   int64         `json:"base"`
	Ground string        `json:"ground"` // why: the figures, or the office's words
	Upheld bool          `json:"upheld,omitempty"`
	ByName string        `json:"by,omitempty"` // who entered or changed the points
}

// Rate is the share of a computed part as it is printed: 92.3%; "" without a base.
func (p ScorePart) Rate() string {
	if p.Base <= 0 || p.Kind == ScoreByHand {
		return ""
	}
	return Percent(Money(p.Done), Money(p.Base)) + "%"
}

// QuarterChinese names the quarter that ends with a month: 2026年第三季度.
func (m Month) QuarterChinese() string {
	return fmt.Sprintf("%d年第%s季度", m.Year(), []string{"一", "二", "三", "四"}[(m.Number()-1)/quarterMonths])
}

// ScoreNotFound returns the KindNotFound error for a score that does not exist or that a person may not see.
func ScoreNotFound(id string) *Error {
	return Errorf(KindNotFound, "no_score", "没有找到季度考核“%s”，请从季度考核页面打开", id)
}

// ScoreChanged returns the KindConflict error for a change of a score that another person changed.
func ScoreChanged() *Error {
	return Errorf(KindConflict, "score_changed", "该季度考核已被他人修改，未保存；请重新打开，核对后再办理")
}

// Seen returns ScoreChanged unless revision is the one on record; 0 is not said.
func (s Score) Seen(revision int) error {
	if revision != 0 && revision != s.Revision {
		return ScoreChanged()
	}
	return nil
}

// wrongState returns the error for an action that the state does not allow.
func (s Score) wrongState(what Word) error {
	return Errorf(KindConflict, "score_state", "%s考核%s，不能%s", s.Quarter.QuarterChinese(), WordOf(s.State), what)
}

// ScoreStepKind is what the office does with a score as a whole.
type ScoreStepKind string

// The steps.
const (
	ScoreAnnounce ScoreStepKind = "announce" // 公示
	ScoreRecall   ScoreStepKind = "recall"   // 撤回公示
	ScorePublish  ScoreStepKind = "publish"  // 公布
)

// ScoreStep is a step with a score.
type ScoreStep struct {
	Step     ScoreStepKind `json:"step"`
	Reason   string        `json:"reason,omitempty"` // of a recall
	Revision int           `json:"revision,omitempty"`
}

// Take returns the score after a step. closing is the newest version of the quarter's closing, 0 while the month is
// open; waiting is how many objections are not decided.
func (s Score) Take(c ScoreStep, f ScoreFormula, closing, waiting int, calendar Calendar, by Actor, now Instant) (Score,
	error) {
	if err := s.Seen(c.Revision); err != nil {
		return s, err
	}
	today := now.Date()
	switch c.Step {
	case ScoreAnnounce:
		switch {
		case s.State != ScoreDrafted:
			return s, s.wrongState("公示")
		case closing != s.ClosingVersion:
			return s, Errorf(KindConflict, "score_stale", "%s月结数据在测算后有变动，请重新测算后公示", s.Quarter)
		}
		s.State, s.AnnouncedAt, s.ObjectUntil = ScoreAnnounced, now, calendar.Add(today, f.ObjectionDays)
	case ScoreRecall:
		reason := strings.TrimSpace(c.Reason)
		switch {
		case s.State != ScoreAnnounced:
			return s, s.wrongState("撤回公示")
		case reason == "" || utf8.RuneCountInString(reason) > maxNoteLength:
			return s, Errorf(KindInvalid, "reason_missing", "请填写撤回公示的原因，不超过 %d 个字", maxNoteLength)
		}
		s.State, s.AnnouncedAt, s.ObjectUntil, s.Reason = ScoreDrafted, 0, 0, reason
	case ScorePublish:
		switch {
		case s.State != ScoreAnnounced:
			return s, s.wrongState("公布")
		case today <= s.ObjectUntil:
			return s, Errorf(KindConflict, "objections_open", "公示异议期至 %s 止，期满后公布", s.ObjectUntil)
		case waiting > 0:
			return s, Errorf(KindConflict, "objections_waiting", "还有 %d 件异议未处理，处理后公布", waiting)
		}
		s.State, s.PublishedAt, s.PublishedBy = ScorePublished, now, by.Name
	default:
		return s, Errorf(KindInvalid, "bad_step", "没有步骤“%s”，应为 announce（公示）、recall（撤回公示）或 publish（公布）", string(c.Step))
	}
	s.Revision++
	return s, nil
}

// ScorePoints are points that the office enters by hand for an item of a unit.
type ScorePoints struct {
	Unit     string `json:"unit"`
	Item     string `json:"item"`
	Points   Points `json:"points"`
	Ground   string `json:"ground"`
	Revision int    `json:"revision,omitempty"`
}

// Enter returns the line with points by hand: of an item by hand, or of one that was changed by an objection before the
// announcement was called back. Points are entered in a draft only.
func (l ScoreLine) Enter(s Score, c ScorePoints, by Actor) (ScoreLine, error) {
	i := l.part(c.Item)
	ground := strings.TrimSpace(c.Ground)
	switch {
	case s.State != ScoreDrafted:
		return l, s.wrongState("调整加减分；单位有异议的按异议处理")
	case i < 0 || l.Parts[i].Kind != ScoreByHand && !l.Parts[i].Upheld:
		return l, Errorf(KindInvalid, "no_item", "没有加减分项目“%s”，测算得分不能手工填写", c.Item)
	case c.Points != 0 && ground == "":
		return l, Errorf(KindInvalid, "ground_missing", "请填写加减分的依据")
	case utf8.RuneCountInString(ground) > maxNoteLength:
		return l, Errorf(KindInvalid, "ground_missing", "依据过长，应在 %d 字以内", maxNoteLength)
	}
	if err := refuseNeverScored(ground); err != nil {
		return l, err
	}
	return l.give(i, c.Points, ground, l.Parts[i].Upheld, by)
}

func (l ScoreLine) part(name string) int {
	for i, p := range l.Parts {
		if NameKey(p.Name) == NameKey(name) {
			return i
		}
	}
	return -1
}

// give returns the line with other points for a part, within its bounds.
func (l ScoreLine) give(i int, points Points, ground string, upheld bool, by Actor) (ScoreLine, error) {
	p := l.Parts[i]
	if points < p.Least || points > p.Most {
		return l, Errorf(KindInvalid, "bad_points", "“%s”的得分应在 %s 至 %s 分之间，请更正", p.Name, p.Least.Chinese(), p.Most.Chinese())
	}
	parts := make([]ScorePart, len(l.Parts))
	copy(parts, l.Parts)
	p.Points, p.Ground, p.Upheld, p.ByName = points, ground, upheld, by.Name
	parts[i] = p
	l.Parts = parts
	l.sum()
	return l, nil
}

func (l *ScoreLine) sum() {
	l.Total = 0
	for _, p := range l.Parts {
		l.Total += p.Points
	}
}
