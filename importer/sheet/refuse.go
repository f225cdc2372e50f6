package sheet

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"duban/models"
)

// Refuse returns an error about the complete workbook, of which nothing is used.
func Refuse(code, format string, args ...any) *models.Error {
	return models.Errorf(models.KindInvalid, code, format, args...)
}

func damaged(cause error) *models.Error {
	return Refuse("damaged", "文件不完整或已损坏，未导入任何内容，请重新导出后上传").Because(cause)
}

// damagedSheet returns the error for damage in a sheet; row is 0 when the damage is not in a row.
func damagedSheet(sheet string, row int, cause error) *models.Error {
	if row > 0 {
		return Refuse("damaged", "工作表“%s”第 %d 行附近的数据损坏，未导入任何内容，请重新导出后上传", sheet, row).Because(cause)
	}
	return Refuse("damaged", "工作表“%s”的数据损坏，未导入任何内容，请重新导出后上传", sheet).Because(cause)
}

var (
	magicZip      = []byte("PK\x03\x04")
	magicEmptyZip = []byte("PK\x05\x06")
	magicCompound = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
)

// FormatOf returns the format of content that sniff accepted, from its first bytes.
func FormatOf(content []byte) Format {
	switch {
	case bytes.HasPrefix(content, magicZip), bytes.HasPrefix(content, magicEmptyZip):
		directory := content[max(0, len(content)-1<<16):] // names are plain in it
		if bytes.Contains(directory, []byte("word/document")) && !bytes.Contains(directory, []byte("xl/workbook")) {
			return DOCX
		}
		return XLSX
	case bytes.HasPrefix(content, magicCompound), startsBIFF(content):
		return XLS
	}
	if what, _ := markup(content); what == webPage {
		return HTML
	}
	return CSV
}

// startsBIFF reports whether content begins with a BOF record: before Excel 5 workbooks were records without a
// container.
func startsBIFF(content []byte) bool {
	return len(content) > 4 && content[0] == 0x09 && slices.Contains([]byte{0, 2, 4, 8}, content[1]) && content[2] >= 4 &&
		content[2] <= 16 && content[3] == 0
}

// foreignFormats are other files that are mistaken for workbooks: their first bytes, what they are called and what to
// do.
var foreignFormats = []struct{ magic, what, do string }{
	{"%PDF", "PDF", doUpload},
	{"\x89PNG", "图片", doUpload}, {"\xff\xd8\xff", "图片", doUpload}, {"GIF8", "图片", doUpload}, {"BM", "图片", doUpload},
	{"II*\x00", "图片", doUpload}, {"MM\x00*", "图片", doUpload},
	{"Rar!", archive, doUnpack}, {"7z\xbc\xaf\x27\x1c", archive, doUnpack}, {"\x1f\x8b", archive, doUnpack},
	{"BZh", archive, doUnpack}, {"\xfd7zXZ\x00", archive, doUnpack},
	{"{\\rtf", "RTF 文档", doUpload},
	{"SQLite format 3\x00", "数据库文件", doUpload},
	{"MZ", "程序", doUpload},
}

const (
	archive = "压缩包"
	webPage = "网页"
)

// What to do with a file that is no workbook.
const (
	doUpload         = "请上传 .xlsx、.xls 或 .csv 文件"
	doSaveAs         = "请用 Excel 或 WPS 打开，另存为 .xlsx 后上传"
	doSaveAsDocument = "请用 Word 或 WPS 打开，另存为 .docx 后上传，其中的表格可以直接读取"
	doUnpack         = "请解压后上传其中的工作簿"
)

// sniff returns an error that says what a file is when it is not a workbook, whatever its name; nil when it can be
// opened in the format of FormatOf.
func sniff(name string, content []byte) *models.Error {
	if len(content) == 0 {
		return Refuse("empty", "文件为空（0 字节），请重新选择")
	}
	if FormatOf(content) != CSV { // a web page is read for its tables
		return nil
	}
	if what, do := markup(content); what != "" {
		return notWorkbook(what, do)
	}
	_, err := decodeText(content)
	for _, s := range foreignFormats {
		if bytes.HasPrefix(content, []byte(s.magic)) && (err != nil || len(s.magic) > 2 && !isTextName(name)) {
			return notWorkbook(s.what, s.do)
		}
	}
	switch {
	case bytes.HasPrefix(content, []byte("PK")):
		return damaged(nil)
	case len(content) > 262 && string(content[257:262]) == "ustar":
		return notWorkbook(archive, doUnpack)
	case len(content) > 12 && string(content[8:12]) == "WEBP":
		return notWorkbook("图片", doUpload)
	case len(bytes.Trim(content, "\x00")) == 0:
		return damaged(errors.New("nothing but zeros"))
	case err != nil:
		return refusalIn(err)
	case !isTextName(name):
		return notWorkbook("文本", "请用 Excel 或 WPS 打开，另存为 .xlsx 后上传，或把扩展名改为 .csv")
	}
	return nil
}

// isTextName reports whether a file of that name is read as a table of text.
func isTextName(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".txt":
		return true
	}
	return false
}

// markup returns the markup language of a text and what to do; "" when it is not markup.
func markup(content []byte) (what, do string) {
	head := content[:min(len(content), 4096)]
	for _, mark := range markUTF16 {
		if bytes.HasPrefix(head, mark) {
			head = bytes.ReplaceAll(head[len(mark):], []byte{0}, nil) // markup is ASCII; in UTF-16 every other byte is zero
		}
	}
	text := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(string(head), "\ufeff")))
	switch {
	case strings.HasPrefix(text, "mime-version:"), strings.Contains(text, "content-type: multipart/related"):
		return "网页归档 MHTML", doSaveAs
	case strings.HasPrefix(text, "<") && strings.Contains(text, "urn:schemas-microsoft-com:office:spreadsheet"):
		return "XML 电子表格 2003", doSaveAs
	case strings.HasPrefix(text, "<!doctype html"), strings.HasPrefix(text, "<html"), strings.HasPrefix(text, "<") &&
		strings.Contains(text, "<html"), strings.HasPrefix(text, "<") && strings.Contains(text, "<table"),
		strings.HasPrefix(text, "<body"), strings.HasPrefix(text, "<meta"), strings.HasPrefix(text, "<style"),
		strings.HasPrefix(text, "<div"):
		return webPage, doSaveAs
	case strings.HasPrefix(text, "<?xml"):
		return "XML 文件", doUpload
	}
	return "", ""
}

func notWorkbook(what, do string) *models.Error {
	return Refuse("not_a_workbook", "文件内容不是 Excel 工作簿（检测为%s），%s", models.Word(what), models.Word(do))
}

// refusalIn returns the refusal inside an error, or nil.
func refusalIn(err error) *models.Error {
	var refusal *models.Error
	if errors.As(err, &refusal) {
		return refusal
	}
	return nil
}
