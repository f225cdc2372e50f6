package models

import (
	"math/bits"
	"strconv"
)

// Amounts are exact rationals; nearly all of them are short decimals, for which whole numbers do. Whatever the quick
// way does not see through it leaves to the exact one. TestQuickMoneyIsExactMoney holds them against each other.

// tens holds the powers of ten that fit into 64 bits.
var tens = [...]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
	1e18, 1e19}

// exponent returns which power of ten of fen the unit is; 0 for an unknown unit.
func (u Unit) exponent() int {
	switch u {
	case Yuan:
		return 2
	case QianYuan:
		return 5
	case WanYuan:
		return 6
	case BaiWanYuan:
		return 8
	case QianWanYuan:
		return 9
	case YiYuan:
		return 10
	}
	return 0
}

// quickMoney reads a decimal of up to 18 digits without separators, possibly with an exponent, and reports whether it
// could. Amounts are exact rationals; nearly all are short decimals, which integers can hold. ParseMoney handles the
// rest. TestQuickMoneyIsExactMoney compares the two.
func quickMoney(text string, unit Unit) (Money, bool) {
	digits, scale, negative, ok := quickDecimal(text)
	if !ok {
		return 0, false
	}
	if digits >= 1e15 { // round to 15 significant digits, as Excel shows a number
		extra := len(strconv.FormatUint(digits, 10)) - 15
		half := tens[extra] / 2
		rest := digits % tens[extra]
		if rest == half {
			return 0, false
		}
		digits /= tens[extra]
		if rest > half {
			digits++
		}
		scale -= extra
	}
	switch shift := unit.exponent() - scale; {
	case digits == 0:
		return 0, true
	case shift < 0 && -shift < len(tens):
		per := tens[-shift]
		rest := digits % per
		digits /= per
		if rest >= per-rest { // half goes away from zero
			digits++
		}
	case shift >= 0 && shift < len(tens):
		high, low := bits.Mul64(digits, tens[shift])
		if high != 0 || low > 1<<62 {
			return 0, false
		}
		digits = low
	default:
		return 0, false
	}
	if negative {
		return -Money(digits), true
	}
	return Money(digits), true
}

// quickDecimal splits a decimal into digits and scale: its value is digits ÷ 10^scale.
func quickDecimal(text string) (digits uint64, scale int, negative, ok bool) {
	i := 0
	if negative = len(text) > 0 && text[0] == '-'; negative {
		i = 1
	}
	from, point := i, -1
	for ; i < len(text); i++ {
		switch b := text[i]; {
		case b >= '0' && b <= '9':
			digits = digits*10 + uint64(b-'0')
			continue
		case b == '.' && point < 0 && i > from:
			point = i
			continue
		}
		break
	}
	n := i - from
	if point >= 0 {
		n--
		scale = i - point - 1
	}
	if n == 0 || n > 18 || point == i-1 {
		return 0, 0, false, false
	}
	if i < len(text) {
		exponent, ok := quickExponent(text[i:])
		return digits, scale - exponent, negative, ok
	}
	return digits, scale, negative, true
}

// quickExponent reads an exponent such as "E-2".
func quickExponent(text string) (int, bool) {
	if len(text) < 2 || text[0]|0x20 != 'e' {
		return 0, false
	}
	i, sign := 1, 1
	if text[1] == '-' || text[1] == '+' {
		i = 2
		if text[1] == '-' {
			sign = -1
		}
	}
	if len(text)-i < 1 || len(text)-i > 2 {
		return 0, false
	}
	exponent := 0
	for ; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		exponent = exponent*10 + int(text[i]-'0')
	}
	return sign * exponent, true
}

// quickShare is Share for a product of up to 128 bits and a result of 64, and reports whether it could.
func quickShare(m Money, num, den int64) (Money, bool) {
	negative := (m < 0) != (num < 0) != (den < 0)
	high, low := bits.Mul64(magnitude(int64(m)), magnitude(num))
	per := magnitude(den)
	if high >= per {
		return 0, false
	}
	share, rest := bits.Div64(high, low, per)
	if rest >= per-rest {
		share++
	}
	switch {
	case share > 1<<62:
		return 0, false
	case negative:
		return -Money(share), true
	}
	return Money(share), true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// decimal prints a whole number of 10^-places with at least two decimals and no needless zeros behind them.
func decimal(n int64, places int) string {
	var out [24]byte
	text := strconv.AppendUint(out[:0], magnitude(n), 10)
	for len(text) <= places {
		text = append([]byte{'0'}, text...)
	}
	integer, decimals := text[:len(text)-places], text[len(text)-places:]
	for len(decimals) > 2 && decimals[len(decimals)-1] == '0' {
		decimals = decimals[:len(decimals)-1]
	}
	printed := make([]byte, 0, len(text)+4)
	if n < 0 {
		printed = append(printed, '-')
	}
	printed = append(append(append(printed, integer...), '.'), decimals...)
	for n := len(decimals); n < 2; n++ {
		printed = append(printed, '0')
	}
	return string(printed)
}
