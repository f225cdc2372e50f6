package tracking

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"
	"strings"

	"duban/importer"
	"duban/models"
	"duban/store"
)

// FundImportLine is a workbook of the fund ledger in the list.
type FundImportLine struct {
	ID          string                 `json:"id"`
	File        string                 `json:"file"`
	State       models.FundImportState `json:"state"`
	By          string                 `json:"by"`
	At          models.Instant         `json:"at"`
	CommittedBy string                 `json:"committed_by,omitempty"`
	CommittedAt models.Instant         `json:"committed_at,omitzero"`
	UndoneBy    string                 `json:"undone_by,omitempty"`
	UndoneAt    models.Instant         `json:"undone_at,omitzero"`
}

// FundImportView is a workbook of the fund ledger: what importing it would change, or what it changed.
type FundImportView struct {
	FundImportLine
	Month     models.Month        `json:"month"`
	Columns   []models.FundColumn `json:"columns"`
	Totals    int                 `json:"totals_ok"` // declared sums that agree with the rows
	New       int                 `json:"new"`
	Changed   int                 `json:"changed"`
	Same      int                 `json:"unchanged"`
	Errors    int                 `json:"errors"`
	Questions int                 `json:"questions"`
	Answers   map[string]string   `json:"answers"`
	Plan      models.FundPlan     `json:"plan"`
	MayImport bool                `json:"may_import"`
	MayUndo   bool                `json:"may_undo"`
}

// fundDone is what an import changed: what was shown, and the rows before and after.
type fundDone struct {
	Plan   models.FundPlan      `json:"plan"`
	Before []*models.FundRecord `json:"before"` // nil: none
	After  []models.FundRecord  `json:"after"`
}

const mostFundImports = 100

// UploadFunds reads a workbook of the fund ledger and keeps it. Nothing changes until CommitFunds. month is that of the
// amounts; 0: the sheets state it.
func (s *Service) UploadFunds(ctx context.Context, actor models.Actor, key, programme, file string, month models.Month,
	content []byte) (FundImportView, error) {
	if err := models.CanPlan(actor); err != nil {
		return FundImportView{}, err
	}
	file = filepath.Base(strings.TrimSpace(file))
	sum := sha256.Sum256(content)
	row := models.FundImport{ID: models.Key("funds", strings.TrimSpace(key)), FileName: file, Answers: "{}",
		SHA256: hex.EncodeToString(sum[:]), ByID: actor.ID, ByName: actor.Name, At: s.now()}
	sources, err := s.fundSources(ctx)
	if err != nil {
		return FundImportView{}, err
	}
	leave, err := takeReadingTurn(ctx)
	if err != nil {
		return FundImportView{}, err
	}
	form, err := importer.ReadFunds(file, content, sources, month)
	leave()
	if err != nil {
		return FundImportView{}, err
	}
	text, err := json.Marshal(form)
	if err != nil {
		return FundImportView{}, err
	}
	row.Form = string(text)
	err = s.once(ctx, actor, key, "UploadFunds", []string{file, row.SHA256, programme, month.String()}, "funds.upload",
		row.ID,
		func(tx *store.Tx) error {
			p, err := s.programmeOf(tx, programme)
			if err != nil {
				return err
			}
			row.ProgrammeID = p.ID
			return tx.PutFundImport(row)
		})
	if err != nil {
		return FundImportView{}, err
	}
	return s.FundImport(ctx, actor, row.ID)
}

// FundImports lists the workbooks of a programme's fund ledger, the newest first.
func (s *Service) FundImports(ctx context.Context, actor models.Actor, programme string) ([]FundImportLine, error) {
	if err := models.CanPlan(actor); err != nil {
		return nil, err
	}
	lines := []FundImportLine{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		rows, err := tx.FundImports(p.ID, mostFundImports)
		for _, r := range rows {
			lines = append(lines, fundImportLine(r))
		}
		return err
	})
	return lines, err
}

func fundImportLine(r models.FundImport) FundImportLine {
	return FundImportLine{ID: r.ID, File: r.FileName, State: r.State(), By: r.ByName, At: r.At, CommittedBy: r.CommittedBy,
		CommittedAt: r.CommittedAt, UndoneBy: r.UndoneBy, UndoneAt: r.UndoneAt}
}

// FundImport shows a workbook of the fund ledger.
func (s *Service) FundImport(ctx context.Context, actor models.Actor, id string) (FundImportView, error) {
	if err := models.CanPlan(actor); err != nil {
		return FundImportView{}, err
	}
	var v FundImportView
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		row, err := fundImport(tx, id)
		if err != nil {
			return err
		}
		form, answers, err := fundFormOf(row)
		if err != nil {
			return err
		}
		plan, err := s.fundPlan(tx, row)
		v = FundImportView{FundImportLine: fundImportLine(row), Month: form.Month, Columns: form.Columns, Totals: form.Totals,
			Answers: answers, Plan: plan, MayImport: row.State() == models.FundsUploaded && plan.Blocker() == nil,
			MayUndo: row.State() == models.FundsImported}
		return err
	})
	v.New, v.Changed, v.Same = v.Plan.Count()
	v.MayImport = v.MayImport && v.New+v.Changed > 0
	for _, f := range v.Plan.Findings {
		switch {
		case f.Error:
			v.Errors++
		case f.Asks():
			v.Questions++
		}
	}
	return v, err
}

func fundImport(tx *store.Tx, id string) (models.FundImport, error) {
	row, found, err := tx.FundImport(id)
	if err == nil && !found {
		err = models.Errorf(models.KindNotFound, "no_fund_import", "没有找到该份资金台账，请刷新后核对")
	}
	return row, err
}

func fundFormOf(row models.FundImport) (form models.FundForm, answers map[string]string, err error) {
	answers = map[string]string{}
	if err = json.Unmarshal([]byte(row.Form), &form); err == nil {
		err = json.Unmarshal([]byte(row.Answers), &answers)
	}
	return form, answers, err
}

// fundPlan compares an uploaded workbook with what is on record; of one that was imported it returns what it changed.
func (s *Service) fundPlan(tx *store.Tx, row models.FundImport) (models.FundPlan, error) {
	if row.State() != models.FundsUploaded {
		var done fundDone
		err := json.Unmarshal([]byte(row.Done), &done)
		return done.Plan, err
	}
	form, answers, err := fundFormOf(row)
	if err != nil {
		return models.FundPlan{}, err
	}
	p, err := tx.ProgrammeByID(row.ProgrammeID)
	if err != nil {
		return models.FundPlan{}, err
	}
	all, err := tx.FactsOf(p.ID)
	if err != nil {
		return models.FundPlan{}, err
	}
	known := models.KnownFunds{Today: s.now().Date()}
	for _, f := range all {
		known.Projects = append(known.Projects, f.Project)
	}
	if known.Sources, known.Records, err = fundsOf(tx, projectIDs(all)); err != nil {
		return models.FundPlan{}, err
	}
	return models.PlanFunds(form, known, answers), nil
}
