package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"duban/models"
)

// packOf makes a zip of named files; a name with "\xff" before it is written in GBK, as Chinese Windows does.
func packOf(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		header := &zip.FileHeader{Name: files[i], Method: zip.Deflate}
		if name, gbk := strings.CutPrefix(files[i], "\xff"); gbk {
			encoded, err := simplifiedchinese.GBK.NewEncoder().String(name)
			if err != nil {
				t.Fatal(err)
			}
			header.Name, header.NonUTF8 = encoded, true
		}
		f, err := w.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAnArchiveIsUnpackedByName(t *testing.T) {
	got, err := Unpack("表.zip", packOf(t, "\xff单位/甲.xlsx", "a", "乙.csv", "b", "__MACOSX/._乙.csv", "x", "单位/~$甲.xlsx", "x",
		".DS_Store", "x", "单位/", ""))
	want := []File{{"甲.xlsx", []byte("a")}, {"乙.csv", []byte("b")}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestWhatIsNoArchiveOfWorkbooksComesBackAlone(t *testing.T) {
	for name, content := range map[string][]byte{
		"a workbook": packOf(t, "[Content_Types].xml", "<a/>", "xl/workbook.xml", "<b/>"),
		"a document": packOf(t, "word/document.xml", "<a/>"),
		"text":       []byte("项目名称,投资"),
		"cut off":    packOf(t, "甲.xlsx", "a")[:30],
		"empty":      nil,
	} {
		got, err := Unpack(name, content)
		if err != nil || len(got) != 1 || got[0].Name != name || !bytes.Equal(got[0].Content, content) {
			t.Errorf("%s: %d files, %v", name, len(got), err)
		}
	}
}

func TestArchivesThatAreNotTaken(t *testing.T) {
	many := make([]string, 0, 2*(maxPacked+1))
	for i := range maxPacked + 1 {
		many = append(many, fmt.Sprintf("%d.csv", i), "x")
	}
	for code, files := range map[string][]string{
		"nested_archive": {"甲.xlsx", "a", "内.zip", "b"},
		"not_a_workbook": {"甲.xlsx", "a", "说明.pdf", "b"},
		"duplicate_file": {"一/甲.xlsx", "a", "二/甲.xlsx", "b"},
		"too_large":      many,
	} {
		_, err := Unpack("表.zip", packOf(t, files...))
		if e := models.AsError(err); err == nil || e.Kind != models.KindInvalid || e.Code != code ||
			!strings.Contains(e.Message.Text, "表.zip") {
			t.Errorf("%v, want %s", err, code)
		}
	}
	for name, content := range map[string][]byte{"nothing in it": packOf(t), "only leftovers": packOf(t, ".DS_Store",
		"x")} {
		if files, err := Unpack("表.zip", content); err == nil && (len(files) != 1 || files[0].Name != "表.zip") {
			t.Errorf("%s: %v", name, files)
		}
	}
}

// A part may say it is small and be large: what counts is what comes out.
func TestAnArchiveMayNotUnpackWithoutEnd(t *testing.T) {
	_, err := Unpack("表.zip", packOf(t, "甲.csv", strings.Repeat("0", maxOnePart+1)))
	if models.AsError(err).Code != "too_large" {
		t.Errorf("%v", err)
	}
}
