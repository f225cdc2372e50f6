package tracking

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// AnswerFunds keeps what a person answered about cells of a workbook of the fund ledger.
func (s *Service) AnswerFunds(ctx context.Context, actor models.Actor, key, id string, answers map[string]string) (
	FundImportView, error) {
	return s.onFundImport(ctx, actor, key, "AnswerFunds", id, answers, "funds.answer", models.FundsUploaded,
		func(tx *store.Tx, row models.FundImport) error {
			_, all, err := fundFormOf(row)
			if err != nil {
				return err
			}
			for cell, answer := range answers {
				if all[cell] = strings.TrimSpace(answer); all[cell] == "" {
					delete(all, cell)
				}
			}
			text, err := json.Marshal(all)
			if err != nil {
				return err
			}
			row.Answers = string(text)
			return tx.PutFundImport(row)
		})
}

// CommitFunds imports a workbook of the fund ledger in one transaction.
func (s *Service) CommitFunds(ctx context.Context, actor models.Actor, key, id string) (FundImportView, error) {
	return s.onFundImport(ctx, actor, key, "CommitFunds", id, nil, "funds.import", models.FundsUploaded,
		func(tx *store.Tx, row models.FundImport) error {
			plan, err := s.fundPlan(tx, row)
			if err != nil {
				return err
			}
			if f := plan.Blocker(); f != nil {
				return models.Errorf(models.KindInvalid, "funds_blocked", "资金台账尚有问题未处理，未导入：%s %s", f.Cell, f.Message).At(f.Cell)
			}
			done := fundDone{Plan: plan}
			for _, c := range plan.Changes {
				if c.Same {
					continue
				}
				r := c.Record
				r.ByName, r.At = actor.Name, s.now()
				if err := tx.PutFundRecord(r); err != nil {
					return err
				}
				done.Before, done.After = append(done.Before, c.Earlier), append(done.After, r)
			}
			if len(done.After) == 0 {
				return models.Errorf(models.KindConflict, "nothing_to_import", "表中数据与台账一致，没有需要导入的内容")
			}
			text, err := json.Marshal(done)
			if err != nil {
				return err
			}
			row.Done, row.CommittedBy, row.CommittedAt = string(text), actor.Name, s.now()
			return tx.PutFundImport(row)
		})
}

// UndoFunds takes back what importing a workbook changed, while none of it was changed since.
func (s *Service) UndoFunds(ctx context.Context, actor models.Actor, key, id string) (FundImportView, error) {
	return s.onFundImport(ctx, actor, key, "UndoFunds", id, nil, "funds.undo", models.FundsImported,
		func(tx *store.Tx, row models.FundImport) error {
			var done fundDone
			if err := json.Unmarshal([]byte(row.Done), &done); err != nil {
				return err
			}
			if err := s.unchangedFunds(tx, row, done); err != nil {
				return err
			}
			for i, after := range done.After {
				var err error
				if before := done.Before[i]; before != nil {
					err = tx.PutFundRecord(*before)
				} else {
					err = tx.DeleteFundRecord(after)
				}
				if err != nil {
					return err
				}
			}
			row.UndoneBy, row.UndoneAt = actor.Name, s.now()
			return tx.PutFundImport(row)
		})
}

// unchangedFunds refuses to undo an import of which a record was changed since.
func (s *Service) unchangedFunds(tx *store.Tx, row models.FundImport, done fundDone) error {
	var projects []string
	for _, r := range done.After {
		projects = append(projects, r.ProjectID)
	}
	slices.Sort(projects)
	sources, records, err := fundsOf(tx, slices.Compact(projects))
	if err != nil {
		return err
	}
	for i, after := range done.After {
		kept := slices.ContainsFunc(records, func(r models.FundRecord) bool {
			return r.ProjectID == after.ProjectID && r.SourceKey == after.SourceKey && r.Month == after.Month &&
				r.At == after.At && r.Equal(after.FundAmounts) && r.Note == after.Note && r.ArrivedOn == after.ArrivedOn
		})
		if !kept {
			p, err := tx.Project(after.ProjectID)
			if err != nil {
				return err
			}
			source, _ := models.FundSourceOf(done.After[i].SourceKey, sources)
			return models.Errorf(models.KindConflict, "funds_changed_since", "“%s”的“%s”%s在导入“%s”后又有变动，不能撤销该次导入，请在项目页面更正",
				p.Name, source.Name, after.Month, row.FileName)
		}
	}
	return nil
}

// onFundImport changes a workbook that is in a state, in one keyed transaction.
func (s *Service) onFundImport(ctx context.Context, actor models.Actor, key, name, id string, body any, action string,
	state models.FundImportState, do func(*store.Tx, models.FundImport) error) (FundImportView, error) {
	if err := models.CanPlan(actor); err != nil {
		return FundImportView{}, err
	}
	err := s.once(ctx, actor, key, name+" "+id, body, action, id, func(tx *store.Tx) error {
		row, err := fundImport(tx, id)
		if err != nil {
			return err
		}
		if row.State() != state {
			return models.Errorf(models.KindConflict, "funds_decided", "该份资金台账%s，请刷新后核对", models.WordOf(row.State()))
		}
		return do(tx, row)
	})
	if err != nil {
		return FundImportView{}, err
	}
	return s.FundImport(ctx, actor, id)
}
