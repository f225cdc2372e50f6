package tracking

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"duban/importer"
	"duban/importer/sheet"
	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// UrgentForm writes the form for the columns that a table collects, with the projects that the actor may answer for.
func (s *Service) UrgentForm(ctx context.Context, actor models.Actor, id string) (fileName string, content []byte,
	err error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		u, err := s.seenUrgent(tx, actor, id)
		if err != nil {
			return err
		}
		if len(u.Columns) == 0 {
			return models.Errorf(models.KindConflict, "nothing_asked", "该急报表没有要收集的列，无表可发")
		}
		form := workbook.UrgentForm{Table: u.UrgentTable, To: preparedBy}
		for _, r := range u.rows {
			line := workbook.UrgentFormLine{Code: r.Project.Code, Name: r.Project.Name, Owner: r.owner, Unit: r.unit,
				Answers: map[string]string{}}
			for key, v := range r.answers {
				line.Answers[key] = v.Text
			}
			form.Lines = append(form.Lines, line)
		}
		fileName = u.ID + " " + cleanFileName(u.Name) + ".xlsx"
		return workbook.WriteUrgentForm(&out, form)
	})
	return fileName, out.Bytes(), err
}

// UrgentReturn is what was taken from forms that came back.
type UrgentReturn struct {
	Page  UrgentPage       `json:"table"`
	Taken int              `json:"taken"` // answers that are new or changed
	Left  []models.Message `json:"left"`  // what was not taken, and why
}

// errNothingTaken ends the transaction of forms of which nothing is taken; it is no one's to see.
var errNothingTaken = models.Errorf(models.KindInvalid, "nothing_taken", "没有可收回的内容")

// TakeUrgentForms enters what stands in forms that came back, on behalf of the receivers, with the file as the paper.
// A form is known by its ID; one without is read by its headers. What is wrong in a row is left and said, everything
// else is taken. The same key again changes nothing.
func (s *Service) TakeUrgentForms(ctx context.Context, actor models.Actor, key, id string,
	files []ImportFile) (UrgentReturn, error) {
	if err := models.CanSubmit(actor); err != nil {
		return UrgentReturn{}, err
	}
	name, content, err := packed(files)
	if err != nil {
		return UrgentReturn{}, err
	}
	books, err := sheet.Unpack(name, content)
	if err != nil {
		return UrgentReturn{}, err
	}
	leave, err := takeReadingTurn(ctx)
	if err != nil {
		return UrgentReturn{}, err
	}
	defer leave()
	out := UrgentReturn{Left: []models.Message{}}
	body := map[string]string{"table": id, "file": name, "sha256": sumOf(&ImportFile{Content: content})}
	err = s.once(ctx, actor, key, "TakeUrgentForms", body, "urgent.take", id, func(tx *store.Tx) error {
		u, err := s.seenUrgent(tx, actor, id)
		if err != nil {
			return err
		}
		if u.ClosedAt != 0 {
			return models.UrgentTableClosed()
		}
		a := answering{urgent: u, actor: actor, now: s.now()}
		for _, book := range books {
			out.Left = append(out.Left, a.takeBook(ctx, book)...)
		}
		if out.Taken = len(a.values); out.Taken == 0 {
			return errNothingTaken
		}
		return tx.PutUrgentValues(a.values)
	})
	if err != nil && !errors.Is(err, errNothingTaken) {
		return UrgentReturn{}, err
	}
	out.Page, err = s.UrgentTable(ctx, actor, id)
	return out, err
}

// takeBook takes the answers of one workbook, and returns what was not taken.
func (a *answering) takeBook(ctx context.Context, book sheet.File) []models.Message {
	heads := make([]string, 0, len(a.Columns))
	for _, c := range a.Columns {
		heads = append(heads, c.Name)
	}
	ids, rows, err := importer.ReadAnswers(ctx, book.Name, book.Content, heads)
	switch {
	case err != nil:
		return []models.Message{models.Messagef("“%s”：%s", book.Name, models.AsError(err).Message)}
	case len(ids) > 0 && !slices.Contains(ids, a.ID) && strings.HasPrefix(ids[0], "JB-"):
		return []models.Message{models.Messagef("“%s”是急报表 %s 的填报表，不是本表的", book.Name, ids[0])}
	case len(rows) == 0:
		return []models.Message{models.Messagef("“%s”中没有找到本表要收集的列，或都没有填写", book.Name)}
	}
	return a.takeRows(book.Name, rows)
}

// takeRows takes what stands in the rows; a row that cannot be taken is said.
func (a *answering) takeRows(file string, rows []importer.AnsweredRow) (left []models.Message) {
	for _, row := range rows {
		code, found := a.projectOf(row)
		if !found {
			left = append(left, models.Messagef("“%s”第 %d 行：本表中没有项目“%s”", file, row.Row, row.Name))
			continue
		}
		a.paper = file
		for head, text := range row.Texts {
			if err := a.take(UrgentAnswer{Project: code, Values: map[string]string{head: text}}); err != nil {
				left = append(left, models.Messagef("“%s”%s：%s", file, row.Cells[head], models.AsError(err).Message))
			}
		}
	}
	return left
}

// projectOf finds the project of a row by its code, else by its name if only one has it.
func (a *answering) projectOf(row importer.AnsweredRow) (code string, found bool) {
	var same []string
	for _, r := range a.rows {
		if row.Code != "" && importer.CodeKey(r.Project.Code) == importer.CodeKey(row.Code) {
			return r.Project.Code, true
		}
		if row.Name != "" && r.Project.NameKey == models.NameKey(row.Name) {
			same = append(same, r.Project.Code)
		}
	}
	if len(same) != 1 {
		return "", false
	}
	return same[0], true
}
