package tracking

import (
	"bytes"
	"cmp"
	"context"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// ExportFunds writes the fund ledger as a workbook and puts on record who took it; month 0: as it is today.
func (s *Service) ExportFunds(ctx context.Context, actor models.Actor, programme string, month models.Month) (
	fileName string, content []byte, err error) {
	view, err := s.Funds(ctx, actor, programme, month)
	if err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	if err := workbook.WriteFunds(&out, workbook.Funds{Programme: view.Programme, PreparedBy: preparedBy,
		AsOf: view.AsOf, Ledger: view.FundLedger}); err != nil {
		return "", nil, err
	}
	err = s.logDownload(ctx, actor, "", "funds.export", view.Programme)
	return view.Programme + "资金台账.xlsx", out.Bytes(), err
}

// fundsTemplate writes a form of the fund ledger with what is on record, for the office.
func (s *Service) fundsTemplate(ctx context.Context, actor models.Actor, r TemplateRequest) (fileName string,
	content []byte, err error) {
	if err := models.CanPlan(actor); err != nil {
		return "", nil, err
	}
	form := workbook.FundsForm{Month: cmp.Or(r.Month, s.now().Date().Month()), To: preparedBy}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.programme(tx, r.Programme)
		if err != nil {
			return err
		}
		sources, records, err := fundsOf(tx, projectIDs(g.Facts()))
		if err != nil {
			return err
		}
		for _, source := range sources {
			form.Sources = append(form.Sources, source.Name)
		}
		for _, f := range g.Facts() {
			p := f.Project
			if p.Status == models.ProjectClosed {
				continue
			}
			line := models.FundLineOf(f, records, sources, models.FundRules{}, form.Month, form.Month.Last())
			for _, of := range line.Sources {
				form.Lines = append(form.Lines, workbook.FundsFormLine{Code: p.Code, Name: p.Name, Source: of.Name,
					FundAmounts: of.FundAmounts, Note: of.Note})
			}
			if len(line.Sources) == 0 {
				form.Lines = append(form.Lines, workbook.FundsFormLine{Code: p.Code, Name: p.Name})
			}
		}
		return nil
	})
	if err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	err = workbook.WriteFundsForm(&out, form)
	return "资金台账填报表.xlsx", out.Bytes(), err
}
