package tracking

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// send checks that the database is there, authorises, and passes a command to the project's process.
func (s *Service) send(ctx context.Context, actor models.Actor, key string, p models.Project, update string, body any, make func(contract.Head) any) (Receipt, error) {
	if err := s.Store.Room(); err != nil { // before anything is sent: what is sent takes room
		return Receipt{}, err
	}
	head, err := headOf(actor, key, p.ID, update, body)
	if err != nil {
		return Receipt{}, err
	}
	head.Version = Expected(ctx)
	ref := contract.ProjectRef{Year: p.Year, Code: p.Code}
	answer, pending, err := s.Process.Update(ctx, ref, update, head, make(head))
	if err != nil {
		return s.notRunning(ctx, p.ID, head, err)
	}
	if pending {
		answer = contract.Answer{Project: p.Code, Message: "已受理，正在保存"}
	}
	return Receipt{Answer: answer, Key: head.Key, Pending: pending}, nil
}

// notRunning answers for a project without a process: what was acknowledged under the key is still the answer; else a
// project that is no longer followed is told from one whose process is missing.
func (s *Service) notRunning(ctx context.Context, projectID string, head contract.Head, cause error) (Receipt, error) {
	if models.AsError(cause).Code != "project_not_running" {
		return Receipt{}, cause
	}
	var p models.Project
	receipt := Receipt{Key: head.Key}
	remembered := false
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		done, found, err := tx.Command(head.Key)
		if err != nil {
			return err
		}
		if found && done.Hash != head.Hash {
			return models.Errorf(models.KindInvalid, "key_reused", "该请求编号已用于不同内容，请换一个编号（--key）")
		}
		if remembered = found; found {
			return json.Unmarshal([]byte(done.Result), &receipt.Answer)
		}
		p, err = tx.Project(projectID)
		return err
	})
	switch {
	case err != nil:
		return Receipt{}, err
	case remembered:
		return receipt, nil
	case p.Status == models.ProjectClosed:
		return Receipt{}, models.Errorf(models.KindConflict, "project_closed", "项目「%s」已于%s销号，不能再填报或调整", p.Name, p.ClosedAt.Date())
	}
	return Receipt{}, cause
}

// headOf makes what every command carries. The hash is over the command's name, its project and its body as JSON, whose
// field order Go fixes: the same key with another body is told apart.
func headOf(actor models.Actor, key, projectID, name string, body any) (contract.Head, error) {
	if key = strings.TrimSpace(key); key == "" || len(key) > 200 {
		return contract.Head{}, models.Errorf(models.KindInvalid, "key_missing", "缺少请求编号（1–200 个字符），请为每次操作提供唯一的编号")
	}
	text, err := json.Marshal(body)
	if err != nil {
		return contract.Head{}, err
	}
	if bytes.Contains(text, []byte(`\u0000`)) {
		return contract.Head{}, models.Errorf(models.KindInvalid, "bad_text", "文字中有无法保存的控制字符，请删除后重试")
	}
	sum := sha256.Sum256([]byte(name + "\x00" + projectID + "\x00" + actor.ID + "\x00" + string(text)))
	return contract.Head{
		Key: key, Hash: hex.EncodeToString(sum[:16]), ProjectID: projectID,
		By: contract.Person{ID: actor.ID, Name: actor.Name, Operator: actor.Operator},
	}, nil
}

// find resolves what people type for a project: its code, or "<year>/<code>". A code that several years use means the
// latest. What the actor may not see does not exist, and is answered in the same words.
func (s *Service) find(ctx context.Context, actor models.Actor, text string) (models.Project, error) {
	year, code, ok := strings.Cut(text, "/")
	wanted, err := strconv.Atoi(year)
	if !ok || err != nil {
		wanted, code = 0, text
	}
	var found models.Project
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.ProjectsByCode(code)
		for _, p := range rows {
			if (wanted == 0 || p.Year == wanted) && p.Year >= found.Year && models.CanSee(actor, p) == nil {
				found = p
			}
		}
		return err
	})
	if err != nil {
		return models.Project{}, err
	}
	if found.ID == "" {
		return models.Project{}, models.NoSuchProject(text)
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

// fill authorises filling in for a project and notes on whose behalf it is done (代填).
func (s *Service) fill(ctx context.Context, actor models.Actor, project string, onBehalfOf *string) (models.Project, error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return p, err
	}
	onBehalf, err := models.CanFill(actor, p)
	switch {
	case err != nil:
		return p, err
	case onBehalf && *onBehalfOf == "":
		*onBehalfOf = s.organisationName(ctx, p.OwnerID)
	case !onBehalf:
		*onBehalfOf = ""
	}
	return p, nil
}

func (s *Service) organisationName(ctx context.Context, id string) string {
	name := "项目单位"
	if err := s.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.Organisations(id)
		if o, ok := rows[id]; ok {
			name = o.Name
		}
		return err
	}); err != nil {
		s.Log.Warn("organisation name", "id", id, "error", err)
	}
	return name
}
