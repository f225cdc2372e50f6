package models

import (
	"database/sql/driver"
	"time"
)

// Instant is a moment in milliseconds since 1970-01-01 UTC; the zero value means "not yet" or "unknown". In JSON it
// is RFC 3339 with the offset of Asia/Shanghai, in the database an integer, which sorts the same in both dialects.
type Instant int64

// InstantOf returns the instant of a time, truncated to the millisecond; 0 for the zero time.
func InstantOf(t time.Time) Instant {
	if t.IsZero() {
		return 0
	}
	return Instant(t.UnixMilli())
}

// Time returns the instant as a time in Asia/Shanghai; the zero time for the zero value.
func (i Instant) Time() time.Time {
	if i == 0 {
		return time.Time{}
	}
	return time.UnixMilli(int64(i)).In(Shanghai)
}

// Date returns the day in Asia/Shanghai on which the instant falls, or no date for the zero value.
func (i Instant) Date() Date {
	if i == 0 {
		return 0
	}
	ms := int64(i) + 8*3600*1000
	day := ms / 86_400_000
	if ms%86_400_000 < 0 {
		day--
	}
	return Date(day) + unixDay
}

// Add returns the instant a duration later.
func (i Instant) Add(d time.Duration) Instant { return i + Instant(d.Milliseconds()) }

// Sub returns the duration since an earlier instant.
func (i Instant) Sub(earlier Instant) time.Duration {
	return time.Duration(i-earlier) * time.Millisecond
}

// String returns RFC 3339 in Asia/Shanghai, or "".
func (i Instant) String() string {
	if i == 0 {
		return ""
	}
	return i.Time().Format(time.RFC3339)
}

// Minute returns "2021-07-08 09:00" in Asia/Shanghai, or "".
func (i Instant) Minute() string {
	if i == 0 {
		return ""
	}
	return i.Time().Format("2006-01-02 15:04")
}

// MarshalText writes RFC 3339 with the offset of Asia/Shanghai.
func (i Instant) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText reads RFC 3339 or "".
func (i *Instant) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*i = 0
		return nil
	}
	t, err := time.Parse(time.RFC3339, string(text))
	if err != nil {
		return Errorf(KindInvalid, "bad_instant", "“%s”不是有效时间，应为 2021-06-30T09:00:00+08:00 这样的写法", text)
	}
	*i = InstantOf(t)
	return nil
}

// Value stores the instant as an integer. Without it PostgreSQL's driver would use the text form.
func (i Instant) Value() (driver.Value, error) { return int64(i), nil }
