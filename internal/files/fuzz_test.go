package files

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	pngs "image/png"
	"testing"

	"duban/internal/testkit/refusal"
)

// FuzzEvidence uploads bytes under a name: they are refused in Chinese and nothing is left, or stored under their hash
// and, if they are a picture, made small or refused.
func FuzzEvidence(f *testing.F) {
	var small, photo bytes.Buffer
	picture := image.NewGray(image.Rect(0, 0, 9, 5))
	picture.Set(3, 3, color.White)
	if err := pngs.Encode(&small, picture); err != nil {
		f.Fatal(err)
	}
	if err := jpeg.Encode(&photo, picture, nil); err != nil {
		f.Fatal(err)
	}
	// With EXIF: an orientation, and a position that points outside.
	exif := append([]byte("\xff\xd8\xff\xe1\x00\x3aExif\x00\x00II*\x00\x08\x00\x00\x00\x02\x00"+
		"\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x25\x88\x04\x00\x01\x00\x00\x00\xff\xff\xff\x7f\x00\x00\x00\x00"+
		"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"), photo.Bytes()[2:]...)
	f.Add("照片.jpg", photo.Bytes())
	f.Add("照片.jpg", exif)
	f.Add("照片.JPEG", append([]byte("\xff\xd8\xff\xe1\xff\xff"), photo.Bytes()[2:]...))
	f.Add("图.png", small.Bytes())
	f.Add("图.png", small.Bytes()[:40])
	f.Add("批复.pdf", []byte("%PDF-1.4\n%%EOF\n"))
	f.Add("批复.pdf", []byte("<html>"))
	f.Add("表.xlsx", []byte("PK\x03\x04"))
	f.Add("../../a\x00.pdf", []byte("%PDF-1.7"))
	f.Add("", []byte{})
	store, err := Open(f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		kept, err := store.Put(t.Context(), name, bytes.NewReader(content))
		refusal.Check(t, err, name)
		if err != nil {
			return
		}
		sum := sha256.Sum256(content)
		if kept.SHA256 != hex.EncodeToString(sum[:]) || kept.Size != int64(len(content)) {
			t.Fatalf("kept as %+v", kept)
		}
		if err := store.Verify(kept.SHA256, kept.Size); err != nil {
			t.Fatal(err)
		}
		thumbnail, err := store.Thumbnail(t.Context(), kept.SHA256, 64)
		refusal.Check(t, err, name)
		if err == nil {
			shown, err := jpeg.DecodeConfig(bytes.NewReader(thumbnail))
			if err != nil || shown.Width > 64 || shown.Height > 64 {
				t.Fatalf("the small picture: %+v, %v", shown, err)
			}
		}
		if err := store.Remove(kept.SHA256, func() (bool, error) { return false, nil }); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzName cleans a file's name: it stays one part of a path, and clean.
func FuzzName(f *testing.F) {
	for _, name := range []string{"", ".", "..", "a/b", `C:\x\批复.pdf`, "a\x00b.pdf", "\u202efdp.exe", "CON.pdf", " .pdf ",
		"\xff\xfe"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		clean := CleanName(name)
		if again := CleanName(clean); again != clean {
			t.Fatalf("%q is cleaned to %q and then to %q", name, clean, again)
		}
		if bytes.ContainsAny([]byte(clean), "/\\\x00\n\r") || clean == "" || clean == "." || clean == ".." {
			t.Fatalf("%q is cleaned to %q", name, clean)
		}
	})
}
