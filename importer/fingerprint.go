package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"

	"duban/importer/sheet"
)

var (
	keySpan  = regexp.MustCompile(`1月?(?:份)?[-~—–－至到]\d{1,2}月`)
	keyMonth = regexp.MustCompile(`\d{1,2}月`)
	keyYear  = regexp.MustCompile(`(?:19|20)\d{2}(?:年度|年)?`)
	keySigns = strings.NewReplacer("*", "", ":", "", "★", "")
)

// columnKey identifies a column by its header path whatever the month: folded, with years and months masked. Columns
// that differ only in their year or month (1月 | 2月 | 3月) share a key, and one answer applies to all of them.
func columnKey(path []headerWord) string {
	words := make([]string, 0, len(path))
	for _, h := range path {
		word := keySigns.Replace(sheet.Fold(h.raw))
		word = keySpan.ReplaceAllString(word, "1-M月")
		word = keyMonth.ReplaceAllString(word, "M月")
		words = append(words, keyYear.ReplaceAllString(word, "Y年"))
	}
	return strings.Join(words, "/")
}

// fingerprintOf identifies a header by the keys of its columns in any order, so that next month's file of the same
// sender has the same fingerprint.
func fingerprintOf(columns []guess) string {
	var keys []string
	for _, g := range columns {
		if g.key != "" {
			keys = append(keys, g.key)
		}
	}
	slices.Sort(keys)
	sum := sha256.Sum256([]byte(strings.Join(slices.Compact(keys), "\n")))
	return hex.EncodeToString(sum[:8])
}
