package tracking

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"duban/importer"
	"duban/importer/compare"
	"duban/importer/sheet"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// readWithin is how long a request waits for a file to be read before the page shows the progress.
const readWithin = 3 * time.Second

// draftResult is the stored result of reading a draft.
type draftResult struct {
	Problem *models.StoredMessage `json:"problem,omitempty"`
	Preview storedPreview         `json:"preview"`
	Sheets  []ReadSheet           `json:"sheets"`
	// Skipped belongs to Sheets, in the same order: why each is not read. Results of versions before 0.3 have none.
	Skipped  []models.StoredMessage `json:"skipped,omitempty"`
	Headline ImportHeadline         `json:"headline"`
}

// ImportHeadline summarises a workbook.
type ImportHeadline struct {
	Projects        int          `json:"projects"`
	CityMajor       int          `json:"city_major"`
	TotalInvestment models.Money `json:"total_investment_fen"`
	AnnualPlan      models.Money `json:"annual_plan_fen"`
	Month           models.Month `json:"month,omitzero"`   // of a progress workbook: the latest
	MonthAmount     models.Money `json:"month_amount_fen"` // done in it
	YearToDate      models.Money `json:"year_to_date_fen"` // done to its end
	Milestones      int          `json:"milestones"`
}

// ReadSheet describes how a sheet was read.
type ReadSheet struct {
	Name     string             `json:"name"`            // "file!sheet" of several files
	Table    int                `json:"table,omitempty"` // of several tables below each other: which
	Kind     importer.SheetKind `json:"kind"`
	Skipped  models.Message     `json:"skipped,omitzero"` // why it is not read
	Title    string             `json:"title,omitempty"`
	Unit     models.Unit        `json:"unit,omitempty"`
	Year     int                `json:"year,omitempty"`
	Month    models.Month       `json:"month,omitzero"`
	First    int                `json:"first"` // rows of the header; 0: none
	Last     int                `json:"last"`
	Projects int                `json:"projects"` // or rows of reports or milestones
	Columns  []ReadColumn       `json:"columns"`
}

// ReadColumn describes how a column was read.
type ReadColumn struct {
	Column   string      `json:"column"` // "D"
	Header   string      `json:"header"`
	Field    string      `json:"field"` // "": not used
	Word     string      `json:"word"`  // the field in words
	Unit     models.Unit `json:"unit,omitempty"`
	Sure     int         `json:"sure"`               // percent
	Key      string      `json:"key"`                // of ImportChoices.Columns
	Answered bool        `json:"answered,omitempty"` // a person answered it
	Asked    bool        `json:"asked,omitempty"`    // a person is asked
}

// readDraft has a draft read by a workflow and waits a few seconds for the result; the workflow continues after that
// and after the request has ended. While the workflows are unavailable it is read within the request.
func (s *Service) readDraft(ctx context.Context, actor models.Actor, key string, d models.ImportDraft) {
	read := contract.Read{Draft: d.ID, Reading: d.Reading, Key: key,
		By: contract.Person{ID: actor.ID, Operator: actor.Operator}}
	err := s.Process.StartReading(context.WithoutCancel(ctx), read)
	if err != nil {
		err = s.storeDraftResult(ctx, actor, d)
	} else {
		wait, cancel := context.WithTimeout(ctx, readWithin)
		defer cancel()
		if err = s.Process.ReadingResult(wait, d.Reading); wait.Err() != nil {
			return // it goes on
		}
	}
	if err != nil {
		s.Log.Error("draft not read", "draft", d.ID, "error", err) // its page offers to read it again
	}
}

// ReadDraft reads a draft for the person who asked, and stores the result. A draft that was discarded, read
// or corrected since is left alone. The reading's ID was stored by the request and is derived from who asked, so
// parameters that name another person are refused.
func (s *Service) ReadDraft(ctx context.Context, p contract.Read) error {
	var d models.ImportDraft
	var by models.Actor
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if d, err = tx.Draft(p.Draft); err != nil {
			return err
		}
		if p.By.Operator && p.By.ID == models.Operator.ID {
			by = models.Operator
			return nil
		}
		by, err = tx.Actor(p.By.ID, s.now().Date())
		return err
	})
	switch {
	case models.KindOf(err) == models.KindNotFound && d.ID == "", err == nil && (d.Reading != p.Reading || d.Result != ""):
		return nil
	case err != nil:
		return err
	case readingID(by, p.Key) != d.Reading:
		return models.Errorf(models.KindForbidden, "unknown_reading", "没有受理过这次读取，未执行")
	}
	return s.storeDraftResult(ctx, by, d)
}

// ReadingProgress returns the progress of a reading in this process; stage "reading" when it is unknown here.
func (s *Service) ReadingProgress(reading string) contract.Progress {
	if p, _, ok := s.readings.of(reading); ok {
		return p
	}
	return contract.Progress{Stage: "reading"}
}

// stopReading cancels a reading whose result is not needed any more; "" is none.
func (s *Service) stopReading(ctx context.Context, reading string) {
	if reading == "" {
		return
	}
	if err := s.Process.StopReading(context.WithoutCancel(ctx), reading); err != nil {
		s.Log.Warn("stop reading", "reading", reading, "error", err) // its result is not kept
	}
}

