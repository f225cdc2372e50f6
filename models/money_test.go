package models_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

var units = []models.Unit{models.Yuan, models.WanYuan, models.YiYuan}

// exactFen is the largest amount that 15 significant digits hold to the fen: about 10 万亿元.
const exactFen = 999_999_999_999_999

func anyMoney() *rapid.Generator[models.Money] {
	return rapid.Custom(func(t *rapid.T) models.Money {
		return models.Money(rapid.Int64Range(-exactFen, exactFen).Draw(t, "fen"))
	})
}

func TestMoneyPrintsExactlyAndReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, unit := anyMoney().Draw(t, "m"), rapid.SampledFrom(units).Draw(t, "unit")
		text := m.In(unit)
		parsed, err := models.ParseMoney(text, unit)
		if err != nil || parsed != m {
			t.Fatalf("%d fen prints as %s %s and reads as %d, %v", m, text, unit, parsed, err)
		}
		// Check without big.Rat: the digits without the point are fen times a power of ten.
		value, ok := new(big.Rat).SetString(text)
		if !ok || value.Mul(value, big.NewRat(int64(unit.Fen()), 1)).Cmp(big.NewRat(int64(m), 1)) != 0 {
			t.Fatalf("%d fen prints as %s %s", m, text, unit)
		}
		if _, decimals, _ := strings.Cut(text, "."); len(decimals) < 2 || len(decimals) > 2 && strings.HasSuffix(decimals,
			"0") {
			t.Fatalf("%s has the wrong number of decimals", text)
		}
	})
}

// An amount that a workbook stores as a float64 with 17 digits reads as the typed fen after rounding to 15 digits.
func TestMoneyOfStoredFloatsIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, unit := anyMoney().Draw(t, "m"), rapid.SampledFrom(units).Draw(t, "unit")
		stored, err := strconv.ParseFloat(m.In(unit), 64)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{strconv.FormatFloat(stored, 'g', 17, 64), strconv.FormatFloat(stored, 'f', -1, 64),
			strconv.FormatFloat(stored, 'E', -1, 64)} {
			if got, err := models.ParseMoney(text, unit); err != nil || got != m {
				t.Fatalf("%d fen, stored as %s %s, reads as %d, %v", m, text, unit, got, err)
			}
		}
	})
}

func TestMoneyIsReadAsWritten(t *testing.T) {
	tests := []struct {
		text string
		unit models.Unit
		want models.Money
	}{
		{"713355.17399999897", models.WanYuan, 713355_174000},
		{"713355.174", models.WanYuan, 713355_174000},
		{"54,583.00", models.WanYuan, 54583_000000},
		{"１２.5", models.WanYuan, 12_500000},
		{"１，２３４．５６", models.Yuan, 123456},
		{" 70 ", models.YiYuan, 700_000_000_000},
		{"449", models.YiYuan, 4_490_000_000_000},
		{"-3", models.Yuan, -300},
		{"－３", models.Yuan, -300},
		{"+3", models.Yuan, 300},
		{"7.1e3", models.Yuan, 710000},
		{"7.1E+3", models.Yuan, 710000},
		{"1e-3", models.WanYuan, 1000},
		{"0.005", models.Yuan, 1},
		{"-0.005", models.Yuan, -1},
		{"0.0049", models.Yuan, 0},
		{"0.00000000005", models.YiYuan, 1},
		{".5", models.Yuan, 50},
		{"5.", models.Yuan, 500},
		{"0", models.WanYuan, 0},
		{"-0.00", models.WanYuan, 0},
		{"00012", models.Yuan, 1200},
		{"0.1", models.WanYuan, 100000},
		{"0.10000000000000001", models.WanYuan, 100000},
		{"2.9999999999999996", models.YiYuan, 30_000_000_000},
		{"1234567890.124996", models.Yuan, 1234567890_13}, // the sixteenth digit is ignored
		{"1234567890.12496", models.Yuan, 1234567890_12},
		{"100.00000000000000000000", models.Yuan, 10000},
	}
	for _, tt := range tests {
		if got, err := models.ParseMoney(tt.text, tt.unit); err != nil || got != tt.want {
			t.Errorf("%q %s: got %d, %v, want %d", tt.text, tt.unit, got, err, tt.want)
		}
	}
}

func TestMoneyRefuses(t *testing.T) {
	tests := []struct {
		text string
		unit models.Unit
		code string
	}{
		{"", models.Yuan, "not_a_number"}, {"  ", models.Yuan, "not_a_number"}, {"约3", models.Yuan, "not_a_number"},
		{"3亿", models.Yuan, "not_a_number"}, {"1/2", models.Yuan, "not_a_number"}, {"0x10", models.Yuan, "not_a_number"},
		{"1_000", models.Yuan, "not_a_number"}, {"0b1", models.Yuan, "not_a_number"}, {"NaN", models.Yuan, "not_a_number"},
		{"Inf", models.Yuan, "not_a_number"}, {"-", models.Yuan, "not_a_number"}, {"1.2.3", models.Yuan, "not_a_number"},
		{"--1", models.Yuan, "not_a_number"}, {"1e", models.Yuan, "not_a_number"}, {"e5", models.Yuan, "not_a_number"},
		{"1e999999999", models.Yuan, "not_a_number"}, {"1e-999999999", models.Yuan, "not_a_number"},
		{strings.Repeat("9", 65), models.Yuan, "not_a_number"}, {"#REF!", models.Yuan, "not_a_number"},
		{"1p3", models.Yuan, "not_a_number"},
		{"1e18", models.Yuan, "out_of_range"}, {"-1e18", models.Yuan, "out_of_range"},
		{"9e99", models.YiYuan, "out_of_range"},
		{"3", models.UnitNone, "unit_missing"}, {"3", "万", "unit_missing"}, {"3", "USD", "unit_missing"},
	}
	for _, tt := range tests {
		got, err := models.ParseMoney(tt.text, tt.unit)
		if e := models.AsError(err); e == nil || e.Kind != models.KindInvalid || e.Code != tt.code || got != 0 {
			t.Errorf("%q %s: got %d, %v, want %s", tt.text, tt.unit, got, err, tt.code)
		}
	}
}

