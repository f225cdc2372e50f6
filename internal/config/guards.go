package config

import (
	"strconv"
	"strings"
	"time"
)

// Guards configures the limits at which the program stops by itself until a person intervenes. "" and "0" turn one off.
type Guards struct {
	DiskFloor string `env:"DUBAN_DISK_FLOOR" envDefault:"200MB"` // free space below which nothing is stored
	ClockJump string `env:"DUBAN_CLOCK_JUMP" envDefault:"48h"`   // greatest deviation from the last recorded time
}

// sizes are the units of a size, the longest suffix first.
var sizes = []struct {
	unit  string
	bytes int64
}{{"GB", 1 << 30}, {"MB", 1 << 20}, {"KB", 1 << 10}, {"G", 1 << 30}, {"M", 1 << 20}, {"K", 1 << 10}, {"B", 1}, {"", 1}}

// FloorBytes returns the free space below which nothing is stored, in bytes; 0: no limit.
func (g Guards) FloorBytes() (int64, error) {
	text := strings.ToUpper(strings.ReplaceAll(g.DiskFloor, " ", ""))
	if text == "" {
		return 0, nil
	}
	for _, s := range sizes {
		digits, ok := strings.CutSuffix(text, s.unit)
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || n < 0 || n > (1<<62)/s.bytes {
			break
		}
		return n * s.bytes, nil
	}
	return 0, wrong("磁盘空间下限（--disk-floor）“%s”应为 200MB、1GB 这样的大小，0 表示不检查", g.DiskFloor)
}

// JumpLimit returns the greatest deviation of the clock from the last recorded time; 0: no limit.
func (g Guards) JumpLimit() (time.Duration, error) {
	if g.ClockJump == "" || g.ClockJump == "0" {
		return 0, nil
	}
	limit, err := time.ParseDuration(g.ClockJump)
	if err != nil || limit < time.Hour {
		return 0, wrong("时钟跳变上限（--clock-jump）“%s”应为不少于 1h 的时长，如 48h，0 表示不检查", g.ClockJump)
	}
	return limit, nil
}

func (g Guards) validate() error {
	if _, err := g.FloorBytes(); err != nil {
		return err
	}
	_, err := g.JumpLimit()
	return err
}
