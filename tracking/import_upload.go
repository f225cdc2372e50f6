package tracking

import (
	"context"
	"encoding/json"
	"maps"
	"strings"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
	"duban/store"
)

// Upload is one workbook, or a zip of several that become one batch.
type Upload struct {
	FileName  string
	Content   []byte
	Programme string      // name, ID or year; "" lets the workbook say
	LiveFrom  models.Date // of a programme that the workbook creates; none: trial running
	Rehearsed bool        // a demonstration or a measurement: LiveFrom may be any day
	Key       string      // idempotency key; it also names the batch
	Choices   ImportChoices
}

// ImportChoices are a person's choices for an upload. The zero value has none.
type ImportChoices struct {
	Sender string `json:"sender,omitempty"` // organisation it came from; "": the office itself
	// Owners: the figures are submitted for their owners and wait for review
	FromOwners bool `json:"from_owners,omitempty"`
	// the figures of forms that Duban made are the office's own: they become approved without a review
	AsOffice bool `json:"as_office,omitempty"`
	// by letter or header of the column: a field, in Chinese or by key
	Columns map[string]string `json:"columns,omitempty"`
	// the rows of a sheet's header, by the sheet's name: "3" or "3-4"; "" is every sheet
	Headers map[string]string `json:"headers,omitempty"`
	// corrected cells: "计划!D12" → what is read there instead; "" empties it
	Cells map[string]string `json:"cells,omitempty"`
	Unit  models.Unit       `json:"unit,omitempty"`  // of amounts whose header has none
	Month models.Month      `json:"month,omitempty"` // used when nothing in the workbook states one
	Say   map[string]string `json:"say,omitempty"`   // answers to questions about this file: ID → way
	Same  map[string]string `json:"same,omitempty"`  // name in the workbook → code of the project
	// names of new projects that resemble known ones
	New []string `json:"new,omitempty"`
	// columns and unit apply to this file only and are not stored for the sender
	Once bool `json:"once,omitempty"`
	// import the correct rows and files and leave out the others
	GoodRows bool `json:"good_rows,omitempty"`
	// where a row states something else than what was reviewed, what is on record stays
	KeepReviewed bool `json:"keep_reviewed,omitempty"`

	Document    string      `json:"document,omitempty"` // of a list adjustment: its number
	EffectiveOn models.Date `json:"effective,omitempty"`
	Drop        []string    `json:"drop,omitempty"`        // codes of projects that leave the list
	DropCounts  bool        `json:"drop_counts,omitempty"` // their months so far still count
	// where an amount to the end of last year is taken from that differs from the record: "workbook" or "record"
	CarryIn string `json:"carry_in,omitempty"`
}

// readUpload is an upload after reading.
type readUpload struct {
	book    *importer.Book
	files   []string                         // several files: their names; the sheets are called "file!sheet"
	bad     []ImportFinding                  // files that could not be read, each with its reason
	answers map[string]importer.SheetAnswers // to be stored, by fingerprint
	known   map[string]importer.SheetAnswers // stored for the sender
	columns map[string]importer.ColumnAnswer // given with this upload
	headers map[string]importer.HeaderRows   // likewise, by sheet
}

// readFiles reads the files of an upload with the answers stored for the sender's sheets and those given now.
func (s *Service) readFiles(ctx context.Context, u Upload, progress func(importer.Progress)) (readUpload, error) {
	answers, err := u.Choices.columnAnswers()
	in := readUpload{columns: answers}
	if err != nil {
		return in, err
	}
	leave, err := takeReadingTurn(ctx)
	if err != nil {
		return in, err
	}
	defer leave()
	files, err := sheet.Unpack(u.FileName, u.Content)
	if err != nil {
		return in, err
	}
	if in.known, err = s.remembered(ctx, u.Choices.Sender); err != nil {
		return in, err
	}
	options := importer.Options{Answers: in.known, Progress: progress, Said: u.Choices.Say}
	if in.headers, err = u.Choices.headerRows(); err != nil {
		return in, err
	}
	if err = u.Choices.checkCells(); err != nil {
		return in, err
	}
	if m := u.Choices.Month; m != 0 {
		options.Year, options.Month = m.Year(), m.Number()
	}
	var books []*importer.Book
	var read []sheet.File
	for _, f := range files {
		options.Headers, options.Cells = in.headersIn(f.Name, len(files) > 1), u.Choices.cellsIn(f.Name, len(files) > 1)
		book, err := importer.InspectWith(ctx, f.Name, f.Content, options)
		if ctx.Err() != nil {
			return in, cancelled(u.FileName)
		}
		if err != nil && len(files) == 1 {
			return in, err
		}
		if err != nil {
			in.bad = append(in.bad, badFile(f.Name, err))
			continue
		}
		books, read = append(books, book), append(read, f)
		if err := checkUnderstood(u.FileName, books); err != nil {
			return in, err
		}
	}
	if len(books) == 0 {
		return in, models.Errorf(models.KindInvalid, "nothing_to_import", "“%s”中没有可以读取的工作簿：%s", u.FileName, in.bad[0].Message)
	}
	in.merge(u, files, books)
	if err = in.reread(ctx, u, read, books, options); err != nil {
		return in, err
	}
	in.merge(u, files, books)
	return in, nil
}

