package tracking

import (
	"context"
	"encoding/json"
	"slices"

	"duban/models"
	"duban/store"
)

// UndoPeople undoes the import of a form of people and posts while nothing depends on it. An import that gave rights is
// undone when the security administrator has confirmed it.
func (s *Service) UndoPeople(ctx context.Context, actor models.Actor, key, id string) (PeopleImported, error) {
	if err := models.CanImportPeople(actor); err != nil {
		return PeopleImported{}, err
	}
	office, administrators := partsOf(actor)
	var row models.PeopleImport
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		row, err = peopleImport(tx, id)
		return err
	})
	switch {
	case err != nil:
		return PeopleImported{}, err
	case row.StateAt(s.now()) == models.PeopleUploaded:
		return PeopleImported{}, notUploaded(models.PeopleUploaded)
	case row.Gives && administrators:
		return s.askPeople(ctx, actor, key, accountChange{Kind: models.ChangePeopleUndo, Who: id,
			People: &peopleChange{Import: id}})
	case row.Gives || !office:
		return PeopleImported{}, models.Errorf(models.KindForbidden, "forbidden", "该次导入涉及账号和权限的由系统管理员撤销，其余由重点项目办撤销，请联系其办理")
	}
	err = s.once(ctx, actor, key, "UndoPeople", id, "people.undo", id, func(tx *store.Tx) error {
		row, err := peopleImport(tx, id)
		if err != nil {
			return err
		}
		if err := s.canUndoPeople(tx, row); err != nil {
			return err
		}
		return s.undoPeople(tx, row, actor.Name)
	})
	return s.peopleDone(ctx, actor, id, Settled{Done: true}, nil, err)
}

func traceOf(row models.PeopleImport) (trace peopleTrace, err error) {
	err = json.Unmarshal([]byte(row.Done), &trace)
	return trace, err
}

// canUndoPeople refuses to undo an import on which something depends: a person changed since, acted, or logged in.
func (s *Service) canUndoPeople(tx *store.Tx, row models.PeopleImport) error {
	switch state := row.StateAt(s.now()); {
	case state != models.PeopleImported:
		return notUploaded(state)
	case !row.Undoable(s.now()):
		return models.Errorf(models.KindConflict, "people_undo_over", "该份人员岗位表导入已超过 %d 天，不能撤销，请逐人办理",
			models.PeopleUndoDays)
	}
	trace, err := traceOf(row)
	if err != nil {
		return err
	}
	for i, after := range trace.After {
		now, err := personStateOf(tx, after.ID)
		if err != nil {
			return err
		}
		if stateText(now) != stateText(after) {
			return models.Errorf(models.KindConflict, "people_changed_since", "“%s”在导入后又有变动，不能撤销该次导入，请逐人办理", after.Name)
		}
		depends, err := s.dependsOn(tx, row, trace, i)
		if err != nil {
			return err
		}
		if depends && after.Present {
			return models.Errorf(models.KindConflict, "people_in_use", "“%s”在导入后已登录或办理过事项，不能撤销该次导入，请停用其账号或逐人办理",
				after.Name)
		}
	}
	return nil
}

// dependsOn reports whether anything rests on what an import gave a person: a new account, or roles of a person who was
// on record and acted since.
func (s *Service) dependsOn(tx *store.Tx, row models.PeopleImport, trace peopleTrace, i int) (bool, error) {
	before, after := trace.Before[i], trace.After[i]
	switch {
	case !before.Present || before.Account != after.Account:
		return tx.Depends(after.ID, row.CommittedAt, trace.Successions)
	case slices.ContainsFunc(after.Roles, func(r models.Role) bool { return r.Gives() && !r.Within(before.Roles) }):
		return tx.Acts(after.ID, row.ID, row.CommittedAt, trace.Successions)
	}
	return false, nil
}

func stateText(state personState) string {
	text, _ := json.Marshal(state) // texts and days: no error
	return string(text)
}

// undoPeople restores what was before an import of people.
func (s *Service) undoPeople(tx *store.Tx, row models.PeopleImport, by string) error {
	trace, err := traceOf(row)
	if err != nil {
		return err
	}
	if len(trace.Successions) > 0 {
		if err := tx.DeleteSuccessions(trace.Successions...); err != nil {
			return err
		}
	}
	for i, before := range trace.Before {
		if err := restorePerson(tx, before, trace.After[i]); err != nil {
			return err
		}
	}
	if len(trace.Organisations)+len(trace.Posts) > 0 {
		if err := tx.DeleteUnusedPlaces(trace.Organisations, trace.Posts); err != nil {
			return err
		}
	}
	row.Done, row.UndoneBy, row.UndoneAt = "", by, s.now() // it has phones
	return tx.PutPeopleImport(row)
}

func restorePerson(tx *store.Tx, before, after personState) error {
	if !before.Present {
		if !after.Present {
			return nil
		}
		return tx.DeletePerson(before.ID)
	}
	if before.Account != after.Account {
		if err := tx.DeleteAccount(before.ID); err != nil {
			return err
		}
	}
	if err := tx.ReplaceRoles(before.ID, before.Roles, before.Past); err != nil {
		return err
	}
	if before.Contact == after.Contact {
		return nil
	}
	return tx.PutContact(before.Contact)
}
