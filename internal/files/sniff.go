package files

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path"
	"slices"
	"strings"

	"duban/models"
)

// allowed ends the message of every refusal.
const allowed models.Word = "仅支持 PDF、JPG、PNG、OFD、DOCX、XLSX（≤ 20 MB）"

// kind is a type of file that is accepted as evidence.
type kind struct {
	name       string
	mediaType  string
	extensions []string
}

var (
	pdf  = &kind{"PDF", "application/pdf", []string{".pdf"}}
	jpg  = &kind{"JPG", "image/jpeg", []string{".jpg", ".jpeg"}}
	png  = &kind{"PNG", "image/png", []string{".png"}}
	ofd  = &kind{"OFD", "application/ofd", []string{".ofd"}}
	docx = &kind{"DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{".docx"}}
	xlsx = &kind{"XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{".xlsx"}}
)

// sniff determines the media type from the content. The name's extension must agree with it, because a browser or a
// reviewer's desktop trusts the extension.
func sniff(f *os.File, size int64, name string) (string, error) {
	head := make([]byte, 1024)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", unavailable(err)
	}
	k, reason := recognise(head[:n], f, size)
	if k == nil {
		return "", models.Errorf(models.KindInvalid, "evidence_type", "附件“%s”%s，%s", name, reason, allowed)
	}
	if !slices.Contains(k.extensions, strings.ToLower(path.Ext(name))) {
		return "", models.Errorf(models.KindInvalid, "evidence_type", "附件“%s”的内容是 %s，与扩展名不符，请改为 %s；%s",
			name, k.name, strings.Join(k.extensions, " 或 "), allowed)
	}
	return k.mediaType, nil
}

// recognise returns the type of the content, or in Chinese why it is not accepted.
func recognise(head []byte, content io.ReaderAt, size int64) (*kind, models.Word) {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return recogniseZip(content, size)
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return jpg, ""
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return png, ""
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return nil, "已加密或为旧版 Office 格式，请取消密码或另存为 DOCX、XLSX"
	case bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"), []byte("%PDF-")):
		return pdf, "" // some producers write a byte order mark or blank lines before it
	}
	return nil, "的内容不是支持的文件类型"
}

func recogniseZip(content io.ReaderAt, size int64) (*kind, models.Word) {
	z, err := zip.NewReader(content, size)
	if err != nil {
		return nil, "不完整或已损坏，请重新导出"
	}
	var found *kind
	for _, f := range z.File {
		switch f.Name {
		case "OFD.xml":
			found = ofd
		case "word/document.xml":
			found = docx
		case "xl/workbook.xml":
			found = xlsx
		case "word/vbaProject.bin", "xl/vbaProject.bin":
			return nil, "含有宏，请另存为不含宏的 DOCX、XLSX"
		}
	}
	if found == nil {
		return nil, "是压缩包，请解压后逐个上传"
	}
	return found, ""
}
