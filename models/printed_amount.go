package models

import "strings"

// Amount is a decimal number in a message, such as "24000.00": as it is in the text, in workbooks and at the command
// line, with thousands separators on pages.
type Amount string

// Wan is an amount in 万元 for a message, exactly.
func (m Money) Wan() Amount { return Amount(m.In(WanYuan)) }

// RoundedWan is an amount in 万元 for a message, rounded to two decimals.
func (m Money) RoundedWan() Amount { return Amount(m.Rounded(WanYuan)) }

// Grouped returns the number with thousands separators ("24,000.00").
func (a Amount) Grouped() string {
	whole, decimals, found := strings.Cut(string(a), ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if found {
		return sign + whole + "." + decimals
	}
	return sign + whole
}
