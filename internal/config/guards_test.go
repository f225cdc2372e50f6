package config

import (
	"testing"
	"time"
)

func TestGuards(t *testing.T) {
	c, err := from(map[string]string{})
	if err != nil {
		t.Fatal(err)
	}
	floor, err1 := c.FloorBytes()
	limit, err2 := c.JumpLimit()
	if floor != 200<<20 || limit != 48*time.Hour || err1 != nil || err2 != nil {
		t.Errorf("by default: %d %v, %v %v", floor, limit, err1, err2)
	}
	for text, want := range map[string]int64{"": 0, "0": 0, "1GB": 1 << 30, "500 mb": 500 << 20, "20K": 20 << 10, "7": 7} {
		if got, err := (Guards{DiskFloor: text}).FloorBytes(); got != want || err != nil {
			t.Errorf("floor %q: %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"-1MB", "many", "1TB", "99999999999999GB", "1.5GB"} {
		if got, err := (Guards{DiskFloor: text}).FloorBytes(); err == nil {
			t.Errorf("floor %q was taken for %d", text, got)
		}
	}
	for _, text := range []string{"2d", "5m", "-48h", "x"} {
		if got, err := (Guards{ClockJump: text}).JumpLimit(); err == nil {
			t.Errorf("jump %q was taken for %v", text, got)
		}
	}
	if got, err := (Guards{ClockJump: "0"}).JumpLimit(); got != 0 || err != nil {
		t.Errorf("turned off: %v, %v", got, err)
	}
}
