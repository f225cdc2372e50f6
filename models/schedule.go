package models

import (
	"strconv"
	"strings"
)

// Curve is the cumulative share of a year's plan at the end of each month, in 1/1200; index 0 is the start of the
// year, index 12 its end (1200).
type Curve [13]int64

// Linear is the curve of equal months: m/12.
var Linear = func() (c Curve) {
	for m := range c {
		c[m] = int64(m) * 100
	}
	return c
}()

// ParseCurve reads "linear" (or "") or the cumulative percentages of the four quarters ("20,50,75,100"); within a
// quarter the curve is straight. Errors: KindInvalid "bad_curve".
func ParseCurve(text string) (Curve, error) {
	if text == "" || text == "linear" {
		return Linear, nil
	}
	var c Curve
	previous := int64(0)
	parts := strings.Split(text, ",")
	for q, part := range parts {
		percent, err := strconv.ParseInt(strings.TrimSpace(part), 10, 32)
		if err != nil || len(parts) != 4 || percent < previous || percent > 100 || (q == 3 && percent != 100) {
			return Linear, Errorf(KindInvalid, "bad_curve", "序时曲线“%s”无效，应为 linear 或四个季度的累计百分比，如 20,50,75,100", text)
		}
		for k := int64(1); k <= 3; k++ {
			c[q*3+int(k)] = 12*previous + 4*(percent-previous)*k
		}
		previous = percent
	}
	return c, nil
}

// Scheduled returns the investment in fen that a project should have completed from the start of its year to the end
// of a month (序时进度).
//
// A project with month plans follows them. Otherwise its annual plan follows the curve; for a new start the rest of
// the curve from the planned month of its start is stretched to the whole plan.
func Scheduled(p Project, plans []MonthPlan, curve Curve, month Month) Money {
	if month < MonthOf(p.Year, 1) {
		return 0
	}
	if len(plans) > 0 {
		sum := Money(0)
		for _, mp := range plans {
			if mp.Month <= month {
				sum += mp.Plan
			}
		}
		return sum
	}
	if month >= MonthOf(p.Year, 12) {
		return p.AnnualPlan
	}
	before := int64(0)
	if p.Stage == StageNewStart && p.PlannedStart.Year() == p.Year {
		before = curve[p.PlannedStart.Month().Number()-1]
	}
	done := curve[month.Number()] - before
	if done <= 0 {
		return 0
	}
	return p.AnnualPlan.Share(done, 1200-before)
}

// LastFullMonth returns the last month of a year that has ended by the end of a day, or no month before the end of
// January.
func LastFullMonth(year int, day Date) Month {
	m := day.Month()
	if day != m.Last() {
		m--
	}
	if m < MonthOf(year, 1) {
		return 0
	}
	return min(m, MonthOf(year, 12))
}
