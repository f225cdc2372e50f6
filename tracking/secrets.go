package tracking

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
)

// SealSecrets encrypts the secrets in the database that are not encrypted with the present key, and returns how many.
// It runs before anyone is let in. Secrets that the key does not decrypt keep the program from starting, unless
// dropLost is set: then those second factors are removed, as when an administrator resets them, and those channels
// erased.
// Errors: KindInvalid "secrets_key" with the number of secrets.
func (s *Service) SealSecrets(ctx context.Context, dropLost bool) (sealed, dropped int, err error) {
	stale, lost := 0, 0
	look := func(tx *store.Tx) ([]store.StoredSecret, []store.StoredSecret, error) {
		old, gone, err := tx.StaleSecrets()
		if err == nil && len(gone) > 0 && !dropLost {
			err = models.Errorf(models.KindInvalid, "secrets_key",
				"数据库中有 %d 项动态口令、发送渠道的密钥已加密，须用加密时的密钥文件（--secrets-key）启动；确已丢失的，另生成密钥文件，"+
					"加 --drop-lost-secrets 启动一次：清除后有关人员重新设置动态口令，渠道重新登记", len(gone))
		}
		stale, lost = len(old), len(gone)
		return old, gone, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		_, _, err := look(tx)
		return err
	})
	if err != nil || stale == 0 && lost == 0 {
		return 0, 0, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		old, gone, err := look(tx) // another process may have been first
		if err != nil {
			return err
		}
		for _, one := range gone {
			if err := s.dropSecret(tx, one); err != nil {
				return err
			}
		}
		for _, one := range old {
			if err := tx.SealSecret(one); err != nil {
				return err
			}
		}
		if len(old) == 0 {
			return nil
		}
		return s.recordSecrets(tx, "account.secrets_sealed", "", map[string]int{"secrets": len(old)})
	})
	if err != nil {
		return 0, 0, err
	}
	return stale, lost, nil
}

// dropSecret removes what cannot be used any more, like an administrator would.
func (s *Service) dropSecret(tx *store.Tx, one store.StoredSecret) error {
	if one.ChannelID != "" {
		if err := tx.RemoveChannel(one.ChannelID, s.now()); err != nil {
			return err
		}
		return s.recordSecrets(tx, "channel.remove", one.ChannelID, map[string]bool{"secret_lost": true})
	}
	account, _, err := tx.AccountOf(one.PersonID)
	if err != nil {
		return err
	}
	if err := s.resetFactor(tx, one.PersonID, "运维员重置"); err != nil {
		return err
	}
	return s.recordSecrets(tx, "account.factor_reset", account.Login, map[string]bool{"secret_lost": true})
}

func (s *Service) recordSecrets(tx *store.Tx, action, object string, what any) error {
	detail, err := json.Marshal(what)
	if err != nil {
		return err
	}
	return tx.InsertAudit(models.AuditEvent{ByID: models.Operator.ID, ByName: models.Operator.Name, Action: action,
		Object: object, Detail: string(detail), At: s.now()})
}
