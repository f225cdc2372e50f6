package models

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/width"
)

// Account is how a person logs in at the pages.
type Account struct {
	PersonID     string `gorm:"primaryKey"`
	Login        string // LoginKey of what people type; unique
	PasswordHash string // argon2id, as a PHC string
	MustChange   bool   // the password was given by somebody else
	PasswordAt   Instant
	LastLogInAt  Instant
	GivenAt      Instant // when another person last gave the password
	GivenBy      string  // and who that was, in words for its person
}

// EarlierPassword is a password a person had, or has.
type EarlierPassword struct {
	PersonID     string  `gorm:"primaryKey"`
	Since        Instant `gorm:"primaryKey"`
	PasswordHash string
}

// Session is one browser of a person. Only the SHA-256 of its secret is kept.
type Session struct {
	Hash      string `gorm:"primaryKey"`
	PersonID  string
	CreatedAt Instant
	SeenAt    Instant // to the minute
	EndsAt    Instant // whatever is done meanwhile
	Address   string
	Agent     string
	EndedAt   Instant
	EndReason string // "log_out", "password", "disabled", "security", "elsewhere", "limit"
	Way       LogInWay
}

// LogInWay is how a person comes in.
type LogInWay string

// The ways in. What locks one of them leaves the others open.
const (
	ByPassword LogInWay = "password"
	BySignOn   LogInWay = "sign_on"
)

// SubjectLink ties a person to who they are at a unified sign-on (OpenID Connect).
type SubjectLink struct {
	Issuer   string `gorm:"primaryKey"`
	Subject  string `gorm:"primaryKey"`
	PersonID string
}

// How long accounts and sessions hold.
const (
	SessionIdle    = 30 * time.Minute
	SessionLongest = 12 * time.Hour
)

// Live reports whether a session is still good at a moment.
func (s Session) Live(now Instant) bool {
	return s.EndedAt == 0 && now < s.EndsAt && now.Sub(s.SeenAt) < SessionIdle
}

// LoginKey folds a login name: half width, lower case, no space around.
func LoginKey(login string) string {
	return strings.ToLower(strings.TrimSpace(width.Narrow.String(login)))
}

var loginShape = regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{1,39}$`)

// CheckLogin returns the folded login name, or KindInvalid "bad_login_name".
func CheckLogin(login string) (string, error) {
	key := LoginKey(login)
	if !loginShape.MatchString(key) {
		return "", Errorf(KindInvalid, "bad_login_name", "账号「%s」无效，应为 2～40 个小写字母、数字、点或横线，以字母或数字开头", login)
	}
	return key, nil
}
