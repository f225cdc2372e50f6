package tracking

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// AddPerson adds a person with one role and returns their token. The token is shown once and only its hash is stored,
// so a repeated key is KindConflict.
func (s *Service) AddPerson(ctx context.Context, actor models.Actor, key, name string, role models.RoleName,
	organisation, post string) (NewPerson, error) {
	if err := models.CanAdminister(actor); err != nil {
		return NewPerson{}, err
	}
	c := accountChange{Kind: models.ChangePerson, Name: strings.TrimSpace(name),
		Role: &RoleGrant{Role: role, Organisation: strings.TrimSpace(organisation), Post: strings.TrimSpace(post)}}
	settled, shown, err := s.changeAccount(ctx, actor, key, &c)
	if err != nil {
		return NewPerson{}, err
	}
	return NewPerson{ID: c.PersonID, Name: c.Name, Role: role, Token: shown.Token, Request: settled.Request}, nil
}

// addPerson inserts a person with one role.
func (s *Service) addPerson(tx *store.Tx, id, name string, g RoleGrant) error {
	if name == "" {
		return models.Errorf(models.KindInvalid, "name_missing", "请填写姓名或岗位名称%s", models.CommandHint("（--name）"))
	}
	if err := tx.InsertPerson(models.Person{ID: id, Name: name, CreatedAt: s.now()}); err != nil {
		return err
	}
	return s.giveRole(tx, id, g)
}

// giveRole stores a role, and creates its organisation or post if that is new.
func (s *Service) giveRole(tx *store.Tx, personID string, g RoleGrant) error {
	r, err := g.row(personID)
	if err != nil {
		return err
	}
	if err := putNames(tx, r, g); err != nil {
		return err
	}
	return putRole(tx, r)
}

// putNames stores the organisation and the post of a role if they are new.
func putNames(tx *store.Tx, r models.Role, g RoleGrant) error {
	if name := strings.TrimSpace(g.Organisation); r.OrganisationID != "" {
		if err := tx.UpsertOrganisations(models.Organisation{ID: r.OrganisationID, Name: name,
			NameKey: models.NameKey(name)}); err != nil {
			return err
		}
	}
	if title := strings.TrimSpace(g.Post); r.PostID != "" {
		if err := tx.UpsertPosts(models.Post{ID: r.PostID, Title: title, TitleKey: models.NameKey(title)}); err != nil {
			return err
		}
	}
	return nil
}

// putRole stores a role. What it replaces stays in the history of the person and the post.
func putRole(tx *store.Tx, r models.Role) error {
	held, err := tx.RolesOf(r.PersonID)
	if err != nil {
		return err
	}
	for _, was := range held {
		if was.Role != r.Role || was.OrganisationID != r.OrganisationID || was.PostID != r.PostID {
			continue
		}
		if past, begun := was.Ended(r.Since); begun {
			if err := tx.KeepPastRole(past); err != nil {
				return err
			}
		}
	}
	return tx.PutRole(r)
}

// endRole deletes a role from a day on. What was held before stays in the history.
func endRole(tx *store.Tx, r models.Role, day models.Date) error {
	held, err := tx.RolesOf(r.PersonID)
	if err != nil {
		return err
	}
	for _, was := range held {
		if was.Role != r.Role || was.OrganisationID != r.OrganisationID || was.PostID != r.PostID {
			continue
		}
		if past, begun := was.Ended(day); begun {
			if err := tx.KeepPastRole(past); err != nil {
				return err
			}
		}
	}
	return tx.DeleteRole(r)
}

