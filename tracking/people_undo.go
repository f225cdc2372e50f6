package tracking

import (
	"context"
	"encoding/json"

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
	case row.State() == models.PeopleUploaded:
		return PeopleImported{}, notUploaded(row)
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
	if row.State() != models.PeopleImported {
		return notUploaded(row)
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
		if trace.Before[i].Present && trace.Before[i].Account == after.Account {
			continue
		}
		depends, err := tx.Depends(after.ID, row.CommittedAt, trace.Successions)
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
