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

// Thumbnails are made one at a time; whoever asks waits for so long, and so many may wait.
const (
	decodeWait   = 10 * time.Second
	mostDecoding = 32 // one at work, the others waiting
	largePicture = 16 << 20
)

// decoder lets one picture be decoded at a time.
type decoder struct {
	turn  chan struct{} // held by the one at work
	asked chan struct{} // held by that one and by those that wait
}

func newDecoder() decoder {
	return decoder{make(chan struct{}, 1), make(chan struct{}, mostDecoding)}
}

// Thumbnail returns a kept picture as JPEG, at most size pixels in both directions, and keeps it for the next time.
//
// Errors: KindInvalid with code "not_a_picture" for what is none and "picture_too_large" for one that would take too
// much memory; KindUnavailable with code "picture_busy" when too many others wait; else that of Content.
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
	// It can be made again from the evidence, so it need not outlive a power cut: only never be half there.
	if err := os.MkdirAll(filepath.Dir(kept), 0o700); err == nil {
		temp := kept + ".part"
		if os.WriteFile(temp, small, 0o600) == nil {
			_ = os.Rename(temp, kept) // the next one who asks makes it again
		}
	}
	return small, nil
}

// small decodes a picture when its turn has come.
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
		// The collector would let the next picture come on top of this one: memory is given back before that.
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
