package language

import (
	"math/big"
	"strings"
)

// Verbs of amounts: a Chinese text prints its number in front of 亿元 or 万元, English says billion or million.
const (
	hundredMillions = "%Y" // the argument is a number of 亿元: "%Y" of "449" is "¥44.9 billion"
	// the argument is a number of billions, as Billions writes it: "%B" of "0.587" is "¥587 million"
	billions     = "%B"
	tenThousands = "%W" // the argument is a number of 万元: "%W" of "944" is "¥9.44 million"
)

// yuanOf maps the verbs of amounts to the yuan in one of their unit.
var yuanOf = map[string]int64{billions: 1e9, hundredMillions: 1e8, tenThousands: 1e4}

// yuan writes a number of a unit as an amount in English with all of its digits. What is no number (a dash) stays.
func yuan(text string, unit int64) string {
	amount, ok := number(text)
	if !ok {
		return text
	}
	amount.Mul(amount, new(big.Rat).SetInt64(unit))
	sign := ""
	if amount.Sign() < 0 {
		sign = "−"
		amount.Neg(amount)
	}
	scale, word := int64(1), ""
	switch {
	case amount.Cmp(big.NewRat(1e9, 1)) >= 0:
		scale, word = 1e9, " billion"
	case amount.Cmp(big.NewRat(1e6, 1)) >= 0:
		scale, word = 1e6, " million"
	}
	return sign + "¥" + digits(amount.Quo(amount, big.NewRat(scale, 1))) + word
}

// Billions turns a number of 亿元 into the number of billions of yuan, with all of its digits. What is no number stays.
func Billions(yi string) string {
	amount, ok := number(yi)
	if !ok {
		return yi
	}
	sign := ""
	if amount.Sign() < 0 {
		sign = "-"
	}
	return sign + digits(amount.Quo(amount.Abs(amount), big.NewRat(10, 1)))
}

func number(text string) (*big.Rat, bool) {
	return new(big.Rat).SetString(strings.NewReplacer(",", "", "−", "-", "+", "").Replace(text))
}

// digits writes a number that is not negative with thousands separators and without trailing zeros.
func digits(n *big.Rat) string {
	whole, fraction, _ := strings.Cut(n.FloatString(12), ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		whole += "." + fraction
	}
	return whole
}
