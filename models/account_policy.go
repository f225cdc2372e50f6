package models

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// AccountPolicy is an office's requirements on passwords, sessions and tokens.
type AccountPolicy struct {
	PasswordLeast int `env:"PASSWORD_LEAST"` // fewest characters
	PasswordKinds int `env:"PASSWORD_KINDS"` // of upper case, lower case, digits, signs, other letters (汉字)
	// guesswork from which PasswordKinds is not required; 0: always required
	PasswordPhrase  int `env:"PASSWORD_PHRASE"`
	PasswordDays    int `env:"PASSWORD_DAYS"`    // days a password is valid; 0: no limit
	PasswordHistory int `env:"PASSWORD_HISTORY"` // number of earlier passwords that are refused
	Sessions        int `env:"SESSIONS"`         // sessions of one person at a time, the oldest ends; 0: no limit
	TokenDays       int `env:"TOKEN_DAYS"`       // days a token is valid when no last day is given
	TokenLongest    int `env:"TOKEN_LONGEST"`    // most days a token may be valid
}

// DefaultAccountPolicy follows 网络安全等级保护 (GB/T 22239): complex passwords that expire, and no access without an end.
var DefaultAccountPolicy = AccountPolicy{
	PasswordLeast: 10, PasswordKinds: 3, PasswordPhrase: 20, PasswordDays: 90, PasswordHistory: 5, Sessions: 3,
	TokenDays: 180, TokenLongest: 365,
}

// maxPasswordBytes limits the text that an unauthenticated request can have hashed.
const maxPasswordBytes = 200

// minGuesswork is the least guesswork of a password; see guesswork for the unit.
const minGuesswork = 6

// Check refuses a policy outside the supported ranges. Errors: KindInvalid "bad_policy".
func (p AccountPolicy) Check() error {
	switch {
	case p.PasswordLeast < 8 || p.PasswordLeast > 64:
		return Errorf(KindInvalid, "bad_policy", "密码最少字符数应为 8～64，不能是 %d", p.PasswordLeast)
	case p.PasswordKinds < 1 || p.PasswordKinds > 4:
		return Errorf(KindInvalid, "bad_policy", "密码字符种类数应为 1～4，不能是 %d", p.PasswordKinds)
	case p.PasswordDays < 0 || p.PasswordPhrase < 0 || p.PasswordHistory < 0 || p.PasswordHistory > 24 || p.Sessions < 0:
		return Errorf(KindInvalid, "bad_policy", "密码有效天数、历史个数（最多 24）和会话数不能为负，请核对")
	case p.TokenDays < 1 || p.TokenLongest < p.TokenDays || p.TokenLongest > 366:
		return Errorf(KindInvalid, "bad_policy", "令牌默认有效天数应为 1 至最长天数，最长不超过 366 天，请核对")
	}
	return nil
}

// CheckPassword refuses a new password that is too short, too long, too simple or easily guessed. own are words about
// the person, such as their name, that count as known. Errors: KindInvalid "weak_password".
func (p AccountPolicy) CheckPassword(password, login string, own ...string) error {
	length := utf8.RuneCountInString(password)
	folded := strings.ToLower(password)
	work := guesswork(password[:min(len(password), maxPasswordBytes)], append(own, login)...)
	switch {
	case length < p.PasswordLeast || len(password) > maxPasswordBytes:
		return Errorf(KindInvalid, "weak_password", "密码太短或太长，应为 %d 个字符以上、%d 个字节以内", p.PasswordLeast, maxPasswordBytes)
	case kindsOfCharacters(password) < p.PasswordKinds && (p.PasswordPhrase == 0 || work < float64(p.PasswordPhrase)):
		return Errorf(KindInvalid, "weak_password", "密码应包含大写字母、小写字母、数字、符号、汉字中的至少 %d 种，或者使用更长的短语", p.PasswordKinds)
	case utf8.RuneCountInString(login) >= 3 && strings.Contains(folded, strings.ToLower(login)):
		return Errorf(KindInvalid, "weak_password", "密码不能包含账号，请另设")
	case work < minGuesswork:
		return Errorf(KindInvalid, "weak_password", "该密码过于常见或有规律（常用词、键盘顺序、年份、连号等），容易被猜到，请另设")
	}
	return nil
}

// PasswordExpired reports whether a password has been in use for PasswordDays days or longer.
func (p AccountPolicy) PasswordExpired(since, now Instant) bool {
	return p.PasswordDays > 0 && since != 0 && now.Sub(since) >= time.Duration(p.PasswordDays)*24*time.Hour
}

// TokenEnd returns the moment at which a token with a last day ends; without a last day it is TokenDays days from
// today. Errors: KindInvalid "bad_expiry".
func (p AccountPolicy) TokenEnd(lastDay Date, now Instant) (Instant, error) {
	today := now.Date()
	switch {
	case lastDay == 0:
		lastDay = today + Date(p.TokenDays)
	case lastDay < today:
		return 0, Errorf(KindInvalid, "bad_expiry", "令牌到期日 %s 已过，请核对", lastDay)
	case lastDay > today+Date(p.TokenLongest):
		return 0, Errorf(KindInvalid, "bad_expiry", "令牌到期日 %s 太远，最长 %d 天，到期后重新生成", lastDay, p.TokenLongest)
	}
	return (lastDay + 1).At(0, 0), nil
}

// kindsOfCharacters counts which of upper case letters, lower case letters, digits, other letters and signs occur in
// a text.
func kindsOfCharacters(text string) int {
	var upper, lower, digit, letter, sign int
	for _, r := range text {
		switch {
		case unicode.IsUpper(r):
			upper = 1
		case unicode.IsLower(r):
			lower = 1
		case unicode.IsDigit(r):
			digit = 1
		case unicode.IsLetter(r):
			letter = 1
		default:
			sign = 1
		}
	}
	return upper + lower + digit + letter + sign
}
