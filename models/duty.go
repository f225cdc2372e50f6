package models

import "time"

// Duty is work that one of the processes on a database does for all, and which of them does it until when. Duties save
// work; what is done stays right if two processes did the same, because every step has a unique key.
type Duty struct {
	Name   string  `gorm:"primaryKey"`
	Holder string  // ID of the Instance
	Since  Instant // when it took the duty
	Until  Instant // then another process may take it; by the clock of the database
}

// The duties.
const (
	// DutyUpkeep is what keeps the record and the workflows together: reconcile, commands sent again, months and rounds
	// begun and closed, unused uploads removed.
	DutyUpkeep = "upkeep"
	// DutyBackup is the daily backup, among the processes that have a folder for it.
	DutyBackup = "backup"
)

// DutyTerm is how long a process holds a duty after its last renewal.
const DutyTerm = 30 * time.Second

// HeldBy reports whether the process holds the duty at a moment.
func (d Duty) HeldBy(instance string, now Instant) bool { return d.Holder == instance && d.Until > now }
