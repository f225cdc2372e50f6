package store

import "duban/models"

// TakeDuty takes a duty for a process, or keeps one that the process holds, for models.DutyTerm from now, and reports
// whether the process holds it. The clock is the database's, because those of machines differ.
func (tx *Tx) TakeDuty(name, instance string) (bool, error) {
	now := tx.store.dialect.now
	done := tx.db.Exec(`INSERT INTO duties ("name", "holder", "since", "until") VALUES (?, ?, `+now+`, `+now+` + ?)
		ON CONFLICT ("name") DO UPDATE SET
			"since" = CASE WHEN duties."holder" = excluded."holder" THEN duties."since" ELSE excluded."since" END,
			"holder" = excluded."holder", "until" = excluded."until"
		WHERE duties."holder" = excluded."holder" OR duties."until" <= `+now,
		name, instance, models.DutyTerm.Milliseconds())
	return done.RowsAffected == 1, failed(done.Error, "take duty", name)
}

// LeaveDuty gives a duty back that the process holds, so that another may take it at once.
func (tx *Tx) LeaveDuty(name, instance string) error {
	return failed(update[models.Duty](tx, map[string]any{"until": 0}, `"name" = ? AND holder = ?`, name, instance).Error,
		"leave duty", name)
}

// Duties loads which process does what is done once.
func (tx *Tx) Duties() ([]models.Duty, error) { return list[models.Duty](tx, `"name"`, "1 = 1") }

// Now returns the time of the database's clock.
func (tx *Tx) Now() (at models.Instant, err error) {
	return at, failed(tx.db.Raw("SELECT "+tx.store.dialect.now).Scan(&at).Error, "clock of the database")
}
