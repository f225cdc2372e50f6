package models

import (
	"encoding/json"
	"strings"
	"time"
)

// DeliveryKind is why something leaves the program.
type DeliveryKind string

// The kinds of deliveries.
const (
	DeliveryDigest DeliveryKind = "digest"  // one a person and day
	DeliveryAtOnce DeliveryKind = "at_once" // in working hours
	DeliveryTest   DeliveryKind = "test"    // of a channel
)

var deliveryKindWords = map[DeliveryKind]string{
	DeliveryDigest: "每日汇总", DeliveryAtOnce: "即时", DeliveryTest: "渠道测试",
}

// Chinese returns the name of the kind.
func (k DeliveryKind) Chinese() string { return deliveryKindWords[k] }

// DeliveryStatus is the state of a delivery.
type DeliveryStatus string

// The states. A delivery that is listed waits to be released (拟报); a claimed one is being sent; an uncertain one may
// have arrived and is not sent again (可能重复).
const (
	DeliveryListed    DeliveryStatus = "listed"
	DeliveryWaiting   DeliveryStatus = "waiting"
	DeliveryClaimed   DeliveryStatus = "claimed"
	DeliveryDelivered DeliveryStatus = "delivered"
	DeliveryFailed    DeliveryStatus = "failed"
	DeliveryUncertain DeliveryStatus = "uncertain"
	DeliveryDropped   DeliveryStatus = "dropped"
)

var deliveryWords = map[DeliveryStatus]string{
	DeliveryListed: "拟报", DeliveryWaiting: "待发送", DeliveryClaimed: "正在发送", DeliveryDelivered: "已送达", DeliveryFailed: "未送达",
	DeliveryUncertain: "可能重复", DeliveryDropped: "不再发送",
}

// Chinese returns the name of the state.
func (s DeliveryStatus) Chinese() string { return deliveryWords[s] }

// Settled reports whether the state is an end.
func (s DeliveryStatus) Settled() bool {
	return s == DeliveryDelivered || s == DeliveryFailed || s == DeliveryUncertain || s == DeliveryDropped
}

// Delivery is what leaves the program for one person at one moment, by one channel at a time.
type Delivery struct {
	Key         string `gorm:"primaryKey"`
	ProgrammeID string
	PersonID    string
	PartyID     string // post or organisation for which the person gets it
	Kind        DeliveryKind
	Day         Date
	Items       string // JSON: row keys of the messages, the worst first
	Count       int    // of the items
	Title       string // one line
	Body        string // titles of the items, one a line, the worst first: for channels that may have them
	CreatedAt   Instant
	NotBefore   Instant
	Status      DeliveryStatus
	Why         string  // of the last failure, or why it is not sent
	Channel     string  // ID of the channel, or "inbox"; "": not chosen yet
	Tried       string  // IDs of channels that refused it, separated by spaces
	Attempts    int     // by the present channel
	LeaseUntil  Instant // of the claim
	ClaimedBy   string
	NextTry     Instant
	At          Instant // when it was settled
}

// ItemKeys returns the row keys of the messages.
func (d Delivery) ItemKeys() []string {
	var keys []string
	if json.Unmarshal([]byte(d.Items), &keys) != nil {
		return nil
	}
	return keys
}

// Titles returns the titles of the items.
func (d Delivery) Titles() []string {
	if d.Body == "" {
		return nil
	}
	return strings.Split(d.Body, "\n")
}

// DeliveryLease is how long a process may take to send what it claimed.
const DeliveryLease = 2 * time.Minute
