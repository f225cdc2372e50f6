package files

import (
	"bytes"
	"image"
	"image/jpeg"
	_ "image/png" // the other format of photos
	"io"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/image/draw"

	"duban/models"
)

// maxPixels bounds a picture that is decoded: a file of few bytes may say that it is a hundred thousand pixels wide.
const maxPixels = 40_000_000

// Thumbnail returns a kept picture as JPEG, at most size pixels in both directions, and keeps it for the next time. The
// error is KindInvalid with code "not_a_picture" for what is none or is too large, else that of Content.
func (s *Store) Thumbnail(sum string, size int) ([]byte, error) {
	f, err := s.open(sum)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	kept := filepath.Join(s.dir, "thumbnails", sum[:2], sum+"-"+strconv.Itoa(size))
	if small, err := os.ReadFile(kept); err == nil {
		return small, nil
	}
	small, err := shrink(f, size)
	if err != nil {
		return nil, models.Errorf(models.KindInvalid, "not_a_picture", "该附件不是可以缩小显示的图片，请下载查看").Because(err)
	}
	// It can be made again from the evidence, so it need not outlive a power cut: only never be half there.
	if err := os.MkdirAll(filepath.Dir(kept), 0o700); err == nil {
		temp := kept + ".part"
		if os.WriteFile(temp, small, 0o600) == nil {
			_ = os.Rename(temp, kept) // the next one who asks makes it again
		}
	}
	return small, nil
}

func shrink(f io.ReadSeeker, size int) ([]byte, error) {
	config, _, err := image.DecodeConfig(f)
	if err != nil {
		return nil, err
	}
	if int64(config.Width)*int64(config.Height) > maxPixels {
		return nil, image.ErrFormat
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	full, _, err := image.Decode(f)
	if err != nil {
		return nil, err
	}
	w, h := full.Bounds().Dx(), full.Bounds().Dy()
	if long := max(w, h); long > size {
		w, h = max(1, w*size/long), max(1, h*size/long)
	}
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(small, small.Bounds(), image.White, image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(small, small.Bounds(), full, full.Bounds(), draw.Over, nil)
	var out bytes.Buffer
	err = jpeg.Encode(&out, small, &jpeg.Options{Quality: 80})
	return out.Bytes(), err
}
