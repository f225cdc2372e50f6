package wordform

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"

	"duban/models"
)

// Limits of a document, in bytes and files.
const (
	MostBytes    = 10 << 20
	mostUnpacked = 60 << 20
	mostFiles    = 1000
)

// entry is one file within the archive.
type entry struct {
	name    string
	content []byte
}

// unpack reads the archive. Errors: KindInvalid.
func unpack(content []byte) ([]entry, error) {
	switch {
	case len(content) == 0:
		return nil, invalid("template_empty", "模板是空文件，请重新选择")
	case len(content) > MostBytes:
		return nil, invalid("template_too_large", "模板超过 %d MB，请压缩其中的图片后重试", MostBytes>>20)
	case bytes.HasPrefix(content, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return nil, invalid("template_old_format", "模板是旧版 .doc 或设有密码，请取消密码并另存为 .docx 后重试")
	case !bytes.HasPrefix(content, []byte("PK")):
		return nil, invalid("template_not_word", "模板不是 Word 文档（.docx），请重新选择")
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, invalid("template_cut", "模板文件不完整（可能未传完），请重新复制或下载后再试").Because(err)
	}
	if len(archive.File) > mostFiles {
		return nil, tooBig()
	}
	var all []entry
	seen, left := map[string]bool{}, int64(mostUnpacked)
	for _, f := range archive.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if clean := path.Clean(f.Name); clean != f.Name || path.IsAbs(clean) || strings.HasPrefix(clean, "..") ||
			strings.Contains(clean, `\`) || seen[strings.ToLower(clean)] {
			return nil, invalid("template_not_word", "模板不是 Word 文档（.docx），请重新选择")
		}
		seen[strings.ToLower(f.Name)] = true
		r, err := f.Open()
		if err != nil {
			return nil, invalid("template_cut", "模板文件不完整（可能未传完），请重新复制或下载后再试").Because(err)
		}
		text, err := io.ReadAll(io.LimitReader(r, left+1))
		_ = r.Close() // read to its end
		if err != nil {
			return nil, invalid("template_cut", "模板文件不完整（可能未传完），请重新复制或下载后再试").Because(err)
		}
		if left -= int64(len(text)); left < 0 {
			return nil, tooBig()
		}
		all = append(all, entry{f.Name, text})
	}
	return all, nil
}

func tooBig() error {
	return invalid("template_too_big", "模板解压后超过 %d MB 或文件过多，请压缩其中的图片后重试", mostUnpacked>>20)
}

// pack writes the archive.
func pack(entries []entry) ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, e := range entries {
		w, err := archive.Create(e.name)
		if err == nil {
			_, err = w.Write(e.content)
		}
		if err != nil {
			return nil, failed(err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, failed(err)
	}
	return out.Bytes(), nil
}

func invalid(code, format string, args ...any) *models.Error {
	return models.Errorf(models.KindInvalid, code, format, args...)
}

func failed(err error) error {
	return models.Errorf(models.KindInternal, "document_failed", "文件未能生成，请重试").Because(fmt.Errorf("write docx: %w", err))
}
