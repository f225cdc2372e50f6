package tracking

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"duban/models"
	"duban/store"
)

// storedLate is how long a stored command may wait before that is a finding.
const storedLate = 10 * time.Minute

// lateCommands lists commands that have been stored for long and not carried out.
func (s *Service) lateCommands(tx *store.Tx) ([]string, error) {
	waiting, err := tx.WaitingCommands(s.now().Add(-storedLate), resendMost)
	var late []string
	for _, c := range waiting {
		late = append(late, fmt.Sprintf("编号 %s（%s 于 %s 受理）尚未执行，已重试 %d 次；请查看流程服务是否正常，再执行 duban reconcile",
			c.Key, c.ByName, c.StoredAt.Minute(), c.Attempts))
	}
	return late, err
}

// engineNewer lists the projects of which the engine had seen a newer state, since the operator last reviewed this.
func engineNewer(tx *store.Tx) ([]string, error) {
	events, err := tx.EventsSince(models.ActionEngineNewer, models.ActionEngineReviewed)
	if err != nil {
		return nil, err
	}
	var found []string
	seen := map[string]bool{}
	for _, e := range events {
		if seen[e.ProjectID] {
			continue
		}
		seen[e.ProjectID] = true
		name := e.ProjectID
		if p, err := tx.Project(e.ProjectID); err == nil {
			name = p.Code + "“" + p.Name + "”"
		}
		found = append(found, name+" 的数据库记录早于流程引擎（"+e.At.Minute()+"发现）：数据库可能由旧备份恢复，此前办理的操作可能缺失；"+
			"请改用较新的备份恢复（duban restore），或请有关人员核对后重新提交，然后执行 duban reconcile 确认")
	}
	return found, nil
}

// EngineNewer reports in sentences for the log whether the database was older than the engine.
func (s *Service) EngineNewer(ctx context.Context) (found []string, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		found, err = engineNewer(tx)
		return err
	})
	return found, err
}

// engineReviewed records that the operator has reviewed the findings.
func (s *Service) engineReviewed(ctx context.Context, actor models.Actor) error {
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		found, err := engineNewer(tx)
		if err != nil || len(found) == 0 {
			return err
		}
		detail, err := json.Marshal(map[string]int{"projects": len(found)})
		if err != nil {
			return err
		}
		return tx.InsertAudit(models.AuditEvent{
			ByID: actor.ID, ByName: actor.Name, Action: models.ActionEngineReviewed, Object: "engine", Detail: string(detail),
			At: s.now(),
		})
	})
}
