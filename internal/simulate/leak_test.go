package simulate

import (
	"testing"

	"go.uber.org/goleak"
)

// A simulated year leaves nothing running behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
