package files

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"time"

	"golang.org/x/image/draw"

	"duban/models"
)

// Thumbnails are made one at a time. A request waits at most this long, and at most this many may wait.
const (
	decodeWait   = 10 * time.Second
	mostDecoding = 32 // one being decoded, the others waiting
	largePicture = 16 << 20
)

// decoder lets one picture be decoded at a time.
type decoder struct {
	turn  chan struct{} // held while decoding
	asked chan struct{} // held while decoding or waiting
}

func newDecoder() decoder {
	return decoder{make(chan struct{}, 1), make(chan struct{}, mostDecoding)}
}

// Thumbnail returns a stored picture as a JPEG of at most size pixels in both directions, and caches it.
//
// Errors: KindInvalid with code "not_a_picture" for another type of file and "picture_too_large" for a picture that
// would take too much memory; KindUnavailable with code "picture_busy" if too many requests wait; otherwise that of
// Content.
func (s *Store) Thumbnail(ctx context.Context, sum string, size int) ([]byte, error) {
	f, err := s.open(sum)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	kept := filepath.Join(s.dir, "thumbnails", sum[:2], sum+"-"+strconv.Itoa(size))
	if small, err := os.ReadFile(kept); err == nil {
		return small, nil
	}
	p, err := measure(f)
	if err != nil {
		return nil, err
	}
	small, err := s.decoder.small(ctx, p, f, size)
	if err != nil {
		return nil, err
	}
	// A cached thumbnail can be made again, so it is not synced; the rename only prevents a partial file.
	if err := os.MkdirAll(filepath.Dir(kept), 0o700); err == nil {
		temp := kept + ".part"
		if os.WriteFile(temp, small, 0o600) == nil {
			_ = os.Rename(temp, kept) // the next request makes it again
		}
	}
	return small, nil
}

// small decodes and shrinks a picture, one at a time.
func (d decoder) small(ctx context.Context, p picture, f io.Reader, size int) ([]byte, error) {
	busy := models.Errorf(models.KindUnavailable, "picture_busy", "正在处理其他图片，请稍后刷新")
	select {
	case d.asked <- struct{}{}:
		defer func() { <-d.asked }()
	default:
		return nil, busy
	}
	ctx, cancel := context.WithTimeout(ctx, decodeWait)
	defer cancel()
	select {
	case d.turn <- struct{}{}:
		defer func() { <-d.turn }()
	case <-ctx.Done():
		return nil, busy.Because(ctx.Err())
	}
	if p.bytes > largePicture {
		// Free the memory before the next picture is decoded; the garbage collector alone would let the two add up.
		defer debug.FreeOSMemory()
	}
	return shrink(f, p.decode, size)
}

func shrink(f io.Reader, decode func(io.Reader) (image.Image, error), size int) ([]byte, error) {
	full, err := decode(f)
	if err != nil {
		return nil, notAPicture(err)
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
