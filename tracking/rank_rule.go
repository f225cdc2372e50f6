package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// SetRank has a programme's groups ranked by another rule from now on, wherever a rank is printed.
func (s *Service) SetRank(ctx context.Context, actor models.Actor, key, programme string, rule models.RankRule) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	if err := models.CanSeeAll(actor); err != nil { // the answer shows the ranks: who may not see them changes nothing
		return err
	}
	if !slices.Contains(models.RankRules, rule) {
		return models.Errorf(models.KindInvalid, "unknown_rank_rule",
			"没有排名规则“%s”，应为 plan（年度计划完成率）、schedule（序时完成率）或 points（较序时进度百分点）", string(rule))
	}
	var p models.Programme
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		p, err = s.programmeOf(tx, programme)
		return err
	})
	if err != nil {
		return err
	}
	change := map[string]string{"programme": p.ID, "to": string(rule)}
	return s.once(ctx, actor, key, "SetRank", change, "programme.rank", p.ID, func(tx *store.Tx) error {
		p, err := tx.ProgrammeByID(p.ID)
		if err != nil {
			return err
		}
		change["from"] = string(p.RankRule())
		return tx.SetRank(p.ID, rule, p.Version)
	})
}
