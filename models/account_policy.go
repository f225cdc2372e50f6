package models

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// AccountPolicy is an office's requirements on passwords, sessions, accounts and tokens. The environment gives those of
// an installation; the security administrator replaces them (AccountPolicyVersion).
type AccountPolicy struct {
	PasswordLeast int `env:"PASSWORD_LEAST" json:"password_least"` // fewest characters
	// of upper case, lower case, digits, signs, other letters (汉字)
	PasswordKinds int `env:"PASSWORD_KINDS" json:"password_kinds"`
	// guesswork from which PasswordKinds is not required; 0: always required
	PasswordPhrase  int    `env:"PASSWORD_PHRASE" json:"password_phrase"`
	PasswordDays    int    `env:"PASSWORD_DAYS" json:"password_days"`       // days a password is valid; 0: no limit
	PasswordHistory int    `env:"PASSWORD_HISTORY" json:"password_history"` // number of earlier passwords that are refused
	PasswordWords   string `env:"PASSWORD_WORDS" json:"password_words"`     // words that count as known
	// sessions of one person at a time, the oldest ends; 0: no limit
	Sessions int `env:"SESSIONS" json:"sessions"`
	// who needs a second factor to log in by password, and the days, from the first log-in at which it was required, for
	// which a person may put off setting it up
	SecondFactor PolicyReach `env:"SECOND_FACTOR" json:"second_factor"`
	FactorDays   int         `env:"SECOND_FACTOR_DAYS" json:"second_factor_days"`
	BindAddress  PolicyReach `env:"BIND_ADDRESS" json:"bind_address"` // whose session ends when their address changes
	// networks from which administrators are let in, separated by spaces; "": from anywhere
	AdminNetworks string `env:"ADMINISTRATOR_NETWORKS" json:"administrator_networks"`
	ProofMinutes  int    `env:"PROOF_MINUTES" json:"proof_minutes"` // see NeedsProof; 0: never
	DormantDays   int    `env:"DORMANT_DAYS" json:"dormant_days"`   // see Dormant; 0: never
	TokenDays     int    `env:"TOKEN_DAYS" json:"token_days"`       // days a token is valid when no last day is given
	TokenLongest  int    `env:"TOKEN_LONGEST" json:"token_longest"` // most days a token may be valid
}

// DefaultAccountPolicy follows 网络安全等级保护 (GB/T 22239): complex passwords that expire, and no access without an end.
var DefaultAccountPolicy = AccountPolicy{
	PasswordLeast: 10, PasswordKinds: 3, PasswordPhrase: 20, PasswordDays: 90, PasswordHistory: 5, Sessions: 3,
	SecondFactor: ReachOffice, FactorDays: 7, BindAddress: ReachAdministrators, ProofMinutes: 15,
	DormantDays: 180, TokenDays: 180, TokenLongest: 365,
}

// TrialAccountPolicy is the policy of a demonstration: the passwords, sessions and tokens of DefaultAccountPolicy,
// without what ends accounts or asks for more than a password.
var TrialAccountPolicy = AccountPolicy{
	PasswordLeast: 10, PasswordKinds: 3, PasswordPhrase: 20, PasswordDays: 90, PasswordHistory: 5, Sessions: 3,
	SecondFactor: ReachNobody, FactorDays: 7, BindAddress: ReachNobody, TokenDays: 180, TokenLongest: 365,
}

// PolicyReach is the people for whom a requirement of a policy holds. "" is ReachNobody.
type PolicyReach string

// The reaches, each with those before it.
const (
	ReachNobody         PolicyReach = "none"
	ReachAdministrators PolicyReach = "administrators"
	ReachOffice         PolicyReach = "office" // the office and the administrators
	ReachEveryone       PolicyReach = "everyone"
)

// Reaches lists the reaches, the smallest first.
var Reaches = []PolicyReach{ReachNobody, ReachAdministrators, ReachOffice, ReachEveryone}

// Chinese returns the name of the reach.
func (r PolicyReach) Chinese() string {
	return map[PolicyReach]string{ReachNobody: "不启用", ReachAdministrators: "三员（系统、安全、审计管理员）",
		ReachOffice: "三员和重点项目办", ReachEveryone: "全部人员"}[r]
}

// Covers reports whether a requirement holds for a person.
func (r PolicyReach) Covers(a Actor) bool {
	switch r {
	case ReachAdministrators:
		return a.Is(Administrators...)
	case ReachOffice:
		return a.Is(Administrators...) || a.Is(RoleOffice)
	case ReachEveryone:
		return true
	case ReachNobody:
	}
	return false
}

// maxPasswordBytes limits the text that an unauthenticated request can have hashed.
const maxPasswordBytes = 200

// minGuesswork is the least guesswork of a password; see guesswork for the unit.
const minGuesswork = 6

// Check refuses a policy outside the supported ranges. Errors: KindInvalid "bad_policy"; they name the setting.
func (p AccountPolicy) Check() error {
	for _, item := range p.Items() {
		if err := item.check(); err != nil {
			return err
		}
	}
	if _, err := p.adminNetworks(); err != nil {
		return err
	}
	if p.TokenLongest < p.TokenDays {
		return Errorf(KindInvalid, "bad_policy", "令牌默认有效天数应为 1 至最长天数，最长不超过 366 天，请核对")
	}
	return nil
}

// CheckPassword refuses a new password that is too short, too long, too simple or easily guessed. own are words about
// the person, such as their name, that count as known. Errors: KindInvalid "weak_password".
func (p AccountPolicy) CheckPassword(password, login string, own ...string) error {
	length := utf8.RuneCountInString(password)
	folded := strings.ToLower(password)
	known := append(strings.Fields(p.PasswordWords), append(own, login)...)
	work := guesswork(password[:min(len(password), maxPasswordBytes)], known...)
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

// NeedsProof reports whether a person must give their password again before a sensitive act: changes of accounts, roles
// and channels, closing and reopening months. proved is when they last gave it in this session.
func (p AccountPolicy) NeedsProof(proved, now Instant) bool {
	return p.ProofMinutes > 0 && now.Sub(proved) >= time.Duration(p.ProofMinutes)*time.Minute
}

// Dormant reports whether an account is to be disabled after DormantDays days without a log-in.
func (p AccountPolicy) Dormant(a Account, now Instant) bool {
	last := max(a.LastLogInAt, a.WatchedFrom)
	return p.DormantDays > 0 && last != 0 && now.Sub(last) >= time.Duration(p.DormantDays)*24*time.Hour
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
