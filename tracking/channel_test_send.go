package tracking

import (
	"cmp"
	"context"
	"net/mail"
	"time"

	"duban/models"
	"duban/store"
)

// testWait is how long a test of a channel waits for its result.
const testWait = 20 * time.Second

// TestChannel sends a test by a channel, as every message is sent, and waits for the result, which is in the sent log.
// A test by mail goes to the given address, else to the actor's own, else to the sender's.
func (s *Service) TestChannel(ctx context.Context, actor models.Actor, key, id, to string) (SentLine, error) {
	if err := models.CanManageChannels(actor); err != nil {
		return SentLine{}, err
	}
	if to != "" {
		if at, err := mail.ParseAddress(to); err != nil || at.Address != to {
			return SentLine{}, models.Errorf(models.KindInvalid, "bad_email", "邮箱应如 name@example.cn，请核对")
		}
	}
	row := models.Key("channel-test", actor.ID, key)
	err := s.once(ctx, actor, key, "TestChannel", id, "channel.test", id, func(tx *store.Tx) error {
		c, err := tx.Channel(id)
		if err != nil {
			return err
		}
		if c.RemovedAt != 0 {
			return models.Errorf(models.KindNotFound, "no_channel", "没有找到该发送渠道，请刷新后核对")
		}
		d := models.Delivery{Key: row, Kind: models.DeliveryTest, Day: s.now().Date(), Title: "渠道测试",
			CreatedAt: s.now(), NotBefore: s.now(), Status: models.DeliveryWaiting, Channel: id}
		if _, known, err := tx.FindPerson(actor.ID); err != nil {
			return err
		} else if known {
			d.PersonID = actor.ID
		}
		if c.Kind == models.ChannelMail {
			contact, err := tx.ContactOf(actor.ID)
			if err != nil {
				return err
			}
			d.Body = cmp.Or(to, contact.Email, c.Sender)
		}
		_, err = tx.InsertDeliveries(d)
		return err
	})
	if err != nil {
		return SentLine{}, err
	}
	if err := s.Process.EnsureChannels(ctx); err != nil {
		return SentLine{}, err
	}
	return s.settledLine(ctx, row)
}

// settledLine waits until a delivery is settled, and returns it as it then is.
func (s *Service) settledLine(ctx context.Context, key string) (line SentLine, err error) {
	for begun := time.Now(); ; {
		err = s.Store.Read(ctx, func(tx *store.Tx) error {
			d, err := tx.Delivery(key)
			if err != nil {
				return err
			}
			in, err := sentNames(tx)
			line = in.line(d)
			return err
		})
		if err != nil || line.Status.Settled() || time.Since(begun) >= cmp.Or(s.TestWait, testWait) {
			return line, err
		}
		select {
		case <-ctx.Done():
			return line, nil
		case <-time.After(min(200*time.Millisecond, cmp.Or(s.TestWait, testWait))):
		}
	}
}