// Any text gives an amount or an error, without a panic or an unbounded computation.
func TestMoneyOfAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[-+]?[0-9０-９,，. ]{0,40}([eE][-+]?[0-9]{0,12})?`)).
			Draw(t, "text")
		unit := rapid.SampledFrom(units).Draw(t, "unit")
		m, err := models.ParseMoney(text, unit)
		if err != nil && (m != 0 || models.KindOf(err) != models.KindInvalid) {
			t.Fatalf("%q: %d, %v", text, m, err)
		}
	})
}

func TestMoneyRoundsHalfAwayFromZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fen := rapid.Int64Range(0, 1e9).Draw(t, "fen")
		tenths := rapid.Int64Range(0, 9).Draw(t, "tenths") // of a fen
		want := fen
		if tenths >= 5 {
			want++
		}
		for sign, prefix := range map[int64]string{1: "", -1: "-"} {
			text := fmt.Sprintf("%s%d.%02d%d", prefix, fen/100, fen%100, tenths)
			if got, err := models.ParseMoney(text, models.Yuan); err != nil || int64(got) != sign*want {
				t.Fatalf("%s 元 is %d fen, %v, want %d", text, got, err, sign*want)
			}
			text = fmt.Sprintf("%s%d.%06d%d", prefix, fen/1e6, fen%1e6, tenths)
			if got, err := models.ParseMoney(text, models.WanYuan); err != nil || int64(got) != sign*want {
				t.Fatalf("%s 万元 is %d fen, %v, want %d", text, got, err, sign*want)
			}
		}
	})
}

func TestMoneyRoundedForPages(t *testing.T) {
	for m, want := range map[models.Money]string{
		7_000_000_000_000: "700.00", 45_000_000: "0.00", 50_000_000: "0.01", 49_999_999: "0.00", -50_000_000: "-0.01",
		6_998_000_000_000: "699.80",
	} {
		if got := m.Rounded(models.YiYuan); got != want {
			t.Errorf("%d fen rounds to %s 亿元, want %s", m, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		m, unit := anyMoney().Draw(t, "m"), rapid.SampledFrom(units).Draw(t, "unit")
		shown, ok := new(big.Rat).SetString(m.Rounded(unit))
		if !ok {
			t.Fatal(m.Rounded(unit))
		}
		off := shown.Sub(shown, new(big.Rat).SetFrac64(int64(m), int64(unit.Fen())))
		if off.Abs(off).Cmp(big.NewRat(1, 200)) > 0 {
			t.Fatalf("%d fen shows as %s %s: more than half a hundredth off", m, m.Rounded(unit), unit)
		}
	})
}

func TestMoneyShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMoney().Draw(t, "m")
		num, den := rapid.Int64Range(-1000, 1000).Draw(t, "num"), rapid.Int64Range(1, 1000).Draw(t, "den")
		got := m.Share(num, den)
		// |got·den − m·num| ≤ den/2, and on a tie the larger magnitude.
		miss := new(big.Int).Sub(new(big.Int).Mul(big.NewInt(int64(got)), big.NewInt(den)), new(big.Int).
			Mul(big.NewInt(int64(m)), big.NewInt(num)))
		twice := new(big.Int).Mul(new(big.Int).Abs(miss), big.NewInt(2))
		if c := twice.Cmp(big.NewInt(den)); c > 0 || c == 0 && miss.Sign() != 0 && miss.Sign() != big.NewInt(int64(got)).
			Sign() {
			t.Fatalf("%d × %d ÷ %d = %d", m, num, den, got)
		}
		if m.Share(-num, -den) != got || -m.Share(-num, den) != got {
			t.Fatal("the sign matters")
		}
		if m.Share(num, 0) != 0 || m.Share(den, den) != m {
			t.Fatal("nothing of nothing, or all of all")
		}
	})
}

func TestMoneyInJSONIsAnInteger(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := models.Money(rapid.Int64().Draw(t, "fen"))
		text, err := json.Marshal(m)
		if err != nil || string(text) != strconv.FormatInt(int64(m), 10) {
			t.Fatalf("%s, %v", text, err)
		}
		var parsed models.Money
		if err := json.Unmarshal(text, &parsed); err != nil || parsed != m {
			t.Fatalf("%s reads as %d, %v", text, parsed, err)
		}
	})
	var m models.Money
	for _, bad := range []string{"1.5", `"3"`, "1e300", "9223372036854775808"} {
		if err := json.Unmarshal([]byte(bad), &m); err == nil {
			t.Errorf("read %s as %d", bad, m)
		}
	}
}

func TestMoneyFloatIsForCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, unit := anyMoney().Draw(t, "m"), rapid.SampledFrom(units).Draw(t, "unit")
		text := strconv.FormatFloat(m.Float(unit), 'g', 17, 64)
		if parsed, err := models.ParseMoney(text, unit); err != nil || parsed != m {
			t.Fatalf("%d fen in a cell is %s %s and reads as %d, %v", m, text, unit, parsed, err)
		}
	})
}
