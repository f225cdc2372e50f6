package files

import (
	"bufio"
	"image"
	"image/color"
	"image/jpeg"
	pngs "image/png"
	"io"

	"duban/models"
)

// Limits on decoding a picture: a small file may declare a width of a hundred thousand pixels.
const (
	maxPixels       = 40_000_000
	maxDecodedBytes = 4 * maxPixels // the decoded picture and the decoder's buffers
	maxScans        = 100           // of a progressive JPEG: each scan covers the whole picture
)

// picture is a stored picture of a type that can be decoded, measured from its header.
type picture struct {
	width, height int
	bytes         int64 // needed for decoding
	decode        func(io.Reader) (image.Image, error)
}

// measure computes the cost of decoding a picture from its header, without decoding it. The error is KindInvalid with
// code "not_a_picture" or "picture_too_large".
func measure(f io.ReadSeeker) (picture, error) {
	head := make([]byte, 3)
	if _, err := io.ReadFull(f, head); err != nil {
		return picture{}, notAPicture(err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return picture{}, unavailable(err)
	}
	of := measurePNG
	if string(head) == "\xff\xd8\xff" {
		of = measureJPEG
	}
	p, err := of(f)
	if err != nil {
		return p, err
	}
	if int64(p.width)*int64(p.height) > maxPixels || p.bytes > maxDecodedBytes {
		return p, models.Errorf(models.KindInvalid, "picture_too_large", "图片为 %d × %d 像素，过大，不能缩小显示，请下载查看", p.width, p.height)
	}
	_, err = f.Seek(0, io.SeekStart)
	return p, err
}

// measurePNG counts four bytes a pixel, eight if a channel has 16 bits, and twice that for an interlaced picture, which
// the decoder assembles from smaller ones.
func measurePNG(f io.ReadSeeker) (picture, error) {
	config, err := pngs.DecodeConfig(f)
	if err != nil {
		return picture{}, notAPicture(err)
	}
	perPixel := int64(4)
	switch config.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model, color.Gray16Model:
		perPixel = 8
	}
	header := make([]byte, 29) // signature, then IHDR up to the interlace method
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return picture{}, unavailable(err)
	}
	if _, err := io.ReadFull(f, header); err != nil {
		return picture{}, notAPicture(err)
	}
	if header[28] != 0 {
		perPixel *= 2
	}
	return picture{config.Width, config.Height, perPixel * int64(config.Width) * int64(config.Height), pngs.Decode}, nil
}

// measureJPEG counts what the decoder holds: one byte a sample, four more for the coefficients of a progressive
// picture, and four a pixel for a picture in CMYK.
func measureJPEG(f io.ReadSeeker) (picture, error) {
	config, err := jpeg.DecodeConfig(f)
	if err != nil {
		return picture{}, notAPicture(err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return picture{}, unavailable(err)
	}
	frame, err := readFrame(bufio.NewReader(f))
	if err != nil {
		return picture{}, notAPicture(err)
	}
	if frame.scans > maxScans {
		return picture{}, notAPicture(nil)
	}
	perSample := int64(1)
	if frame.progressive {
		perSample = 5
	}
	pixels := int64(config.Width) * int64(config.Height)
	bytes := perSample * frame.samples(int64(config.Width), int64(config.Height))
	if len(frame.sampling) == 4 {
		bytes += 4 * pixels
	}
	return picture{config.Width, config.Height, bytes, jpeg.Decode}, nil
}

func notAPicture(cause error) *models.Error {
	e := models.Errorf(models.KindInvalid, "not_a_picture", "该附件不是可以缩小显示的图片，请下载查看")
	if cause != nil {
		return e.Because(cause)
	}
	return e
}
