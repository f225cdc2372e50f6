package models

import (
	"fmt"
	"strings"
)

// InterimKind is how often a programme asks between its monthly reports.
type InterimKind string

// The kinds.
const (
	InterimTenDays InterimKind = "ten_days" // 旬调度: by the 10th, the 20th and the month's end
	InterimWeek    InterimKind = "week"     // 周调度: by Friday
)

// Chinese returns the kind's name; "" for none of them.
func (k InterimKind) Chinese() Word {
	switch k {
	case InterimTenDays:
		return "旬调度"
	case InterimWeek:
		return "周调度"
	}
	return ""
}

// InterimRound is a ten-day or weekly round. It exists only with a leader's document and a last day (国办函〔2026〕12号:
// no forms beyond need). What it collects is an interim figure: no light, rung, bulletin or monthly report rests on it.
type InterimRound struct {
	ID          string      `gorm:"primaryKey" json:"id"`
	ProgrammeID string      `json:"-"`
	Number      int         `json:"number"` // within the programme, from 1
	Kind        InterimKind `json:"kind"`
	CityMajor   bool        `json:"city_major"`  // only the projects of the city's list
	Document    string      `json:"document"`    // 文号
	Title       string      `json:"title"`       // of the document
	DocumentOn  Date        `json:"document_on"` // 成文日期
	FirstDay    Date        `json:"first_day"`
	LastDay     Date        `json:"last_day"`
	ByID        string      `json:"-"`
	ByName      string      `json:"by"`
	At          Instant     `json:"at"`
	EndedAt     Instant     `json:"ended_at,omitempty"` // ended before its last day
	EndedBy     string      `json:"ended_by,omitempty"`
	EndReason   string      `json:"end_reason,omitempty"`
}

// InterimEntry is a ten-day or weekly round as the office enters it.
type InterimEntry struct {
	Kind       InterimKind `json:"kind"`
	CityMajor  bool        `json:"city_major,omitempty"`
	Document   string      `json:"document"`
	Title      string      `json:"title"`
	DocumentOn Date        `json:"document_on"`
	FirstDay   Date        `json:"first_day"`
	LastDay    Date        `json:"last_day"`
}

// InterimEnding is why a round is ended before its last day.
type InterimEnding struct {
	Reason string `json:"reason"`
}

// maxInterimText is the most characters of a document's number or title, and of a reason.
const maxInterimText = 100

// CanSetInterim returns nil when the actor may enter and end ten-day and weekly rounds.
func CanSetInterim(a Actor) error { return CanPlan(a) }

// NewInterimRound makes a round of a programme. earlier are the programme's rounds: another document prolongs them,
// days on which one is in force are taken. Errors: KindInvalid, KindConflict.
func NewInterimRound(p Programme, e InterimEntry, earlier []InterimRound, by Actor, now Instant) (InterimRound, error) {
	n := len(earlier) + 1
	r := InterimRound{ID: fmt.Sprintf("%s-interim-%d", p.ID, n), ProgrammeID: p.ID, Number: n, Kind: e.Kind,
		CityMajor: e.CityMajor, Document: strings.TrimSpace(e.Document), Title: strings.TrimSpace(e.Title),
		DocumentOn: e.DocumentOn, FirstDay: e.FirstDay, LastDay: e.LastDay, ByID: by.ID, ByName: by.Name, At: now}
	today := now.Date()
	switch {
	case r.Kind.Chinese() == "":
		return r, Errorf(KindInvalid, "bad_interim_kind", "调度方式“%s”无效，应为 ten_days（旬调度）或 week（周调度）", e.Kind)
	case r.Document == "" || len([]rune(r.Document)) > maxInterimText:
		return r, Errorf(KindInvalid, "document_missing", "旬（周）调度须有领导签发的文件，请填写文号，不超过 %d 个字", maxInterimText)
	case r.Title == "" || len([]rune(r.Title)) > maxInterimText:
		return r, Errorf(KindInvalid, "title_missing", "请填写文件标题，不超过 %d 个字", maxInterimText)
	case r.DocumentOn == 0 || r.DocumentOn > today:
		return r, Errorf(KindInvalid, "document_day", "请填写成文日期，不得晚于今天")
	case r.FirstDay < today:
		return r, Errorf(KindInvalid, "first_past", "起始日期不得早于今天，请更正")
	case r.LastDay < r.FirstDay:
		return r, Errorf(KindInvalid, "last_missing", "请填写截止日期，不得早于起始日期")
	case r.FirstDay.Year() != p.Year || r.LastDay.Year() != p.Year:
		return r, Errorf(KindInvalid, "last_missing", "起止日期应在“%s”的年度（%d 年）内，请更正", p.Name, p.Year)
	}
	for _, other := range earlier {
		if other.EndedAt != 0 {
			continue
		}
		if NameKey(other.Document) == NameKey(r.Document) {
			return r, Errorf(KindConflict, "document_used", "“%s”已登记过旬（周）调度；延长期限须有新的文件", r.Document)
		}
		if r.FirstDay <= other.LastDay && other.FirstDay <= r.LastDay {
			return r, Errorf(KindConflict, "interim_overlaps", "“%s”的%s在 %s 至 %s 有效，日期不得重叠；延长的请自次日起，更换的请先提前结束",
				other.Document, other.Kind.Chinese(), other.FirstDay, other.LastDay)
		}
	}
	return r, nil
}

// End returns the round ended before its last day. Errors: KindInvalid, KindConflict.
func (r InterimRound) End(e InterimEnding, by Actor, now Instant) (InterimRound, error) {
	r.EndReason = strings.TrimSpace(e.Reason)
	switch {
	case r.EndReason == "" || len([]rune(r.EndReason)) > maxInterimText:
		return r, Errorf(KindInvalid, "reason_missing", "请填写提前结束的原因，不超过 %d 个字", maxInterimText)
	case r.EndedAt != 0 || now.Date() > r.LastDay:
		return r, Errorf(KindConflict, "interim_over", "“%s”的%s已结束", r.Document, r.Kind.Chinese())
	}
	r.EndedAt, r.EndedBy = now, by.Name
	return r, nil
}

// InterimNotFound returns the KindNotFound error for a round that does not exist.
func InterimNotFound(id string) *Error {
	return Errorf(KindNotFound, "no_interim_round", "没有找到旬（周）调度“%s”，请核对编号", id)
}
