//go:build noembed || !unix

package engine

import (
	"strings"
	"testing"

	"duban/models"
)

func TestAbsent(t *testing.T) {
	_, err := Start(t.Context(), Options{Dir: t.TempDir()})
	if refused := models.AsError(err); refused == nil || refused.Kind != models.KindInvalid ||
		!strings.Contains(refused.Message, "--temporal") {
		t.Errorf("got %v", err)
	}
}
