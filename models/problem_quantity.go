package models

import (
	"math/big"
	"strings"
)

// Unit returns the unit in which people write a quantity of the kind, or "".
func (k ProblemKind) Unit() string {
	return map[ProblemKind]string{ProblemLand: "亩", ProblemEnergy: "吨标煤", ProblemMoney: "万元"}[k]
}

// parts is how many of the smallest unit make one Unit.
func (k ProblemKind) parts() int64 {
	if k == ProblemMoney {
		return int64(WanYuan.Fen())
	}
	return 1000
}

// mostOfKind is the largest quantity, in Units: larger ones are typing errors.
const mostOfKind = 100_000_000

// ParseQuantity reads a quantity that a person wrote in the unit of the kind, which may follow it, and returns it in
// the smallest unit; "" is 0. Errors: KindInvalid.
func (k ProblemKind) ParseQuantity(text string) (int64, error) {
	unit := k.Unit()
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return 0, nil
	case unit == "":
		return 0, Errorf(KindInvalid, "quantity_without_unit", "%s类问题不填数量", WordOf(k))
	}
	number := strings.TrimSpace(strings.TrimSuffix(text, unit))
	r, ok := parseDecimal(number)
	if !ok {
		return 0, Errorf(KindInvalid, "bad_quantity", "“%s”不是数量，请填写数字，单位为%s", text, Word(unit))
	}
	r.Mul(r, new(big.Rat).SetInt64(k.parts()))
	if !r.IsInt() {
		return 0, Errorf(KindInvalid, "quantity_too_precise", "数量“%s”小数位过多，%s最多保留 %d 位小数", text, Word(unit),
			k.decimals())
	}
	if r.Sign() <= 0 || !r.Num().IsInt64() || r.Num().Int64()/k.parts() > mostOfKind {
		return 0, Errorf(KindInvalid, "bad_quantity", "数量“%s”超出范围，请核对数字，单位为%s", text, Word(unit))
	}
	return r.Num().Int64(), nil
}

// decimals is how many decimals a quantity in Units has at most.
func (k ProblemKind) decimals() int { return len(big.NewInt(k.parts()).String()) - 1 }

// Quantity writes a quantity in the unit of the kind, without the unit: 12.5 for 12500 thousandths of a 亩.
func (k ProblemKind) Quantity(n int64) string {
	text := new(big.Rat).SetFrac64(n, k.parts()).FloatString(k.decimals())
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// QuantityText is Quantity with its unit; "" for none.
func (k ProblemKind) QuantityText(n int64) string {
	if n == 0 || k.Unit() == "" {
		return ""
	}
	return k.Quantity(n) + " " + k.Unit()
}

// ProblemTotal sums the problems of one kind. Quantities are in the smallest unit of the kind.
type ProblemTotal struct {
	Kind           ProblemKind `json:"kind"`
	Count          int         `json:"count"` // withdrawn ones are not counted
	Open           int         `json:"open"`
	Overdue        int         `json:"overdue"`
	Closed         int         `json:"closed"`
	Quantity       int64       `json:"quantity"`
	QuantityClosed int64       `json:"quantity_closed"`
}

// OpenProblems returns how many of the problems in totals are open, and how many of those overdue.
func OpenProblems(totals []ProblemTotal) (open, overdue int) {
	for _, t := range totals {
		open, overdue = open+t.Open, overdue+t.Overdue
	}
	return open, overdue
}

// TotalProblems sums problems by kind, in display order, without the kinds that have none; late says of each whether it
// is overdue.
func TotalProblems(all []Problem, late func(Problem) bool) []ProblemTotal {
	totals := []ProblemTotal{}
	for _, kind := range ProblemKinds {
		t := ProblemTotal{Kind: kind}
		for _, p := range all {
			if p.Kind != kind || p.Status == ProblemWithdrawn {
				continue
			}
			t.Count++
			t.Quantity += p.Quantity
			switch {
			case p.Status == ProblemClosed:
				t.Closed++
				t.QuantityClosed += p.Quantity
			case late(p):
				t.Open, t.Overdue = t.Open+1, t.Overdue+1
			default:
				t.Open++
			}
		}
		if t.Count > 0 {
			totals = append(totals, t)
		}
	}
	return totals
}
