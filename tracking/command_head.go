package tracking

import (
	"bytes"
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// headOf returns the head of a command: its key, the person, and a hash that distinguishes the same key with another
// content.
func headOf(actor models.Actor, key, projectID, name string, body any) (contract.Head, error) {
	if key = strings.TrimSpace(key); key == "" || len(key) > 200 {
		return contract.Head{}, models.Errorf(models.KindInvalid, "key_missing", "缺少请求编号（1–200 个字符），请为每次操作提供唯一的编号")
	}
	text, err := bodyOf(body)
	if err != nil {
		return contract.Head{}, err
	}
	return contract.Head{
		Key: key, Hash: models.CommandHash(name, projectID, actor.ID, text), ProjectID: projectID,
		By: contract.Person{ID: actor.ID, Name: actor.Name, Operator: actor.Operator},
	}, nil
}

// bodyOf returns a command as it is stored and hashed.
func bodyOf(body any) (string, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return "", err
	}
	if bytes.Contains(text, []byte(`\u0000`)) {
		return "", models.Errorf(models.KindInvalid, "bad_text", "文字中有无法保存的控制字符，请删除后重试")
	}
	return string(text), nil
}

// find resolves a project as people type it: its code, or "<year>/<code>". A code that several years use means the
// latest. A project that the actor may not see gives the same error as one that does not exist.
func (s *Service) find(ctx context.Context, actor models.Actor, text string) (p models.Project, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err = find(tx, actor, text)
		return err
	})
	return p, err
}

func find(tx *store.Tx, actor models.Actor, text string) (models.Project, error) {
	year, code, ok := strings.Cut(text, "/")
	wanted, err := strconv.Atoi(year)
	if !ok || err != nil {
		wanted, code = 0, text
	}
	rows, err := tx.ProjectsByCode(code)
	if err != nil {
		return models.Project{}, err
	}
	var found models.Project
	for _, p := range rows {
		if (wanted == 0 || p.Year == wanted) && p.Year >= found.Year && models.CanSee(actor, p) == nil {
			found = p
		}
	}
	if found.ID == "" {
		return models.Project{}, models.ProjectNotFound(text)
	}
	return found, nil
}

func (s *Service) project(ctx context.Context, id string) (p models.Project, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err = tx.Project(id)
		return err
	})
	return p, err
}

// fill finds a project and authorises filling in for it. On whose behalf that is (代填) is taken from the project, not
// from the request.
func (s *Service) fill(ctx context.Context, actor models.Actor, project string, onBehalfOf *string) (models.Project,
	error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return p, err
	}
	onBehalf, err := models.CanFill(actor, p)
	if err != nil {
		return p, err
	}
	if *onBehalfOf = ""; onBehalf {
		*onBehalfOf = s.organisationName(ctx, p.OwnerID)
	}
	return p, nil
}

func (s *Service) organisationName(ctx context.Context, id string) string {
	name := models.OwnerWords("")
	if err := s.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.Organisations(id)
		if o, ok := rows[id]; ok {
			name = models.OwnerWords(o.Name)
		}
		return err
	}); err != nil {
		s.Log.Warn("organisation name", "id", id, "error", err)
	}
	return name
}
