package models

import (
	"net/netip"
	"time"
)

// LogInFailure counts wrong passwords for one account: from one address, or from all of them together (EveryAddress).
// Account is AccountKey of a login name that exists or of one that does not: both are counted alike, so that neither
// the answer nor the work tells which there are.
type LogInFailure struct {
	Account     string `gorm:"primaryKey"`
	Address     string `gorm:"primaryKey"` // AddressClass, or EveryAddress
	FailedCount int    // since the last success or lock
	LockedUntil Instant
	FailedAt    Instant
}

// EveryAddress stands for all addresses together.
const EveryAddress = "*"

// When wrong passwords lock. Five from one address lock the account for that address (等保: 失败处理), so that a stranger
// elsewhere locks nobody out of their own office. Thirty from everywhere lock the account's password for addresses it
// was not used from lately. Neither touches open sessions, tokens or the unified sign-on.
const (
	FailuresToLock   = 5
	FailuresAnywhere = 30
	LockedFor        = 10 * time.Minute
	FailuresKept     = time.Hour           // a count nobody adds to is forgotten
	AddressKnownFor  = 30 * 24 * time.Hour // since a person logged in from there
)

// Fail counts one more wrong password and reports whether that locks. While it is locked nothing is counted: trying
// does not make a lock longer.
func (f LogInFailure) Fail(now Instant) (after LogInFailure, locks bool) {
	if now < f.LockedUntil {
		return f, false
	}
	if now.Sub(f.FailedAt) >= FailuresKept {
		f.FailedCount = 0
	}
	most := FailuresToLock
	if f.Address == EveryAddress {
		most = FailuresAnywhere
	}
	f.FailedAt = now
	if f.FailedCount++; f.FailedCount >= most {
		f.FailedCount, f.LockedUntil, locks = 0, now.Add(LockedFor), true
	}
	return f, locks
}

// PasswordLocked reports whether a password is not looked at now: from this address, or from everywhere unless the
// address is one the person has lately used.
func PasswordLocked(here, everywhere LogInFailure, known bool, now Instant) bool {
	return now < here.LockedUntil || now < everywhere.LockedUntil && !known
}

// AddressClass is what counts as one address: an IPv4 address, or the /64 network that one IPv6 household or office
// has.
func AddressClass(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if a = a.Unmap().WithZone(""); a.Is6() {
		if network, err := a.Prefix(64); err == nil {
			return network.String()
		}
	}
	return a.String()
}
