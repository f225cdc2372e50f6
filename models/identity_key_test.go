package models

import (
	"testing"

	"pgregory.net/rapid"
)

func TestKeysFoldToThemselves(t *testing.T) {
	some := rapid.SampledFrom([]rune("项目（）Ａa0A.-、。 　\u00ad\u200b\ufeffｱア→😀\ufffd"))
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.StringOfN(some, 0, 5, -1), rapid.StringOfN(rapid.RuneFrom([]rune{0x21, 0x4000, 0x9fff}), 0,
			3, -1), rapid.String()).Draw(t, "name")
		if isKey(name) && foldName(name) != name {
			t.Fatalf("%q folds to %q", name, foldName(name))
		}
	})
	if !isKey("马尚街道新材料第000001号建设项目2-1") {
		t.Error("a usual name is folded the long way")
	}
}
