package files

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
)

// frame holds the header fields of a JPEG that determine the cost of decoding it.
type frame struct {
	progressive bool
	sampling    [][2]int64 // of each component: horizontal and vertical
	scans       int
}

var errNoJPEG = errors.New("not a JPEG")

// Markers of a JPEG (ITU-T T.81, table B.1).
const (
	markerSOF0, markerSOF15     = 0xC0, 0xCF
	markerDHT, markerJPG        = 0xC4, 0xC8
	markerDAC                   = 0xCC
	markerRST0, markerRST7      = 0xD0, 0xD7
	markerSOI, markerEOI        = 0xD8, 0xD9
	markerSOS, markerSOF2, fill = 0xDA, 0xC2, 0xFF
)

// readFrame reads the segments of a JPEG up to the end of the picture or of the file.
func readFrame(r *bufio.Reader) (f frame, err error) {
	for {
		marker, err := nextMarker(r)
		switch {
		case err == io.EOF || err == nil && marker == markerEOI:
			if f.sampling == nil {
				return f, errNoJPEG
			}
			return f, nil
		case err != nil:
			return f, err
		case marker == markerSOI || marker >= markerRST0 && marker <= markerRST7 || marker == 0x01:
			continue // markers without a length
		case marker == markerSOS:
			f.scans++
		}
		var length uint16
		if err := binary.Read(r, binary.BigEndian, &length); err != nil || length < 2 {
			return f, errNoJPEG
		}
		left := int(length) - 2
		isFrame := marker >= markerSOF0 && marker <= markerSOF15 && marker != markerDHT && marker != markerJPG &&
			marker != markerDAC
		if isFrame {
			body := make([]byte, left)
			if _, err := io.ReadFull(r, body); err != nil {
				return f, errNoJPEG
			}
			if err := f.read(marker, body); err != nil {
				return f, err
			}
			continue
		}
		if _, err := r.Discard(left); err != nil {
			return f, nil //nolint:nilerr // cut short: the decoder reports it
		}
	}
}

// nextMarker skips entropy-coded data to the next marker.
func nextMarker(r *bufio.Reader) (byte, error) {
	for {
		if _, err := r.ReadSlice(fill); errors.Is(err, bufio.ErrBufferFull) {
			continue
		} else if err != nil {
			return 0, io.EOF
		}
		b, err := r.ReadByte()
		for err == nil && b == fill {
			b, err = r.ReadByte()
		}
		if err != nil {
			return 0, io.EOF
		}
		if b != 0 {
			return b, nil
		}
	}
}

func (f *frame) read(marker byte, body []byte) error {
	if len(body) < 6 || len(body) < 6+3*int(body[5]) || f.sampling != nil {
		return errNoJPEG
	}
	f.progressive = marker == markerSOF2
	f.sampling = [][2]int64{}
	for i := range int(body[5]) {
		by := body[6+3*i+1]
		h, v := int64(by>>4), int64(by&15)
		if h < 1 || h > 4 || v < 1 || v > 4 {
			return errNoJPEG
		}
		f.sampling = append(f.sampling, [2]int64{h, v})
	}
	return nil
}

// samples returns how many samples of all components the decoder holds: each component is rounded up to whole blocks.
func (f frame) samples(width, height int64) (n int64) {
	h, v := int64(1), int64(1)
	for _, s := range f.sampling {
		h, v = max(h, s[0]), max(v, s[1])
	}
	units := ((width + 8*h - 1) / (8 * h)) * ((height + 8*v - 1) / (8 * v))
	for _, s := range f.sampling {
		n += units * 64 * s[0] * s[1]
	}
	return n
}
