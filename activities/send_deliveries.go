package activities

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.temporal.io/sdk/activity"

	"duban/internal/telling"
	"duban/models"
	"duban/notify"
	"duban/store"
	"duban/workflows/contract"
)

// ChannelOpener makes the channels by which messages leave the program. notify.Opener implements it.
type ChannelOpener interface {
	Open(c models.Channel) (notify.Channel, error)
}

// sendFor is for how long one activity goes on sending by a channel.
const sendFor = 45 * time.Second

// SendDeliveries sends what one channel has to send: each is claimed in one transaction, sent outside any, and settled
// in another. It stops at the first sign that the channel does not work.
func (a *Activities) SendDeliveries(ctx context.Context, p contract.SendBy) (contract.SentBy, error) {
	var out contract.SentBy
	if a.held(p.Now) || a.Channels == nil {
		return out, nil
	}
	stop := beat(ctx, nowhere)
	defer stop()
	by, begun := claimant(ctx), time.Now()
	for n := 0; time.Since(begun) < sendFor && ctx.Err() == nil; n++ {
		c, err := a.claim(ctx, p.Channel, fmt.Sprintf("%s/%d", by, n), a.elapsed(p.Now, begun))
		if err != nil || len(c.deliveries) == 0 {
			return out, answer(ctx, err)
		}
		sent := a.send(ctx, c)
		if err := a.settleSent(context.WithoutCancel(ctx), c, sent, a.elapsed(p.Now, begun)); err != nil {
			return out, answer(ctx, err)
		}
		out.Count += len(c.deliveries)
		if sent.Status != models.DeliveryDelivered {
			out.Failed += len(c.deliveries)
		}
		if sent.Broken || sent.After > 0 {
			break
		}
	}
	return out, nil
}

// claimant names the attempt of an activity.
func claimant(ctx context.Context) string {
	if !activity.IsActivity(ctx) {
		return "direct"
	}
	info := activity.GetInfo(ctx)
	return fmt.Sprintf("%s/%s/%d", info.WorkflowExecution.RunID, info.ActivityID, info.Attempt)
}

// elapsed returns the present moment of an activity that began at a moment and may have waited for a worker.
func (a *Activities) elapsed(now models.Instant, begun time.Time) models.Instant {
	now = now.Add(time.Since(begun))
	if a.Latest != nil { // a process with the machine's clock
		now = max(now, models.InstantOf(time.Now()))
	}
	return a.moment(now)
}

// claim is what is sent at once: one delivery, or all that a group is told together.
type claim struct {
	channel    models.Channel
	deliveries []models.Delivery
	by         string
	group      string // name of the channel's unit or post
	to         string // address or ID of the receiver
	post       string
}

// claim claims what the channel sends next; nothing, when it has nothing or must wait.
func (a *Activities) claim(ctx context.Context, channel, by string, now models.Instant) (c claim, err error) {
	err = a.Store.Write(ctx, func(tx *store.Tx) error {
		c = claim{by: by}
		row, err := tx.Channel(channel)
		if err != nil || row.RemovedAt != 0 {
			return err
		}
		c.channel = row
		picked, err := a.pickCurrent(tx, row, now)
		if err != nil || len(picked) == 0 {
			return err
		}
		if wait, err := takeTurn(tx, row, picked[0].Kind == models.DeliveryTest, now); err != nil || wait {
			return err
		}
		for _, d := range picked {
			claimed, err := tx.ClaimDelivery(d.Key, by, now.Add(models.DeliveryLease))
			if err != nil {
				return err
			}
			if claimed {
				c.deliveries = append(c.deliveries, d)
			}
		}
		return c.receiver(tx)
	})
	return c, err
}

// mostTogether is how many deliveries a group is told of in one message.
const mostTogether = 50

// pickCurrent chooses what is sent at once, after it was looked at again: what has ended is left out, and a delivery of
// which nothing is left is dropped.
func (a *Activities) pickCurrent(tx *store.Tx, c models.Channel, now models.Instant) ([]models.Delivery, error) {
	var current []models.Delivery
	for len(current) == 0 {
		waiting, err := tx.WaitingDeliveries(c.ID, now, mostTogether)
		if err != nil {
			return nil, err
		}
		picked := pick(c, waiting, now)
		if len(picked) == 0 {
			return nil, nil
		}
		for _, d := range picked {
			if d, err = telling.Refresh(tx, a.Calendar, d, now); err != nil {
				return nil, err
			}
			if !d.Status.Settled() {
				current = append(current, d)
			}
		}
	}
	return current, nil
}

