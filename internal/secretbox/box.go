// Package secretbox encrypts the secrets that the database keeps, with a key that is not in it.
package secretbox

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"os"
	"strings"

	"duban/models"
)

// Box encrypts with AES-256-GCM. The nil Box encrypts nothing.
type Box struct {
	keys []cipher.AEAD // the first encrypts, all decrypt
}

const (
	prefix   = "box1:" // before what is encrypted
	keyBytes = 32
	maxFile  = 64 << 10 // bytes of a file of keys
)

// ErrKey is returned for a text that no key decrypts.
var ErrKey = errors.New("secretbox: no key decrypts the text")

// Load reads a file of keys: 32 random bytes in base64 on each line. The first encrypts; the others only decrypt what
// was encrypted before the key was changed. Empty lines and lines that begin with # count for nothing. Errors:
// KindInvalid "bad_secrets_key"; they never repeat what the file says.
func Load(file string) (*Box, error) {
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxFile {
		return nil, bad(file, 0).Because(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, bad(file, 0).Because(err)
	}
	b := &Box{}
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(key) != keyBytes {
			return nil, bad(file, number)
		}
		block, err := aes.NewCipher(key)
		if err != nil {
			return nil, bad(file, number).Because(err)
		}
		aead, err := cipher.NewGCM(block)
		if err != nil {
			return nil, bad(file, number).Because(err)
		}
		b.keys = append(b.keys, aead)
	}
	if len(b.keys) == 0 {
		return nil, bad(file, max(number, 1))
	}
	return b, nil
}

func bad(file string, line int) *models.Error {
	if line == 0 {
		return models.Errorf(models.KindInvalid, "bad_secrets_key", "密钥文件（--secrets-key）%s 无法读取，请检查路径和权限", file)
	}
	return models.Errorf(models.KindInvalid, "bad_secrets_key",
		"密钥文件（--secrets-key）%s 第 %d 行应为 32 字节随机数的 base64，可用 openssl rand -base64 32 生成", file, line)
}

// Seal encrypts a text that belongs to an owner: copied to another row it is not decrypted.
func (b *Box) Seal(text, owner string) string {
	if b == nil || text == "" {
		return text
	}
	nonce := make([]byte, b.keys[0].NonceSize())
	_, _ = rand.Read(nonce) // never fails: the program would have been aborted
	return prefix + base64.StdEncoding.EncodeToString(b.keys[0].Seal(nonce, nonce, []byte(text), []byte(owner)))
}

// Open decrypts a text, and returns one that is not encrypted as it is. current is false when it is to be encrypted
// again: it is not encrypted, or with an earlier key. Errors: ErrKey.
func (b *Box) Open(text, owner string) (plain string, current bool, err error) {
	encoded, sealed := strings.CutPrefix(text, prefix)
	if !sealed {
		return text, b == nil || text == "", nil
	}
	content, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || b == nil {
		return "", false, ErrKey
	}
	for i, key := range b.keys {
		if len(content) < key.NonceSize() {
			break
		}
		nonce, rest := content[:key.NonceSize()], content[key.NonceSize():]
		if out, err := key.Open(nil, nonce, rest, []byte(owner)); err == nil {
			return string(out), i == 0, nil
		}
	}
	return "", false, ErrKey
}
