package activities

import (
	"context"
	"slices"

	"duban/internal/settling"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// AdvanceOrder records what fell due in an order and returns the next moment at which something will. A second run
// records nothing: steps are named by the day they are about.
func (a *Activities) AdvanceOrder(ctx context.Context, p contract.AdvanceOrder) (contract.OrderOutcome, error) {
	var out contract.OrderOutcome
	now := a.moment(p.Now)
	err := a.Store.Write(ctx, func(tx *store.Tx) error {
		f, err := tx.Order(p.OrderID)
		if err != nil {
			return err
		}
		extra, err := tx.CalendarDays()
		if err != nil {
			return err
		}
		if !a.held(now) {
			if out.Messages, err = advanceOrder(tx, &f, a.Calendar(extra), now); err != nil {
				return err
			}
		}
		o := f.Order
		out.Next, out.State = models.Moment{At: o.NextAt, What: o.NextWhat}, o.State.Chinese()
		out.Ended = !o.State.Open()
		return nil
	})
	if err == nil && out.Messages > 0 && a.Wake != nil {
		a.Wake()
		out.Messages = 0 // the workflow need not
	}
	return out, answer(ctx, err)
}

// advanceOrder applies the clocks of an order and stores what changed.
func advanceOrder(tx *store.Tx, f *models.OrderFacts, calendar models.Calendar, now models.Instant) (int, error) {
	rules := models.NewOrderRules(calendar)
	turn := rules.Advance(*f, now)
	o := &f.Order
	if len(turn.Steps) == 0 && o.NextAt == turn.Next.At && o.NextWhat == turn.Next.What {
		return 0, nil
	}
	if turn.CardAt != 0 {
		o.CardAt = turn.CardAt
	}
	f.Steps = slices.Concat(f.Steps, turn.Steps)
	if err := settling.SaveOrder(tx, f, turn.Steps, calendar, now); err != nil {
		return 0, err
	}
	// The workflow gets the next moment as the answer.
	if err := tx.OrderTold(o.ID, o.Version); err != nil {
		return 0, err
	}
	signers, err := signersOf(tx, f)
	if err != nil {
		return 0, err
	}
	messages := 0
	for _, step := range turn.Told {
		fresh, err := tx.InsertOutbox(rules.OrderNotices(*f, step, signers, now)...)
		if err != nil {
			return 0, err
		}
		messages += len(fresh)
	}
	return messages, nil
}

// signersOf returns the leader's post that signed an order; none when the office's head did.
func signersOf(tx *store.Tx, f *models.OrderFacts) ([]string, error) {
	id := f.Order.SignerPostID
	posts, err := tx.Posts(id)
	if err != nil || posts[id].ID == "" {
		return nil, err
	}
	return []string{id}, nil
}
