package models

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// OutingKind is what projects are gathered for.
type OutingKind string

// The kinds.
const (
	OutingStart OutingKind = "start" // 集中开工: projects that begin together
	OutingRoute OutingKind = "route" // 观摩: projects that are visited one after the other
)

// OutingKinds lists the kinds.
var OutingKinds = []OutingKind{OutingStart, OutingRoute}

// Chinese returns the name of the kind.
func (k OutingKind) Chinese() string {
	return map[OutingKind]string{OutingStart: "集中开工", OutingRoute: "观摩路线"}[k]
}

// Outing is a batch of projects that begin together (集中开工), or a route on which projects are visited (观摩): a list that
// is printed and handed out.
type Outing struct {
	ID          string `gorm:"primaryKey"` // OutingID
	ProgrammeID string
	Kind        OutingKind
	Title       string
	On          Date `gorm:"column:on_date"`
	Begins      int  // minutes after midnight at which it begins
	Place       string
	Stops       []OutingStop `gorm:"serializer:json"`
	ByID        string
	ByName      string
	At          Instant
	Version     int
}

// OutingStop is a project of an outing. Of a batch only the project and Line are used.
type OutingStop struct {
	ProjectID string `json:"project_id"`
	Explains  string `json:"explains,omitempty"` // 讲解人
	Travel    int    `json:"travel"`             // minutes from the stop before
	Minutes   int    `json:"minutes"`            // spent there
	Line      string `json:"line,omitempty"`     // progress, or a note; "": the newest approved physical progress
}

// OutingID is the row key of what a command enters.
func OutingID(commandKey string) string { return Key("outing", commandKey) }

// OutingNotFound returns the KindNotFound error for an outing that does not exist.
func OutingNotFound(id string) *Error {
	return Errorf(KindNotFound, "no_outing", "没有找到“%s”，请从集中开工和观摩页面打开", id)
}

// OutingChanged returns the KindConflict error for a change of an outing that another person changed.
func OutingChanged() *Error {
	return Errorf(KindConflict, "outing_changed", "该名单已被他人修改，未保存；请重新打开，核对后再修改")
}

// OutingEntry is what the office enters. Lines are one project each: 项目编码 | 讲解人 | 路程分钟 | 停留分钟 | 进展; of a batch
// 项目编码 | 备注.
type OutingEntry struct {
	Kind    OutingKind `json:"kind"`
	Title   string     `json:"title"`
	On      Date       `json:"on"`
	Begins  string     `json:"begins,omitempty"` // "09:00"
	Place   string     `json:"place,omitempty"`
	Lines   string     `json:"lines"`
	Version int        `json:"version,omitempty"` // the one that was changed; 0: not said
}

const (
	maxOutingStops   = 60
	maxOutingMinutes = 600
	usualStop        = 15 // minutes
	usualTravel      = 10
	usualBegin       = 9 * 60
)

// OutingLine is a line of an entry.
type OutingLine struct {
	Code string
	OutingStop
}

// Enter returns the outing with what the office entered, and the lines with the codes of their projects. Errors:
// KindInvalid, KindConflict when the outing is not the one that the person saw.
func (o Outing) Enter(e OutingEntry) (Outing, []OutingLine, error) {
	if e.Version != 0 && e.Version != o.Version {
		return o, nil, OutingChanged()
	}
	o.Title, o.On, o.Place = strings.TrimSpace(e.Title), e.On, strings.TrimSpace(e.Place)
	if o.Kind == "" {
		o.Kind = e.Kind
	}
	if !slices.Contains(OutingKinds, o.Kind) {
		return o, nil, Errorf(KindInvalid, "bad_kind", "类别“%s”无效，应为 start（集中开工）或 route（观摩路线）", string(e.Kind))
	}
	switch {
	case o.Title == "" || utf8.RuneCountInString(o.Title) > maxMeetingText:
		return o, nil, Errorf(KindInvalid, "title_missing", "请填写名称，不超过 %d 个字", maxMeetingText)
	case o.On == 0:
		return o, nil, Errorf(KindInvalid, "day_missing", "请填写日期")
	case utf8.RuneCountInString(o.Place) > maxMeetingText:
		return o, nil, Errorf(KindInvalid, "place_too_long", "地点过长，应在 %d 字以内", maxMeetingText)
	}
	var err error
	if o.Begins, err = parseClock(e.Begins); err != nil {
		return o, nil, err
	}
	lines, err := o.parse(e.Lines)
	return o, lines, err
}

