package models

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// atOnceWait is how long what goes out at once waits for more: what happens at one moment is one message.
const atOnceWait = time.Minute

// AtOnce returns what a person is told at once, outside the program, of entries made now; rules give the hours.
func (r Rules) AtOnce(personID string, entries []InboxEntry, now Instant) Delivery {
	d := deliveryOf(personID, entries, now)
	d.Key, d.Kind = Key("delivery", personID, string(DeliveryAtOnce), entries[0].ID), DeliveryAtOnce
	d.NotBefore, d.Status = r.Quiet(now.Add(atOnceWait)), DeliveryWaiting
	return d
}

// Digest returns the digest of a day of a person who is told as the holder of a post. Unless the programme lets it go
// by itself, the office releases it.
func Digest(personID string, entries []InboxEntry, released bool, now Instant) Delivery {
	d := deliveryOf(personID, entries, now)
	d.Key, d.Kind = Key("delivery", personID, string(DeliveryDigest), now.Date().String()), DeliveryDigest
	d.NotBefore, d.Status = now, DeliveryListed
	if released {
		d.Status = DeliveryWaiting
	}
	return d
}

func deliveryOf(personID string, entries []InboxEntry, now Instant) Delivery {
	d := Delivery{PersonID: personID, Day: now.Date(), CreatedAt: now}
	d.SetItems(entries)
	return d
}

// SetItems lists entries in a delivery, the worst first.
func (d *Delivery) SetItems(entries []InboxEntry) {
	sorted := WorstFirst(entries)
	keys, titles := make([]string, len(sorted)), make([]string, len(sorted))
	for i, e := range sorted {
		keys[i], titles[i] = e.ID, e.Title
		if d.ProgrammeID == "" {
			d.ProgrammeID = e.ProgrammeID
		}
		if d.PartyID == "" {
			d.PartyID = e.PartyID
		}
	}
	text, _ := json.Marshal(keys) // strings: never fails
	d.Items, d.Count, d.Body = string(text), len(sorted), strings.Join(titles, "\n")
	d.Title = fmt.Sprintf("您有 %d 项待办，请登录查看", d.Count)
}
