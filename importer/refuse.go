package importer

import (
	"bytes"
	"errors"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"duban/models"
)

// A refusal is an error about the whole workbook: nothing of it is used.
func refuse(code, format string, args ...any) *models.Error {
	return models.Errorf(models.KindInvalid, code, format, args...)
}

func damaged(cause error) *models.Error {
	return refuse("damaged", "文件不完整或已损坏，未导入任何内容，请重新导出后上传").Because(cause)
}

// inside tells where in the workbook a part is damaged. row is 0 when the damage is not in a row.
func damagedSheet(sheet string, row int, cause error) *models.Error {
	if row > 0 {
		return refuse("damaged", "工作表「%s」第 %d 行附近的数据损坏，未导入任何内容，请重新导出后上传", sheet, row).Because(cause)
	}
	return refuse("damaged", "工作表「%s」的数据损坏，未导入任何内容，请重新导出后上传", sheet).Because(cause)
}

var (
	magicZip      = []byte("PK\x03\x04")
	magicEmptyZip = []byte("PK\x05\x06")
	magicCompound = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
)

// sniff looks at what a file is, whatever its name says. nil: a zip archive, to be opened.
func sniff(name string, content []byte) *models.Error {
	extension := strings.ToLower(path.Ext(name))
	head := content[:min(len(content), 4096)]
	text := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(string(head), "\ufeff")))
	switch {
	case len(content) == 0:
		return refuse("empty", "文件为空（0 字节），请重新选择")
	case bytes.HasPrefix(content, magicZip), bytes.HasPrefix(content, magicEmptyZip):
		return nil
	case bytes.HasPrefix(content, magicCompound) && bytes.Contains(content, utf16le("EncryptedPackage")):
		return refuse("encrypted", "工作簿已加密，请取消密码后上传")
	case bytes.HasPrefix(content, magicCompound) && (bytes.Contains(content, utf16le("Workbook")) || bytes.Contains(content, utf16le("Book"))):
		return refuse("xls_unsupported", "暂不支持旧版 .xls 工作簿，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传")
	case bytes.HasPrefix(content, magicCompound):
		return notWorkbook("旧版 Office 文件，其中没有工作簿")
	case bytes.HasPrefix(content, []byte("\x09\x08")), bytes.HasPrefix(content, []byte("\x09\x04\x06\x00")), bytes.HasPrefix(content, []byte("\x09\x00\x04\x00")):
		return refuse("xls_unsupported", "暂不支持旧版 .xls 工作簿，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传")
	case strings.HasPrefix(text, "<!doctype html"), strings.HasPrefix(text, "<html"), strings.Contains(text, "<html"), strings.HasPrefix(text, "<table"):
		return notWorkbook("网页")
	case strings.HasPrefix(text, "<?xml"), strings.HasPrefix(text, "<"):
		return notWorkbook("XML 文件")
	case bytes.HasPrefix(content, []byte("%PDF")):
		return notWorkbook("PDF")
	case bytes.HasPrefix(content, []byte("\x89PNG")), bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		return notWorkbook("图片")
	case bytes.HasPrefix(content, []byte("Rar!")), bytes.HasPrefix(content, []byte("7z\xbc\xaf")), bytes.HasPrefix(content, []byte("\x1f\x8b")):
		return notWorkbook("压缩包，请解压后上传其中的工作簿")
	case bytes.HasPrefix(content, []byte("PK")):
		return damaged(nil)
	case extension == ".csv" && isText(content):
		return refuse("csv_unsupported", "暂不支持 CSV 文件，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传")
	case isText(content):
		return notWorkbook("文本")
	}
	return notWorkbook("无法识别的内容")
}

func notWorkbook(what string) *models.Error {
	return refuse("not_a_workbook", "文件内容不是 Excel 工作簿（检测为%s），请上传 .xlsx 文件", what)
}

func utf16le(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// isText reports whether the bytes are text in UTF-8 or GB18030.
func isText(content []byte) bool {
	if bytes.IndexByte(content, 0) >= 0 {
		return false
	}
	if utf8.Valid(content) {
		return true
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(content)
	return err == nil && !bytes.ContainsRune(decoded, utf8.RuneError)
}

// refusalIn returns the refusal inside an error, or nil.
func refusalIn(err error) *models.Error {
	var refusal *models.Error
	if errors.As(err, &refusal) {
		return refusal
	}
	return nil
}