// parseClock reads a time of day as minutes after midnight; "" is 9:00.
func parseClock(text string) (int, error) {
	text = strings.ReplaceAll(strings.TrimSpace(text), "：", ":")
	if text == "" {
		return usualBegin, nil
	}
	hours, minutes, ok := strings.Cut(text, ":")
	h, wrong := strconv.Atoi(hours)
	m, alsoWrong := strconv.Atoi(minutes)
	if !ok || wrong != nil || alsoWrong != nil || h < 0 || h > 23 || m < 0 || m > 59 {
		return 0, Errorf(KindInvalid, "bad_time", "时间“%s”无效，应写作 9:00", text)
	}
	return h*60 + m, nil
}

// Clock writes minutes after midnight as 09:05.
func Clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60) }

func (o Outing) parse(text string) (lines []OutingLine, err error) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		if strings.TrimSpace(line) == "" {
			continue
		}
		one, err := o.parseLine(line)
		if err != nil {
			return nil, Errorf(KindInvalid, "line_wrong", "第 %d 行：%s", n, AsError(err).Message)
		}
		if slices.ContainsFunc(lines, func(other OutingLine) bool { return other.Code == one.Code }) {
			return nil, Errorf(KindInvalid, "line_wrong", "第 %d 行：项目 %s 与前面的重复", n, one.Code)
		}
		lines = append(lines, one)
	}
	switch {
	case len(lines) == 0:
		return nil, Errorf(KindInvalid, "items_missing", "请至少列入一个项目，一行一个，以项目编码开头")
	case len(lines) > maxOutingStops:
		return nil, Errorf(KindInvalid, "items_missing", "一次最多列入 %d 个项目", maxOutingStops)
	}
	return lines, nil
}

func (o Outing) parseLine(line string) (one OutingLine, err error) {
	parts := strings.Split(strings.ReplaceAll(line, "｜", "|"), "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	one.Code = parts[0]
	switch {
	case one.Code == "":
		return one, Errorf(KindInvalid, "line_wrong", "没有写明项目编码")
	case o.Kind == OutingStart:
		one.Line = strings.Join(parts[1:], "，")
	default:
		for len(parts) < 5 {
			parts = append(parts, "")
		}
		one.Explains, one.Line = parts[1], strings.Join(parts[4:], "，")
		if one.Travel, err = minutes(parts[2], usualTravel); err == nil {
			one.Minutes, err = minutes(parts[3], usualStop)
		}
	}
	if err == nil && utf8.RuneCountInString(one.Line+one.Explains) > maxMeetingText {
		err = Errorf(KindInvalid, "line_wrong", "内容过长，应在 %d 字以内", maxMeetingText)
	}
	return one, err
}

func minutes(text string, usual int) (int, error) {
	text = strings.TrimSuffix(strings.TrimSuffix(text, "分钟"), "分")
	if text == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 || n > maxOutingMinutes {
		return 0, Errorf(KindInvalid, "line_wrong", "分钟数“%s”无效，应为 0–%d 的整数", text, maxOutingMinutes)
	}
	return n, nil
}

// LinesOfOuting writes stops as an entry has them; code names a project.
func (o Outing) LinesOfOuting(code func(projectID string) string) string {
	var b strings.Builder
	for _, s := range o.Stops {
		b.WriteString(code(s.ProjectID))
		switch {
		case o.Kind == OutingRoute:
			fmt.Fprintf(&b, " | %s | %d | %d | %s", s.Explains, s.Travel, s.Minutes, s.Line)
		case s.Line != "":
			b.WriteString(" | " + s.Line)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Arrivals are the minutes after midnight at which each stop of a route is reached, and at which the last is left.
func (o Outing) Arrivals() (arrivals []int, ends int) {
	ends = o.Begins
	for _, s := range o.Stops {
		ends += s.Travel
		arrivals = append(arrivals, ends)
		ends += s.Minutes
	}
	return arrivals, ends
}

// UsualStop is a stop of a project as it is proposed.
func UsualStop(projectID string) OutingStop {
	return OutingStop{ProjectID: projectID, Travel: usualTravel, Minutes: usualStop}
}
