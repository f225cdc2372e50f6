package tracking

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"

	"duban/models"
	"duban/store"
)

// peopleTrace is what an import of people changed, for undoing it.
type peopleTrace struct {
	Before        []personState `json:"before"`
	After         []personState `json:"after"`
	Successions   []string      `json:"successions"`
	Organisations []string      `json:"organisations"` // that were created
	Posts         []string      `json:"posts"`
}

// personState is what is on record about a person.
type personState struct {
	ID      string            `json:"id"`
	Name    string            `json:"name"`
	Present bool              `json:"present"`
	Account string            `json:"account"` // login name
	Roles   []models.Role     `json:"roles"`
	Past    []models.PastRole `json:"past"`
	Contact models.Contact    `json:"contact"`
}

func personStateOf(tx *store.Tx, id string) (state personState, err error) {
	state.ID = id
	person, found, err := tx.FindPerson(id)
	if err != nil {
		return state, err
	}
	state.Present, state.Name = found, person.Name
	account, _, err := tx.AccountOf(id)
	if err != nil {
		return state, err
	}
	state.Account = account.Login
	if state.Roles, err = tx.RolesOf(id); err != nil {
		return state, err
	}
	if state.Past, err = tx.PastRolesOf(id); err != nil {
		return state, err
	}
	state.Contact, err = tx.ContactOf(id)
	return state, err
}

func personStates(tx *store.Tx, ids []string) (states []personState, err error) {
	for _, id := range ids {
		state, err := personStateOf(tx, id)
		if err != nil {
			return nil, err
		}
		states = append(states, state)
	}
	return states, nil
}

// carryPeople makes the changes of a form and keeps what was before.
func (s *Service) carryPeople(tx *store.Tx, row models.PeopleImport, mine models.PeoplePlan, c peopleChange) error {
	form, err := formOf(row)
	if err != nil {
		return err
	}
	contacts := map[int]models.Contact{}
	for _, r := range form.Rows {
		contacts[r.Row] = r.Contact
	}
	var ids []string
	for _, change := range mine.Changes {
		ids = append(ids, change.PersonID)
		for _, r := range change.Roles {
			ids = append(ids, r.LeavesID)
		}
	}
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
	trace := peopleTrace{}
	if trace.Before, err = personStates(tx, ids); err != nil {
		return err
	}
	for _, change := range mine.Changes {
		if err := s.carryPerson(tx, row, change, contacts[change.Row], c, &trace); err != nil {
			return err
		}
	}
	if trace.After, err = personStates(tx, ids); err != nil {
		return err
	}
	done, err := json.Marshal(trace)
	if err != nil {
		return err
	}
	summary, err := json.Marshal(mine)
	if err != nil {
		return err
	}
	row.Rows = "" // it has phones
	row.Done, row.Summary, row.CommittedBy, row.CommittedAt = string(done), string(summary), c.doneBy, s.now()
	return tx.PutPeopleImport(row)
}

// carryPerson makes the changes of one row.
func (s *Service) carryPerson(tx *store.Tx, row models.PeopleImport, change models.PersonChange,
	contact models.Contact, c peopleChange, trace *peopleTrace) error {
	_, found, err := tx.FindPerson(change.PersonID)
	if err != nil {
		return err
	}
	if !found {
		if len(change.Roles) == 0 && change.Login == "" {
			return nil // the part of the form that adds the person is not imported
		}
		if err := tx.InsertPerson(models.Person{ID: change.PersonID, Name: change.Name, CreatedAt: s.now()}); err != nil {
			return err
		}
	}
	if change.Login != "" {
		hash := c.hashes[change.Login]
		if hash == "" {
			return models.Errorf(models.KindConflict, "people_changed", "人员情况在预览后有变化，未导入，请重新预览后再办理")
		}
		if err := tx.InsertAccount(models.Account{PersonID: change.PersonID, Login: change.Login, PasswordHash: hash,
			MustChange: true, PasswordAt: s.now()}); err != nil {
			return err
		}
	}
	if err := newPlaces(tx, change, trace); err != nil {
		return err
	}
	for i, r := range change.Roles {
		if err := s.carryRole(tx, row, change, r, i, trace); err != nil {
			return err
		}
	}
	if len(change.Contact) == 0 {
		return nil
	}
	have, err := tx.ContactOf(change.PersonID)
	if err != nil {
		return err
	}
	return tx.PutContact(have.Merge(contact))
}

// newPlaces stores the organisation and the post that a row creates.
func newPlaces(tx *store.Tx, change models.PersonChange, trace *peopleTrace) error {
	if name := change.NewUnit; name != "" {
		id := models.OrganisationID(name)
		trace.Organisations = append(trace.Organisations, id)
		if err := tx.UpsertOrganisations(models.Organisation{ID: id, Name: name,
			NameKey: models.NameKey(name)}); err != nil {
			return err
		}
	}
	if title := change.NewPost; title != "" {
		id := models.PostID(title)
		trace.Posts = append(trace.Posts, id)
		return tx.UpsertPosts(models.Post{ID: id, Title: title, TitleKey: models.NameKey(title)})
	}
	return nil
}

// carryRole stores one role; where someone leaves the post for it, as a change of the person with its handover list.
func (s *Service) carryRole(tx *store.Tx, row models.PeopleImport, change models.PersonChange, r models.RoleChange,
	i int, trace *peopleTrace) error {
	if r.LeavesID == "" {
		return putRole(tx, r.Held(change.PersonID))
	}
	before, err := tx.RoleHolders()
	if err != nil {
		return err
	}
	n := NewSuccession{From: r.LeavesID, To: change.PersonID, Role: r.Role, Post: r.Of, Capacity: r.Capacity,
		Day: r.Since, Document: change.Document}
	done, _, err := s.succeedingOf(tx, n, before)
	if err != nil {
		return err
	}
	items, err := s.openItems(tx, models.Role{PersonID: r.LeavesID, Role: r.Role, PostID: r.PostID})
	if err != nil {
		return err
	}
	text, err := json.Marshal(items)
	if err != nil {
		return err
	}
	done.begun.Until = r.Until
	id := models.Key("succession", row.ID, strconv.Itoa(change.Row), strconv.Itoa(i))
	trace.Successions = append(trace.Successions, id)
	return s.succeed(tx, accountChange{Succession: &n, succeeding: done, request: id, items: string(text)},
		cmp.Or(row.ByName, models.System.Name))
}
