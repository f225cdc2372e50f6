package models

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// anyDecimal draws decimals as found in workbooks, and malformed ones.
func anyDecimal() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringMatching(`-?[0-9]{1,12}(\.[0-9]{1,6})?`),
		rapid.StringMatching(`-?[0-9]{0,20}\.?[0-9]{0,20}([eE][-+]?[0-9]{0,3})?`),
		rapid.StringMatching(`-?0?\.?[0-9]{13,17}(5|50|49|51)?(e-?[0-9]{1,2})?`),
		rapid.StringMatching(`[0-9,]{1,9}( |万|%|/3|_|x1|\.\.)?`),
		rapid.Custom(func(t *rapid.T) string { return fmt.Sprint(rapid.Float64().Draw(t, "float")) }),
		rapid.Custom(func(t *rapid.T) string {
			return fmt.Sprintf("%.*g", rapid.IntRange(14, 18).Draw(t, "digits"), rapid.Float64Range(-1e7, 1e7).Draw(t, "float"))
		}),
	)
}

func TestQuickMoneyIsExactMoney(t *testing.T) {
	quick := 0
	rapid.Check(t, func(t *rapid.T) {
		text, unit := anyDecimal().Draw(t, "text"), rapid.SampledFrom([]Unit{Yuan, WanYuan, YiYuan}).Draw(t, "unit")
		got, ok := quickMoney(text, unit)
		if !ok {
			return
		}
		quick++
		if want, err := exactMoney(text, unit); err != nil || got != want {
			t.Fatalf("%q %s: %d, exactly %d %v", text, unit, got, want, err)
		}
	})
	for _, text := range []string{"54583", "0", "-3.5", "713355.17399999897", "7.1e3", "4.4999999999999998E-2", "0.005",
		"-0.0000005", "12.345678", "9999999.995"} {
		for _, unit := range []Unit{Yuan, WanYuan, YiYuan} {
			want, err := exactMoney(text, unit)
			if got, ok := quickMoney(text, unit); err != nil || !ok || got != want {
				t.Errorf("%q %s: %d %t, exactly %d %v", text, unit, got, ok, want, err)
			}
		}
	}
	if quick == 0 {
		t.Error("nothing was read the quick way")
	}
}

func TestQuickShareIsExactShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-10, 10),
			rapid.SampledFrom([]int64{math.MinInt64, math.MaxInt64}))
		m, num, den := Money(number.Draw(t, "m")), number.Draw(t, "num"), number.Filter(func(n int64) bool { return n != 0 }).
			Draw(t, "den")
		if got, ok := quickShare(m, num, den); ok && got != exactShare(m, num, den) {
			t.Fatalf("%d, exactly %d", got, exactShare(m, num, den))
		}
	})
	if got, ok := quickShare(54_583_0000, 10_000, 3); !ok || got != 1_819_433_333_333 {
		t.Errorf("%d %t", got, ok)
	}
}

func TestMoneyPrintsAsTheExactDecimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Money(rapid.OneOf(rapid.Int64(), rapid.Int64Range(-1_000_000, 1_000_000), rapid.Just(int64(math.MinInt64))).
			Draw(t, "fen"))
		unit := rapid.SampledFrom([]Unit{UnitNone, Yuan, WanYuan, YiYuan}).Draw(t, "unit")
		exact := new(big.Rat).SetFrac64(int64(m), max(int64(unit.Fen()), 1))
		want := strings.TrimRight(exact.FloatString(10), "0")
		for _, decimals, _ := strings.Cut(want, "."); len(decimals) < 2; decimals += "0" {
			want += "0"
		}
		if got := m.In(unit); got != want {
			t.Fatalf("%d fen in %q: %s, want %s", m, unit, got, want)
		}
		if near, _ := exact.Float64(); m.Float(unit) != near {
			t.Fatalf("%d fen in %q: %v, nearest %v", m, unit, m.Float(unit), near)
		}
	})
}
