package models

import "time"

// Bucket limits how often a channel sends: Burst messages at once, then one in every Every.
type Bucket struct {
	Burst int
	Every time.Duration
}

// BucketOf returns the bucket of a kind and reports whether it has one. WeCom and DingTalk take 20 messages a minute,
// in any minute: 5 at once and 15 more; Feishu 100 a minute and 5 a second: 3 at once and one a second.
func BucketOf(kind ChannelKind) (Bucket, bool) {
	switch kind {
	case ChannelWeCom, ChannelDingTalk:
		return Bucket{Burst: 5, Every: 4 * time.Second}, true
	case ChannelFeishu:
		return Bucket{Burst: 3, Every: time.Second}, true
	}
	return Bucket{}, false
}

// Take takes one turn from a bucket whose state is turn: the moment at which it will be full again. It returns the new
// state, or how long to wait. A clock that was set back does not make it wait longer than an empty bucket.
func (b Bucket) Take(turn, now Instant) (Instant, time.Duration) {
	full := time.Duration(b.Burst) * b.Every
	turn = min(max(turn, now), now.Add(full))
	if wait := turn.Sub(now) + b.Every - full; wait > 0 {
		return turn, wait
	}
	return turn.Add(b.Every), 0
}

// AwayFromHalfHours returns the first moment, not before one, at which a robot may send: not within a minute of the
// full and the half hour, when everyone sends and the services refuse.
func AwayFromHalfHours(now Instant) Instant {
	const half, near = 30 * time.Minute, time.Minute
	t := now.Time() // the offset of the zone is a whole number of hours
	since := t.Sub(t.Truncate(half))
	switch {
	case since <= near:
		return now.Add(near - since + time.Second)
	case since >= half-near:
		return now.Add(half - since + near + time.Second)
	}
	return now
}

// SendAttempts is how often a message is given to a channel before it counts as failed.
const SendAttempts = 10

// SendAgainIn is how long after its n-th attempt, the first being 1, a message is tried again: a minute, doubled each
// time, at most two hours, and not before the receiver asked for.
func SendAgainIn(attempts int, asked time.Duration) time.Duration {
	wait := 2 * time.Hour
	if attempts < 8 {
		wait = min(wait, time.Minute<<max(0, attempts-1))
	}
	return min(max(wait, asked), 24*time.Hour)
}
