package sheet

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/richardlehane/mscfb"

	"duban/models"
)

// openCompound finds the workbook's records in a compound file, the container of Office before 2007. Every stream is
// read to its end, including those not needed: a truncated file must not look complete. A file with other content is
// refused with what it is.
func openCompound(name string, content []byte) ([]byte, error) {
	directory, err := mscfb.New(bytes.NewReader(content))
	if err != nil {
		return nil, damaged(err)
	}
	var there []string
	for _, f := range directory.File {
		if len(f.Path) == 0 {
			there = append(there, strings.ToLower(f.Name))
		}
	}
	if refusal := otherCompound(there); refusal != nil {
		return nil, refusal
	}
	streams := map[string][]byte{}
	left := int64(len(content))
	for _, f := range directory.File {
		if left -= f.Size; left < 0 {
			return nil, damaged(fmt.Errorf("streams are longer than the file: %q of %d bytes", f.Name, f.Size))
		}
		var stream bytes.Buffer
		keep, folded := io.Discard, strings.ToLower(f.Name)
		if len(f.Path) == 0 && (folded == "workbook" || folded == "book") {
			stream.Grow(int(f.Size))
			keep = &stream
		}
		if n, err := io.Copy(struct{ io.Writer }{keep}, f); err != nil || n != f.Size {
			return nil, damaged(fmt.Errorf("stream %q: %d of %d bytes: %w", f.Name, n, f.Size, cmp.Or(err, io.ErrUnexpectedEOF)))
		}
		if stream.Len() > 0 {
			streams[folded] = stream.Bytes()
		}
	}
	for _, known := range []string{"workbook", "book"} { // a file for Excel 95 and 97 at once has both
		if records := streams[known]; records != nil {
			return records, nil
		}
	}
	if ext := strings.ToLower(filepath.Ext(name)); ext == ".et" || ext == ".wps" {
		return nil, Refuse("et_unsupported", "“%s”是 WPS 专用格式，无法直接读取，请用 WPS 打开后另存为 .xlsx 再上传", filepath.Base(name))
	}
	return nil, notWorkbook("旧版 Office 文件，其中没有工作簿", doUpload)
}

// otherCompound returns the error for a compound file that is not a workbook. there are the names in its root.
func otherCompound(there []string) *models.Error {
	for _, name := range there {
		switch name {
		case "encryptedpackage", "drmcontent", "drmencrypteddataspace":
			return encrypted()
		case "worddocument":
			return notWorkbook("旧版 Word 或 WPS 文字文档", doSaveAsDocument)
		case "powerpoint document":
			return notWorkbook("旧版演示文稿", doUpload)
		}
	}
	return nil
}

func encrypted() *models.Error {
	return Refuse("encrypted", "工作簿已加密，请取消密码后上传")
}
