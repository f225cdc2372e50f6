package tracking

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"
	"strconv"
	"strings"

	"duban/importer"
	"duban/models"
	"duban/store"
)

// PeopleImportLine is a form of people and posts in the list.
type PeopleImportLine struct {
	ID          string                   `json:"id"`
	File        string                   `json:"file"`
	State       models.PeopleImportState `json:"state"`
	By          string                   `json:"by"`
	At          models.Instant           `json:"at"`
	CommittedBy string                   `json:"committed_by,omitempty"`
	CommittedAt models.Instant           `json:"committed_at,omitzero"`
	UndoneBy    string                   `json:"undone_by,omitempty"`
	UndoneAt    models.Instant           `json:"undone_at,omitzero"`
	Request     string                   `json:"request,omitempty"` // of the administrators, which waits or waited
}

// PeopleImportView is a form of people and posts: what importing it would change, or what it changed. It has no phones.
type PeopleImportView struct {
	PeopleImportLine
	Sheet     string            `json:"sheet"`
	New       int               `json:"new"`     // people
	Changed   int               `json:"changed"` // people on record
	Same      int               `json:"unchanged"`
	Accounts  int               `json:"accounts"` // that are created
	Left      int               `json:"left"`     // people who leave a post
	Errors    int               `json:"errors"`
	Questions int               `json:"questions"`
	Answers   map[string]string `json:"answers"`
	Plan      models.PeoplePlan `json:"plan"`
	Mine      int               `json:"mine"`   // rows that the caller may import
	Others    int               `json:"others"` // rows of the office or of the administrators
	MayImport bool              `json:"may_import"`
	MayUndo   bool              `json:"may_undo"`
}

// PeopleImported is what importing or undoing a form answers. Passwords are shown once.
type PeopleImported struct {
	Settled
	Import   PeopleImportView `json:"import"`
	Accounts []GivenPassword  `json:"accounts"`
}

const mostPeopleImports = 100

// UploadPeople reads a form of people and posts and keeps it. Nothing changes until CommitPeople.
func (s *Service) UploadPeople(ctx context.Context, actor models.Actor, key, file string,
	content []byte) (PeopleImportView, error) {
	if err := models.CanImportPeople(actor); err != nil {
		return PeopleImportView{}, err
	}
	file = filepath.Base(strings.TrimSpace(file))
	sum := sha256.Sum256(content)
	row := models.PeopleImport{ID: models.Key("people", strings.TrimSpace(key)), FileName: file,
		SHA256: hex.EncodeToString(sum[:]), ByID: actor.ID, ByName: actor.Name, At: s.now()}
	leave, err := takeReadingTurn(ctx)
	if err != nil {
		return PeopleImportView{}, err
	}
	form, err := importer.ReadPeople(file, content)
	leave()
	if err != nil {
		return PeopleImportView{}, err
	}
	rows, err := json.Marshal(form)
	if err != nil {
		return PeopleImportView{}, err
	}
	row.Sheet, row.Rows, row.Answers = form.Sheet, string(rows), "{}"
	err = s.once(ctx, actor, key, "UploadPeople", []string{file, row.SHA256}, "people.upload", row.ID,
		func(tx *store.Tx) error {
			return tx.PutPeopleImport(row)
		})
	if err != nil {
		return PeopleImportView{}, err
	}
	return s.PeopleImport(ctx, actor, row.ID)
}

// PeopleImports lists the forms of people and posts, the newest first.
func (s *Service) PeopleImports(ctx context.Context, actor models.Actor) ([]PeopleImportLine, error) {
	if err := models.CanImportPeople(actor); err != nil {
		return nil, err
	}
	lines := []PeopleImportLine{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.PeopleImports(mostPeopleImports)
		for _, r := range rows {
			lines = append(lines, peopleImportLine(r, s.now()))
		}
		return err
	})
	return lines, err
}

func peopleImportLine(r models.PeopleImport, now models.Instant) PeopleImportLine {
	return PeopleImportLine{ID: r.ID, File: r.FileName, State: r.StateAt(now), By: r.ByName, At: r.At,
		CommittedBy: r.CommittedBy, CommittedAt: r.CommittedAt, UndoneBy: r.UndoneBy, UndoneAt: r.UndoneAt,
		Request: r.Request}
}

// PeopleImport shows a form of people and posts.
func (s *Service) PeopleImport(ctx context.Context, actor models.Actor, id string) (PeopleImportView, error) {
	if err := models.CanImportPeople(actor); err != nil {
		return PeopleImportView{}, err
	}
	var view PeopleImportView
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		row, err := peopleImport(tx, id)
		if err != nil {
			return err
		}
		plan, err := s.peoplePlan(tx, row)
		view = peopleView(actor, row, plan, s.now())
		return err
	})
	return view, err
}