// readingID names the reading that a request of a person asks for.
func readingID(actor models.Actor, key string) string { return models.Key("reading", actor.ID, key) }

func (s *Service) storeDraftResult(ctx context.Context, actor models.Actor, d models.ImportDraft) error {
	u, err := s.uploadOf(d)
	if err != nil {
		return err
	}
	var result draftResult
	p, st, err := s.preparePreview(ctx, actor, u)
	if err != nil {
		e := models.AsError(err)
		if e.Kind.Ours() {
			return err
		}
		result.Problem = &models.StoredMessage{Message: e.Message}
	}
	result.Preview = storedPreviewOf(p)
	if st != nil && st.in.book != nil {
		result.Sheets, result.Headline = sheetsOf(st.in.book), headlineOf(st.in.book, st.diff)
		for _, s := range result.Sheets {
			result.Skipped = append(result.Skipped, models.StoredMessage{Message: s.Skipped})
		}
	}
	text, err := json.Marshal(result)
	if err != nil {
		return err
	}
	batch := p.Batch
	if p.Identical { // it is the earlier import's
		batch = ""
	}
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		noted, err := tx.EndReading(d.ID, d.Reading, string(text), batch)
		if err == nil && !noted && st != nil && p.Batch == st.batch { // corrected or given up meanwhile
			err = unstage(tx, p.Batch)
		}
		return err
	})
}

func sheetsOf(book *importer.Book) []ReadSheet {
	sheets := make([]ReadSheet, 0, len(book.Sheets))
	for _, s := range book.Sheets {
		read := ReadSheet{Name: s.Name, Table: s.Table, Kind: s.Kind, Skipped: s.Skipped, Title: s.Title, Unit: s.Unit,
			Year: s.Year, Month: s.Month,
			Projects: len(s.Projects), Columns: []ReadColumn{}}
		if s.Header != nil {
			read.First, read.Last = s.Header.First, s.Header.Last
		}
		for _, c := range s.Columns {
			open := slices.ContainsFunc(s.Questions, func(q importer.Question) bool {
				return q.Key == c.Key &&
					q.Kind == importer.AskColumn
			})
			read.Columns = append(read.Columns, ReadColumn{
				Column: c.Column, Header: c.Header, Field: string(c.Field), Word: c.Field.Chinese(), Unit: c.Unit,
				Sure: int(100 * c.Confidence), Key: c.Key,
				Answered: c.Answered, Asked: open,
			})
		}
		sheets = append(sheets, read)
	}
	return sheets
}

// headlineOf sums up the sheets of the kind the workbook is of, every project once. What is refused is in no sum: rows
// with an error, a conflict or an open choice. Without a comparison, rows with an error are refused.
func headlineOf(book *importer.Book, diff *compare.Diff) (h ImportHeadline) {
	main := mainKind(book)
	seen := map[string]bool{}
	for _, s := range book.Sheets {
		if !s.Skipped.IsZero() {
			continue
		}
		refused := refusedRows(s, diff)
		for _, m := range s.Milestones {
			if !refused(m.Row) {
				h.Milestones++
			}
		}
		for _, r := range s.Reports {
			if refused(r.Row) {
				continue
			}
			if r.Month > h.Month {
				h.Month, h.MonthAmount, h.YearToDate = r.Month, 0, 0
			}
			if r.Month == h.Month {
				h.MonthAmount += or0(r.MonthAmount)
				h.YearToDate += or0(r.YearToDate)
			}
		}
		for _, p := range s.Projects {
			key := models.NameKey(p.Name)
			if s.Kind != main || seen[key] || refused(p.Row) {
				continue
			}
			seen[key] = true
			h.Projects++
			if p.CityMajor {
				h.CityMajor++
			}
			h.TotalInvestment += or0(p.TotalInvestment)
			h.AnnualPlan += or0(p.AnnualPlan)
		}
	}
	return h
}

// refusedRows tells which rows of a sheet are not imported as they are.
func refusedRows(s importer.Sheet, diff *compare.Diff) func(row int) bool {
	if diff != nil {
		return func(row int) bool { return diff.Refuses(s.Name, row) }
	}
	wrong := map[int]bool{}
	for _, f := range s.Findings {
		if row, _, ok := sheet.ParseCell(f.Cell); ok && f.Severity == importer.SeverityError {
			wrong[row] = true
		}
	}
	return func(row int) bool { return wrong[row] }
}

// mainKind is what a workbook is about: its plan, else the progress, else the milestones.
func mainKind(book *importer.Book) importer.SheetKind {
	for _, kind := range []importer.SheetKind{importer.KindPlan, importer.KindProgress, importer.KindMilestones} {
		if slices.ContainsFunc(book.Sheets, func(s importer.Sheet) bool { return s.Kind == kind && s.Skipped.IsZero() }) {
			return kind
		}
	}
	return importer.KindOther
}

func or0(m *models.Money) models.Money {
	if m == nil {
		return 0
	}
	return *m
}
