package importer_test

import (
	"duban/importer"
	"testing"
)

func TestEveryFieldThatCanBeSaidIsUnderstood(t *testing.T) {
	for _, f := range importer.Fields() {
		for _, word := range []string{string(f), f.Chinese()} {
			if got, ok := importer.ParseField(word); !ok || got != f {
				t.Errorf("%q is understood as %q, want %q", word, got, f)
			}
		}
	}
}
