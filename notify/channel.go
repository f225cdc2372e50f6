// Package notify sends messages out of the program: mail, robots of groups, a signed webhook, and calendars to
// subscribe to. It knows no rows and no rules; what may be said is models.Outside. Addresses and secrets appear in no
// error and no outcome.
package notify

import (
	"context"
	"time"

	"duban/models"
)

// Message is one message to one receiver of a channel.
type Message struct {
	Key  string // the same for every attempt
	To   string // mail address; of a webhook: the receiver's ID; "": the channel has one receiver
	Post string // of a webhook: the receiver's post or unit
	At   time.Time
	models.Outside
}

// Result is what became of an attempt.
type Result int

// The results. Delivered: the receiver's server has it. Refused: it will not take this message. Later: it was not taken
// and can be sent again. Uncertain: it may have been taken (可能重复).
const (
	Delivered Result = iota + 1
	Refused
	Later
	Uncertain
)

// Outcome is the result of an attempt with its reason.
type Outcome struct {
	Result Result
	Why    string        // in Chinese; "" when delivered
	After  time.Duration // how long the receiver asks to wait; 0: not said
	Broken bool          // the reason is the channel, not the message: all its messages will fail
}

// Channel sends messages. Send returns within its own time limit, and stops early when the context ends.
type Channel interface {
	Kind() models.ChannelKind
	Send(ctx context.Context, m Message) Outcome
}

// Opener makes channels of what the office entered.
type Opener struct {
	Resolver Resolver         // nil: the system's
	Now      func() time.Time // nil: time.Now
	Timeout  time.Duration    // of one message; 0: DefaultTimeout
}

// DefaultTimeout is how long one message may take.
const DefaultTimeout = 15 * time.Second

// Open makes the channel of a row.
func (o Opener) Open(c models.Channel) (Channel, error) {
	sealed, err := c.Sealed.Open()
	if err != nil {
		return nil, err
	}
	address, err := models.CheckChannelAddress(c.Kind, sealed.Address, c.AllowedHosts())
	if err != nil {
		return nil, err
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	roots, err := rootsWith(c.Authority)
	if err != nil {
		return nil, err
	}
	dial := dialer{only: address.Hostname(), private: c.AllowedHosts(), resolver: o.Resolver}
	if c.Kind == models.ChannelMail {
		return mailer{server: address, sender: c.Sender, security: c.Security, user: sealed.User,
			password: sealed.Password, roots: roots, dial: dial.dial, timeout: o.Timeout}, nil
	}
	post := poster{client: newClient(dial, roots, o.Timeout), kind: c.Kind}
	switch c.Kind {
	case models.ChannelWebhook:
		return webhook{poster: post, address: address, secret: sealed.Password, now: o.Now}, nil
	case models.ChannelWeCom:
		return robot{poster: post, address: address, dialect: weCom}, nil
	case models.ChannelDingTalk:
		return robot{poster: post, address: address, secret: sealed.Password, now: o.Now, dialect: dingTalk}, nil
	case models.ChannelFeishu:
		return robot{poster: post, address: address, secret: sealed.Password, now: o.Now, dialect: feishu}, nil
	}
	return nil, models.Errorf(models.KindInvalid, "bad_channel", "没有“%s”这种发送渠道", string(c.Kind))
}
