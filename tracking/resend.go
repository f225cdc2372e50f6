package tracking

import (
	"cmp"
	"context"
	"slices"
	"time"

	"duban/models"
	"duban/store"
)

// Limits of sending stored commands again.
const (
	resendAfter = 10 * time.Second // after they were stored: until then the caller waits for them
	resendMost  = 500              // in one pass
	// consecutive commands without a response: Temporal is unavailable, the next pass tries again
	resendGiveUp = 3
)

// Resent is the result of one pass over the stored commands.
type Resent struct {
	Settled int `json:"settled"` // done or refused now
	Waiting int `json:"waiting"` // looked at, and still to be carried out
}

// ResendStored sends stored commands again that are neither done nor refused: the oldest of each project first, the
// next one only after that is settled, and projects with the fewest attempts first. A pass ends early when Temporal is
// unavailable.
func (s *Service) ResendStored(ctx context.Context) (Resent, error) {
	var out Resent
	var waiting []models.StoredCommand
	projects := map[string]models.Project{}
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if waiting, err = tx.WaitingCommands(s.now().Add(-resendAfter), resendMost); err != nil {
			return err
		}
		for _, c := range waiting {
			p, err := tx.Project(c.ProjectID)
			if err != nil && models.KindOf(err) != models.KindNotFound {
				return err
			}
			projects[c.ProjectID] = p
		}
		return nil
	})
	if err != nil || len(waiting) == 0 {
		return out, err
	}
	if out.Waiting = len(waiting); s.Process.Ping(ctx) != nil {
		return out, nil //nolint:nilerr // Temporal is unavailable: the next pass sends the commands
	}
	silent := 0
	for _, line := range lines(waiting) {
		for _, c := range line {
			err := s.resend(ctx, projects[c.ProjectID], c)
			if models.KindOf(err) == models.KindUnavailable {
				silent++
				break
			}
			silent = 0
			out.Settled++
			out.Waiting--
		}
		if silent == resendGiveUp || ctx.Err() != nil {
			break
		}
	}
	return out, ctx.Err()
}

// resend sends one command again. KindUnavailable: it still waits; any other error is its refusal.
func (s *Service) resend(ctx context.Context, p models.Project, c models.StoredCommand) error {
	if p.ID == "" { // the import that created the project was undone
		gone := models.Errorf(models.KindNotFound, "project_not_found", "项目已随导入批次的撤销而不存在，该操作未执行")
		return cmp.Or(s.giveUp(ctx, c, gone), error(gone))
	}
	if err := s.Store.Write(ctx, func(tx *store.Tx) error { return tx.CountAttempt(c.Key) }); err != nil {
		return models.Errorf(models.KindUnavailable, "not_settled", "结果尚未保存，将自动重试").Because(err)
	}
	_, err := s.deliver(ctx, p, c)
	if models.KindOf(err) == models.KindUnavailable {
		s.Log.Warn("a stored command still waits", "key", c.Key, "project", p.Code, "attempts", c.Attempts+1, "error", err)
	}
	return err
}

// lines groups commands by project, in their order, the project with the fewest attempts first.
func lines(waiting []models.StoredCommand) [][]models.StoredCommand {
	at := map[string]int{}
	var all [][]models.StoredCommand
	for _, c := range waiting {
		i, known := at[c.ProjectID]
		if !known {
			i = len(all)
			at[c.ProjectID] = i
			all = append(all, nil)
		}
		all[i] = append(all[i], c)
	}
	slices.SortStableFunc(all, func(a, b []models.StoredCommand) int { return cmp.Compare(a[0].Attempts, b[0].Attempts) })
	return all
}
