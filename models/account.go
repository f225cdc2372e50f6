package models

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/width"
)

// Account is a person's log-in to the pages.
type Account struct {
	PersonID     string `gorm:"primaryKey"`
	Login        string // LoginKey of what people type; unique
	PasswordHash string // argon2id, as a PHC string
	MustChange   bool   // the password was set by another person
	PasswordAt   Instant
	LastLogInAt  Instant
	GivenAt      Instant // when another person last set the password
	GivenBy      string  // name of that person, as shown to the account's owner
	WatchedFrom  Instant // from when days without a log-in count: created or enabled, or first seen by this program
	// when a second factor was first required of the person at a log-in; when another person removed theirs, and who
	FactorAskedAt Instant
	FactorResetAt Instant
	FactorResetBy string
	ExpiresOn     Date // the last day on which it may be used; 0: no end
}

// EarlierPassword is the hash of a password a person has or had.
type EarlierPassword struct {
	PersonID     string  `gorm:"primaryKey"`
	Since        Instant `gorm:"primaryKey"`
	PasswordHash string
}

// Session is one log-in of a person in one browser. Only the SHA-256 of its secret is stored.
type Session struct {
	Hash      string `gorm:"primaryKey"`
	PersonID  string
	CreatedAt Instant
	SeenAt    Instant // to the minute
	EndsAt    Instant // regardless of activity
	Address   string
	Agent     string
	EndedAt   Instant
	EndReason string // "log_out", "password", "disabled", "security", "elsewhere", "limit", "address"
	Way       LogInWay
	ProvedAt  Instant // when the person last gave their password in it
}

// Expired reports whether the last day of the account is over.
func (a Account) Expired(today Date) bool { return a.ExpiresOn != 0 && today > a.ExpiresOn }

// LogInWay is how a session was begun.
type LogInWay string

// The ways to log in. A lock on one does not affect the others.
const (
	ByPassword LogInWay = "password"
	BySignOn   LogInWay = "sign_on"
)

// SubjectLink ties a person to their subject at a unified sign-on (OpenID Connect).
type SubjectLink struct {
	Issuer   string `gorm:"primaryKey"`
	Subject  string `gorm:"primaryKey"`
	PersonID string
}

// Limits of a session: without activity, and in total.
const (
	SessionIdle    = 30 * time.Minute
	SessionLongest = 12 * time.Hour
)

// Live reports whether a session is valid at a moment.
func (s Session) Live(now Instant) bool {
	return s.EndedAt == 0 && now < s.EndsAt && now.Sub(s.SeenAt) < SessionIdle
}

// LoginKey folds a login name: half width, lower case, no surrounding space.
func LoginKey(login string) string {
	return strings.ToLower(strings.TrimSpace(width.Narrow.String(login)))
}

var loginShape = regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{1,39}$`)

// CheckLogin returns the folded login name, or KindInvalid "bad_login_name".
func CheckLogin(login string) (string, error) {
	key := LoginKey(login)
	if !loginShape.MatchString(key) {
		return "", Errorf(KindInvalid, "bad_login_name", "账号“%s”无效，应为 2～40 个小写字母、数字、点或横线，以字母或数字开头", login)
	}
	return key, nil
}
