package models

import (
	"time"
)

// ClockTolerance is how far the clock may be behind the last record. Clocks of machines differ slightly, and setting
// a clock right moves it by seconds.
const ClockTolerance = 10 * time.Minute

// ClockState is a process's judgement of its clock.
type ClockState struct {
	// Held means that the clock is not trusted: nothing falls due until a person confirms it or it is right again.
	Held bool `json:"held"`
	// Last is the last instant at which the clock was trusted.
	Last Instant `json:"last"`
	// Now is what the clock shows.
	Now Instant `json:"now"`
}

// ClockWrong reports whether a clock cannot be trusted: it is ahead of expected by more than limit or behind it by
// more than ClockTolerance. A limit of 0 switches the check off.
func ClockWrong(expected, now Instant, limit time.Duration) bool {
	if limit == 0 {
		return false
	}
	off := now.Sub(expected)
	return off > limit || off < -ClockTolerance
}

// Sentence is Message in Chinese.
func (c ClockState) Sentence() string { return c.Message().Text }

// Message says what is wrong and what to do. It is no message when the clock is trusted.
func (c ClockState) Message() Message {
	switch off := c.Now.Sub(c.Last); {
	case !c.Held:
		return Message{}
	case off >= 48*time.Hour:
		return Messagef("距上次记录（%s）已 %d 天：如确实停机，请确认系统时间；如系统时间有误，请先校时。确认前不生成提醒和督办", c.Last.Minute(), int(off.Hours()/24))
	case off >= 0:
		return Messagef("距上次记录（%s）已 %d 小时：如确实停机，请确认系统时间；如系统时间有误，请先校时。确认前不生成提醒和督办", c.Last.Minute(), int(off.Hours()))
	}
	return Messagef("系统时间（%s）早于上次记录（%s）：如系统时间有误，请先校时；如上次记录时的时间有误，请确认系统时间。确认前不生成提醒和督办", c.Now.Minute(), c.Last.Minute())
}
