package files

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"duban/models"
)

// A file is sent with the extension of its actual type, whatever its row says.
func TestAFileIsDescribedByItsContent(t *testing.T) {
	s := open(t)
	kept, err := s.Put(t.Context(), "a.pdf", bytes.NewReader(append(pdfBytes, "<script>"...)))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"开工批复.hta": "开工批复.hta.pdf", "批复.PDF": "批复.PDF", "../a.pdf": "a.pdf", "": "未命名.pdf", "a.pdf\u202e": "a.pdf",
		"x.html": "x.html.pdf",
	} {
		e, err := s.Describe(kept.SHA256, name)
		if err != nil || e.Name != want || e.MediaType != "application/pdf" || e.Size != kept.Size {
			t.Errorf("%q: %+v, %v", name, e, err)
		}
	}
	// A file damaged so that its type is unknown is sent as bytes.
	if err := os.WriteFile(s.path(kept.SHA256), []byte("<html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	if e, err := s.Describe(kept.SHA256, "a.pdf"); err != nil || e.Name != "a.pdf.bin" ||
		e.MediaType != "application/octet-stream" || e.Size != 6 {
		t.Errorf("%+v, %v", e, err)
	}
	if _, err := s.Describe(sum([]byte("none")), "a.pdf"); models.KindOf(err) != models.KindNotFound {
		t.Error(err)
	}
}

// A file is removed with its thumbnails. One that turns out to be needed stays, also if the check fails.
func TestAFileIsRemovedUnlessItIsNeeded(t *testing.T) {
	s := open(t)
	kept, err := s.Put(t.Context(), "a.pdf", bytes.NewReader(pdfBytes))
	if err != nil {
		t.Fatal(err)
	}
	small := filepath.Join(s.dir, "thumbnails", kept.SHA256[:2], kept.SHA256+"-240")
	if err := os.MkdirAll(filepath.Dir(small), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(small, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(kept.SHA256, func() (bool, error) { return true, nil }); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(kept.SHA256, func() (bool, error) { return false, os.ErrPermission }); err == nil {
		t.Error("no error")
	}
	if err := s.Verify(kept.SHA256, kept.Size); err != nil {
		t.Fatal(err)
	}
	// The same bytes are stored again while the file is moved out of its place: the new file stays.
	stillNamed := func() (bool, error) {
		_, err := s.Put(t.Context(), "a.pdf", bytes.NewReader(pdfBytes))
		return false, err
	}
	if err := s.Remove(kept.SHA256, stillNamed); err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(kept.SHA256, kept.Size); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Remove(kept.SHA256, func() (bool, error) { return false, nil }); err != nil {
			t.Fatal(err)
		}
	}
	only(t, s)
	if _, err := os.Stat(small); err == nil {
		t.Error("its thumbnail is there")
	}
}
