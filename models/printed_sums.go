package models

import "math/big"

// RoundingNote stands under a table whose printed parts do not come to their printed total.
const RoundingNote = "因四舍五入，分项之和与合计略有出入"

// PrintUnit decides how parts and their total are printed with two decimals: in the unit asked for where the printed
// parts come to the printed total, else in the next finer one where they do, else as asked with RoundingNote.
func PrintUnit(parts []Money, total Money, unit Unit) (use Unit, note string) {
	if addsUp(parts, total, unit) {
		return unit, ""
	}
	if finer := unit.finer(); finer != UnitNone && addsUp(parts, total, finer) {
		return finer, ""
	}
	return unit, RoundingNote
}

// finer returns the next finer unit an amount is printed in; UnitNone when there is none.
func (u Unit) finer() Unit {
	if u == YiYuan {
		return WanYuan
	}
	return UnitNone
}

// addsUp reports whether parts printed with two decimals come to their total printed the same way.
func addsUp(parts []Money, total Money, unit Unit) bool {
	sum := int64(0)
	for _, p := range parts {
		sum += p.hundredths(unit)
	}
	return sum == total.hundredths(unit)
}

// hundredths is the amount as Rounded prints it, in hundredths of the unit.
func (m Money) hundredths(unit Unit) int64 {
	r := new(big.Rat).SetFrac64(int64(m), max(int64(unit.Fen()), 1))
	return roundRat(r.Mul(r, new(big.Rat).SetInt64(100))).Int64()
}

// Addition is parts with the total that is printed beside them. A difference is one too: what is taken away and what is
// left come to what it was taken from.
type Addition struct {
	Parts []Money
	Total Money
}

// NoteFor returns RoundingNote where the parts of one of several additions, printed in a unit with two decimals, do not
// come to their total printed the same way; "" where all of them do.
func NoteFor(unit Unit, all ...Addition) string {
	for _, a := range all {
		if !addsUp(a.Parts, a.Total, unit) {
			return RoundingNote
		}
	}
	return ""
}
