package tracking_test

import (
	"math"
	"slices"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// dump is everything on record, of every table, and every file of evidence: what a refused request must leave alone.
type dump struct {
	Programmes    []models.Programme
	Indicators    []models.Indicator
	Memberships   []models.Membership
	Facts         []models.Facts
	Organisations []models.Organisation
	Posts         []models.Post
	People        []models.Person
	Roles         []models.Role
	Tokens        []models.Token
	Batches       []models.ImportBatch
	Rows          []models.ImportRow
	Commands      int
	Waiting       []models.StoredCommand
	Audit         []models.AuditEvent
	Outbox        []models.OutboxMessage
	Inbox         []models.InboxEntry
	Reviews       []models.Review
	Notes         []models.EscalationNote
	Audiences     []models.AudiencePost
	DueChanges    []models.DueChange
	Attachments   []models.Attachment
	CalendarDays  []models.CalendarDay
	Files         []string
}

func (h *env) dump() dump {
	h.t.Helper()
	var d dump
	storetest.Read(h.t, h.Store, func(tx *store.Tx) (err error) {
		r := reader{&err}
		add(r, &d.Programmes, tx.Programmes)
		add(r, &d.Organisations, tx.AllOrganisations)
		add(r, &d.Posts, tx.AllPosts)
		add(r, &d.People, tx.People)
		add(r, &d.Attachments, tx.AllAttachments)
		add(r, &d.CalendarDays, tx.CalendarDays)
		add(r, &d.Audiences, tx.AudiencePosts)
		add(r, &d.Batches, func() ([]models.ImportBatch, error) { return tx.Batches("") })
		for i := range d.Batches { // who asked for a commit, and why it was refused, is kept although nothing came of it
			b := &d.Batches[i]
			b.AskedByID, b.AskedByName, b.AskedOperator, b.AskedAt, b.RefusedCode, b.RefusedMessage = "", "", false, 0, "", ""
		}
		add(r, &d.Waiting, func() ([]models.StoredCommand, error) { return tx.WaitingCommands(math.MaxInt64, 1000) })
		add(r, &d.Audit, func() ([]models.AuditEvent, error) { return tx.AuditAfter(0, 1_000_000) })
		d.Audit = slices.DeleteFunc(d.Audit, func(e models.AuditEvent) bool {
			stored := e.Action == store.ChangeAction && e.Object == "stored_commands" // on record although it was refused
			return stored || e.Action == "import.ask" || e.Action == "import.refused" || e.Action == "command.refused"
		})
		for _, p := range d.People {
			addOf(r, &d.Roles, tx.RolesOf, p.ID)
			addOf(r, &d.Tokens, tx.TokensOf, p.ID)
		}
		for _, b := range d.Batches {
			addOf(r, &d.Rows, tx.BatchRows, b.ID)
		}
		years := map[int]bool{}
		for _, p := range d.Programmes {
			addOf(r, &d.Indicators, tx.Indicators, p.ID)
			addOf(r, &d.Memberships, tx.MembershipsOf, p.ID)
			years[p.Year] = true
		}
		var projects []models.Project
		for _, year := range []int{2020, 2021} {
			addOf(r, &projects, tx.ProjectsOfYear, year)
			delete(years, year)
		}
		if len(years) > 0 {
			h.t.Fatalf("the dump does not see the projects of %v", years)
		}
		for _, p := range projects {
			addOf(r, &d.Outbox, tx.OutboxOf, p.ID)
			addOf(r, &d.Reviews, tx.ReviewsOf, p.ID)
			addOf(r, &d.DueChanges, func(id string) ([]models.DueChange, error) {
				moved, err := tx.DueChangesOf([]string{id})
				return moved[id], err
			}, p.ID)
			addOf(r, &d.Notes, tx.NotesOf, p.ID)
			addOf(r, &d.Facts, func(id string) ([]models.Facts, error) {
				f, err := tx.Facts(id)
				return []models.Facts{f}, err
			}, p.ID)
		}
		for _, p := range d.People {
			addOf(r, &d.Inbox, func(id string) ([]models.InboxEntry, error) { return tx.InboxOf(id, 10_000, 0) }, p.ID)
		}
		if err == nil {
			d.Commands, err = tx.CommandsCount()
		}
		return err
	})
	var err error
	if d.Files, err = h.Evidence.List(); err != nil {
		h.t.Fatal(err)
	}
	return d
}

// reader keeps the first error of many reads.
type reader struct{ err *error }

func add[T any](r reader, to *[]T, read func() ([]T, error)) {
	if *r.err != nil {
		return
	}
	rows, err := read()
	*to, *r.err = append(*to, rows...), err
}

func addOf[K, T any](r reader, to *[]T, read func(K) ([]T, error), key K) {
	add(r, to, func() ([]T, error) { return read(key) })
}
