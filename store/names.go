package store

import (
	"duban/models"
)

// Organisations loads organisations by row key; unknown keys are left out.
func (tx *Tx) Organisations(ids ...string) (map[string]models.Organisation, error) {
	rows, err := list[models.Organisation](tx, "id", "id IN ?", ids)
	return keyed(rows, func(o models.Organisation) string { return o.ID }), err
}

// AllOrganisations loads every organisation, by name.
func (tx *Tx) AllOrganisations() ([]models.Organisation, error) {
	return list[models.Organisation](tx, "name, id", "1 = 1")
}

// Posts loads posts by row key; unknown keys are left out.
func (tx *Tx) Posts(ids ...string) (map[string]models.Post, error) {
	rows, err := list[models.Post](tx, "id", "id IN ?", ids)
	return keyed(rows, func(p models.Post) string { return p.ID }), err
}

// AllPosts loads every post, by title.
func (tx *Tx) AllPosts() ([]models.Post, error) {
	return list[models.Post](tx, "title, id", "1 = 1")
}

// UpsertOrganisations inserts missing organisations; existing ones stay unchanged.
func (tx *Tx) UpsertOrganisations(rows ...models.Organisation) error {
	return insertMissing(tx, rows, "organisations")
}

// SetUnitKind sets the kind of an organisation; "" is told by its name.
func (tx *Tx) SetUnitKind(id string, kind models.UnitKind) error {
	done := update[models.Organisation](tx, map[string]any{"kind": kind}, "id = ?", id)
	return failed(done.Error, "set the kind of a unit")
}

// UpsertPosts inserts missing posts; existing ones stay unchanged.
func (tx *Tx) UpsertPosts(rows ...models.Post) error {
	return insertMissing(tx, rows, "posts")
}

// keyed returns the rows by key.
func keyed[T any](rows []T, key func(T) string) map[string]T {
	m := make(map[string]T, len(rows))
	for _, row := range rows {
		m[key(row)] = row
	}
	return m
}