// row returns the role as it is stored: owners and units act for an organisation, leaders for a post, the others for
// the district. The office's role with a post is that of its head (models.Actor.HeadsOffice).
func (g RoleGrant) row(personID string) (models.Role, error) {
	r := models.Role{PersonID: personID, Role: g.Role, Since: g.Since, Until: g.Until, Capacity: g.Capacity}
	organisation, post := strings.TrimSpace(g.Organisation), strings.TrimSpace(g.Post)
	switch {
	case !slices.Contains(models.RoleNames, g.Role):
		var words []string
		for _, name := range models.RoleNames {
			words = append(words, string(name))
		}
		last := len(words) - 1
		return r, models.Errorf(models.KindInvalid, "bad_role", "角色“%s”无效，应为 %s 或 %s", g.Role, strings.Join(words[:last],
			"、"), words[last])
	case g.Until != 0 && g.Until < g.Since:
		return r, models.Errorf(models.KindInvalid, "bad_tenure", "任期“%s 至 %s”先后颠倒，请核对", g.Since, g.Until)
	case g.Role == models.RoleOwner || g.Role == models.RoleUnit:
		if organisation == "" {
			return r, models.Errorf(models.KindInvalid, "organisation_missing", "项目单位和责任单位的人员须注明单位%s",
				models.CommandHint("（--organisation）"))
		}
		r.OrganisationID = models.OrganisationID(organisation)
	case g.Role == models.RoleLeader:
		if post == "" {
			return r, models.Errorf(models.KindInvalid, "post_missing", "领导须注明岗位%s，如 分管副区长", models.CommandHint("（--post）"))
		}
		r.PostID = models.PostID(post)
	case g.Role == models.RoleOffice && post != "":
		r.PostID = models.PostID(post)
	}
	if g.Capacity != models.CapacityNone && (g.Capacity != models.CapacityActing || r.PostID == "") {
		return r, models.Errorf(models.KindInvalid, "bad_capacity", "任职方式“%s”不能随角色授予：代理须有岗位；联络员、负责人、联系人由重点项目办登记",
			models.WordOf(g.Capacity))
	}
	return r, nil
}

// personBy finds a person by ID or login name; an ID takes precedence over an equal login name.
func personBy(tx *store.Tx, login string) (models.Person, error) {
	if person, found, err := tx.FindPerson(login); err != nil || found {
		return person, err
	}
	account, found, err := tx.AccountByLogin(models.LoginKey(login))
	if err != nil {
		return models.Person{}, err
	}
	if !found {
		account.PersonID = login
	}
	return tx.Person(account.PersonID)
}

// once makes a change about people in one transaction with its command and audit row. A repeated key changes nothing.
func (s *Service) once(ctx context.Context, actor models.Actor, key, name string, body any, action, object string,
	do func(*store.Tx) error) error {
	return s.onceAs(ctx, actor, key, name, body, func(tx *store.Tx) (string, string, error) {
		return action, object,
			do(tx)
	})
}

// onceAs is once for a change that returns its own audit action and object.
func (s *Service) onceAs(ctx context.Context, actor models.Actor, key, name string, body any,
	do func(*store.Tx) (action, object string, err error)) error {
	head, err := headOf(actor, key, "", name, body)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, nil); err != nil || found {
			return err
		}
		action, object, err := do(tx)
		if err != nil {
			return err
		}
		return s.remember(tx, actor, head, action, object, body)
	})
}

// secret is once for a change that shows something once: a repeated key is refused.
func (s *Service) secret(ctx context.Context, actor models.Actor, key, name string, body any, action, object string,
	do func(*store.Tx) error) error {
	repeated := true
	err := s.once(ctx, actor, key, name, body, action, object, func(tx *store.Tx) error {
		repeated = false
		return do(tx)
	})
	if e := models.AsError(err); repeated && (err == nil || e.Code == "key_reused") {
		return keyUsed()
	}
	return err
}

// record adds an audit row for something that is not a command, such as a log-in.
func (s *Service) record(tx *store.Tx, actor models.Actor, action, object, address string) error {
	return s.recordWith(tx, actor, action, object, map[string]string{"address": address})
}

// recordWith does so with other details.
func (s *Service) recordWith(tx *store.Tx, actor models.Actor, action, object string,
	details map[string]string) error {
	detail, err := json.Marshal(details)
	if err != nil {
		return err
	}
	return tx.InsertAudit(models.AuditEvent{ByID: actor.ID, ByName: actor.Name, Action: action, Object: object,
		Detail: string(detail), At: s.now()})
}

func tokenHash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func random(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // never fails: the program would have been aborted
	return hex.EncodeToString(b)
}
