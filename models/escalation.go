package models

import "strconv"

// Item is the kind of thing that can fall due.
type Item string

// The kinds of item.
const (
	ItemMilestone  Item = "milestone"
	ItemReport     Item = "report"
	ItemInvestment Item = "investment"
	ItemReview     Item = "review"
)

// EscalationKind distinguishes a reminder (on or before the due date) from a rung (after it).
type EscalationKind string

// The kinds.
const (
	KindReminder EscalationKind = "reminder"
	KindRung     EscalationKind = "rung"
)

// Rung is a level of the escalation ladder.
type Rung string

// The rungs, from the lowest: 催办, 黄牌, 红牌, 挂牌督办.
const (
	NoRung Rung = ""
	Urging Rung = "urging"
	Yellow Rung = "yellow"
	Red    Rung = "red"
	Top    Rung = "top"
)

// rungs holds every rung from the lowest to the highest, with its Chinese name and the colour of a project with an open
// item on it. A new rung is a constant, a row here, and steps in Ladders.
var rungs = []struct {
	rung    Rung
	chinese string
	colour  Colour
}{
	{Urging, "催办", Green},
	{Yellow, "黄牌", YellowHue},
	{Red, "红牌", RedHue},
	{Top, "挂牌督办", TopHue},
}

// Rungs lists the rungs from the lowest to the highest.
var Rungs = func() (all []Rung) {
	for _, r := range rungs {
		all = append(all, r.rung)
	}
	return all
}()

// Height orders the rungs: 0 for none, 1 for Urging, 4 for Top.
func (r Rung) Height() int {
	for i, other := range Rungs {
		if r == other {
			return i + 1
		}
	}
	return 0
}

// Chinese returns the name of the rung.
func (r Rung) Chinese() string {
	if h := r.Height(); h > 0 {
		return rungs[h-1].chinese
	}
	return ""
}

// Colour returns the colour of a project with an open item on the rung; Green for NoRung.
func (r Rung) Colour() Colour {
	if h := r.Height(); h > 0 {
		return rungs[h-1].colour
	}
	return Green
}

// Cause is why a rung was reached.
type Cause string

// The causes.
const (
	CauseTime      Cause = "time"       // working days went by
	CauseRepeat    Cause = "repeat"     // earned the same rung several times in succession
	CauseHand      Cause = "hand"       // entered by a person
	CauseLateEntry Cause = "late_entry" // already late when it became known
)

// Audience is a role that is informed. Its posts and organisations are resolved when a message is sent.
type Audience string

// The audiences.
const (
	ToOwnerContact   Audience = "owner-contact"
	ToOwnerHead      Audience = "owner-head"
	ToUnitContact    Audience = "responsible-unit-contact"
	ToUnitHead       Audience = "responsible-unit-head"
	ToSponsor        Audience = "sponsor"
	ToOffice         Audience = "office"
	ToOfficeHead     Audience = "office-head"
	ToDeputyInCharge Audience = "deputy-in-charge"
	ToDistrictHead   Audience = "district-head"
	ToSupervision    Audience = "supervision-office"
)

// Escalation is one recorded rung or reminder. Project, item, subject, due version and step are unique together, so
// that a retry records nothing twice.
type Escalation struct {
	ID              string `gorm:"primaryKey"` // EscalationID of the unique key
	ProjectID       string
	ProgrammeID     string
	Item            Item
	Subject         string // milestone ID, month "2021-06", or submission ID
	SubjectName     string // milestone name, or "" for a month
	Month           Month
	Due             Date
	DueVersion      int
	Kind            EscalationKind
	Step            string // "T-7", "T-3", "T" for a reminder, the rung for a rung
	Rung            Rung   // "" for a reminder
	Cause           Cause
	PassedOver      bool       // recorded but not sent: a higher or later rung was recorded with it
	Trial           bool       // recorded in trial running, not sent
	CalendarAssumed bool       // 推算: counted through a year without a holiday table
	At              Instant    // when it fell due
	RecordedAt      Instant    // when it was written
	To              []Audience `gorm:"serializer:json;column:audience"`
	ClosedAt        Instant    // when the item was done, moved or dropped; 0: open
	CloseReason     string
}

// EscalationID returns the row key for that unique combination.
func EscalationID(projectID string, item Item, subject string, dueVersion int, step string) string {
	return Key("esc", projectID, string(item), subject, strconv.Itoa(dueVersion), step)
}

// Open reports whether a rung is sent and its item is still late.
func (e Escalation) Open() bool { return e.Kind == KindRung && e.ClosedAt == 0 && !e.PassedOver }
