package tracking

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"duban/models"
	"duban/store"
)

// AddPerson adds a person with one role and gives the token they act with. The secret is shown once and only its hash is
// kept, so the same key again is KindConflict: there is nothing left to show.
func (s *Service) AddPerson(ctx context.Context, actor models.Actor, key, name string, role models.RoleName, organisation, post string) (NewPerson, error) {
	if err := models.CanOperate(actor); err != nil {
		return NewPerson{}, err
	}
	name, organisation, post = strings.TrimSpace(name), strings.TrimSpace(organisation), strings.TrimSpace(post)
	r := models.Role{Role: role}
	switch role {
	case models.RoleOwner, models.RoleUnit:
		if organisation == "" {
			return NewPerson{}, models.Errorf(models.KindInvalid, "organisation_missing", "项目单位和责任单位的人员须注明单位（--organisation）")
		}
		r.OrganisationID = models.OrganisationID(organisation)
	case models.RoleLeader:
		if post == "" {
			return NewPerson{}, models.Errorf(models.KindInvalid, "post_missing", "领导须注明岗位（--post），如 分管副区长")
		}
		r.PostID = models.PostID(post)
	case models.RoleOffice, models.RoleReadOnly:
	default:
		return NewPerson{}, models.Errorf(models.KindInvalid, "bad_role", "角色「%s」无效，应为 owner、responsible_unit、office、leader 或 read_only", role)
	}
	if name == "" {
		return NewPerson{}, models.Errorf(models.KindInvalid, "name_missing", "请填写姓名或岗位名称（--name）")
	}
	head, err := headOf(actor, key, "", "AddPerson", []string{name, string(role), organisation, post})
	if err != nil {
		return NewPerson{}, err
	}
	id, secret := "person-"+random(8), "dbn_"+random(24)
	r.PersonID = id
	now := s.now()
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if _, found, err := tx.Command(head.Key); err != nil || found {
			return cmp.Or(err, error(models.Errorf(models.KindConflict, "key_used", "该请求编号已用过；令牌只显示一次，如已遗失请重新添加人员")))
		}
		if err := tx.InsertPerson(models.Person{ID: id, Name: name, CreatedAt: now}); err != nil {
			return err
		}
		if r.OrganisationID != "" {
			if err := tx.UpsertOrganisations(models.Organisation{ID: r.OrganisationID, Name: organisation, NameKey: models.NameKey(organisation)}); err != nil {
				return err
			}
		}
		if r.PostID != "" {
			if err := tx.UpsertPosts(models.Post{ID: r.PostID, Title: post, TitleKey: models.NameKey(post)}); err != nil {
				return err
			}
		}
		if err := tx.InsertRole(r); err != nil {
			return err
		}
		if err := tx.InsertToken(models.Token{Hash: tokenHash(secret), PersonID: id, Label: "命令行", CreatedAt: now}); err != nil {
			return err
		}
		return s.remember(tx, actor, head, "person.add", id, map[string]string{"person": id, "role": string(role)})
	})
	return NewPerson{ID: id, Name: name, Role: role, Token: secret}, err
}

// Authenticate returns who a token acts as. Every failure is the same one: which part was wrong is nobody's business.
func (s *Service) Authenticate(ctx context.Context, token string) (models.Actor, error) {
	refused := models.Errorf(models.KindForbidden, "bad_token", "令牌无效或已停用，请联系管理员")
	var actor models.Actor
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		t, ok, err := tx.TokenByHash(tokenHash(token))
		if err != nil {
			return err
		}
		if !ok || t.RevokedAt != 0 {
			return refused
		}
		person, err := tx.Person(t.PersonID)
		if err != nil {
			return err
		}
		if person.Disabled {
			return refused
		}
		roles, err := tx.RolesOf(person.ID)
		actor = models.Actor{ID: person.ID, Name: person.Name, Roles: roles}
		return err
	})
	return actor, err
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