// pick chooses what is sent at once. A test is sent alone, and although the channel is to wait after a failure.
func pick(c models.Channel, waiting []models.Delivery, now models.Instant) []models.Delivery {
	if i := slices.IndexFunc(waiting, func(d models.Delivery) bool { return d.Kind == models.DeliveryTest }); i >= 0 {
		return waiting[i : i+1]
	}
	switch {
	case len(waiting) == 0 || c.RetryAt > now:
		return nil
	case c.Kind.Robot():
		return waiting
	}
	return waiting[:1]
}

// takeTurn takes a turn of a robot, or stores until when it must wait.
func takeTurn(tx *store.Tx, c models.Channel, test bool, now models.Instant) (wait bool, err error) {
	bucket, limited := models.BucketOf(c.Kind)
	if !limited {
		return false, nil
	}
	if free := models.AwayFromHalfHours(now); free > now && !test {
		c.RetryAt = free
		return true, tx.SetChannelState(c)
	}
	turn, pause := bucket.Take(c.TurnAt, now)
	if c.TurnAt = turn; pause > 0 {
		c.RetryAt = now.Add(pause)
	}
	return pause > 0, tx.SetChannelState(c)
}

// receiver finds to whom the claim goes.
func (c *claim) receiver(tx *store.Tx) error {
	first := c.deliveries[0]
	party := first.PartyID
	if c.channel.Kind.Robot() {
		party = c.channel.PartyID
	}
	organisations, err := tx.Organisations(party)
	if err != nil {
		return err
	}
	posts, err := tx.Posts(party)
	if err != nil {
		return err
	}
	c.post = organisations[party].Name + posts[party].Title
	c.to = first.PersonID
	if c.channel.Kind.Robot() {
		if c.group = c.post; c.group == "" {
			c.group = c.channel.Name
		}
	}
	if c.channel.Kind != models.ChannelMail {
		return nil
	}
	if first.Kind == models.DeliveryTest {
		c.to = first.Body
		return nil
	}
	contact, err := tx.ContactOf(first.PersonID)
	c.to = contact.Email
	return err
}

// send sends a claim. It is outside any transaction.
func (a *Activities) send(ctx context.Context, c claim) models.Sent {
	channel, err := a.Channels.Open(c.channel)
	if err != nil {
		return models.Sent{Status: models.DeliveryWaiting, Why: models.AsError(err).Message.Text, Broken: true}
	}
	first := c.deliveries[0]
	out := models.OutsideOf(c.deliveries, c.channel)
	out.Group = c.group
	m := notify.Message{Key: keyOf(c.deliveries), To: c.to, Post: c.post, At: first.CreatedAt.Time(), Outside: out}
	outcome := channel.Send(ctx, m)
	sent := models.Sent{Why: outcome.Why, After: outcome.After, Broken: outcome.Broken}
	switch outcome.Result {
	case notify.Delivered:
		sent.Status = models.DeliveryDelivered
	case notify.Refused:
		sent.Status = models.DeliveryFailed
	case notify.Uncertain:
		sent.Status = models.DeliveryUncertain
	case notify.Later:
		sent.Status = models.DeliveryWaiting
	}
	return sent
}

// keyOf returns the key of what is sent at once.
func keyOf(all []models.Delivery) string {
	if len(all) == 1 {
		return all[0].Key
	}
	keys := make([]string, len(all))
	for i, d := range all {
		keys[i] = d.Key
	}
	return models.Key("together", strings.Join(keys, " "))
}

// settleSent stores the outcome. A channel that is dead from now on is reported to the office.
func (a *Activities) settleSent(ctx context.Context, c claim, sent models.Sent, now models.Instant) error {
	dead := false
	err := a.Store.Write(ctx, func(tx *store.Tx) error {
		row, err := tx.Channel(c.channel.ID)
		if err != nil {
			return err
		}
		var died bool
		if row, died = row.After(sent, now); row.RemovedAt == 0 {
			if err := tx.SetChannelState(row); err != nil {
				return err
			}
		}
		for _, d := range c.deliveries {
			if _, err := tx.SettleDelivery(d.After(sent, now), models.DeliveryClaimed, c.by); err != nil {
				return err
			}
		}
		if dead = died && row.RemovedAt == 0; dead {
			_, err = tx.InsertOutbox(models.ChannelDeadMessage(row, now))
		}
		return err
	})
	if err == nil && dead && a.Wake != nil {
		a.Wake()
	}
	return err
}
