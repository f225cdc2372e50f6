package figures

import (
	"duban/models"
	"duban/store"
)

// Reconstruct closes the next month that was over before closings were kept, the oldest first, from what is on record
// now, and returns it; none is left when the month is 0. A complete round is closed, and one that has been overdue for
// models.CloseAfter working days with the missing ones named; never the round in progress.
func (p Programme) Reconstruct(tx *store.Tx, now models.Instant) (models.Month, error) {
	had, err := tx.ClosingsOf(p.ID)
	if err != nil {
		return 0, err
	}
	closed := map[models.Month]bool{}
	for _, c := range had {
		closed[c.Month] = closed[c.Month] || c.Kind == models.ClosedMonth
	}
	for _, round := range p.Book().Ladder.RoundsBy(p.Calendar, p.Year) {
		if closed[round.Month] || round.Month.Last() >= now.Date() {
			continue
		}
		count := p.Count(round.Month, now)
		over := count.Due > 0 && models.AskClose(round, p.Facts(), p.Calendar, now.Date())
		if !count.Complete() && !over {
			continue
		}
		_, err := p.Close(tx, round.Month, Closing{Kind: models.ClosedMonth, By: models.System, Reconstructed: true}, now)
		return round.Month, err
	}
	return 0, nil
}
