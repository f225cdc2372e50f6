package files

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
	"testing/synctest"

	"duban/models"
)

// mostMemory is the memory in kB that making thumbnails may take above that of an idle process.
const mostMemory = 300 << 10

// pngOf returns a PNG of zeros, which has few bytes whatever its size. depth and kind are fields of IHDR.
func pngOf(width, height uint32, depth, kind, interlaced byte, more ...[]byte) []byte {
	perPixel := map[byte]int{0: 1, 2: 3, 3: 1, 6: 4}[kind] * int(depth) / 8
	var data bytes.Buffer
	z, _ := zlib.NewWriterLevel(&data, zlib.BestSpeed)
	line := make([]byte, 1+int(width)*perPixel)
	for range min(int(height), max(1, 170<<20/len(line))) {
		_, _ = z.Write(line)
	}
	_ = z.Close()
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	out := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(header, depth, kind, 0, 0, interlaced))...)
	for _, m := range more {
		out = append(out, m...)
	}
	return append(append(out, chunk("IDAT", data.Bytes())...), chunk("IEND", nil)...)
}

func chunk(name string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, name...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// jpegOf returns the header of a JPEG with one kind of frame; sampling is that of each component.
func jpegOf(marker byte, width, height uint16, scans int, sampling ...byte) []byte {
	body := binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16([]byte{8}, height), width)
	body = append(body, byte(len(sampling)))
	for i, s := range sampling {
		body = append(body, byte(i+1), s, 0)
	}
	out := append([]byte("\xff\xd8"), segment(marker, body)...)
	for range scans {
		out = append(out, segment(markerSOS, []byte{1, 1, 0, 0, 63, 0})...)
	}
	return append(out, "\xff\xd9"...)
}

func segment(marker byte, body []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2)), body...)
}

// The memory that decoding a picture takes is computed from its header, for every way in which a small file can demand
// much.
func TestPicturesThatCostTooMuchAreRefused(t *testing.T) {
	big := chunk("tEXt", bytes.Repeat([]byte("x"), 4<<20))
	for name, c := range map[string]struct {
		file    string
		content []byte
		code    string
	}{
		"6320² of 16 bits":      {"a.png", pngOf(6320, 6320, 16, 6, 0), "picture_too_large"},
		"6320² grey of 16 bits": {"a.png", pngOf(6320, 6320, 16, 0, 0), "picture_too_large"},
		"50,000²":               {"a.png", pngOf(50_000, 50_000, 8, 0, 0), "picture_too_large"},
		"a line of a billion":   {"a.png", pngOf(1<<31-1, 1, 8, 0, 0)[:60], "picture_too_large"},
		"6000² interlaced":      {"a.png", pngOf(6000, 6000, 8, 6, 1), "picture_too_large"},
		"large chunks besides":  {"a.png", pngOf(100, 100, 8, 6, 0, big, big), ""},
		"frames of an animation": {"a.png", pngOf(100, 100, 8, 6, 0, chunk("acTL", make([]byte, 8)),
			chunk("fcTL", make([]byte, 26))), ""},
		"JPEG of 65,535²":             {"a.jpg", jpegOf(markerSOF0, 65_535, 65_535, 1, 0x11), "picture_too_large"},
		"progressive of 36 megapixel": {"a.jpg", jpegOf(markerSOF2, 6000, 6000, 1, 0x11, 0x11, 0x11), "picture_too_large"},
		"CMYK of 36 megapixel": {"a.jpg", jpegOf(markerSOF0, 6000, 6000, 1, 0x11, 0x11, 0x11, 0x11),
			"picture_too_large"},
		"a thousand scans": {"a.jpg", jpegOf(markerSOF2, 1000, 1000, 1000, 0x11, 0x11, 0x11), "not_a_picture"},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			kept, err := s.Put(t.Context(), c.file, bytes.NewReader(c.content))
			if err != nil {
				t.Fatal(err)
			}
			_, err = s.Thumbnail(t.Context(), kept.SHA256, 240)
			if c.code == "" && err != nil || c.code != "" && (err == nil || models.AsError(err).Code != c.code) {
				t.Errorf("%d bytes: %v, want %q", len(c.content), err, c.code)
			}
		})
	}
}

