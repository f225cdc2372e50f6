package tracking

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// sortRecords puts the newest month first, and within it the sources in their order.
func sortRecords(lines []FundRecordLine, sources []models.FundSource) {
	place := func(key string) int {
		return slices.IndexFunc(sources, func(s models.FundSource) bool { return s.Key == key })
	}
	slices.SortStableFunc(lines, func(a, b FundRecordLine) int {
		return cmp.Or(cmp.Compare(b.Month, a.Month), place(a.Source)-place(b.Source))
	})
}

// SetFund enters the money of a project from one source for a month. Whoever may fill in for the project may enter it.
func (s *Service) SetFund(ctx context.Context, actor models.Actor, key, project string, e models.FundEntry) (FundPage,
	error) {
	p, err := s.mayEnter(ctx, actor, project)
	if err != nil {
		return FundPage{}, err
	}
	if err := models.CanSeeFundsOf(actor, p); err != nil {
		return FundPage{}, err
	}
	err = s.once(ctx, actor, key, "SetFund "+p.ID, e, "funds.set", p.ID, func(tx *store.Tx) error {
		sources, records, err := fundsOf(tx, []string{p.ID})
		if err != nil {
			return err
		}
		source, found := models.FundSourceOf(e.Source, sources)
		if !found {
			return models.Errorf(models.KindInvalid, "bad_source", "没有资金来源“%s”，请从列表中选择", e.Source)
		}
		row := models.FundRecord{ProjectID: p.ID, SourceKey: source.Key, Month: e.Month, FundAmounts: e.FundAmounts,
			ArrivedOn: e.ArrivedOn, Note: strings.TrimSpace(e.Note), ByName: actor.Name, At: s.now()}
		others := slices.DeleteFunc(records, func(r models.FundRecord) bool {
			return r.SourceKey != row.SourceKey || r.Month == row.Month
		})
		if err := row.Check(others, s.now().Date()); err != nil {
			return err
		}
		return tx.PutFundRecord(row)
	})
	if err != nil {
		return FundPage{}, err
	}
	return s.FundPage(ctx, actor, project)
}

// FundSources lists the sources of money.
func (s *Service) FundSources(ctx context.Context, actor models.Actor) (out []models.FundSource, err error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return nil, err
	}
	return s.fundSources(ctx)
}

func (s *Service) fundSources(ctx context.Context) (out []models.FundSource, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		set, err := tx.FundSources()
		out = models.FundSources(set)
		return err
	})
	return out, err
}

// SetFundSources replaces the list of sources; one that is on record stays.
func (s *Service) SetFundSources(ctx context.Context, actor models.Actor, key string, list []models.FundSource) (
	[]models.FundSource, error) {
	if err := models.CanPlan(actor); err != nil {
		return nil, err
	}
	err := s.once(ctx, actor, key, "SetFundSources", list, "funds.sources", "", func(tx *store.Tx) error {
		set, err := tx.FundSources()
		if err != nil {
			return err
		}
		used, err := tx.FundSourcesUsed()
		if err != nil {
			return err
		}
		checked, err := models.CheckFundSources(list, models.FundSources(set), used)
		if err != nil {
			return err
		}
		return tx.SetFundSources(checked)
	})
	if err != nil {
		return nil, err
	}
	return s.fundSources(ctx)
}
