package mtls

import (
	"os"
	"path/filepath"

	"duban/models"
)

// The names of the files that Write makes.
const (
	CAFile          = "ca.pem"
	CertificateFile = "client.pem"
	KeyFile         = "client.key"
)

// Write puts the identity into a directory of its own, for programs of the same user on this machine. Directory and
// files are the owner's alone. Each file is replaced atomically.
func (i *Identity) Write(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := os.Chmod(dir, 0o700); err != nil { //nolint:gosec // a directory needs the search bit
		return err
	}
	for _, f := range []struct {
		name string
		text []byte
	}{{CAFile, i.CA}, {CertificateFile, i.Certificate}, {KeyFile, i.Key}} {
		if err := replace(filepath.Join(dir, f.name), f.text); err != nil {
			return err
		}
	}
	return nil
}

// replace writes a file under another name and renames it. A file that a killed process left under that name is removed
// first, because it may have another mode.
func replace(path string, text []byte) error {
	partial := path + ".new"
	if err := os.RemoveAll(partial); err != nil {
		return err
	}
	if err := os.WriteFile(partial, text, 0o600); err != nil {
		return err
	}
	return os.Rename(partial, path)
}

// Files name the parts of an identity that an administrator keeps. "" is a part that is not used.
type Files struct {
	CA, Certificate, Key string
	ServerName           string
}

// FilesIn names the files that Write made in a directory, with the name of the server they are for.
func FilesIn(dir string) Files {
	return Files{
		CA: filepath.Join(dir, CAFile), Certificate: filepath.Join(dir, CertificateFile), Key: filepath.Join(dir, KeyFile),
		ServerName: serverName,
	}
}

// Load reads an identity. It is nil when nothing is named. The error is a KindInvalid with code "bad_config" that says
// which file is wrong.
func Load(f Files) (*Identity, error) {
	if f == (Files{}) {
		return nil, nil //nolint:nilnil // nothing named and no error: plain text
	}
	i := &Identity{ServerName: f.ServerName}
	for _, part := range []struct {
		flag, path, should string
		into               *[]byte
	}{
		{"--temporal-tls-ca", f.CA, "PEM 格式的 CA 证书文件", &i.CA},
		{"--temporal-tls-cert", f.Certificate, "PEM 格式的客户端证书文件", &i.Certificate},
		{"--temporal-tls-key", f.Key, "PEM 格式的私钥文件", &i.Key},
	} {
		if part.path == "" {
			continue
		}
		text, err := os.ReadFile(part.path)
		if err != nil {
			return nil, models.Errorf(models.KindInvalid, "bad_config", "配置错误：%s 的文件“%s”无法读取，应为%s", part.flag, part.path,
				part.should).Because(err)
		}
		*part.into = text
	}
	if _, err := (&Identity{CA: i.CA}).ClientConfig(); err != nil {
		return nil, models.Errorf(models.KindInvalid, "bad_config", "配置错误：--temporal-tls-ca 的文件“%s”中没有证书，应为 PEM 格式的 CA 证书文件",
			f.CA).Because(err)
	}
	if _, err := i.ClientConfig(); err != nil {
		return nil, models.Errorf(models.KindInvalid, "bad_config",
			"配置错误：--temporal-tls-cert“%s”与 --temporal-tls-key“%s”不能配对使用，应为一对 PEM 格式的证书和私钥", f.Certificate, f.Key).Because(err)
	}
	return i, nil
}
