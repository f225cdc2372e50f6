package models

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Meeting is a 调度会. Its items become tasks (议定事项) when number and scan of the signed minutes (纪要) are registered;
// before that they are a draft that binds no one.
type Meeting struct {
	ID             string `gorm:"primaryKey"` // MeetingID of the command that entered it
	ProgrammeID    string
	Title          string // 会议名称
	HeldOn         Date
	Place          string
	Chair          string        // 主持人: title of a post, or as it stands in the minutes; "": not entered
	Attended       string        // 参加人员, as text
	Items          []MeetingItem `gorm:"serializer:json"`
	Number         string        // 纪要文号; "" of a draft
	EvidenceSHA256 string        `gorm:"column:evidence_sha256"` // scan of the signed minutes; "" of a draft
	EvidenceName   string
	EvidenceType   string
	EvidenceSize   int64
	SignedAt       Instant // when the minutes were registered and the items became tasks; 0: a draft
	ByID           string
	ByName         string
	At             Instant
	Version        int
}

// MeetingItem is one item of the minutes.
type MeetingItem struct {
	Text    string `json:"text"`
	Unit    string `json:"unit"` // unit or post that is responsible, as it is written
	Due     Date   `json:"due"`
	Project string `json:"project,omitempty"` // code; "": on none
}

// MeetingEntry is what the office enters of a meeting. Items and Lines are taken together, Items first.
type MeetingEntry struct {
	Title    string        `json:"title,omitempty"` // "": 重点项目调度会
	HeldOn   Date          `json:"held_on"`
	Place    string        `json:"place,omitempty"`
	Chair    string        `json:"chair,omitempty"`
	Attended string        `json:"attended,omitempty"`
	Items    []MeetingItem `json:"items,omitempty"`
	Lines    string        `json:"lines,omitempty"`   // pasted: one item a line, see ParseMeetingLines
	Version  int           `json:"version,omitempty"` // of the draft that the person saw; 0: not compared
}

// Minutes are the signed minutes of a meeting.
type Minutes struct {
	Number   string    `json:"number"` // 纪要文号
	Evidence *Evidence `json:"evidence"`
	Version  int       `json:"version,omitempty"` // of the draft that the person saw; 0: not compared
}

const (
	maxMeetingItems = 100
	maxMeetingText  = 200 // title, place, chair, number, unit
	meetingTitle    = "重点项目调度会"
)

// MeetingID returns the row key of a meeting entered by a command.
func MeetingID(parts ...string) string { return Key("mtg", parts...) }

// MeetingNotFound returns the KindNotFound error for a meeting.
func MeetingNotFound(id string) *Error {
	return Errorf(KindNotFound, "no_meeting", "没有找到会议“%s”，请从会议议定事项打开", id)
}

// Signed reports whether the items became tasks.
func (m Meeting) Signed() bool { return m.SignedAt != 0 }

// DecisionID returns the row key of the order that follows the n-th item, counted from 1.
func (m Meeting) DecisionID(n int) string { return OrderID("decision", m.ID, strconv.Itoa(n)) }

// seen returns nil when a version is that of the draft, or 0. Errors: KindConflict.
func (m Meeting) seen(version int) error {
	if version != 0 && version != m.Version {
		return MeetingChanged()
	}
	return nil
}

// MeetingChanged returns the KindConflict error for a draft that another person changed.
func MeetingChanged() *Error {
	return Errorf(KindConflict, "meeting_changed", "该会议草稿已被他人修改，未保存；请重新打开会议，核对后再办理")
}

// Enter returns the meeting with what the office entered. Errors: KindInvalid, KindConflict when the minutes are
// registered already, or the draft is not the one that the person saw.
func (m Meeting) Enter(e MeetingEntry, now Instant) (Meeting, error) {
	if m.Signed() {
		return m, Errorf(KindConflict, "meeting_signed", "纪要（%s）已登记，议定事项不能再改", m.Number)
	}
	if err := m.seen(e.Version); err != nil {
		return m, err
	}
	pasted, err := ParseMeetingLines(e.Lines)
	if err != nil {
		return m, err
	}
	m.Title, m.HeldOn, m.Place = strings.TrimSpace(e.Title), e.HeldOn, strings.TrimSpace(e.Place)
	m.Chair, m.Attended = strings.TrimSpace(e.Chair), strings.TrimSpace(e.Attended)
	m.Items = []MeetingItem{}
	for _, i := range slices.Concat(e.Items, pasted) {
		i.Text, i.Unit, i.Project = strings.TrimSpace(i.Text), strings.TrimSpace(i.Unit), strings.TrimSpace(i.Project)
		m.Items = append(m.Items, i)
	}
	if m.Title == "" {
		m.Title = meetingTitle
	}
	return m, m.check(now.Date())
}

