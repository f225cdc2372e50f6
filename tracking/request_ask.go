package tracking

import (
	"context"
	"maps"
	"slices"

	"duban/models"
	"duban/store"
)

// AskRequest asks for a change of a project: an extension, a pause, another plan, its closing. Whoever may fill in for
// the project may ask; nothing changes until it is decided.
func (s *Service) AskRequest(ctx context.Context, actor models.Actor, key, project string,
	c models.RequestCommand) (AskedView, error) {
	var out AskedView
	onBehalfOf := ""
	p, err := s.fill(ctx, actor, project, &onBehalfOf)
	if err != nil {
		return out, err
	}
	head, err := headOf(actor, key, p.ID, "AskRequest", c)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		in, err := s.askingOf(tx, p.ID)
		if err != nil {
			return err
		}
		q, err := in.rules.NewRequest(in.facts, c, head.Key, actor, onBehalfOf, s.now())
		if err != nil {
			return err
		}
		if c.Evidence != nil {
			found, err := s.ownEvidenceIn(tx, actor, "", []models.Evidence{*c.Evidence})
			if err != nil {
				return err
			}
			q.EvidenceSHA256, q.EvidenceName, q.EvidenceType, q.EvidenceSize = found[0].SHA256, found[0].Name,
				found[0].MediaType, found[0].Size
		}
		if err := tx.InsertRequest(q); err != nil {
			return err
		}
		leaders := slices.Sorted(maps.Keys(in.leaders))
		if _, err := tx.InsertOutbox(in.rules.RequestAskedMessages(in.facts, q, leaders, s.now())...); err != nil {
			return err
		}
		out = in.view(actor, q, s.now())
		return s.recordAsked(tx, actor, head, "request.ask", q.ProjectID, q.ID, q, out)
	})
	return out, err
}

// asking is what requests of one project are shown and decided with.
type asking struct {
	facts   models.Facts
	rules   models.Rules
	leaders map[string]string // posts of the leaders who may decide, with their titles
}

func (s *Service) askingOf(tx *store.Tx, project string) (asking, error) {
	var in asking
	var err error
	if in.facts, err = tx.Facts(project); err != nil {
		return in, err
	}
	extra, err := tx.CalendarDays()
	if err != nil {
		return in, err
	}
	in.rules = models.RulesFor(in.facts, s.Calendar(extra))
	in.leaders, err = tx.LeaderPosts(in.facts.Project)
	return in, err
}
