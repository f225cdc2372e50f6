package sheet

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Record types of BIFF, the format of .xls ([MS-XLS] 2.3.2). A workbook is a stream of records: a type, a length, data.
const (
	biffFormula     = 0x0006
	biffEnd         = 0x000A // EOF
	biffDateMode    = 0x0022
	biffFilePass    = 0x002F
	biffContinue    = 0x003C
	biffCodePage    = 0x0042
	biffUncalced    = 0x005E
	biffColumn      = 0x007D // COLINFO
	biffBoundSheet  = 0x0085
	biffManyRK      = 0x00BD // MULRK
	biffRichString  = 0x00D6 // RSTRING
	biffExtended    = 0x00E0 // XF
	biffMerges      = 0x00E5
	biffStrings     = 0x00FC // SST
	biffStringCell  = 0x00FD // LABELSST
	biffNumber      = 0x0203
	biffLabel       = 0x0204
	biffBoolOrError = 0x0205
	biffString      = 0x0207 // text result of a formula
	biffRow         = 0x0208
	biffRK          = 0x027E
	biffFormat      = 0x041E
	biffExtended4   = 0x0443 // XF of Excel 4, which small exporters still write
	biffBegin       = 0x0809 // BOF
)

// biffLimit is the largest size of a record's data; the rest is in CONTINUE records.
const biffLimit = 8224

var errBIFF = errors.New("not a sound BIFF stream")

func brokenBIFF(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errBIFF, fmt.Sprintf(format, args...))
}

// biffReader reads a stream's records.
type biffReader struct {
	stream []byte
	at     int // of the next record
}

// peek returns the type of the next record; -1 at the end.
func (r *biffReader) peek() int {
	if len(r.stream)-r.at < 4 {
		return -1
	}
	return int(binary.LittleEndian.Uint16(r.stream[r.at:]))
}

// next returns the next record. A stream ends with an EOF record, so a missing next record is an error.
func (r *biffReader) next() (id int, data []byte, err error) {
	rest := r.stream[r.at:]
	if len(rest) < 4 {
		return 0, nil, brokenBIFF("ends at byte %d before its EOF", r.at)
	}
	id, size := int(binary.LittleEndian.Uint16(rest)), int(binary.LittleEndian.Uint16(rest[2:]))
	if size > biffLimit || size > len(rest)-4 {
		return 0, nil, brokenBIFF("record %#x at byte %d of %d bytes", id, r.at, size)
	}
	r.at += 4 + size
	return id, rest[4 : 4+size], nil
}

// continued returns a record's data with that of the CONTINUE records after it.
func (r *biffReader) continued(data []byte) ([][]byte, error) {
	parts := [][]byte{data}
	for r.peek() == biffContinue {
		_, more, err := r.next()
		if err != nil {
			return nil, err
		}
		parts = append(parts, more)
	}
	return parts, nil
}
