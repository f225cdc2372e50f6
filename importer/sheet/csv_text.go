package sheet

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"duban/models"
)

var (
	markUTF8  = []byte("\xef\xbb\xbf")
	markUTF16 = [2][]byte{[]byte("\xfe\xff"), []byte("\xff\xfe")}
)

// decodeText converts a text file to UTF-8 with lines that end in \n: from UTF-8, from UTF-16 with a byte order mark,
// or from GB18030. A file with a replacement character, or one that is not text, is refused.
func decodeText(content []byte) ([]byte, error) {
	text, marked := bytes.CutPrefix(content, markUTF8)
	switch {
	case bytes.HasPrefix(content, markUTF16[0]), bytes.HasPrefix(content, markUTF16[1]):
		decoded, err := unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder().Bytes(content)
		if err != nil {
			return nil, damaged(err)
		}
		text = decoded
	case slices.ContainsFunc(content, isControl):
		return nil, notWorkbook("无法识别的内容", doUpload)
	case marked, utf8.Valid(text), mostlyUTF8(text):
	default:
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(text)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return nil, notWorkbook("无法识别的内容", doUpload)
		}
		text = decoded
	}
	if slices.ContainsFunc(text, isControl) {
		return nil, notWorkbook("无法识别的内容", doUpload)
	}
	if i := bytes.IndexRune(text, utf8.RuneError); i >= 0 {
		return nil, lostCharacter(text, i)
	}
	if bytes.IndexByte(text, '\n') < 0 {
		text = bytes.ReplaceAll(text, []byte{'\r'}, []byte{'\n'})
	}
	return text, nil
}

// isControl reports bytes that do not occur in text.
func isControl(b byte) bool { return b < ' ' && (b < '\t' || b > '\r') }

// mostlyUTF8 distinguishes UTF-8 with a broken byte from GB18030, whose characters are rarely valid UTF-8.
func mostlyUTF8(text []byte) bool {
	good, bad := 0, 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			bad++
		} else if size > 1 {
			good++
		}
		text = text[size:]
	}
	return good > 4*bad
}

func lostCharacter(text []byte, at int) *models.Error {
	line := 1 + bytes.Count(text[:at], []byte{'\n'})
	return Refuse("damaged", "第 %d 行有已损坏的文字，未导入任何内容，请重新导出后上传", line)
}
