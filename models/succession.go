package models

import "fmt"

// Succession is a change of the person in a post, or in a role for an organisation or the district (人员变动): from
// whom, to whom, on which day, and what was open then (交接清单). It is asked for and confirmed by two administrators.
type Succession struct {
	ID             string `gorm:"primaryKey"` // of the account request
	Role           RoleName
	OrganisationID string
	PostID         string
	FromID         string // "": the post was vacant
	FromName       string
	ToID           string // "": the post becomes vacant
	ToName         string
	Capacity       Capacity // of the successor
	Day            Date     // first day of the successor
	Document       string   // 任免文件
	ByName         string   // who confirmed it
	At             Instant
	Items          string // JSON of what was open at the moment of the confirmation
}

// SuccessionBack and SuccessionAhead limit the day of a change: so many days before and after today.
const (
	SuccessionBack  = 62
	SuccessionAhead = 366
)

// CheckSuccession refuses a change on a day too far away, or without a change. Errors: KindInvalid "bad_day",
// "same_person", "successor_missing".
func CheckSuccession(c Succession, today Date) error {
	switch {
	case c.FromID == "" && c.ToID == "":
		return Errorf(KindInvalid, "successor_missing", "请填写接任人员；岗位空缺的，请选择原任人员并留空接任人员")
	case c.FromID == c.ToID:
		return Errorf(KindInvalid, "same_person", "接任人员与原任人员是同一人，请核对")
	case c.Day < today-SuccessionBack || c.Day > today+SuccessionAhead:
		return Errorf(KindInvalid, "bad_day", "变动日期 %s 超出范围，应在 %s 至 %s 之间", c.Day, today-SuccessionBack,
			today+SuccessionAhead)
	}
	return nil
}

// TakesOver reports whether the successor has the post or the organisation on a day.
func (s Succession) TakesOver(roles []Role, day Date) bool {
	for _, r := range roles {
		if r.PersonID == s.ToID && r.Role == s.Role && r.PostID == s.PostID && r.OrganisationID == s.OrganisationID &&
			r.On(day) {
			return true
		}
	}
	return false
}

// SuccessionMessages tells both people of a change on its day, or at once when it is past, and the office of a post
// that becomes vacant.
func SuccessionMessages(s Succession, rules Rules, now Instant) []OutboxMessage {
	at := max(now, s.Day.At(9, 0))
	message := func(role string, kind NoticeKind, title, body string) OutboxMessage {
		return OutboxMessage{Key: "succession/" + s.ID + "/" + role, Title: title, Body: body, CreatedAt: now,
			NotBefore: rules.Quiet(at), Status: OutboxPending, Kind: kind, Object: s.ID, Path: "/successions/" + s.ID}
	}
	var out []OutboxMessage
	if s.ToID != "" {
		m := message("to", NoticeAssignment, "人员变动：请接手有关事项",
			fmt.Sprintf("自%s起由您接任，未办事项见交接清单。\n", s.Day))
		m.PartyID = s.ToID
		out = append(out, m)
	}
	if s.FromID != "" {
		m := message("from", NoticeAssignment, "人员变动：请办理交接",
			fmt.Sprintf("自%s起不再由您负责，请按交接清单办理交接。\n", s.Day))
		m.PartyID = s.FromID
		out = append(out, m)
	}
	if s.ToID == "" && s.PostID != "" {
		m := message("vacant", NoticeVacancy, "岗位空缺：请明确代理人员或联络员",
			fmt.Sprintf("自%s起岗位空缺，报送该岗位的通知转由重点项目办处理。\n", s.Day))
		m.Audience = ToOffice
		out = append(out, m)
	}
	return out
}

// CanSeeSuccession returns nil when the actor may see a change with its handover list: both people, the office, the
// government office. For all others it does not exist.
func CanSeeSuccession(a Actor, s Succession) error {
	if a.Operator || a.Is(RoleOffice, RoleGovernment) || a.ID != "" && (a.ID == s.FromID || a.ID == s.ToID) {
		return a.allows(ScopeRead)
	}
	return Errorf(KindNotFound, "no_succession", "没有找到该人员变动，请刷新后核对")
}
