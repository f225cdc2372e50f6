package activities

import (
	"context"
	"time"

	"duban/internal/telling"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// outboxBatch is how many messages one delivery takes: short transactions do not delay people's commands.
const outboxBatch = 100

// DeliverOutbox takes the messages that may be sent now to people's inboxes, each in the transaction that marks it
// delivered, makes what leaves the program, and returns when there is something to do again. The inbox is in the same
// database, so delivery is exactly once.
func (a *Activities) DeliverOutbox(ctx context.Context, p contract.Deliver) (contract.Delivered, error) {
	if a.held(p.Now) {
		return contract.Delivered{}, nil
	}
	stop := beat(ctx, nowhere)
	defer stop()
	var out contract.Delivered
	leaves := false
	p.Now = a.moment(p.Now)
	err := a.Store.Write(ctx, func(tx *store.Tx) error {
		told, err := telling.Tell(tx, a.Calendar, p.Now, outboxBatch)
		out = contract.Delivered{Count: told.Told, Failed: told.Failed}
		leaves = told.Left > 0
		if told.NextAt != 0 {
			out.NextAt = max(wholeSecond(told.NextAt), 1)
		}
		return err
	})
	if err == nil && leaves && a.WakeChannels != nil {
		a.WakeChannels()
	}
	return out, answer(ctx, err)
}

// wholeSecond returns the first whole second that is not before a moment. Moments travel in whole seconds: a message of
// the second half of this second would be asked for again and again until the next one.
func wholeSecond(at models.Instant) models.Instant {
	return models.InstantOf(at.Time().Add(time.Second - time.Millisecond).Truncate(time.Second))
}
