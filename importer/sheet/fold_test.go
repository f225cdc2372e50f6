package sheet

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/width"
	"pgregory.net/rapid"
)

// anyText draws texts of what cells hold: Chinese, letters and digits of both widths, spaces of all kinds, signs.
func anyText() *rapid.Generator[string] {
	some := rapid.SampledFrom([]rune("项目总投资年月A a0９Ａ，（）,()　 \t\n\u00a0\u200b\ufeff￥₩ｱー。★*＊—-/…_\u2028\u1680Ⅻé😀\x7f\ufffd"))
	return rapid.OneOf(rapid.StringOfN(some, 0, 8, -1), rapid.String())
}

func TestFoldIsTheLibrarysFoldWithoutSpaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyText().Draw(t, "text")
		want := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
				return -1
			}
			return r
		}, width.Fold.String(s))
		if got := Fold(s); got != want {
			t.Fatalf("%q: %q, want %q", s, got, want)
		}
		if !foldable(s) && want != s {
			t.Fatalf("%q is not called foldable", s)
		}
	})
}

func TestTextsWithoutGapsAreTidy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyText().Draw(t, "text")
		if gappy(s) != (strings.IndexFunc(s, isGap) >= 0) {
			t.Fatalf("%q: %t", s, gappy(s))
		}
		if !gappy(s) && strings.Join(strings.FieldsFunc(s, isGap), " ") != s {
			t.Fatalf("%q has no gap and is not tidy", s)
		}
		if n := SaysNothing(s); n != (strings.Trim(Fold(s), "-—–－―/\\*_.…·") == "") {
			t.Fatalf("%q: nothing %t", s, n)
		}
	})
}

func TestCellsOfAnyRowAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := Row{Number: 1}
		columns := rapid.SliceOfNDistinct(rapid.IntRange(1, 12), 0, 8, rapid.ID[int]).Draw(t, "columns")
		held := map[int]bool{}
		for _, c := range columns {
			held[c] = true
		}
		for c := 1; c <= 12; c++ {
			if held[c] {
				row.Cells = append(row.Cells, Cell{Column: c, Kind: Text, Text: ColumnName(c)})
			}
		}
		for c := -1; c <= 14; c++ {
			got := row.At(c)
			if got.Column != c || (got.Kind == Text) != held[c] || held[c] && got.Text != string(rune('A'+c-1)) {
				t.Fatalf("columns %v, at %d: %+v", columns, c, got)
			}
		}
	})
}
