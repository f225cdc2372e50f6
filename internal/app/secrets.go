package app

import (
	"context"

	"duban/internal/config"
	"duban/internal/secretbox"
)

// secretsOf loads the keys of the secrets in the database; nil if none are configured.
func secretsOf(c config.Config) (*secretbox.Box, error) {
	if c.SecretsKey == "" {
		return nil, nil //nolint:nilnil // no key and no error: secrets are stored as they are
	}
	return secretbox.Load(c.SecretsKey)
}

// sealSecrets encrypts what the present key does not encrypt yet, and refuses to start without the right key.
func (a *App) sealSecrets(ctx context.Context, c config.Config) error {
	sealed, dropped, err := a.Service.SealSecrets(ctx, c.DropLost)
	if err != nil {
		return err
	}
	if sealed > 0 {
		a.log.Info("secrets of second factors and channels were encrypted", "secrets", sealed)
	}
	if c.DropLost && dropped == 0 {
		a.say("没有无法解密的密钥，启动参数中的 --drop-lost-secrets 请去掉，以免密钥文件有误时误清除")
	}
	if dropped > 0 {
		a.say("%d 项动态口令、发送渠道的密钥无法解密，已清除；请有关人员重新设置动态口令，并重新登记渠道", dropped)
		a.log.Warn("secrets that no key decrypts were dropped", "secrets", dropped)
	}
	return nil
}