func peopleView(actor models.Actor, row models.PeopleImport, plan models.PeoplePlan,
	now models.Instant) PeopleImportView {
	v := PeopleImportView{PeopleImportLine: peopleImportLine(row, now), Sheet: row.Sheet, Plan: plan,
		Answers: answersOf(row)}
	v.New, v.Changed, v.Accounts, v.Left, v.Same = plan.Count()
	for _, f := range plan.Findings {
		switch {
		case f.Error:
			v.Errors++
		case len(f.Options) > 0:
			v.Questions++
		}
	}
	office, administrators := partsOf(actor)
	if v.State == models.PeopleUploaded {
		v.Mine = len(plan.Part(office, administrators).Changes)
		v.Others = len(plan.Part(!office, !administrators).Changes)
		v.MayImport = v.Mine > 0 && plan.Blocker() == nil
	}
	v.MayUndo = row.Undoable(now) && (administrators || office && !row.Gives)
	return v
}

// partsOf returns which parts of a form an actor imports.
func partsOf(actor models.Actor) (office, administrators bool) {
	return models.CanList(actor) == nil, models.CanAdminister(actor) == nil
}

func peopleImport(tx *store.Tx, id string) (models.PeopleImport, error) {
	row, found, err := tx.PeopleImport(id)
	if err == nil && !found {
		err = models.Errorf(models.KindNotFound, "no_people_import", "没有找到该份人员岗位表，请刷新后核对")
	}
	return row, err
}

func answersOf(row models.PeopleImport) map[string]string {
	answers := map[string]string{}
	_ = json.Unmarshal([]byte(row.Answers), &answers) // written by AnswerPeople
	return answers
}

// peoplePlan compares an uploaded form with what is on record; of one that was imported it returns what it changed.
func (s *Service) peoplePlan(tx *store.Tx, row models.PeopleImport) (plan models.PeoplePlan, err error) {
	switch row.StateAt(s.now()) {
	case models.PeopleExpired:
		return models.PlanPeople(nil, models.KnownPeople{}, nil, nil), nil
	case models.PeopleImported, models.PeopleUndone:
		err := json.Unmarshal([]byte(row.Summary), &plan)
		return plan, err
	case models.PeopleUploaded:
	}
	form, err := formOf(row)
	if err != nil {
		return plan, err
	}
	known, err := s.knownPeople(tx)
	if err != nil {
		return plan, err
	}
	plan = models.PlanPeople(form.Rows, known, answersOf(row), func(n int) string { return newPersonID(row, n) })
	plan.Findings = append(form.Findings, plan.Findings...)
	if len(plan.Changes)+len(plan.Findings) == 0 {
		plan.Findings = append(plan.Findings, models.PersonFinding{Error: true, Code: "no_people",
			Message: models.Messagef("表中没有人员，请核对")})
	}
	return plan, nil
}

func formOf(row models.PeopleImport) (form importer.PeopleForm, err error) {
	err = json.Unmarshal([]byte(row.Rows), &form)
	return form, err
}

// newPersonID is the ID of a person who is new with a row of a form.
func newPersonID(row models.PeopleImport, line int) string {
	return models.Key("person", row.ID, strconv.Itoa(line))
}

// knownPeople loads what is on record about people.
func (s *Service) knownPeople(tx *store.Tx) (k models.KnownPeople, err error) {
	k = models.KnownPeople{Logins: map[string]string{}, Contacts: map[string]models.Contact{}, Today: s.now().Date()}
	if k.People, err = tx.People(); err != nil {
		return k, err
	}
	if k.Holders, err = tx.RoleHolders(); err != nil {
		return k, err
	}
	accounts, err := tx.Accounts()
	if err != nil {
		return k, err
	}
	for _, a := range accounts {
		k.Logins[a.Login] = a.PersonID
	}
	contacts, err := tx.Contacts()
	if err != nil {
		return k, err
	}
	for _, c := range contacts {
		k.Contacts[c.PersonID] = c
	}
	if k.Organisations, err = tx.AllOrganisations(); err != nil {
		return k, err
	}
	if k.Posts, err = tx.AllPosts(); err != nil {
		return k, err
	}
	k.Owners, k.Units, err = tx.ProjectParties()
	return k, err
}

// AnswerPeople keeps what a person answered about cells of a form.
func (s *Service) AnswerPeople(ctx context.Context, actor models.Actor, key, id string,
	answers map[string]string) (PeopleImportView, error) {
	if err := models.CanImportPeople(actor); err != nil {
		return PeopleImportView{}, err
	}
	err := s.once(ctx, actor, key, "AnswerPeople", []any{id, answers}, "people.answer", id, func(tx *store.Tx) error {
		row, err := peopleImport(tx, id)
		if err != nil {
			return err
		}
		if state := row.StateAt(s.now()); state != models.PeopleUploaded {
			return notUploaded(state)
		}
		all := answersOf(row)
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
		return tx.PutPeopleImport(row)
	})
	if err != nil {
		return PeopleImportView{}, err
	}
	return s.PeopleImport(ctx, actor, id)
}

func notUploaded(state models.PeopleImportState) error {
	return models.Errorf(models.KindConflict, "people_decided", "该份人员岗位表%s，请刷新后核对", models.WordOf(state))
}
