package models

import (
	"strings"
	"unicode/utf8"
)

// Suggestion is a complaint or a suggestion (投诉建议) of a person who uses the program. The office answers it; only the
// person and the office see it, and it is never counted by person.
type Suggestion struct {
	ID           string `gorm:"primaryKey"`
	Text         string
	Page         string // path from which it was written; "": not said
	ByID         string
	ByName       string
	At           Instant
	Due          Date // day until which the office answers
	Answer       string
	AnsweredByID string
	AnsweredBy   string
	AnsweredAt   Instant // 0: not answered
}

const (
	// SuggestionDays is how many working days the office has to answer.
	SuggestionDays = 5
	// maxSuggestion is the most characters of a suggestion and of its answer.
	maxSuggestion = 1000
)

// NewSuggestion makes a suggestion. Errors: KindInvalid.
func NewSuggestion(key, text, page string, by Actor, calendar Calendar, now Instant) (Suggestion, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return Suggestion{}, Errorf(KindInvalid, "text_missing", "请写明投诉或建议的内容")
	case utf8.RuneCountInString(text) > maxSuggestion:
		return Suggestion{}, Errorf(KindInvalid, "text_too_long", "内容过长，应在 %d 字以内", maxSuggestion)
	}
	if !strings.HasPrefix(page, "/") || len(page) > 200 {
		page = ""
	}
	return Suggestion{ID: Key("sug", key), Text: text, Page: page, ByID: by.ID, ByName: by.Name, At: now,
		Due: calendar.Add(now.Date(), SuggestionDays)}, nil
}

// Answered returns the suggestion with the office's answer. Errors: KindInvalid or KindConflict.
func (s Suggestion) Answered(answer string, by Actor, now Instant) (Suggestion, error) {
	answer = strings.TrimSpace(answer)
	switch {
	case s.AnsweredAt != 0:
		return s, Errorf(KindConflict, "answered", "该投诉建议已由%s于%s答复", s.AnsweredBy, s.AnsweredAt.Date())
	case answer == "":
		return s, Errorf(KindInvalid, "answer_missing", "请写明答复内容")
	case utf8.RuneCountInString(answer) > maxSuggestion:
		return s, Errorf(KindInvalid, "answer_too_long", "答复过长，应在 %d 字以内", maxSuggestion)
	}
	s.Answer, s.AnsweredByID, s.AnsweredBy, s.AnsweredAt = answer, by.ID, by.Name, now
	return s, nil
}

// DaysLate returns how many working days the answer is late, or was.
func (s Suggestion) DaysLate(calendar Calendar, today Date) int {
	if s.AnsweredAt != 0 {
		today = s.AnsweredAt.Date()
	}
	if today <= s.Due {
		return 0
	}
	return calendar.Between(s.Due, today)
}

// SuggestionMessage tells the office of a suggestion that came in, or the person of the answer. The text itself stays
// in the program.
func SuggestionMessage(s Suggestion, quiet Instant, now Instant) OutboxMessage {
	m := OutboxMessage{Key: s.ID + "/in", Audience: ToOffice, Title: "收到投诉建议一件，请答复",
		Body:      "请于" + s.Due.String() + "前答复：登录后打开“投诉建议”。\n",
		CreatedAt: now, NotBefore: quiet, Status: OutboxPending, Kind: NoticeSuggestion, Object: s.ID, Path: "/suggestions"}
	if s.AnsweredAt != 0 {
		m.Key, m.Audience, m.PartyID, m.Title = s.ID+"/answered", "", s.ByID, "您的投诉建议已答复"
		m.Body = "登录后打开“投诉建议”查看答复。\n"
	}
	return m
}

// SuggestionStillHolds reports whether a message about a suggestion still says something: that it waits for an answer,
// or that it has one.
func SuggestionStillHolds(s Suggestion, m OutboxMessage) bool {
	return (m.PartyID == "") == (s.AnsweredAt == 0)
}

// CanSuggest returns nil for everyone who is logged in as a person.
func CanSuggest(a Actor) error {
	if a.ID == "" || a.Operator || a.ID == System.ID {
		return Errorf(KindForbidden, "person_only", "投诉建议由登录的人员提出")
	}
	return a.allows(ScopeSubmit)
}

// AnswersSuggestions reports whether the actor is of the office, which answers.
func AnswersSuggestions(a Actor) bool { return a.Operator || a.is(RoleOffice) }

// CanAnswerSuggestion returns nil when the actor may answer suggestions.
func CanAnswerSuggestion(a Actor) error { return CanPlan(a) }
