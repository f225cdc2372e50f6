package models

import (
	"net/netip"
	"time"
)

// LogInFailure counts wrong passwords for one account: from one address, or from all addresses together
// (EveryAddress). Unknown login names are counted like existing ones, so that neither the answer nor its time reveals
// which exist.
type LogInFailure struct {
	Account     string `gorm:"primaryKey"`
	Address     string `gorm:"primaryKey"` // AddressClass, or EveryAddress
	FailedCount int    // wrong passwords since the last success or lock
	LockedUntil Instant
	FailedAt    Instant
}

// EveryAddress stands for all addresses together.
const EveryAddress = "*"

// When wrong passwords lock. FailuresToLock from one address lock the account for that address (等保: 登录失败处理), so that
// an attacker elsewhere cannot lock out the office. FailuresAnywhere from all addresses lock it for addresses from
// which the person has not logged in lately. Open sessions, tokens and the unified sign-on are not affected.
const (
	FailuresToLock   = 5
	FailuresAnywhere = 30
	LockedFor        = 10 * time.Minute
	FailuresKept     = time.Hour           // a count is forgotten this long after its last failure
	AddressKnownFor  = 30 * 24 * time.Hour // an address is known this long after a log-in from it
)

// Fail counts one more wrong password and reports whether it locks. Attempts during a lock are not counted and do not
// extend it.
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

// PasswordLocked reports whether a password is refused without a check: here is the count of the address, everywhere
// that of all addresses, known whether the person has lately logged in from the address.
func PasswordLocked(here, everywhere LogInFailure, known bool, now Instant) bool {
	return now < here.LockedUntil || now < everywhere.LockedUntil && !known
}

// AddressClass returns what counts as one address: an IPv4 address, or the /64 network of an IPv6 address. Any other
// text is returned unchanged.
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
