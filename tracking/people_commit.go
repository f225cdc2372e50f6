package tracking

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"duban/models"
	"duban/store"
)

// peopleChange is the part of a change of accounts that imports or undoes a form of people and posts.
type peopleChange struct {
	Import string `json:"import"`
	Plan   string `json:"plan,omitempty"`   // hash of what was shown to who asked
	Office bool   `json:"office,omitempty"` // what gives no rights is imported too

	persons []string          // whom it concerns
	hashes  map[string]string // of the new passwords, by login name
	doneBy  string
}

// CommitPeople imports a form of people and posts in one transaction, as far as the actor may: the office what gives no
// rights, at once; the administrators what gives rights, when the security administrator has confirmed it.
func (s *Service) CommitPeople(ctx context.Context, actor models.Actor, key, id string) (PeopleImported, error) {
	if err := models.CanImportPeople(actor); err != nil {
		return PeopleImported{}, err
	}
	office, administrators := partsOf(actor)
	var mine models.PeoplePlan
	var row models.PeopleImport
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		row, mine, err = s.minePeople(tx, id, office, administrators)
		return err
	})
	if err != nil {
		return s.peopleAgain(ctx, actor, key, row, err)
	}
	if mine.Gives() {
		c := accountChange{Kind: models.ChangePeople, Who: id, People: &peopleChange{Import: id, Office: office,
			Plan: hashOf(mine)}}
		return s.askPeople(ctx, actor, key, c)
	}
	err = s.once(ctx, actor, key, "CommitPeople", id, "people.import", id, func(tx *store.Tx) error {
		row, mine, err := s.minePeople(tx, id, office, false)
		if err != nil {
			return err
		}
		return s.carryPeople(tx, row, mine, peopleChange{doneBy: actor.Name})
	})
	return s.peopleDone(ctx, actor, id, Settled{Done: true}, nil, err)
}

// peopleAgain answers a repeated key of an import that is done.
func (s *Service) peopleAgain(ctx context.Context, actor models.Actor, key string, row models.PeopleImport,
	err error) (PeopleImported, error) {
	if row.StateAt(s.now()) != models.PeopleImported {
		return PeopleImported{}, err
	}
	again := s.once(ctx, actor, key, "CommitPeople", row.ID, "", "", func(*store.Tx) error { return err })
	return s.peopleDone(ctx, actor, row.ID, Settled{Done: true}, nil, again)
}

// askPeople makes or requests a change of accounts about a form of people and posts.
func (s *Service) askPeople(ctx context.Context, actor models.Actor, key string, c accountChange) (PeopleImported,
	error) {
	settled, shown, err := s.changeAccount(ctx, actor, key, &c)
	if err == nil && settled.Request != "" {
		err = s.Store.Write(ctx, func(tx *store.Tx) error {
			row, err := peopleImport(tx, c.People.Import)
			if err != nil || row.Request == settled.Request {
				return err
			}
			row.Request = settled.Request
			return tx.PutPeopleImport(row)
		})
	}
	return s.peopleDone(ctx, actor, c.People.Import, settled, shown.Accounts, err)
}

func (s *Service) peopleDone(ctx context.Context, actor models.Actor, id string, settled Settled,
	accounts []GivenPassword, err error) (PeopleImported, error) {
	if err != nil {
		return PeopleImported{}, err
	}
	out := PeopleImported{Settled: settled, Accounts: accounts}
	if out.Accounts == nil {
		out.Accounts = []GivenPassword{}
	}
	out.Import, err = s.PeopleImport(ctx, actor, id)
	return out, err
}

