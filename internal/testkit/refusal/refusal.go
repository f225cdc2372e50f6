// Package refusal checks the errors by which the program refuses what comes from outside.
package refusal

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"duban/models"
)

// inner are signs of a library, a path or a statement, which no one outside is told.
var inner = regexp.MustCompile(`(?i)\.go:\d|goroutine|runtime error|panic|\bsql\b|sqlite_|select |insert |strconv|` +
	`json:|xml|zip:|unmarshal|invalid character|unexpected|syntax error|\beof\b|no such file|/tmp/|/root/|<nil>|%!`)

// Check fails when err is neither nil nor a *models.Error of one of the kinds (KindInvalid if none is given), with a
// Chinese text that gives nothing away besides what the input had in it.
func Check(t testing.TB, err error, input string, kinds ...models.Kind) {
	t.Helper()
	if err == nil {
		return
	}
	var known *models.Error
	if !errors.As(err, &known) {
		t.Fatalf("not an error for people: %T %v", err, err)
	}
	if len(kinds) == 0 {
		kinds = []models.Kind{models.KindInvalid}
	}
	if !slices.Contains(kinds, known.Kind) {
		t.Fatalf("%s: %v", known.Kind, err)
	}
	Text(t, known.Message.Text, input)
	if known.Code == "" {
		t.Fatalf("no code: %v", err)
	}
}

// Text fails when a text is not Chinese, or shows what is inside and the input did not have.
func Text(t testing.TB, text, input string) {
	t.Helper()
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		t.Fatalf("not Chinese: %q", text)
	}
	low := strings.ToLower(input)
	for _, sign := range inner.FindAllString(text, -1) {
		if !strings.Contains(low, strings.ToLower(sign)) {
			t.Fatalf("shows what is inside (%s): %q", sign, text)
		}
	}
}
