package tracking

import (
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

func init() { todoSources = append(todoSources, scoreTodos) }

// ObjectToScore records what a unit says to its announced points: an objection to one item, or that it has none. The
// office is told of an objection. The office enters it from a unit's paper (代录).
func (s *Service) ObjectToScore(ctx context.Context, actor models.Actor, key, id string, c models.ObjectionEntry) (
	ScorePage, error) {
	if err := models.CanObject(actor); err != nil {
		return ScorePage{}, err
	}
	if err := models.CanSeeScores(actor); err != nil {
		return ScorePage{}, err
	}
	return s.changeScore(ctx, actor, key, id, "score.object", c, func(tx *store.Tx, head contract.Head) (string, error) {
		f, err := s.scoreFacts(tx, actor, id)
		if err != nil {
			return "", err
		}
		if own := actor.Organisations(models.RoleUnit); c.Unit == "" && len(own) == 1 {
			c.Unit = own[0]
		}
		i, err := f.unit(c.Unit)
		if err == nil && !models.MayObject(actor, f.lines[i]) {
			err = models.ScoreNotFound(id)
		}
		if err != nil {
			return "", err
		}
		o, err := f.lines[i].Object(f.Score, c, f.objections, head.Key, actor, s.now())
		if err != nil {
			return "", err
		}
		f.Revision++
		if err := tx.SetScore(f.Score); err != nil {
			return "", err
		}
		if err := tx.InsertScoreObjection(o); err != nil || o.State != models.ObjectionWaiting {
			return id, err
		}
		return id, s.tellOfObjection(tx, f, o)
	})
}

func (s *Service) tellOfObjection(tx *store.Tx, f scoreFacts, o models.ScoreObjection) error {
	extra, err := tx.CalendarDays()
	if err != nil {
		return err
	}
	return f.tell(tx, s.now(), models.ObjectionMessage(f.Score, o, s.quietOf(extra), s.now()))
}

// DecideObjection decides on an objection: upheld with other points for the item, or refused, with the reason. The unit
// is told.
func (s *Service) DecideObjection(ctx context.Context, actor models.Actor, key, id, objection string,
	c models.ObjectionDecision) (ScorePage, error) {
	if err := canScoreAndSee(actor); err != nil {
		return ScorePage{}, err
	}
	return s.changeScore(ctx, actor, key, id+"/"+objection, "score.decide", c, func(tx *store.Tx, _ contract.Head) (
		string, error) {
		f, err := s.scoreFacts(tx, actor, id)
		if err != nil {
			return "", err
		}
		n := slices.IndexFunc(f.objections, func(o models.ScoreObjection) bool { return o.ID == objection })
		if n < 0 {
			return "", models.Errorf(models.KindNotFound, "no_objection", "没有找到异议“%s”，请从季度考核页面打开", objection)
		}
		i, err := f.unit(f.objections[n].UnitID)
		if err != nil {
			return "", err
		}
		o, line, err := f.objections[n].Decide(f.Score, f.lines[i], c, actor, s.now())
		if err != nil {
			return "", err
		}
		f.lines[i] = line
		if err := tx.SetScoreObjections(o); err != nil {
			return "", err
		}
		if err := f.save(tx); err != nil {
			return "", err
		}
		return id, s.tellOfObjection(tx, f, o)
	})
}

// scoreTodos asks the office to decide on objections and to publish, and units to look at their announced points.
func scoreTodos(s *Service, tx *store.Tx, actor models.Actor, common *figures.Common) (todos []models.Todo, err error) {
	manages, units := models.CanScore(actor) == nil, actor.Organisations(models.RoleUnit)
	if !manages && len(units) == 0 {
		return nil, nil
	}
	scores, err := tx.AnnouncedScores()
	if err != nil {
		return nil, err
	}
	today := s.now().Date()
	for _, score := range scores {
		objections, err := tx.ScoreObjections(score.ID)
		if err != nil {
			return nil, err
		}
		name, path := score.Quarter.QuarterChinese(), models.ScorePath(score.ID)
		if manages {
			for _, o := range objections {
				if o.State == models.ObjectionWaiting && o.ByID != actor.ID {
					todos = append(todos, models.Todo{Kind: models.TodoDecide, Object: o.ID, Path: path,
						Title: models.Messagef("处理%s对%s考核得分的异议", o.Unit, name), AskedBy: o.ByName, AskedAt: o.At})
				}
			}
			if today > score.ObjectUntil && models.WaitingObjections(objections) == 0 {
				todos = append(todos, models.Todo{Kind: models.TodoDecide, Object: score.ID, Path: path,
					Title: models.Messagef("公布%s考核得分", name), AskedAt: score.AnnouncedAt})
			}
		}
		if len(units) == 0 || today > score.ObjectUntil {
			continue
		}
		lines, err := tx.ScoreLines(score.ID)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			said := slices.ContainsFunc(objections, func(o models.ScoreObjection) bool {
				return o.UnitID == l.UnitID && o.State != models.ObjectionVoid
			})
			if slices.Contains(units, l.UnitID) && !said {
				todos = append(todos, by(models.Todo{Kind: models.TodoAnswer, Object: l.ID, Path: path,
					Title: models.Messagef("核对%s考核得分", name), AskedAt: score.AnnouncedAt}, score.ObjectUntil, today,
					common.Calendar))
			}
		}
	}
	return todos, nil
}
