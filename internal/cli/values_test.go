package cli

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

func TestAmountReadsWhatIsPrinted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := models.Money(rapid.Int64Range(-1e13, 1e13).Draw(t, "fen"))
		u := rapid.SampledFrom(amountUnits).Draw(t, "unit")
		got, err := amount("amount", " "+want.In(u.unit)+u.suffix+" ")
		if err != nil || got == nil || *got != want {
			t.Fatalf("%d fen as %s%s: %v, %v", want, want.In(u.unit), u.suffix, got, err)
		}
	})
}

func TestAmountLeftOut(t *testing.T) {
	if got, err := amount("amount", "  "); got != nil || err != nil {
		t.Errorf("%v, %v", got, err)
	}
}

func TestTableAlignsChinese(t *testing.T) {
	var out bytes.Buffer
	table(&out, [][]string{{"项目", "x"}, {"ab", "é"}, {"（１）", "y"}})
	if want := "项目    x\nab      é\n（１）  y\n"; out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestShareOfNothingIsUnknown(t *testing.T) {
	for _, tt := range []struct {
		part, total models.Money
		want        string
	}{{1, 3, "33.3%"}, {2, 3, "66.7%"}, {5, 4, "125.0%"}, {0, 5, "0.0%"}, {5, 0, "—"}} {
		if got := share(tt.part, tt.total); got != tt.want {
			t.Errorf("share(%d, %d) = %s, want %s", tt.part, tt.total, got, tt.want)
		}
	}
}
