package models

import (
	"math/big"
	"strings"
)

// Points are points of a score in hundredths: 38.50 is 3850. Rows, API and workbooks state them as "38.50".
type Points int64

// FullPoint is one point.
const FullPoint Points = 100

// mostPoints bounds the points of an item.
const mostPoints = 1000 * FullPoint

// Chinese returns the points without needless decimals: 38.5.
func (p Points) Chinese() string {
	return strings.TrimSuffix(strings.TrimRight(p.String(), "0"), ".")
}

// String returns the points with two decimals.
func (p Points) String() string { return decimal(int64(p), 2) }

// ParsePoints reads points: 38.5, -2, +3. Errors: KindInvalid "bad_points".
func ParsePoints(text string) (Points, error) {
	r, ok := parseDecimal(strings.TrimPrefix(strings.TrimSpace(text), "+"))
	if !ok {
		return 0, Errorf(KindInvalid, "bad_points", "分值“%s”不是数字，请填写如 38.5 的数", text)
	}
	n := r.Mul(r, new(big.Rat).SetInt64(int64(FullPoint)))
	if !n.IsInt() || !n.Num().IsInt64() || n.Num().Int64() > int64(mostPoints) || n.Num().Int64() < -int64(mostPoints) {
		return 0, Errorf(KindInvalid, "bad_points", "分值“%s”应在 %s 至 %s 分之间，最多两位小数", text, -mostPoints, mostPoints)
	}
	return Points(n.Num().Int64()), nil
}

// MarshalText returns the points with two decimals.
func (p Points) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads ParsePoints.
func (p *Points) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePoints(string(text))
	return err
}

// share returns the points for a part of a whole, between 0 and p, rounded half up.
func (p Points) share(part, whole int64) Points {
	return Points(Money(p).Share(max(0, min(part, whole)), whole))
}
