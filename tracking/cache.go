package tracking

import (
	"context"
	"sync"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// cache keeps what pages are made of.
type cache struct {
	once sync.Once
	kept figures.Cache
}

func (s *Service) kept() *figures.Cache {
	s.cache.once.Do(func() { s.cache.kept.Calendar = s.Calendar })
	return &s.cache.kept
}

// common returns what all programmes share. Only a transaction that reads asks the cache.
func (s *Service) common(tx *store.Tx) (*figures.Common, error) {
	if !tx.Snapshot() {
		return figures.LoadCommon(tx, s.Calendar)
	}
	return s.kept().Common(tx)
}

// programmeOf finds a programme by name, ID or year; "" is the latest district list.
func (s *Service) programmeOf(tx *store.Tx, text string) (models.Programme, error) {
	all, err := s.programmes(tx)
	if err != nil {
		return models.Programme{}, err
	}
	if text != "" {
		return models.FindProgramme(all, text)
	}
	var latest models.Programme
	for _, p := range all {
		if p.Kind == models.DistrictProgramme && p.Year > latest.Year {
			latest = p
		}
	}
	if latest.ID == "" {
		return latest, models.Errorf(models.KindNotFound, "no_programme", "还没有任何项目清单，请先导入年度计划：duban import 计划.xlsx")
	}
	return latest, nil
}

// programmes lists every programme, the newest year first.
func (s *Service) programmes(tx *store.Tx) ([]models.Programme, error) {
	if !tx.Snapshot() {
		return tx.Programmes()
	}
	common, err := s.kept().Common(tx)
	if err != nil {
		return nil, err
	}
	return common.Programmes, nil
}

// figures returns a programme with what its figures are computed from. What a transaction that reads is given is shared
// and not to be changed; one that writes loads its own, since a decision is made from them.
func (s *Service) figures(tx *store.Tx, p models.Programme) (figures.Programme, error) {
	if !tx.Snapshot() {
		return figures.Load(tx, p, s.Calendar)
	}
	return s.kept().Programme(tx, p)
}

// programme is figures of a programme by name, ID or year.
func (s *Service) programme(tx *store.Tx, programme string) (figures.Programme, error) {
	p, err := s.programmeOf(tx, programme)
	if err != nil {
		return figures.Programme{}, err
	}
	return s.figures(tx, p)
}

// Warm brings the cache up to date for the latest list, so that a page does not wait for it.
func (s *Service) Warm(ctx context.Context) error {
	return s.Store.Read(ctx, func(tx *store.Tx) error {
		_, err := s.standingOf(tx, "")
		if models.KindOf(err) == models.KindNotFound {
			return nil // there is no list yet
		}
		return err
	})
}
