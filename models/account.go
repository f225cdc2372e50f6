package models

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Account is how a person logs in at the pages.
type Account struct {
	PersonID     string `gorm:"primaryKey"`
	Login        string // LoginKey of what people type; unique
	PasswordHash string // argon2id, as a PHC string
	MustChange   bool   // the password was given by somebody else
	FailedCount  int    // since the last success or lock
	LockedUntil  Instant
	PasswordAt   Instant
	LastLogInAt  Instant
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
	EndReason string // "log_out", "password", "disabled", "security", "elsewhere"
}

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
	FailuresToLock = 5
	LockedFor      = 10 * time.Minute
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

// PasswordLeast is the fewest characters of a password.
const PasswordLeast = 10

// common is what people take when they are told to take ten characters.
var common = []string{
	"1234567890", "0123456789", "0987654321", "12345678910", "123456789a", "a123456789", "qwertyuiop", "1qaz2wsx3edc", "password123", "password1234",
	"admin12345", "admin123456", "administrator", "abcd123456", "abc1234567", "qwer123456", "asdfghjkl;", "1q2w3e4r5t", "woaini1314", "5201314520", "iloveyou123",
}

// CheckPassword says what is wrong with a new password, as KindInvalid "weak_password".
func CheckPassword(password, login string) error {
	folded := strings.ToLower(password)
	distinct := map[rune]bool{}
	for _, r := range password {
		distinct[r] = true
	}
	switch {
	case utf8.RuneCountInString(password) < PasswordLeast || len(password) > 200:
		return Errorf(KindInvalid, "weak_password", "密码太短或太长，应为 %d～200 个字符，可以是一句好记的话", PasswordLeast)
	case login != "" && strings.Contains(folded, login):
		return Errorf(KindInvalid, "weak_password", "密码不能包含账号，请另设")
	case slices.Contains(common, folded), len(distinct) < 5:
		return Errorf(KindInvalid, "weak_password", "该密码过于常见，容易被猜到，请另设")
	}
	return nil
}
