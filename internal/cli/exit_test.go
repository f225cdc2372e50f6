package cli

import (
	"context"
	"testing"

	"duban/importer"
)

// An interrupted command exits neither as a refused file nor as an unreachable server.
func TestWhatIsInterruptedExitsWithNeitherBlame(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, reading := importer.InspectWith(ctx, "a.csv", []byte("2021年重点项目计划表（单位：万元）\n项目名称,总投资,2021年计划投资\n甲,9,1\n"),
		importer.Options{})
	if reading == nil {
		t.Fatal("it was read all the same")
	}
	if got := exitCode(reading); got != exitOther {
		t.Errorf("exit %d after an interrupted reading, want %d", got, exitOther)
	}
	c := &client{base: "http://127.0.0.1:1"}
	if got := exitCode(c.unreachable(ctx.Err())); got != exitOther {
		t.Errorf("exit %d after an interrupted request, want %d", got, exitOther)
	}
}
