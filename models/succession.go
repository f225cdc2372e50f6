package models

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

// AssignmentStillHolds reports whether a person still has a role for a post or an organisation on the day on which they
// are told of it.
func AssignmentStillHolds(roles []Role, personID, party string, day Date) bool {
	for _, r := range roles {
		if r.PersonID == personID && (r.PostID == party || r.OrganisationID == party) && r.On(day) {
			return true
		}
	}
	return false
}
