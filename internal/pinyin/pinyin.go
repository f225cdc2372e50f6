// Package pinyin finds Chinese names by the first letters of their syllables, as people type them: 科汇电气 by khdq.
package pinyin

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

var firstLetters = func() pinyin.Args {
	a := pinyin.NewArgs()
	a.Style = pinyin.FirstLetter
	return a
}()

// Initials returns the first letter of each syllable of a name, in small letters; other letters and digits stay, and
// signs are dropped.
func Initials(name string) string {
	var out strings.Builder
	for _, r := range name {
		if unicode.Is(unicode.Han, r) {
			if found := pinyin.SinglePinyin(r, firstLetters); len(found) > 0 {
				out.WriteString(found[0])
			}
		} else if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out.WriteRune(unicode.ToLower(r))
		}
	}
	return out.String()
}

// Matches reports whether a name is meant by what was typed: letters of its syllables, from any of them on.
func Matches(name, typed string) bool {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if len(typed) < 2 || strings.IndexFunc(typed, func(r rune) bool { return r >= 0x80 }) >= 0 {
		return false
	}
	return strings.Contains(Initials(name), typed)
}