// Ordinary photos of phones get thumbnails, also progressive ones and those with a colour profile before the picture.
func TestOrdinaryPhotosHaveThumbnails(t *testing.T) {
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420),
		nil); err != nil {
		t.Fatal(err)
	}
	profile := append([]byte("\xff\xd8"), segment(0xE2, bytes.Repeat([]byte{7}, 60_000))...)
	for name, content := range map[string][]byte{"a.jpg": photo.Bytes(), "b.jpg": append(profile, photo.Bytes()[2:]...)} {
		s := open(t)
		kept, err := s.Put(t.Context(), name, bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		if small, err := s.Thumbnail(t.Context(), kept.SHA256, 240); err != nil || len(small) == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	p, err := measureJPEG(bytes.NewReader(jpegOf(markerSOF2, 4000, 3000, 12, 0x22, 0x11, 0x11)))
	if err != nil || p.bytes > maxDecodedBytes {
		t.Errorf("a progressive photo of 12 megapixels costs %d: %v", p.bytes, err)
	}
}

// Decoding the largest accepted pictures one after another stays within the memory limit.
func TestThumbnailsStayWithinMemory(t *testing.T) {
	if os.Getenv("DUBAN_BOMBS") != "" {
		decodeBombs(t)
		return
	}
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestThumbnailsStayWithinMemory$", "-test.v")
	child.Env = append(os.Environ(), "DUBAN_BOMBS=1")
	out, err := child.CombinedOutput()
	found := regexp.MustCompile(`peak (\d+) kB`).FindSubmatch(out)
	if err != nil || found == nil {
		t.Fatalf("%v: %s", err, out)
	}
	if peak, _ := strconv.Atoi(string(found[1])); peak > mostMemory {
		t.Errorf("%d MB above idle", peak>>10)
	}
	t.Logf("%s", found[0])
}

func decodeBombs(t *testing.T) {
	s := open(t)
	var sums []string
	for i, content := range [][]byte{
		pngOf(6320, 6320, 8, 6, 0), pngOf(4470, 4470, 16, 6, 0), pngOf(4400, 4400, 8, 6, 1), pngOf(6320, 6320, 16, 6, 0),
		pngOf(6300, 6300, 8, 6, 0),
	} {
		kept, err := s.Put(t.Context(), fmt.Sprint(i, ".png"), bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		sums = append(sums, kept.SHA256)
	}
	idle := peakMemory(t)
	for _, sum := range sums {
		_, err := s.Thumbnail(t.Context(), sum, 240)
		fmt.Println(err)
	}
	fmt.Printf("peak %d kB\n", peakMemory(t)-idle)
}

// peakMemory returns the peak memory of this process, in kB.
func peakMemory(t *testing.T) int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("this system does not tell a process's peak of memory")
	}
	kB, _ := strconv.Atoi(string(regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status)[1]))
	return kB
}

// Pictures are decoded one at a time. A request that waits too long, was cancelled, or finds too many waiting is
// refused.
func TestOnePictureIsDecodedAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDecoder()
		inside, most, release := 0, 0, make(chan struct{})
		p := picture{decode: func(io.Reader) (image.Image, error) {
			inside++
			most = max(most, inside)
			<-release
			inside--
			return image.NewGray(image.Rect(0, 0, 4, 4)), nil
		}}
		answers := make(chan error, 2*mostDecoding)
		for range mostDecoding + 5 {
			go func() {
				_, err := d.small(t.Context(), p, nil, 2)
				answers <- err
			}()
		}
		synctest.Wait()
		if len(answers) != 5 {
			t.Errorf("%d were sent away at once, want 5", len(answers))
		}
		release <- struct{}{}
		synctest.Wait()
		close(release)
		synctest.Wait()
		done, busy := 0, 0
		for range mostDecoding + 5 {
			if err := <-answers; err == nil {
				done++
			} else if models.AsError(err).Code == "picture_busy" {
				busy++
			}
		}
		if most != 1 || done != mostDecoding || busy != 5 {
			t.Errorf("%d at once, %d done, %d sent away", most, done, busy)
		}
	})
}
