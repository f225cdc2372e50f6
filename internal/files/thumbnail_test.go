package files

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	pngs "image/png"
	"os"
	"path/filepath"
	"testing"

	"duban/models"
)

func TestAPictureIsShownSmall(t *testing.T) {
	s := open(t)
	full := image.NewGray(image.Rect(0, 0, 1000, 500))
	for x := range 1000 {
		full.SetGray(x, 10, color.Gray{Y: 255})
	}
	var content bytes.Buffer
	if err := pngs.Encode(&content, full); err != nil {
		t.Fatal(err)
	}
	kept, err := s.Put(t.Context(), "现场.png", bytes.NewReader(content.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time from the cache
		small, err := s.Thumbnail(t.Context(), kept.SHA256, 240)
		if err != nil {
			t.Fatal(err)
		}
		got, kind, err := image.DecodeConfig(bytes.NewReader(small))
		if err != nil || kind != "jpeg" || got.Width != 240 || got.Height != 120 {
			t.Errorf("%s of %d × %d, %v", kind, got.Width, got.Height, err)
		}
	}
	found, err := filepath.Glob(filepath.Join(s.dir, "thumbnails", "*", "*"))
	if err != nil || len(found) != 1 {
		t.Errorf("kept: %v, %v", found, err)
	}
	if sums, err := s.List(); err != nil || len(sums) != 1 {
		t.Errorf("a thumbnail counts as evidence: %v, %v", sums, err)
	}
}

func TestWhatIsNoPictureHasNoThumbnail(t *testing.T) {
	s := open(t)
	huge := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	huge = binary.BigEndian.AppendUint32(huge, 100_000)
	huge = binary.BigEndian.AppendUint32(huge, 100_000)
	huge = append(huge, 8, 0, 0, 0, 0, 0x5a, 0xd1, 0x95, 0x3a)
	for name, c := range map[string]struct {
		content []byte
		code    string
	}{
		"a.pdf": {pdfBytes, "not_a_picture"}, "broken.png": {[]byte("\x89PNG\r\n\x1a\n...."), "not_a_picture"},
		"huge.png": {huge, "not_a_picture"},
	} {
		kept, err := s.Put(t.Context(), name, bytes.NewReader(c.content))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Thumbnail(t.Context(), kept.SHA256, 240); models.AsError(err).Code != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.Thumbnail(t.Context(), "no such thing", 240); models.KindOf(err) != models.KindNotFound {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(s.dir, "thumbnails")); err == nil {
		t.Error("something was kept")
	}
}
