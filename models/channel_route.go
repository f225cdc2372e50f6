package models

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Reach is how a person can be reached by channels.
type Reach struct {
	Email   string
	Parties []string // row keys of the posts and organisations for which the person acts
}

// ReachOf returns how each person can be reached on a day.
func ReachOf(contacts []Contact, roles []Role, day Date) map[string]Reach {
	reach := map[string]Reach{}
	for _, c := range contacts {
		reach[c.PersonID] = Reach{Email: c.Email}
	}
	for _, role := range roles {
		if party := cmp.Or(role.PostID, role.OrganisationID); party != "" && role.On(day) {
			r := reach[role.PersonID]
			r.Parties = append(r.Parties, party)
			reach[role.PersonID] = r
		}
	}
	return reach
}

// Serves reports whether a channel that is not removed reaches a person.
func (c Channel) Serves(r Reach) bool {
	return c.RemovedAt == 0 && (c.PartyID == "" || slices.Contains(r.Parties, c.PartyID)) &&
		(c.Kind != ChannelMail || r.Email != "")
}

// NextChannel returns the channel by which a delivery is sent and reports whether there is one: the first that reaches
// the person, works and has not refused the delivery. Channels of the person's own post or unit come before those for
// everyone. If none works, a dead one is used: each of its attempts is a new try to reach it.
func NextChannel(channels []Channel, r Reach, d Delivery) (Channel, bool) {
	tried := strings.Fields(d.Tried)
	var fit []Channel
	for _, c := range channels {
		if c.Serves(r) && !slices.Contains(tried, c.ID) {
			fit = append(fit, c)
		}
	}
	if len(fit) == 0 {
		return Channel{}, false
	}
	rank := func(c Channel) int { return slices.Index(ChannelKinds, c.Kind) }
	return slices.MinFunc(fit, func(a, b Channel) int {
		return cmp.Or(boolCompare(a.Live(), b.Live()), cmp.Compare(rank(a), rank(b)),
			boolCompare(a.PartyID != "", b.PartyID != ""), cmp.Compare(a.CreatedAt, b.CreatedAt), cmp.Compare(a.ID, b.ID))
	}), true
}

// boolCompare puts true first.
func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// Sent is what became of an attempt to send deliveries by a channel.
type Sent struct {
	Status DeliveryStatus // delivered, failed (refused), uncertain, or waiting: to be sent again
	Why    string
	After  time.Duration // how long the receiver asks to wait
	Broken bool          // the channel as a whole does not work
}

// After returns a channel after an attempt, and whether it is dead since then.
func (c Channel) After(s Sent, now Instant) (after Channel, died bool) {
	c.LastAt, c.LastError = now, s.Why
	switch {
	case s.Broken:
		c.Failures++
		c.RetryAt = now.Add(SendAgainIn(min(c.Failures, 6), s.After))
		if died = c.Failures >= ChannelDeadAfter && c.DeadSince == 0; died {
			c.DeadSince = now
		}
	case s.After > 0:
		c.RetryAt = now.Add(s.After)
	default: // the receiver answered as it should, even if it refused this message
		c.Failures, c.DeadSince, c.RetryAt = 0, 0, 0
	}
	return c, died
}

// After returns a delivery after an attempt by its channel. A refusal, or too many attempts, let the next channel of
// the person try; NextChannel then finds none if there is none, and the delivery has failed.
func (d Delivery) After(s Sent, now Instant) Delivery {
	d.Attempts++
	d.LeaseUntil, d.ClaimedBy, d.Why = 0, "", s.Why
	switch {
	case s.Status == DeliveryDelivered, s.Status == DeliveryUncertain:
		d.Status, d.At, d.NextTry = s.Status, now, 0
	case d.Kind == DeliveryTest:
		d.Status, d.At, d.NextTry = DeliveryFailed, now, 0
	case s.Status == DeliveryFailed || d.Attempts >= SendAttempts:
		d.Tried = strings.TrimSpace(d.Tried + " " + d.Channel)
		d.Status, d.Channel, d.Attempts, d.NextTry = DeliveryWaiting, "", 0, now
	default:
		d.Status, d.NextTry = DeliveryWaiting, now.Add(SendAgainIn(d.Attempts, s.After))
	}
	return d
}

// Unclaimed returns a delivery whose claim has ended without a result: whoever sent it stopped.
func (d Delivery) Unclaimed(kind ChannelKind, now Instant) Delivery {
	if kind.Repeatable() {
		return d.After(Sent{Status: DeliveryWaiting, Why: "发送中断，重新发送"}, now)
	}
	return d.After(Sent{Status: DeliveryUncertain, Why: "发送中断，对方可能已收到，不再自动重发"}, now)
}