// minePeople returns a form that can be imported and its part.
func (s *Service) minePeople(tx *store.Tx, id string, office, administrators bool) (row models.PeopleImport,
	mine models.PeoplePlan, err error) {
	if row, err = peopleImport(tx, id); err != nil {
		return row, mine, err
	}
	if state := row.StateAt(s.now()); state != models.PeopleUploaded {
		return row, mine, notUploaded(state)
	}
	plan, err := s.peoplePlan(tx, row)
	if err != nil {
		return row, mine, err
	}
	if f := plan.Blocker(); f != nil {
		return row, mine, models.Errorf(models.KindInvalid, "people_blocked", "人员岗位表尚有问题未处理，未导入：%s %s", f.Cell,
			f.Message).At(f.Cell)
	}
	if mine = plan.Part(office, administrators); len(mine.Changes) == 0 {
		return row, mine, models.Errorf(models.KindConflict, "nothing_to_import", "表中没有可由您导入的内容：与现有记录一致，或须由重点项目办、系统管理员办理")
	}
	return row, mine, nil
}

// hashOf identifies what a form would change.
func hashOf(plan models.PeoplePlan) string {
	text, _ := json.Marshal(plan.Changes) // texts and days: no error
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// peoplePasswords makes the one-time passwords of the accounts that a form creates.
func (s *Service) peoplePasswords(ctx context.Context, c *accountChange) (given []GivenPassword, err error) {
	if c.Kind != models.ChangePeople {
		return nil, nil
	}
	var plan models.PeoplePlan
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		row, err := peopleImport(tx, c.People.Import)
		if err != nil {
			return err
		}
		plan, err = s.peoplePlan(tx, row)
		return err
	})
	if err != nil || plan.Blocker() != nil { // verifyPeople refuses it
		return nil, err
	}
	c.People.hashes = map[string]string{}
	for _, change := range plan.Changes {
		if change.Login == "" {
			continue
		}
		one := GivenPassword{ID: change.PersonID, Login: change.Login, Name: change.Name, Password: oneTimePassword()}
		if c.People.hashes[one.Login], err = hashPassword(ctx, one.Password); err != nil {
			return nil, err
		}
		given = append(given, one)
	}
	return given, nil
}

// verifyPeople fills in what importing a form does and refuses one that would change something else than was shown.
func (s *Service) verifyPeople(tx *store.Tx, c *accountChange) error {
	if c.Kind == models.ChangePeopleUndo {
		row, err := peopleImport(tx, c.People.Import)
		if err != nil {
			return err
		}
		c.PersonID, c.Name = row.ID, row.FileName
		return s.canUndoPeople(tx, row)
	}
	row, mine, err := s.minePeople(tx, c.People.Import, c.People.Office, true)
	if err != nil {
		return err
	}
	if hashOf(mine) != c.People.Plan {
		return models.Errorf(models.KindConflict, "people_changed", "人员情况在预览后有变化，未导入，请重新预览后再办理")
	}
	fresh, changed, accounts, left, _ := mine.Count()
	c.PersonID = row.ID
	c.Name = fmt.Sprintf("%s（新增 %d 人，变更 %d 人，新账号 %d 个，离任 %d 人）", row.FileName, fresh, changed, accounts, left)
	for _, change := range mine.Changes {
		c.People.persons = append(c.People.persons, change.PersonID)
		for _, r := range change.Roles {
			c.People.persons = append(c.People.persons, r.LeavesID)
		}
	}
	return nil
}

// own reports whether a change concerns the actor.
func (c accountChange) own(actor models.Actor) bool {
	return actor.ID != "" && (c.PersonID == actor.ID || c.People != nil && slices.Contains(c.People.persons, actor.ID))
}

// carryOutPeople makes a verified change about a form of people and posts.
func (s *Service) carryOutPeople(tx *store.Tx, c accountChange) error {
	if c.Kind == models.ChangePeopleUndo {
		row, err := peopleImport(tx, c.People.Import)
		if err != nil {
			return err
		}
		return s.undoPeople(tx, row, c.People.doneBy)
	}
	row, mine, err := s.minePeople(tx, c.People.Import, c.People.Office, true)
	if err != nil {
		return err
	}
	row.Gives, row.Request = true, c.request
	return s.carryPeople(tx, row, mine, *c.People)
}