// merge combines the workbooks of an upload.
func (in *readUpload) merge(u Upload, files []sheet.File, books []*importer.Book) {
	in.book, in.files = books[0], nil
	if len(files) == 1 {
		return
	}
	for _, f := range files {
		in.files = append(in.files, f.Name)
	}
	in.book = importer.Merge(u.FileName, books)
}

// columnAnswers returns the answers for columns. Errors: KindInvalid for an unknown field or unit.
func (c ImportChoices) columnAnswers() (map[string]importer.ColumnAnswer, error) {
	answers := map[string]importer.ColumnAnswer{}
	for column, word := range c.Columns {
		field, ok := importer.ParseField(word)
		if !ok {
			return nil, models.Errorf(models.KindInvalid, "bad_field", "没有“%s”这种内容，请写表头常用名称，如 年度计划投资、责任单位；不用该列写 不用", word)
		}
		answers[strings.TrimSpace(column)] = importer.ColumnAnswer{Field: field}
	}
	if c.Unit != "" && c.Unit.Fen() == 0 {
		return nil, models.Errorf(models.KindInvalid, "bad_unit", "单位“%s”应为 元、千元、万元、百万元、千万元 或 亿元", c.Unit)
	}
	return answers, nil
}

// reread reads the files a second time, with the answers given now.
func (in *readUpload) reread(ctx context.Context, u Upload, files []sheet.File, books []*importer.Book,
	o importer.Options) error {
	if len(in.columns) == 0 && u.Choices.Unit == "" {
		return nil
	}
	// of several files the sheets are named with their file, as merge did
	answers, err := in.book.AnswersFor(in.columns, u.Choices.Unit)
	if err != nil {
		return err
	}
	in.answers, o.Answers = map[string]importer.SheetAnswers{}, maps.Clone(in.known)
	for fingerprint, a := range answers {
		in.answers[fingerprint] = in.known[fingerprint].With(a)
		o.Answers[fingerprint] = in.answers[fingerprint]
	}
	for i, f := range files {
		o.Headers, o.Cells = in.headersIn(f.Name, len(in.files) > 0), u.Choices.cellsIn(f.Name, len(in.files) > 0)
		if books[i], err = importer.InspectWith(ctx, f.Name, f.Content, o); err != nil {
			return err
		}
	}
	return nil
}

// remembered loads the stored answers for the sheets of a sender, by fingerprint of the header.
func (s *Service) remembered(ctx context.Context, sender string) (map[string]importer.SheetAnswers, error) {
	known := map[string]importer.SheetAnswers{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.ImportAnswers(senderKey(sender))
		for _, r := range rows {
			var a importer.SheetAnswers
			if err := json.Unmarshal([]byte(r.Answers), &a); err != nil {
				return err
			}
			known[r.Fingerprint] = a
		}
		return err
	})
	return known, err
}

// senderKey folds the name of an organisation, so that differences in spacing do not matter.
func senderKey(name string) string { return models.NameKey(name) }

func badFile(name string, err error) ImportFinding {
	e := models.AsError(err)
	return ImportFinding{File: name, Cell: e.Cell, Severity: string(importer.SeverityError), Code: e.Code,
		Message: e.Message}
}

func cancelled(file string) error {
	return models.Errorf(models.KindInvalid, "cancelled", "已取消读取“%s”，没有改动任何数据", file)
}
