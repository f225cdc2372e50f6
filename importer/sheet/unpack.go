package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// File is a workbook by its name.
type File struct {
	Name    string
	Content []byte
}

// Bounds of what is unpacked.
const (
	maxPacked   = 500
	maxUnpacked = 64 << 20 // bytes, of all files together
	maxOnePart  = 50 << 20
)

// Unpack returns the workbooks in a zip archive, by name. A file that is not an archive of workbooks is returned alone:
// an .xlsx file is a zip archive too. Files that Windows and macOS add to archives are ignored. Anything else that is
// not a workbook, an archive inside the archive, and more than 500 files or 64 MB refuse the complete archive.
func Unpack(name string, content []byte) ([]File, error) {
	alone := []File{{name, content}}
	if !strings.HasPrefix(string(content[:min(4, len(content))]), "PK\x03\x04") {
		return alone, nil
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil || slices.ContainsFunc(archive.File, func(f *zip.File) bool { return isWorkbookPart(f.Name) }) {
		return alone, nil //nolint:nilerr // its reader refuses a damaged file with a better message
	}
	if len(archive.File) > 4*maxPacked {
		return nil, Refuse("too_large", "压缩包“%s”中的文件过多，一次最多 %d 个，请分批上传", name, maxPacked)
	}
	var files []File
	total := 0
	for _, f := range archive.File {
		inner := strings.ReplaceAll(nameInZip(f), "\\", "/")
		if strings.HasSuffix(inner, "/") || leftover(inner) {
			continue
		}
		if err := packable(name, inner); err != nil {
			return nil, err
		}
		part, err := unpackOne(name, inner, f)
		if err != nil {
			return nil, err
		}
		if total += len(part); len(files) == maxPacked || total > maxUnpacked {
			return nil, Refuse("too_large", "压缩包“%s”一次最多 %d 个文件、展开后共 %d MB，请分批上传", name, maxPacked, maxUnpacked>>20)
		}
		files = append(files, File{path.Base(inner), part})
	}
	if len(files) == 0 {
		return nil, Refuse("not_a_workbook", "压缩包“%s”中没有工作簿，请放入 .xlsx、.xls 或 .csv 文件", name)
	}
	return files, tellApart(name, files)
}

func isWorkbookPart(name string) bool {
	name = strings.ToLower(strings.ReplaceAll(name, "\\", "/"))
	return name == "[content_types].xml" || name == "mimetype" || strings.HasPrefix(name, "xl/") || strings.HasPrefix(name,
		"word/")
}

// leftover reports whether a file was added by the operating system.
func leftover(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") ||
		strings.EqualFold(base, "thumbs.db") || strings.EqualFold(base, "desktop.ini")
}

func packable(archive, inner string) error {
	switch strings.ToLower(path.Ext(inner)) {
	case ".xlsx", ".xlsm", ".xls", ".csv", ".et", ".docx", ".htm", ".html":
		return nil
	case ".zip", ".rar", ".7z", ".gz", ".tar":
		return Refuse("nested_archive", "压缩包“%s”中还有压缩包“%s”，请展开后一起打包", archive, path.Base(inner))
	}
	return Refuse("not_a_workbook", "压缩包“%s”中的“%s”不是工作簿，请移除后重新打包", archive, path.Base(inner))
}

func unpackOne(archive, inner string, f *zip.File) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, Refuse("encrypted", "压缩包“%s”设有密码，请去掉密码后重新打包", archive)
	}
	r, err := f.Open()
	if err != nil {
		return nil, Refuse("damaged", "压缩包“%s”中的“%s”无法展开，请重新打包", archive, path.Base(inner)).Because(err)
	}
	defer func() { _ = r.Close() }() // only read
	tooLong := Refuse("too_large", "压缩包“%s”中的“%s”超过 %d MB，请拆分", archive, path.Base(inner), maxOnePart>>20)
	if f.UncompressedSize64 > maxOnePart {
		return nil, tooLong
	}
	var part bytes.Buffer
	// a wrong size does not allocate memory
	part.Grow(int(min(f.UncompressedSize64, 1000*f.CompressedSize64)) + bytes.MinRead)
	if _, err = part.ReadFrom(io.LimitReader(r, maxOnePart+1)); err != nil {
		return nil, Refuse("damaged", "压缩包“%s”中的“%s”已损坏，请重新打包", archive, path.Base(inner)).Because(err)
	}
	if part.Len() > maxOnePart {
		return nil, tooLong
	}
	return part.Bytes(), nil
}

// nameInZip returns a file's name as its writer meant it: without the UTF-8 flag, Chinese Windows writes GBK.
func nameInZip(f *zip.File) string {
	if utf8.ValidString(f.Name) { // also without the flag: macOS does not set it
		return f.Name
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().String(f.Name)
	if err != nil {
		return strings.ToValidUTF8(f.Name, "?")
	}
	return decoded
}

// tellApart refuses two files of one name, because findings name their file.
func tellApart(archive string, files []File) error {
	seen := make(map[string]bool, len(files))
	for _, f := range files {
		if seen[f.Name] {
			return Refuse("duplicate_file", "压缩包“%s”中有两个文件都叫“%s”，请改名或去掉一个", archive, f.Name)
		}
		seen[f.Name] = true
	}
	return nil
}
