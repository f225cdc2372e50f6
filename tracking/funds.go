package tracking

import (
	"cmp"
	"context"

	"duban/models"
	"duban/store"
)

// FundView is a programme's fund ledger at the end of a month, or as it is today.
type FundView struct {
	Programme string           `json:"programme"`
	Year      int              `json:"year"`
	AsOf      models.Instant   `json:"as_of"`
	Rules     models.FundRules `json:"rules"`
	MayImport bool             `json:"-"`
	models.FundLedger
}

// fundDay returns the month and the day by which money is judged: those of today, or of the end of an earlier month.
func (s *Service) fundDay(month models.Month) (models.Month, models.Date, error) {
	today := s.now().Date()
	if month > today.Month() {
		return 0, 0, models.Errorf(models.KindInvalid, "month_ahead", "%s 尚未到来，请核对月份", month)
	}
	month = cmp.Or(month, today.Month())
	return month, min(today, month.Last()), nil
}

// Funds returns the fund ledger of a programme; month 0: as it is today.
func (s *Service) Funds(ctx context.Context, actor models.Actor, programme string, month models.Month) (FundView,
	error) {
	if err := models.CanSeeFunds(actor); err != nil {
		return FundView{}, err
	}
	upTo, day, err := s.fundDay(month)
	if err != nil {
		return FundView{}, err
	}
	out := FundView{AsOf: s.now(), MayImport: models.CanPlan(actor) == nil}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.programme(tx, programme)
		if err != nil {
			return err
		}
		out.Programme, out.Year, out.Rules = g.Name, g.Year, g.Book().Funds
		sources, records, err := fundsOf(tx, projectIDs(g.Facts()))
		if err != nil {
			return err
		}
		of := map[string][]models.FundRecord{}
		for _, r := range records {
			of[r.ProjectID] = append(of[r.ProjectID], r)
		}
		var lines []models.FundLine
		for _, f := range g.Facts() {
			if own := of[f.Project.ID]; len(own) > 0 {
				line := models.FundLineOf(f, own, sources, out.Rules, upTo, day)
				line.Unit = g.Names.Organisations[f.Project.ResponsibleUnitID]
				lines = append(lines, line)
			}
		}
		out.FundLedger = models.FundLedgerOf(lines, sources, month)
		return nil
	})
	return out, err
}

func projectIDs(all []models.Facts) []string {
	ids := make([]string, 0, len(all))
	for _, f := range all {
		ids = append(ids, f.Project.ID)
	}
	return ids
}

// fundsOf loads the list of sources and the records of projects.
func fundsOf(tx *store.Tx, projects []string) ([]models.FundSource, []models.FundRecord, error) {
	set, err := tx.FundSources()
	if err != nil {
		return nil, nil, err
	}
	records, err := tx.FundRecordsOf(projects...)
	return models.FundSources(set), records, err
}

// fundsOnPage returns the money of a project for its page; nil where none is on record or the actor may not see it.
func (s *Service) fundsOnPage(tx *store.Tx, actor models.Actor, o one) (*models.FundLine, error) {
	p := o.facts.Project
	if models.CanSeeFundsOf(actor, p) != nil {
		return nil, nil //nolint:nilnil,nilerr // others are shown the page without it
	}
	records, sources, err := tx.FundsWithSources(p.ID)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	today := s.now().Date()
	line := models.FundLineOf(o.facts, records, sources, o.Book().Funds, today.Month(), today)
	return &line, nil
}

// FundPage is the money of one project: how it stands, and its records.
type FundPage struct {
	Code    string              `json:"project"`
	Year    int                 `json:"year"`
	Name    string              `json:"project_name"`
	AsOf    models.Instant      `json:"as_of"`
	MayFill bool                `json:"may_fill"`
	Choices []models.FundSource `json:"sources"`
	Line    models.FundLine     `json:"funds"`
	Records []FundRecordLine    `json:"records"` // the newest month first
}

// FundRecordLine is one record.
type FundRecordLine struct {
	Source string       `json:"source"`
	Name   string       `json:"source_name"`
	Month  models.Month `json:"month"`
	models.FundAmounts
	Rate      string         `json:"rate_percent"`
	ArrivedOn models.Date    `json:"arrived_on,omitzero"`
	Note      string         `json:"note,omitempty"`
	By        string         `json:"by"`
	At        models.Instant `json:"at"`
}

// FundPage shows the money of a project.
func (s *Service) FundPage(ctx context.Context, actor models.Actor, project string) (FundPage, error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return FundPage{}, err
	}
	if err := models.CanSeeFundsOf(actor, p); err != nil {
		return FundPage{}, err
	}
	_, fill := models.CanFill(actor, p)
	out := FundPage{Code: p.Code, Year: p.Year, Name: p.Name, AsOf: s.now(), Records: []FundRecordLine{},
		MayFill: fill == nil && p.Status != models.ProjectClosed}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		var records []models.FundRecord
		if out.Line, out.Choices, records, err = s.fundLine(tx, p); err != nil {
			return err
		}
		for _, r := range records {
			line := FundRecordLine{Source: r.SourceKey, Month: r.Month, FundAmounts: r.FundAmounts, Rate: r.Rate(),
				ArrivedOn: r.ArrivedOn, Note: r.Note, By: r.ByName, At: r.At}
			if source, found := models.FundSourceOf(r.SourceKey, out.Choices); found {
				line.Name = source.Name
			}
			out.Records = append(out.Records, line)
		}
		sortRecords(out.Records, out.Choices)
		return nil
	})
	return out, err
}

// fundLine loads how the money of one project stands today.
func (s *Service) fundLine(tx *store.Tx, p models.Project) (models.FundLine, []models.FundSource, []models.FundRecord,
	error) {
	of, err := s.listsOf(tx, p.Year)
	if err != nil {
		return models.FundLine{}, nil, nil, err
	}
	g, m, _, err := of.find(p.ID)
	if err != nil {
		return models.FundLine{}, nil, nil, err
	}
	sources, records, err := fundsOf(tx, []string{p.ID})
	if err != nil {
		return models.FundLine{}, nil, nil, err
	}
	f := m.Facts
	f.Project = p
	today := s.now().Date()
	line := models.FundLineOf(f, records, sources, g.Book().Funds, today.Month(), today)
	line.Unit = g.Names.Organisations[p.ResponsibleUnitID]
	return line, sources, records, nil
}