// check returns the KindInvalid error for a meeting that cannot be.
func (m Meeting) check(today Date) error {
	switch {
	case m.HeldOn == 0:
		return Errorf(KindInvalid, "held_missing", "请填写会议日期")
	case m.HeldOn > today:
		return Errorf(KindInvalid, "held_future", "会议日期 %s 晚于今天（%s），会后再登记", m.HeldOn, today)
	case utf8.RuneCountInString(m.Attended) > maxNoteLength:
		return Errorf(KindInvalid, "attended_too_long", "参加人员过长，应在 %d 字以内", maxNoteLength)
	case len(m.Items) == 0:
		return Errorf(KindInvalid, "items_missing", "请填写议定事项，一行一项：事项 · 责任单位 · 时限")
	case len(m.Items) > maxMeetingItems:
		return Errorf(KindInvalid, "items_too_many", "一次会议最多登记 %d 项", maxMeetingItems)
	}
	for _, text := range []string{m.Title, m.Place, m.Chair} {
		if utf8.RuneCountInString(text) > maxMeetingText {
			return Errorf(KindInvalid, "text_too_long", "内容过长，应在 %d 字以内", maxMeetingText)
		}
	}
	for n, i := range m.Items {
		switch {
		case i.Text == "":
			return Errorf(KindInvalid, "item_wrong", "第 %d 项没有写明事项", n+1)
		case strings.ContainsAny(i.Text+i.Unit+i.Project, "\t\r\n|｜"):
			return Errorf(KindInvalid, "item_wrong", "第 %d 项含有竖线、制表符或换行，请改用其他标点", n+1)
		case utf8.RuneCountInString(i.Text) > maxNoteLength:
			return Errorf(KindInvalid, "item_wrong", "第 %d 项过长，应在 %d 字以内", n+1, maxNoteLength)
		case i.Unit == "" || utf8.RuneCountInString(i.Unit) > maxMeetingText:
			return Errorf(KindInvalid, "item_wrong", "第 %d 项请写明一个责任单位或岗位", n+1)
		case i.Due == 0:
			return Errorf(KindInvalid, "item_wrong", "第 %d 项没有写明时限", n+1)
		case i.Due < m.HeldOn:
			return Errorf(KindInvalid, "item_wrong", "第 %d 项的时限 %s 早于会议日期（%s），请核对", n+1, i.Due, m.HeldOn)
		}
	}
	return nil
}

// Sign returns the meeting with its signed minutes: both number and scan are needed. Errors: KindInvalid, KindConflict.
func (m Meeting) Sign(c Minutes, now Instant) (Meeting, error) {
	switch number := strings.TrimSpace(c.Number); {
	case m.Signed():
		return m, Errorf(KindConflict, "meeting_signed", "纪要（%s）已登记，议定事项不能再改", m.Number)
	case m.seen(c.Version) != nil:
		return m, MeetingChanged()
	case number == "":
		return m, Errorf(KindInvalid, "number_missing", "请填写纪要文号，如“区政府专题会议纪要〔2021〕12号”；未编号的只能存为草稿")
	case utf8.RuneCountInString(number) > maxMeetingText:
		return m, Errorf(KindInvalid, "number_missing", "纪要文号过长，应在 %d 字以内", maxMeetingText)
	case c.Evidence == nil:
		return m, Errorf(KindInvalid, "scan_missing", "请附签发纪要的扫描件；没有扫描件的只能存为草稿")
	default:
		m.Number, m.SignedAt = number, now
		return m, m.check(now.Date())
	}
}
