package tracking

import (
	"context"
	"strings"

	"duban/models"
	"duban/store"
)

// GoLive sets the first day on which messages are sent for a programme, which models.GoLiveWord confirms; 0 returns it
// to trial running, in which nothing is sent: what waited is dropped. What was recorded in trial running stays unsent;
// with a ladder that catches up, what is still late enters once on that day, see GoingLive. The same key gives the same
// answer.
func (s *Service) GoLive(ctx context.Context, actor models.Actor, programme string, from models.Date,
	confirm, key string) (Status, error) {
	if err := models.CanPlan(actor); err != nil {
		return Status{}, err
	}
	// the answer shows the programme, so a person who may not see it may not change it either
	if err := models.CanSeeAll(actor); err != nil {
		return Status{}, err
	}
	var open []models.Project
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		head, err := headOf(actor, key, p.ID, "GoLive", from)
		if err != nil {
			return err
		}
		if found, err := earlierAnswer(tx, head, nil); err != nil || found {
			return err
		}
		extra, err := tx.CalendarDays()
		if err != nil {
			return err
		}
		if err := p.ChangeLiveFrom(from, s.Calendar(extra), s.now()); err != nil {
			return err
		}
		if from != 0 && strings.TrimSpace(confirm) != models.GoLiveWord {
			return models.Errorf(models.KindInvalid, "live_unconfirmed", "启用后将按预览发出消息，请填写“%s”以确认%s",
				models.Word(models.GoLiveWord), models.CommandHint("（--confirm）"))
		}
		if err := tx.SetLiveFrom(p.ID, from, p.Version); err != nil {
			return err
		}
		facts, err := tx.FactsOf(p.ID)
		if err != nil {
			return err
		}
		if err := s.dropWaiting(tx, p.ID, facts); err != nil {
			return err
		}
		for _, f := range facts {
			if f.Project.Status == models.ProjectOpen && p.Book().Ladder.CatchUp {
				open = append(open, f.Project)
			}
		}
		return s.remember(tx, actor, head, "programme.live", p.ID, map[string]models.Date{"from": p.LiveFrom, "to": from})
	})
	if err != nil {
		return Status{}, err
	}
	s.pokeAll(context.WithoutCancel(ctx), open, "live")
	return s.Status(ctx, actor, programme)
}

// dropWaiting drops what waits about projects of which no list is live on this day, and about the programme
// itself.
func (s *Service) dropWaiting(tx *store.Tx, programme string, facts []models.Facts) error {
	now, onTrial := s.now(), []string{}
	for _, f := range facts {
		if models.RulesFor(f, models.Calendar{}).Trial(now.Date()) {
			onTrial = append(onTrial, f.Project.ID)
		}
	}
	if len(onTrial) < len(facts) {
		programme = ""
	}
	return tx.BackToTrial(onTrial, programme, models.BackToTrial, now)
}
