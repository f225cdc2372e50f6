package document

import (
	"archive/zip"
	"fmt"
	"io"

	"duban/models"
)

// part is one file within a .docx.
type part struct{ name, content string }

// Write writes a document. Errors are KindInternal.
func Write(w io.Writer, d Document) error {
	archive := zip.NewWriter(w)
	for _, p := range d.parts() {
		f, err := archive.Create(p.name)
		if err == nil {
			_, err = io.WriteString(f, p.content)
		}
		if err != nil {
			return failed(err)
		}
	}
	if err := archive.Close(); err != nil {
		return failed(err)
	}
	return nil
}

func failed(err error) error {
	return models.Errorf(models.KindInternal, "document_failed", "文件未能生成，请重试").Because(fmt.Errorf("write docx: %w", err))
}
