package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// changeScore makes a change of a score once per key, in one transaction, and returns the score afterwards. id is what
// the change is about.
func (s *Service) changeScore(ctx context.Context, actor models.Actor, key, id, action string, body any,
	do func(*store.Tx, contract.Head) (changed string, err error)) (out ScorePage, err error) {
	head, err := headOf(actor, key, id, action, body)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		changed := ""
		found, err := earlierAnswer(tx, head, &changed)
		if err == nil && !found {
			if changed, err = do(tx, head); err == nil {
				err = s.remember(tx, actor, head, action, changed, changed)
			}
		}
		if err != nil {
			return err
		}
		f, err := s.scoreFacts(tx, actor, changed)
		out = s.scorePage(actor, f)
		return err
	})
	return out, err
}

// KeepScoreFormula enters a version of the document by which units are scored. Scores that are drafted from now on go
// by it.
func (s *Service) KeepScoreFormula(ctx context.Context, actor models.Actor, key, programme string,
	f models.ScoreFormula) (ScoreList, error) {
	if err := models.CanScore(actor); err != nil {
		return ScoreList{}, err
	}
	if err := models.CanSeeScores(actor); err != nil {
		return ScoreList{}, err
	}
	err := s.once(ctx, actor, key, "KeepScoreFormula "+programme, f, "score.formula", models.ScoreFormulaID(key),
		func(tx *store.Tx) error {
			if err := f.Check(s.now().Date()); err != nil {
				return err
			}
			p, err := s.programmeOf(tx, programme)
			if err != nil {
				return err
			}
			earlier, err := tx.ScoreFormulas(p.ID)
			if err != nil {
				return err
			}
			f.ID, f.ProgrammeID, f.Version, f.ByID, f.ByName, f.At = models.ScoreFormulaID(key), p.ID, len(earlier)+1,
				actor.ID, actor.Name, s.now()
			return tx.InsertScoreFormula(f)
		})
	if err != nil {
		return ScoreList{}, err
	}
	return s.Scores(ctx, actor, programme)
}

// ScoreDraft says which quarter is to be scored.
type ScoreDraft struct {
	Quarter models.Month `json:"quarter"`          // its last month
	Reason  string       `json:"reason,omitempty"` // of a correction of a published score: why
}

// DraftScore computes a quarter's score from the closing of its last month by the formula in force. A draft is computed
// again; a published score gets a new version, which needs a reason.
func (s *Service) DraftScore(ctx context.Context, actor models.Actor, key, programme string, c ScoreDraft) (ScorePage,
	error) {
	if err := canScoreAndSee(actor); err != nil {
		return ScorePage{}, err
	}
	return s.changeScore(ctx, actor, key, programme, "score.draft", c, func(tx *store.Tx, _ contract.Head) (string,
		error) {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return "", err
		}
		formulas, err := tx.ScoreFormulas(p.ID)
		if err != nil {
			return "", err
		}
		rows, err := tx.Scores(p.ID)
		if err != nil {
			return "", err
		}
		closing, closed, err := tx.Closing(p.ID, models.ClosedMonth, c.Quarter)
		if err != nil {
			return "", err
		}
		if !closed {
			closing.Version = 0
		}
		rows = slices.DeleteFunc(rows, func(r models.Score) bool { return r.Quarter != c.Quarter })
		plan, err := models.DraftScore(p, c.Quarter, c.Reason, formulas, rows, closing.Version, actor, s.now())
		if err != nil {
			return "", err
		}
		return plan.Score.ID, s.computeScore(tx, p, plan, formulas[0], closing)
	})
}

// computeScore stores a draft with the lines that its formula gives.
func (s *Service) computeScore(tx *store.Tx, p models.Programme, plan models.DraftedScore, f models.ScoreFormula,
	closing models.MonthClosing) error {
	content, err := tx.ClosingLines(closing.ID)
	if err != nil {
		return err
	}
	figures, err := closing.Figures(content)
	if err != nil {
		return err
	}
	before, err := tx.ScoreLines(plan.Before)
	if err != nil {
		return err
	}
	problems, err := tx.ProblemsOfProgramme(p.ID)
	if err != nil {
		return err
	}
	if plan.Again {
		err = tx.SetScore(plan.Score)
	} else {
		err = tx.InsertScore(plan.Score)
	}
	if err != nil {
		return err
	}
	return tx.SetScoreLines(plan.Score.ID, models.ScoreUnits(plan.Score, f, figures, problems, before))
}

