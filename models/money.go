package models

import (
	"math/big"
	"strings"
)

// Money is an amount in fen (1 元 = 100 fen) as an integer; 449 亿元 is 4,490,000,000,000.
type Money int64

// Unit is the unit in which a workbook, a column or a page gives amounts.
type Unit string

// The units of money seen in bureau workbooks.
const (
	UnitNone    Unit = ""
	Yuan        Unit = "元"
	QianYuan    Unit = "千元"
	WanYuan     Unit = "万元"
	BaiWanYuan  Unit = "百万元"
	QianWanYuan Unit = "千万元"
	YiYuan      Unit = "亿元"
)

// Units lists the units of money that a sheet may state, the smallest first.
func Units() []Unit { return []Unit{Yuan, QianYuan, WanYuan, BaiWanYuan, QianWanYuan, YiYuan} }

// Fen returns how many fen one unit is, or 0 for an unknown unit.
func (u Unit) Fen() Money {
	switch u {
	case Yuan:
		return 100
	case QianYuan:
		return 100_000
	case WanYuan:
		return 1_000_000
	case BaiWanYuan:
		return 100_000_000
	case QianWanYuan:
		return 1_000_000_000
	case YiYuan:
		return 10_000_000_000
	}
	return 0
}

// ParseMoney reads a plain decimal number ("54,583.00", "１２.5", "-3", "7.1e3") in the given unit.
//
// Digits may be full width and have thousands separators. The number is rounded to 15 significant digits (a stored
// 713355.17399999897 is 713355.174) and then half away from zero to the fen. Words around the number (约, 亿) are not
// accepted. Errors: KindInvalid "not_a_number", "unit_missing" or "out_of_range", without a cell.
func ParseMoney(text string, unit Unit) (Money, error) {
	if unit.Fen() == 0 {
		return 0, Errorf(KindInvalid, "unit_missing", "金额“%s”没有单位，请注明元、万元或亿元", text)
	}
	if m, ok := quickMoney(text, unit); ok {
		return m, nil
	}
	return exactMoney(text, unit)
}

func exactMoney(text string, unit Unit) (Money, error) {
	r, ok := parseDecimal(text)
	if !ok {
		return 0, Errorf(KindInvalid, "not_a_number", "“%s”不是金额，请填写数字", text)
	}
	fen := roundRat(r.Mul(r, new(big.Rat).SetInt64(int64(unit.Fen()))))
	if !fen.IsInt64() {
		return 0, Errorf(KindInvalid, "out_of_range", "金额“%s”%s超出范围，请检查数字和单位", text, unit)
	}
	return Money(fen.Int64()), nil
}

var narrow = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7",
	"８", "8", "９", "9", "．", ".", "－", "-", "＋", "+", "，", "", ",", "", " ", "", "\u00a0", "", "　", "")

var signs = strings.NewReplacer(".", "", "-", "", "+", "")

// parseDecimal reads an exact decimal rounded to 15 significant digits, and reports whether the text is one. Texts
// longer than 64 bytes are refused.
func parseDecimal(text string) (*big.Rat, bool) {
	s := narrow.Replace(strings.TrimSpace(text))
	if s == "" || len(s) > 64 || strings.ContainsAny(s, "/_xXpPbBoO") {
		return nil, false
	}
	mantissa, exponent, hasExp := strings.Cut(strings.ToLower(s), "e")
	if hasExp && len(strings.TrimLeft(exponent, "+-0")) > 2 {
		return nil, false // larger than any amount, and expensive to expand
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil, false
	}
	digits := strings.TrimLeft(signs.Replace(mantissa), "0")
	if len(digits) > 15 {
		rounded, ok := new(big.Rat).SetString(new(big.Float).SetPrec(256).SetRat(r).Text('e', 14))
		return rounded, ok
	}
	return r, true
}

// roundRat rounds half away from zero.
func roundRat(r *big.Rat) *big.Int {
	half := big.NewRat(1, 2)
	if r.Sign() < 0 {
		half.Neg(half)
	}
	sum := new(big.Rat).Add(r, half)
	return new(big.Int).Quo(sum.Num(), sum.Denom())
}

// InWanYuan is the amount in 万元 with the unit: "1000.00 万元".
func (m Money) InWanYuan() Message { return Messagef("%s 万元", m.Wan()) }

// In prints the amount in a unit, exactly, with at least two decimals ("70.00", "54583.1234"), without separators or
// the unit's name.
func (m Money) In(unit Unit) string {
	return decimal(int64(m), unit.exponent())
}

// Rounded prints the amount in a unit, rounded half away from zero to two decimals.
func (m Money) Rounded(unit Unit) string {
	return new(big.Rat).SetFrac64(int64(m), max(int64(unit.Fen()), 1)).FloatString(2)
}

// Float returns the amount in a unit as a float. Use it for charts and workbook cells only, never for sums.
func (m Money) Float(unit Unit) float64 {
	if per := unit.Fen(); per != 0 && m > -1<<53 && m < 1<<53 {
		return float64(m) / float64(per) // both are exact, so the quotient is correctly rounded
	}
	f, _ := new(big.Rat).SetFrac64(int64(m), max(int64(unit.Fen()), 1)).Float64()
	return f
}

// Share returns m × num ÷ den, rounded half away from zero; 0 when den is 0.
func (m Money) Share(num, den int64) Money {
	if den == 0 {
		return 0
	}
	if share, ok := quickShare(m, num, den); ok {
		return share
	}
	return exactShare(m, num, den)
}

func exactShare(m Money, num, den int64) Money {
	r := new(big.Rat).SetFrac64(num, den)
	return Money(roundRat(r.Mul(r, new(big.Rat).SetInt64(int64(m)))).Int64())
}
