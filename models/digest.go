package models

import (
	"fmt"
	"strings"
	"time"
)

// When messages are sent as one digest: more than DigestOver of them for one recipient, each recorded more than
// DigestLate after it fell due. After an outage of weeks a person gets one list instead of a hundred messages.
const (
	DigestOver = 5
	DigestLate = 24 * time.Hour // time between falling due and being recorded
)

// DigestOf combines messages to one recipient, oldest first, into one message with the key of the first.
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
