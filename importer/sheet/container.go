package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"duban/models"
)

// container is an opened workbook archive: parts by their folded path.
type container struct {
	limits Limits
	parts  map[string]*zip.File
}

// openContainer checks the archive before anything is unpacked: number and size of entries, compression ratios, names.
// Checksums are checked when a part is read to its end, and by check for the other parts.
func openContainer(content []byte, l Limits) (*container, error) {
	if int64(len(content)) > l.File {
		return nil, FileTooLarge(l)
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged(err)
	}
	if len(archive.File) > l.Entries {
		return nil, tooLarge("压缩包内文件超过上限 %d 个", l.Entries)
	}
	c := &container{limits: l, parts: make(map[string]*zip.File, len(archive.File))}
	total := uint64(0)
	for _, f := range archive.File {
		size := f.UncompressedSize64
		if total += size; total > uint64(l.Unpacked) || size > uint64(l.Part) {
			return nil, tooLarge("解压后超过上限 %d MB", l.Unpacked>>20)
		}
		if size > 1<<20 && size/uint64(l.Ratio) > f.CompressedSize64 {
			return nil, tooLarge("压缩比异常，解压后内容过大")
		}
		name := partName(f.Name)
		if strings.HasSuffix(name, "/") {
			continue
		}
		if f.Flags&1 != 0 {
			return nil, encrypted()
		}
		if _, twice := c.parts[name]; twice {
			return nil, damaged(fmt.Errorf("part %s twice", name))
		}
		c.parts[name] = f
	}
	return c, nil
}

// partName folds a part's path: names are compared without case, and some programs write backslashes.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// open returns a part's bytes as a bounded stream; a wrong checksum is an error at its end.
func (c *container) open(name string) (io.ReadCloser, error) {
	f, ok := c.parts[partName(name)]
	if !ok {
		return nil, fmt.Errorf("part %s is missing", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{&bounded{r, c.limits.Part}, r}, nil
}

// bounded returns an error when a part is longer than allowed; io.LimitReader would end without one.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errors.New("part over its limit")
	}
	return n, err
}

// check unpacks the parts that were not read, so that a wrong checksum anywhere refuses the workbook.
func (c *container) check(read map[string]bool) error {
	buffer := make([]byte, 1<<16)
	for name := range c.parts {
		if read[name] {
			continue
		}
		part, err := c.open(name)
		if err != nil {
			return err
		}
		_, err = io.CopyBuffer(struct{ io.Writer }{io.Discard}, part, buffer)
		if closing := part.Close(); err == nil {
			err = closing
		}
		if err != nil {
			return fmt.Errorf("part %s: %w", name, err)
		}
	}
	return nil
}

// notXLSX returns the error for an archive that is not a workbook, with what it is.
func (c *container) notXLSX() *models.Error {
	for name := range c.parts {
		switch {
		case path.Base(name) == "workbook.bin":
			return Refuse("xlsb_unsupported", "暂不支持 .xlsb 二进制工作簿，请用 Excel 打开后另存为 .xlsx 再上传")
		case strings.HasPrefix(name, "word/"):
			return notWorkbook("Word 文档", doUpload)
		case strings.HasPrefix(name, "ppt/"):
			return notWorkbook("演示文稿", doUpload)
		case name == "ofd.xml":
			return notWorkbook("OFD 版式文件", doUpload)
		case name == "content.xml":
			return notWorkbook("OpenDocument 文档", doSaveAs)
		case name == "index/document.iwa":
			return notWorkbook("苹果 iWork 文件", "请在其中导出为 Excel（.xlsx）后上传")
		}
	}
	for name := range c.parts {
		if slices.Contains([]string{".xlsx", ".xlsm", ".xls", ".csv"}, path.Ext(name)) {
			return notWorkbook(archive, doUnpack)
		}
	}
	return notWorkbook("压缩包，其中没有工作簿", doUpload)
}
