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
	Part      string  // PartServe, PartWeb or PartWorker
	Version   string  // of the program; "" from versions that did not record it
}

// The parts of the program that a process can be.
const (
	PartServe  = "serve"  // both
	PartWeb    = "web"    // pages and API
	PartWorker = "worker" // workflows and upkeep
)

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

// MissingParts returns what is wrong with the processes that serve a database: pages without a process that runs
// workflows, and a duty that no running process has. Without processes of one part only there is nothing to miss.
func MissingParts(all []Instance, duties []Duty, now Instant) (found []Message) {
	live := slices.DeleteFunc(slices.Clone(all), func(i Instance) bool { return !i.Live(now) })
	if !slices.ContainsFunc(live, func(i Instance) bool { return i.Part == PartWeb || i.Part == PartWorker }) {
		return nil
	}
	if !slices.ContainsFunc(live, func(i Instance) bool { return i.Part != PartWeb }) {
		return append(found, Messagef("没有运行中的流程进程（duban worker），提醒、督办和已受理的操作都在等待，请启动"))
	}
	kept := slices.ContainsFunc(duties, func(d Duty) bool {
		return d.Name == DutyUpkeep && slices.ContainsFunc(live, func(i Instance) bool { return d.HeldBy(i.ID, now) })
	})
	if !kept {
		found = append(found, Messagef("没有进程轮值核对流程和月份，应在一分钟内自动接替；持续出现请查看 duban worker 的日志"))
	}
	if !slices.ContainsFunc(live, func(i Instance) bool { return i.Part != PartWorker }) {
		found = append(found, Messagef("没有运行中的页面进程（duban web），人员无法使用，请启动"))
	}
	return found
}

// PartNotices returns what an operator should know about the processes although nothing is wrong yet: one that ended
// without being stopped, and different versions side by side.
func PartNotices(all []Instance, now Instant) (found []Message) {
	versions := map[string]bool{}
	for _, i := range all {
		switch {
		case i.Live(now):
			versions[i.Version] = true
		case i.SeenAt != 0:
			found = append(found, Messagef("主机 %[1]s 的进程（数据目录 %[2]s）自 %[3]s 起没有登记，可能已中断", i.Host, i.Directory,
				i.SeenAt.Minute()))
		}
	}
	if len(versions) > 1 {
		found = append(found, Messagef("各进程的程序版本不同，升级完成前属正常；升级后仍不同的，请更换旧程序"))
	}
	return found
}
