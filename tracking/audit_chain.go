package tracking

import (
	"context"
	"fmt"
	"strings"

	"duban/internal/audithead"
	"duban/models"
	"duban/store"
)

// AuditHead is the head of the audit chain, and the copies of it outside the database.
type AuditHead struct {
	models.AuditHead
	Kept []KeptHead `json:"kept"`
}

// KeptHead is the head in a file, with the problem it shows.
type KeptHead struct {
	File    string `json:"file"`
	Hash    string `json:"hash"` // "" when there is none yet
	Finding string `json:"finding,omitempty"`
}

// VerifyAudit recomputes the complete audit chain. Only the audit administrator and the operator may.
func (s *Service) VerifyAudit(ctx context.Context, actor models.Actor) (models.ChainReport, error) {
	if err := models.CanAudit(actor); err != nil {
		return models.ChainReport{}, err
	}
	var report models.ChainReport
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		report, err = tx.VerifyChain()
		return err
	})
	if err != nil {
		return report, err
	}
	head, err := s.auditHead(ctx)
	for _, kept := range head.Kept {
		if kept.Finding != "" {
			report.Breaks, report.OK = append(report.Breaks, kept.Finding), false
		}
	}
	return report, err
}

// ShowAuditHead returns the newest seal and the heads in files.
func (s *Service) ShowAuditHead(ctx context.Context, actor models.Actor) (AuditHead, error) {
	if err := models.CanAudit(actor); err != nil {
		return AuditHead{}, err
	}
	return s.auditHead(ctx)
}

func (s *Service) auditHead(ctx context.Context) (AuditHead, error) {
	head := AuditHead{Kept: []KeptHead{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if head.AuditHead, err = tx.ChainHead(); err != nil {
			return err
		}
		for _, path := range s.AuditHeads {
			kept := KeptHead{File: path}
			found, there, err := audithead.Read(path)
			switch {
			case err != nil:
				kept.Finding = models.AsError(err).Message.Text
			case there:
				kept.Hash = found.Hash
				if kept.Finding, err = unlike(tx, found, head.AuditHead); err != nil {
					return err
				}
			}
			head.Kept = append(head.Kept, kept)
		}
		return nil
	})
	return head, err
}

// unlike describes how the database contradicts a head that was stored outside; "" if it does not.
func unlike(tx *store.Tx, kept, newest models.AuditHead) (string, error) {
	seal, there, err := tx.SealAt(kept.Sequence)
	switch {
	case err != nil:
		return "", err
	case there && seal.Hash == kept.Hash:
		return "", nil
	case there:
		return fmt.Sprintf("数据库与最后一次封存记录不符（序号 %d，%s）：该处的操作记录已被改写，或数据库不是原来的数据库；请从备份恢复：duban restore 备份 --data 新目录；"+
			"确认以现有数据库为准的，执行 duban audit head --accept --reason 原因", kept.Sequence, kept.At.Minute()), nil
	}
	return fmt.Sprintf("数据库早于最后一次封存记录（序号 %d，%s），最近 %d 条已确认的变更可能丢失，请从备份恢复：duban restore 备份 --data 新目录；"+
		"确认以现有数据库为准的，执行 duban audit head --accept --reason 原因", kept.Sequence, kept.At.Minute(),
		kept.Sequence-newest.Sequence), nil
}

// AcceptAuditHead records that the database is right although a head in a file is not part of its chain, as after a
// restore. The files are renamed, not deleted, and who accepted it and why is on record. Only the operator may.
func (s *Service) AcceptAuditHead(ctx context.Context, actor models.Actor, key, reason string) error {
	if err := models.CanOperate(actor); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return models.Errorf(models.KindInvalid, "reason_missing", "请说明以现有数据库为准的原因%s", models.CommandHint("（--reason）"))
	}
	head, err := s.auditHead(ctx)
	if err != nil {
		return err
	}
	var unfit []KeptHead
	for _, kept := range head.Kept {
		if kept.Finding != "" {
			unfit = append(unfit, kept)
		}
	}
	if len(unfit) == 0 {
		return models.Errorf(models.KindConflict, "audit_head_fits", "封存记录与数据库一致，无须确认")
	}
	detail := map[string]any{"reason": reason, "kept": unfit}
	if err := s.once(ctx, actor, key, "AcceptAuditHead", detail, "audit.accept_head", head.Hash,
		func(*store.Tx) error { return nil }); err != nil {
		return err
	}
	for _, kept := range unfit {
		if err := audithead.Retire(kept.File, models.AuditHead{Hash: kept.Hash}); err != nil {
			return models.Errorf(models.KindUnavailable, "audit_head_kept", "封存记录文件 %s 未能改名，请检查目录权限后重试", kept.File).Because(err)
		}
		if newest, ok := s.Store.Head(); ok {
			if err := audithead.Write(kept.File, newest); err != nil {
				return models.Errorf(models.KindUnavailable, "audit_head_kept", "封存记录文件 %s 未能写入，请检查磁盘后重试", kept.File).Because(err)
			}
		}
	}
	return nil
}

// checkHeads reports heads in files that the database does not contain.
func (s *Service) checkHeads(ctx context.Context) ([]string, error) {
	head, err := s.auditHead(ctx)
	var found []string
	for _, kept := range head.Kept {
		if kept.Finding != "" {
			found = append(found, kept.Finding)
		}
	}
	return found, err
}
