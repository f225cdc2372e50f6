package models

import (
	"fmt"
	"strings"
	"time"
)

// A person who comes back to a system that was off for weeks reads one list, not a hundred messages: what was recorded
// long after it fell due is sent together when there is more than a handful for one recipient.
const (
	DigestOver = 5
	DigestLate = 24 * time.Hour // between falling due and being recorded
)

// DigestOf puts messages to one recipient, oldest first, into one message. Its key is that of the first.
func DigestOf(recipient string, messages []OutboxMessage, at Instant) InboxMessage {
	first := messages[0]
	var body strings.Builder
	for i, m := range messages {
		fmt.Fprintf(&body, "%d. %s\n", i+1, m.Title)
	}
	return InboxMessage{
		Key: first.Key, Recipient: recipient, Audience: first.Audience, ProjectID: first.ProjectID,
		Title: fmt.Sprintf("补发：%d 项提醒和督办", len(messages)), Body: body.String(), At: at,
	}
}
