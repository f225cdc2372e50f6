package store

import (
	"gorm.io/gorm/clause"

	"duban/models"
)

// LogInFailures loads the counts of wrong passwords for an account: from one address, and from all. Without a row a
// count is zero.
func (tx *Tx) LogInFailures(account, address string) (here, everywhere models.LogInFailure, err error) {
	here = models.LogInFailure{Account: account, Address: address}
	everywhere = models.LogInFailure{Account: account, Address: models.EveryAddress}
	rows, err := list[models.LogInFailure](tx, "address", "account = ? AND address IN ?", account,
		[]string{address, models.EveryAddress})
	for _, f := range rows {
		if f.Address == models.EveryAddress {
			everywhere = f
		} else {
			here = f
		}
	}
	return here, everywhere, err
}

// PutLogInFailure stores a count.
func (tx *Tx) PutLogInFailure(f models.LogInFailure) error {
	err := tx.db.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "account"}, {Name: "address"}},
		DoUpdates: clause.AssignmentColumns([]string{"failed_count", "locked_until", "failed_at"}),
	}).Create(&f).Error
	return failed(err, "count a failed log-in")
}

// ForgetLogInFailures deletes counts whose last failure is before a moment.
func (tx *Tx) ForgetLogInFailures(before models.Instant) error {
	return failed(tx.db.Where("failed_at < ?", before).Delete(&models.LogInFailure{}).Error, "forget failed log-ins")
}

// ClearLogInFailures deletes counts and locks of an account, for some addresses or, when none are given, for all.
func (tx *Tx) ClearLogInFailures(account string, addresses ...string) error {
	db := tx.db.Where("account = ?", account)
	if len(addresses) > 0 {
		db = db.Where("address IN ?", addresses)
	}
	return failed(db.Delete(&models.LogInFailure{}).Error, "clear failed log-ins of", account)
}

// LogInLocks returns until when accounts are locked, for any address, by account.
func (tx *Tx) LogInLocks(now models.Instant) (map[string]models.Instant, error) {
	rows, err := list[models.LogInFailure](tx, "account", "locked_until > ?", now)
	until := map[string]models.Instant{}
	for _, f := range rows {
		until[f.Account] = max(until[f.Account], f.LockedUntil)
	}
	return until, err
}
