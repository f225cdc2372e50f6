package models

import (
	"slices"
	"time"
)

// Instance is a process that serves a database. Its row is renewed while it runs.
type Instance struct {
	ID        string `gorm:"primaryKey"`
	Host      string
	Directory string  // its data directory
	Engine    string  // EmbeddedEngine, or the address and namespace of the Temporal server it shares with others
	StartedAt Instant // by its own clock
	SeenAt    Instant // renewed while it runs; 0: it has stopped
	TrustedAt Instant // the last instant at which its clock was trusted: the point of reference of the next start
}

// EmbeddedEngine is the engine of a process that runs the Temporal server itself.
const EmbeddedEngine = "embedded"

// InstanceID tells processes apart by machine and data directory, of which a process has one to itself.
func InstanceID(host, directory string) string { return host + ":" + directory }

// InstanceTimeout is how long after its last sign a process counts as gone: three renewals missed.
const InstanceTimeout = 30 * time.Second

// Live reports whether a process was there a moment ago. Clocks of machines may differ a little.
func (i Instance) Live(now Instant) bool {
	return i.SeenAt != 0 && i.SeenAt > now.Add(-InstanceTimeout) && i.SeenAt < now.Add(InstanceTimeout)
}

// ConflictingInstance finds a live process beside mine whose workflows are not mine: each of the two would follow every
// project. Processes that share an external Temporal server may share a database.
func ConflictingInstance(mine Instance, all []Instance, now Instant) (Instance, bool) {
	i := slices.IndexFunc(all, func(o Instance) bool {
		return o.ID != mine.ID && o.Live(now) && (o.Engine == EmbeddedEngine || mine.Engine == EmbeddedEngine ||
			o.Engine != mine.Engine)
	})
	if i < 0 {
		return Instance{}, false
	}
	return all[i], true
}

// TrustedUntil is the last instant at which any process trusted its clock; 0 when none did.
func TrustedUntil(all []Instance) (last Instant) {
	for _, i := range all {
		last = max(last, i.TrustedAt)
	}
	return last
}
