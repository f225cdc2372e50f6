package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"filippo.io/age"

	"duban/models"
)

// NewKey writes a new key for encrypted backups to a file that only its owner can read, and returns the recipient: the
// public key to which backups are encrypted. The file has the format of the age program. An existing file is not
// replaced.
func NewKey(path string, now time.Time) (recipient string, err error) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return "", err
	}
	recipient = identity.Recipient().String()
	text := fmt.Sprintf("# 督办备份密钥，生成于 %s。丢失后用它加密的备份无法恢复；请离线保存两份，不要与备份放在一起。\n# public key: %s\n%s\n",
		models.InstantOf(now).Minute(), recipient, identity)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return "", models.Errorf(models.KindInvalid, "file_exists", "%s 已存在，未覆盖；请换一个文件名", path)
	}
	if err == nil {
		_, err = f.WriteString(text)
		err = errors.Join(err, f.Sync(), f.Close())
	}
	if err != nil {
		return "", models.Errorf(models.KindInvalid, "not_written", "无法写入密钥文件 %s，请检查目录是否存在、是否有权限和空间", path).Because(err)
	}
	return recipient, nil
}

// ReadKey reads the keys of a file written by NewKey or the age program.
func ReadKey(path string) ([]age.Identity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, models.Errorf(models.KindInvalid, "bad_key", "无法读取密钥文件 %s，请核对路径和权限", path).Because(err)
	}
	defer f.Close()
	identities, err := age.ParseIdentities(f)
	if err != nil {
		return nil, models.Errorf(models.KindInvalid, "bad_key", "%s 不是备份密钥文件，应由 duban backup key 生成", path).Because(err)
	}
	return identities, nil
}

// ParseRecipient parses a recipient as NewKey returns it.
func ParseRecipient(text string) (age.Recipient, error) {
	recipient, err := age.ParseX25519Recipient(strings.TrimSpace(text))
	if err != nil {
		return nil, models.Errorf(models.KindInvalid, "bad_recipient", "加密公钥无效，应为 age1 开头的一串字符（由 duban backup key 给出）").
			Because(err)
	}
	return recipient, nil
}