// canScoreAndSee returns nil when the actor may change scores: the answer shows them.
func canScoreAndSee(actor models.Actor) error {
	if err := models.CanScore(actor); err != nil {
		return err
	}
	return models.CanSeeScores(actor)
}

// SetScorePoints enters points by hand for an item of a unit, with their ground.
func (s *Service) SetScorePoints(ctx context.Context, actor models.Actor, key, id string, c models.ScorePoints) (
	ScorePage, error) {
	if err := canScoreAndSee(actor); err != nil {
		return ScorePage{}, err
	}
	return s.changeScore(ctx, actor, key, id, "score.points", c, func(tx *store.Tx, _ contract.Head) (string, error) {
		f, err := s.scoreFacts(tx, actor, id)
		if err != nil {
			return "", err
		}
		if err := f.Seen(c.Revision); err != nil {
			return "", err
		}
		i, err := f.unit(c.Unit)
		if err != nil {
			return "", err
		}
		if f.lines[i], err = f.lines[i].Enter(f.Score, c, actor); err != nil {
			return "", err
		}
		return id, f.save(tx)
	})
}

// unit finds the line of a unit by its row key or its name.
func (f scoreFacts) unit(of string) (int, error) {
	i := slices.IndexFunc(f.lines, func(l models.ScoreLine) bool {
		return l.UnitID == of || models.NameKey(l.Unit) == models.NameKey(of)
	})
	if i < 0 {
		return i, models.Errorf(models.KindInvalid, "unit_not_found", "没有找到单位“%s”，请从列表中选择", of)
	}
	return i, nil
}

// save stores the lines with their places, and the score under its next revision.
func (f scoreFacts) save(tx *store.Tx) error {
	f.Revision++
	if err := tx.SetScore(f.Score); err != nil {
		return err
	}
	return tx.SetScoreLines(f.ID, models.RankScores(f.lines))
}

// StepScore announces a score, calls the announcement back, or publishes it. The units are told.
func (s *Service) StepScore(ctx context.Context, actor models.Actor, key, id string, c models.ScoreStep) (ScorePage,
	error) {
	if err := canScoreAndSee(actor); err != nil {
		return ScorePage{}, err
	}
	return s.changeScore(ctx, actor, key, id, "score."+string(c.Step), c, func(tx *store.Tx, _ contract.Head) (string,
		error) {
		f, err := s.scoreFacts(tx, actor, id)
		if err != nil {
			return "", err
		}
		extra, err := tx.CalendarDays()
		if err != nil {
			return "", err
		}
		now := s.now()
		if f.Score, err = f.Take(c, f.formula, f.closing, models.WaitingObjections(f.objections), s.Calendar(extra), actor,
			now); err != nil {
			return "", err
		}
		if err := tx.SetScore(f.Score); err != nil {
			return "", err
		}
		if c.Step == models.ScoreRecall {
			if err := tx.SetScoreObjections(models.Voided(f.objections, actor, now)...); err != nil {
				return "", err
			}
		}
		quiet := s.quietOf(extra)
		return id, f.tell(tx, now, models.ScoreMessages(f.Score, f.lines, c.Step, quiet, now)...)
	})
}

// quietOf returns the first moment at which a message may be sent now.
func (s *Service) quietOf(extra []models.CalendarDay) models.Instant {
	rules := models.Rules{Calendar: s.Calendar(extra), Ladder: models.LadderOf(models.DefaultLadder)}
	return rules.Quiet(s.now())
}

// tell puts messages into the outbox; in trial running nothing is sent.
func (f scoreFacts) tell(tx *store.Tx, now models.Instant, messages ...models.OutboxMessage) error {
	if f.programme.Trial(now.Date()) {
		return nil
	}
	_, err := tx.InsertOutbox(messages...)
	return err
}
