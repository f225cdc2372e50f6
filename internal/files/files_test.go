package files

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

var pdfBytes = []byte("%PDF-1.7\n1 0 obj\n%%EOF\n")

func TestPutAndReadBack(t *testing.T) {
	s := open(t)
	got, err := s.Put(t.Context(), `C:\照片\封顶证明.PDF`, bytes.NewReader(pdfBytes))
	if err != nil {
		t.Fatal(err)
	}
	want := models.Evidence{SHA256: sum(pdfBytes), Name: "封顶证明.PDF", MediaType: "application/pdf",
		Size: int64(len(pdfBytes))}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// A later process finds the same files.
	s, err = Open(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	f, err := s.Content(got.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if content, err := io.ReadAll(f); err != nil || !bytes.Equal(content, pdfBytes) {
		t.Errorf("read %q, %v", content, err)
	}
	if err := s.Verify(got.SHA256, got.Size); err != nil {
		t.Error(err)
	}
	only(t, s, got.SHA256)
}

func TestWhatMayBeEvidence(t *testing.T) {
	word := archive(t, "[Content_Types].xml", "word/document.xml")
	tests := []struct {
		name, file string
		content    []byte
		mediaType  string
		code, text string
	}{
		{name: "PDF", file: "a.pdf", content: pdfBytes, mediaType: "application/pdf"},
		{name: "PDF after blank lines", file: "a.pdf", content: append([]byte("\xef\xbb\xbf\r\n"), pdfBytes...),
			mediaType: "application/pdf"},
		{name: "JPG", file: "现场.jpg", content: []byte("\xff\xd8\xff\xe0\x00\x10JFIF"), mediaType: "image/jpeg"},
		{name: "JPEG", file: "现场.JPEG", content: []byte("\xff\xd8\xff\xe1"), mediaType: "image/jpeg"},
		{name: "PNG", file: "a.png", content: []byte("\x89PNG\r\n\x1a\n...."), mediaType: "image/png"},
		{name: "OFD", file: "批复.ofd", content: archive(t, "OFD.xml", "Doc_0/Document.xml"), mediaType: "application/ofd"},
		{name: "DOCX", file: "a.docx", content: word, mediaType: docx.mediaType},
		{name: "XLSX", file: "a.xlsx", content: archive(t, "xl/workbook.xml"), mediaType: xlsx.mediaType},
		{name: "empty", file: "a.pdf", code: "evidence_empty", text: "为空（0 字节）"},
		{name: "a page", file: "a.pdf", content: []byte("<html><script>"), code: "evidence_type", text: "不是支持的文件类型，仅支持 PDF"},
		{name: "a program", file: "a.exe", content: []byte("MZ\x90\x00"), code: "evidence_type", text: "不是支持的文件类型"},
		{name: "a picture called PDF", file: "a.pdf", content: []byte("\xff\xd8\xff\xe0"), code: "evidence_type",
			text: "内容是 JPG，与扩展名不符，请改为 .jpg 或 .jpeg"},
		{name: "no extension", file: "证明", content: pdfBytes, code: "evidence_type", text: "请改为 .pdf"},
		{name: "no name", file: "", content: pdfBytes, code: "evidence_type", text: "“未命名”"},
		{name: "an encrypted workbook", file: "a.xlsx", content: []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."),
			code: "evidence_type", text: "已加密"},
		{name: "a truncated document", file: "a.docx", content: word[:len(word)-30], code: "evidence_type", text: "不完整或已损坏"},
		{name: "an archive", file: "a.zip", content: archive(t, "a.pdf"), code: "evidence_type", text: "是压缩包"},
		{name: "macros", file: "a.xlsx", content: archive(t, "xl/workbook.xml", "xl/vbaProject.bin"), code: "evidence_type",
			text: "含有宏"},
		{name: "as large as may be", file: "a.pdf", content: grown(MaxSize), mediaType: "application/pdf"},
		{name: "a byte too large", file: "a.pdf", content: grown(MaxSize + 1), code: "evidence_too_large", text: "超过 20 MB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t)
			got, err := s.Put(t.Context(), tt.file, bytes.NewReader(tt.content))
			if tt.code == "" {
				if err != nil || got.MediaType != tt.mediaType {
					t.Fatalf("got %+v, %v", got, err)
				}
				only(t, s, sum(tt.content))
				return
			}
			e := models.AsError(err)
			if e == nil || e.Kind != models.KindInvalid || e.Code != tt.code || !strings.Contains(e.Message.Text, tt.text) {
				t.Errorf("got %v, want %s: …%s…", err, tt.code, tt.text)
			}
			only(t, s)
		})
	}
}

func TestNamesAreCleaned(t *testing.T) {
	tests := map[string]string{
		"../../etc/passwd":                "passwd",
		`..\..\证明.pdf`:                    "证明.pdf",
		"证\x00明\n.pdf":                    "证明.pdf",
		"evil\u202efdp.exe":               "evilfdp.exe",
		"bad\xffutf8.pdf":                 "badutf8.pdf",
		"  封顶 照片.jpg ":                    "封顶 照片.jpg",
		"/":                               "未命名",
		strings.Repeat("长", 500) + ".pdf": strings.Repeat("长", 78) + ".pdf",
		strings.Repeat("a", 500) + ".pdf": strings.Repeat("a", maxName-4) + ".pdf",
		"证\u202e\u2028明.pdf":              "证明.pdf",
		"a.hta:b.pdf":                     "a.hta_b.pdf",
		"...":                             "未命名",
	}
	for name, want := range tests {
		if got := CleanName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestSameContentAtOnce(t *testing.T) {
	s := open(t)
	content := grown(1 << 20)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			got, err := s.Put(t.Context(), "a.pdf", iotest.HalfReader(bytes.NewReader(content)))
			if err != nil || got.SHA256 != sum(content) {
				t.Errorf("got %+v, %v", got, err)
				return
			}
			if err := s.Verify(got.SHA256, got.Size); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	only(t, s, sum(content))
}

// A crash loses whatever was not synced, so the order matters: the bytes are synced before the rename, and the name is
// synced before Put returns.
func TestNothingIsAcknowledgedBeforeItIsSafe(t *testing.T) {
	s := open(t)
	final := s.path(sum(pdfBytes))
	var steps []string
	s.sync = func(f *os.File) error {
		step := "sync " + relative(t, s, f.Name())
		if strings.HasPrefix(step, "sync incoming/") {
			step = "sync content"
			if content, err := os.ReadFile(f.Name()); err != nil || !bytes.Equal(content, pdfBytes) {
				t.Errorf("synced %q, %v: not yet the whole content", content, err)
			}
		}
		steps = append(steps, step)
		return f.Sync()
	}
	s.rename = func(from, to string) error {
		if to != final {
			t.Errorf("renamed to %s", to)
		}
		steps = append(steps, "rename")
		return os.Rename(from, to)
	}
	if _, err := s.Put(t.Context(), "a.pdf", bytes.NewReader(pdfBytes)); err != nil {
		t.Fatal(err)
	}
	want := []string{"sync content", "sync .", "rename", "sync " + sum(pdfBytes)[:2]}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Error(diff)
	}
}

func TestFailureOfAnyStepIsReported(t *testing.T) {
	for step := range 4 {
		for fault, code := range map[syscall.Errno]string{syscall.EIO: "storage_unavailable",
			syscall.ENOSPC: "storage_full"} {
			s := open(t)
			n := -1
			fail := func(do func() error) error {
				if n++; n == step {
					return fault
				}
				return do()
			}
			s.sync = func(f *os.File) error { return fail(f.Sync) }
			s.rename = func(from, to string) error { return fail(func() error { return os.Rename(from, to) }) }
			_, err := s.Put(t.Context(), "a.pdf", bytes.NewReader(pdfBytes))
			e := models.AsError(err)
			if e == nil || e.Kind != models.KindUnavailable || e.Code != code || !errors.Is(err, fault) {
				t.Errorf("step %d, %v: got %v, want %s", step, fault, err, code)
			}
			if renamed := step == 3; !renamed {
				only(t, s)
			}
			// The caller retries, and it succeeds.
			s.sync, s.rename = (*os.File).Sync, os.Rename
			if _, err := s.Put(t.Context(), "a.pdf", bytes.NewReader(pdfBytes)); err != nil {
				t.Error(err)
			}
			only(t, s, sum(pdfBytes))
		}
	}
}

func TestBrokenUploadLeavesNothing(t *testing.T) {
	s := open(t)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	refusal := models.Errorf(models.KindInvalid, "too_large", "内容过大")
	tests := []struct {
		name string
		ctx  context.Context
		r    io.Reader
		code string
	}{
		{"connection lost", t.Context(), iotest.TimeoutReader(iotest.OneByteReader(bytes.NewReader(pdfBytes))),
			"evidence_interrupted"},
		{"caller gone", gone, bytes.NewReader(pdfBytes), "evidence_interrupted"},
		{"refused by the HTTP handler", t.Context(), iotest.ErrReader(refusal), "too_large"},
	}
	for _, tt := range tests {
		if _, err := s.Put(tt.ctx, "a.pdf", tt.r); err == nil || models.AsError(err).Code != tt.code {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.code)
		}
		only(t, s)
	}
}

func TestDamageIsFoundAndMended(t *testing.T) {
	s := open(t)
	kept, err := s.Put(t.Context(), "a.pdf", bytes.NewReader(pdfBytes))
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Replace(pdfBytes, []byte("obj"), []byte("OBJ"), 1)
	for name, content := range map[string][]byte{"changed": damaged, "cut": pdfBytes[:5]} {
		if err := os.WriteFile(s.path(kept.SHA256), content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := s.Verify(kept.SHA256, kept.Size); err == nil || models.AsError(err).Code != "evidence_damaged" {
			t.Errorf("%s: got %v", name, err)
		}
		if _, err := s.Put(t.Context(), "a.pdf", bytes.NewReader(pdfBytes)); err != nil {
			t.Fatal(err)
		}
		if err := s.Verify(kept.SHA256, kept.Size); err != nil {
			t.Errorf("%s: not repaired: %v", name, err)
		}
	}
}

func TestMissing(t *testing.T) {
	s := open(t)
	outside := filepath.Join(s.dir, "secret")
	if err := os.WriteFile(outside, pdfBytes, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{sum(pdfBytes), "", "../secret", "ab", strings.Repeat("A", 64), strings.Repeat("z", 64)} {
		if ok, err := s.Has(name); ok || err != nil {
			t.Errorf("Has(%q) = %v, %v", name, ok, err)
		}
		if _, err := s.Content(name); models.KindOf(err) != models.KindNotFound {
			t.Errorf("Content(%q): %v", name, err)
		}
		if err := s.Verify(name, 1); models.KindOf(err) != models.KindNotFound {
			t.Errorf("Verify(%q): %v", name, err)
		}
	}
}

func TestOldLeftoversAreRemoved(t *testing.T) {
	s := open(t)
	old, fresh := filepath.Join(s.incoming(), "upload-old"), filepath.Join(s.incoming(), "upload-fresh")
	for _, p := range []string{old, fresh} {
		if err := os.WriteFile(p, pdfBytes, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	yesterday := time.Now().Add(-leftover - time.Minute)
	if err := os.Chtimes(old, yesterday, yesterday); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(s.dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); !absent(err) {
		t.Errorf("the old one is still there: %v", err)
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Errorf("the fresh one, perhaps of another process, is gone: %v", err)
	}
}

func TestDirectoryThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(file, "evidence")); models.KindOf(err) != models.KindUnavailable {
		t.Errorf("got %v", err)
	}
}

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "evidence"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// only fails the test unless exactly these files are stored and no temporary file is left.
func only(t *testing.T, s *Store, want ...string) {
	t.Helper()
	got, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	for _, w := range want {
		if ok, err := s.Has(w); !ok || err != nil {
			t.Errorf("Has(%s) = %v, %v", w, ok, err)
		}
	}
	if left, err := os.ReadDir(s.incoming()); err != nil || len(left) > 0 {
		t.Errorf("left in incoming: %v, %v", left, err)
	}
}

func sum(content []byte) string {
	h := sha256.Sum256(content)
	return hex.EncodeToString(h[:])
}

func grown(size int) []byte {
	return append(bytes.Clone(pdfBytes), make([]byte, size-len(pdfBytes))...)
}

func archive(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("<x/>")); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func relative(t *testing.T, s *Store, path string) string {
	t.Helper()
	rel, err := filepath.Rel(s.dir, path)
	if err != nil {
		t.Fatal(err)
	}
	return rel
}
