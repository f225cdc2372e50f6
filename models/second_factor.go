package models

import (
	"strings"
	"time"
)

// SecondFactor is a person's authenticator app (动态口令), besides the password. ConfirmedAt 0: none is in use.
type SecondFactor struct {
	PersonID    string `gorm:"primaryKey"`
	Secret      Secret // in use
	ConfirmedAt Instant
	LastStep    int64  // of the code that was used last: that one and older ones are refused
	Next        Secret // made for a telephone, waits for the first code
	NextAt      Instant
}

// RecoveryCode stands for a code of a lost telephone, once. Only its SHA-256 is stored.
type RecoveryCode struct {
	Hash     string `gorm:"primaryKey"`
	PersonID string
	MadeAt   Instant
	UsedAt   Instant
}

// PendingLogIn is a log-in whose password was right and that waits for the code. Only the SHA-256 of its secret is
// stored.
type PendingLogIn struct {
	Hash      string `gorm:"primaryKey"`
	PersonID  string
	CreatedAt Instant
	Address   string
	Agent     string
}

const (
	// RecoveryCodes is how many recovery codes a person gets.
	RecoveryCodes = 10
	// PendingFor is how long a log-in waits for the code.
	PendingFor = 5 * time.Minute
	// NextFactorFor is how long a new secret waits for its first code.
	NextFactorFor = 30 * time.Minute
)

// Live reports whether the log-in still waits.
func (p PendingLogIn) Live(now Instant) bool { return now.Sub(p.CreatedAt) < PendingFor }

// NextLive reports whether a new secret still waits for its first code.
func (f SecondFactor) NextLive(now Instant) bool {
	return f.Next != "" && now.Sub(f.NextAt) < NextFactorFor
}

// RecoveryKey folds a recovery code as it was typed: without spaces and lines, in lower case. "" is none.
func RecoveryKey(code string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "-", "", "　", "").Replace(code))
}

// EnrolState is what a person has to do about a second factor.
type EnrolState string

// The states of a second factor.
const (
	EnrolNone  EnrolState = ""      // not required, or not of this session
	EnrolDone  EnrolState = "done"  // in use
	EnrolSoon  EnrolState = "soon"  // required, may be put off until a day
	EnrolFirst EnrolState = "first" // required before anything else
)

// Enrolling returns what a person has to do in a session about a second factor, and until when it may be put off. A
// session that was begun by the unified sign-on has the second factor of that.
func (p AccountPolicy) Enrolling(a Account, by Actor, way LogInWay, enrolled bool, now Instant) (EnrolState, Instant) {
	switch {
	case enrolled:
		return EnrolDone, 0
	case way != ByPassword || !p.SecondFactor.Covers(by):
		return EnrolNone, 0
	}
	asked := a.FactorAskedAt
	if asked == 0 {
		asked = now
	}
	end := asked.Add(time.Duration(p.FactorDays) * 24 * time.Hour)
	if now >= end {
		return EnrolFirst, 0
	}
	return EnrolSoon, end
}
