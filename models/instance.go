package models

import (
	"slices"
	"time"
)

// Instance is a process that serves a database. The process renews its row while it runs.
type Instance struct {
	ID        string `gorm:"primaryKey"`
	Host      string
	Directory string  // its data directory
	Engine    string  // EmbeddedEngine, or the address and namespace of the Temporal server it shares with others
	StartedAt Instant // by its own clock
	SeenAt    Instant // last renewal; 0: stopped
	TrustedAt Instant // last instant at which its clock was trusted; the next start compares with it
}

// EmbeddedEngine is the Engine of a process that runs the Temporal server itself.
const EmbeddedEngine = "embedded"

// InstanceID returns the row key of a process: machine and data directory, which only one process can use at a time.
func InstanceID(host, directory string) string { return host + ":" + directory }

// InstanceTimeout is how long after its last renewal a process counts as stopped: three missed renewals.
const InstanceTimeout = 30 * time.Second

// Live reports whether the process renewed its row within InstanceTimeout of now, in either direction because clocks
// of machines differ.
func (i Instance) Live(now Instant) bool {
	return i.SeenAt != 0 && i.SeenAt > now.Add(-InstanceTimeout) && i.SeenAt < now.Add(InstanceTimeout)
}

// ConflictingInstance returns a live process other than own that uses another Temporal server, and whether there is
// one. Two servers would each run every project's workflow. Processes that share an external Temporal server may share
// a database.
func ConflictingInstance(own Instance, all []Instance, now Instant) (Instance, bool) {
	i := slices.IndexFunc(all, func(o Instance) bool {
		return o.ID != own.ID && o.Live(now) && (o.Engine == EmbeddedEngine || own.Engine == EmbeddedEngine ||
			o.Engine != own.Engine)
	})
	if i < 0 {
		return Instance{}, false
	}
	return all[i], true
}

// TrustedUntil returns the last instant at which any process trusted its clock, or 0.
func TrustedUntil(all []Instance) (last Instant) {
	for _, i := range all {
		last = max(last, i.TrustedAt)
	}
	return last
}
