package activities

import (
	"context"
	"time"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// outboxBatch is how many messages one delivery takes: short transactions do not delay people's commands.
const outboxBatch = 100

// DeliverOutbox delivers the messages that may be sent now, each in the transaction that marks it delivered, and
// returns when the next one may be sent. The inbox is in the same database, so delivery is exactly once.
func (a *Activities) DeliverOutbox(ctx context.Context, p contract.Deliver) (contract.Delivered, error) {
	if a.held(p.Now) {
		return contract.Delivered{}, nil
	}
	stop := beat(ctx, nowhere)
	defer stop()
	var out contract.Delivered
	p.Now = a.moment(p.Now)
	err := a.Store.Write(ctx, func(tx *store.Tx) error {
		if err := together(tx, p.Now, &out); err != nil {
			return err
		}
		due, err := tx.DueOutbox(p.Now, outboxBatch)
		if err != nil {
			return err
		}
		for _, m := range due {
			recipient, err := recipientOf(tx, m)
			if models.KindOf(err) == models.KindNotFound { // one without a recipient must not hold up the others
				if err := tx.FailOutbox(m.Key, models.AsError(err).Message.Text, m.Attempts+1); err != nil {
					return err
				}
				out.Failed++
				continue
			}
			if err != nil {
				return err
			}
			if err := tx.DeliverToInbox(m, recipient, p.Now); err != nil {
				return err
			}
			out.Count++
		}
		next, some, err := tx.NextOutbox()
		if err == nil && some {
			out.NextAt = max(wholeSecond(next), 1)
		}
		return err
	})
	return out, answer(ctx, err)
}

// wholeSecond returns the first whole second that is not before a moment. Moments travel in whole seconds: a message of
// the second half of this second would be asked for again and again until the next one.
func wholeSecond(at models.Instant) models.Instant {
	return models.InstantOf(at.Time().Add(time.Second - time.Millisecond).Truncate(time.Second))
}

// together handles messages that were recorded late, as after a long stop: a recipient with more than DigestOver of
// them gets one message for all. The others are delivered one by one.
func together(tx *store.Tx, now models.Instant, out *contract.Delivered) error {
	late, err := tx.LateOutbox(now, models.DigestLate)
	if err != nil || len(late) <= models.DigestOver {
		return err
	}
	of, order := map[string][]models.OutboxMessage{}, []string{}
	for _, m := range late {
		recipient, err := recipientOf(tx, m)
		if models.KindOf(err) == models.KindNotFound {
			continue // it is marked as failed when messages are delivered one by one
		}
		if err != nil {
			return err
		}
		if of[recipient] == nil {
			order = append(order, recipient)
		}
		of[recipient] = append(of[recipient], m)
	}
	for _, recipient := range order {
		if messages := of[recipient]; len(messages) > models.DigestOver {
			if err := tx.DeliverTogether(models.DigestOf(recipient, messages, now), messages); err != nil {
				return err
			}
			out.Count += len(messages)
		}
	}
	return nil
}

// recipientOf resolves an audience when the message is sent: people and units change, so the recipient is never stored.
// Messages about a project without an owner, unit or sponsor go to the office.
func recipientOf(tx *store.Tx, m models.OutboxMessage) (string, error) {
	if m.ProjectID == "" { // about a programme
		return string(m.Audience), nil
	}
	project, err := tx.Project(m.ProjectID)
	if err != nil {
		return "", err
	}
	recipient := string(m.Audience)
	switch m.Audience {
	case models.ToOwnerContact, models.ToOwnerHead:
		recipient = project.OwnerID
	case models.ToUnitContact, models.ToUnitHead:
		recipient = project.ResponsibleUnitID
	case models.ToSponsor:
		recipient = project.SponsorPostID
	case models.ToOffice, models.ToOfficeHead:
		recipient = string(models.ToOffice)
	}
	if recipient == "" {
		recipient = string(models.ToOffice)
	}
	return recipient, nil
}
