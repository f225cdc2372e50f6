package tracking

import (
	"context"
	"maps"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// DecideAsked decides on a request: granted, the project's process carries it out in the transaction that records the
// decision; refused, it needs a reason; the responsible unit may pass it on with its opinion (初审).
func (s *Service) DecideAsked(ctx context.Context, actor models.Actor, key, id string,
	c models.DecideRequestCommand) (Receipt, error) {
	if err := models.CanDecideAsked(actor); err != nil {
		return Receipt{}, err
	}
	c.Request, c.Reason, c.Paper = id, strings.TrimSpace(c.Reason), strings.TrimSpace(c.Paper)
	if c.Decision == models.ApproveRequest {
		p, err := s.grantable(ctx, actor, key, c)
		if err != nil {
			return Receipt{}, err
		}
		return s.send(ctx, actor, key, 0, p, models.CommandDecideRequest, models.LevelDecision, c)
	}
	return s.settleAsked(ctx, actor, key, c, "request.refuse", func(in asking, q models.Request) (models.Request, error) {
		if c.Decision == models.PassRequestOn {
			return q, s.passOn(actor, in, &q)
		}
		if err := models.CanPreReview(actor, in.facts.Project); err == nil && !actor.Is(models.RoleOffice) &&
			q.AskedByID != actor.ID {
			return q.Decided(actor, c, "", s.now()) // the responsible unit returns it
		}
		post, err := q.DecidesOn(actor, in.facts, slices.Sorted(maps.Keys(in.leaders)), c, s.now().Date())
		if err != nil {
			return q, err
		}
		return q.Decided(actor, c, in.leaders[post], s.now())
	})
}

// grantable checks before a decision is stored that the person may give it and that the request waits. The project's
// process checks it again.
func (s *Service) grantable(ctx context.Context, actor models.Actor, key string,
	c models.DecideRequestCommand) (p models.Project, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		q, in, err := s.requestOf(tx, actor, c.Request)
		if err != nil {
			return err
		}
		p = in.facts.Project
		if _, known, err := tx.StoredCommand(key); err != nil || known {
			return err // sent once more: what was stored decides
		}
		if err := q.MustWait(); err != nil {
			return err
		}
		_, err = q.DecidesOn(actor, in.facts, slices.Sorted(maps.Keys(in.leaders)), c, s.now().Date())
		return err
	})
	return p, err
}

// passOn records the opinion of the responsible unit on a request, which goes on waiting.
func (s *Service) passOn(actor models.Actor, in asking, q *models.Request) error {
	switch err := models.CanPreReview(actor, in.facts.Project); {
	case err != nil:
		return err
	case q.AskedByID == actor.ID:
		return models.Errorf(models.KindForbidden, "own_request", "不能审批本人提出的申请，请由另一人办理")
	case q.PreReviewedAt != 0:
		return models.Errorf(models.KindConflict, "pre_reviewed_already", "该申请已由%s于%s初审，请等待审批", q.PreReviewedBy,
			q.PreReviewedAt.Minute())
	}
	return q.MustWait()
}

// WithdrawAsked takes back a request that waits: by who asked.
func (s *Service) WithdrawAsked(ctx context.Context, actor models.Actor, key, id string) (Receipt, error) {
	if err := models.CanSubmit(actor); err != nil {
		return Receipt{}, err
	}
	c := models.DecideRequestCommand{Request: id}
	return s.settleAsked(ctx, actor, key, c, "request.withdraw",
		func(in asking, q models.Request) (models.Request, error) {
			if _, err := models.CanFill(actor, in.facts.Project); err != nil || q.AskedByID != actor.ID {
				return q, models.Errorf(models.KindForbidden, "forbidden", "只有申请人可以撤回申请")
			}
			if err := q.MustWait(); err != nil {
				return q, err
			}
			q.Status, q.DecidedByID, q.DecidedByName, q.DecidedAt = models.RequestWithdrawn, actor.ID, actor.Name, s.now()
			return q, nil
		})
}

// settleAsked makes a change of a request that changes nothing of its project.
func (s *Service) settleAsked(ctx context.Context, actor models.Actor, key string, c models.DecideRequestCommand,
	action string, decide func(asking, models.Request) (models.Request, error)) (Receipt, error) {
	var out Receipt
	head, err := headOf(actor, key, c.Request, action, c)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		q, in, err := s.requestOf(tx, actor, c.Request)
		if err != nil {
			return err
		}
		q, err = decide(in, q)
		if err != nil {
			return err
		}
		out = Receipt{Project: in.facts.Project.Code, Object: q.ID, Key: head.Key, Status: models.StoredDone,
			Message: models.Messagef("%s%s", models.WordOf(q.Kind), q.State())}
		if q.Status == models.RequestWaiting {
			q.PreReviewedByID, q.PreReviewedBy, q.PreReviewedAt, q.PreReviewNote = actor.ID, actor.Name, s.now(), c.Reason
			action, out.Message = "request.pass", models.Messagef("已初审，等待审批")
			err = tx.PreReviewRequest(q)
		} else {
			err = tx.DecideRequest(q)
		}
		if err != nil {
			return err
		}
		if q.Status == models.RequestRefused {
			if _, err := tx.InsertOutbox(in.rules.RequestDecidedMessages(in.facts, q, s.now())...); err != nil {
				return err
			}
		}
		return s.recordAsked(tx, actor, head, action, q.ProjectID, q.ID, q, out)
	})
	return out, err
}

// requestOf loads a request with what it is decided with, for who may see the project.
func (s *Service) requestOf(tx *store.Tx, actor models.Actor, id string) (models.Request, asking, error) {
	q, found, err := tx.Request(id)
	if err != nil {
		return q, asking{}, err
	}
	if !found {
		return q, asking{}, models.RequestNotFound(id)
	}
	in, err := s.askingOf(tx, q.ProjectID)
	if seen := models.CanSee(actor, in.facts.Project); err == nil && seen != nil {
		if models.KindOf(seen) != models.KindNotFound {
			return q, in, seen
		}
		return q, in, models.RequestNotFound(id)
	}
	return q, in, err
}
