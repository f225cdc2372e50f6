package models

import "fmt"

// InterimPeriod is one period of a ten-day or weekly round that was opened or missed.
type InterimPeriod struct {
	ID          string      `gorm:"primaryKey" json:"-"` // programme, kind and LastDay: each period is there once
	ProgrammeID string      `json:"-"`
	RoundID     string      `json:"round"`
	Kind        InterimKind `json:"kind"`
	LastDay     Date        `json:"last_day"` // of the period, a day off or not
	Due         Date        `json:"due"`
	TableID     string      `json:"table"` // urgent table that asks; "": missed while the program did not run
	At          Instant     `json:"at"`
}

// InterimDays are the days of one period.
type InterimDays struct {
	ResumeDays
	LastDay Date `json:"last_day"` // of the period; Due is the last working day until then
}

// InterimKey begins the keys of the messages of ten-day and weekly rounds.
const InterimKey = "interim"

// InterimAsks is what they ask for.
var InterimAsks = TableAsk{Key: InterimKey, For: "形象进度，本月累计完成投资可不填（旬、周调度数据仅供掌握进度，不计入月报）"}

const (
	interimLead    = 2  // working days before it is due that a table opens
	longestInterim = 11 // most days of a period
)

// ends reports whether a period of the kind ends on a day.
func (k InterimKind) ends(d Date) bool {
	if k == InterimWeek {
		return d.Weekday() == 5
	}
	return d.Day() == 10 || d.Day() == 20 || d == d.Month().Last()
}

// Periods returns the periods of a round that are due within its days. A day off moves what is due to the working day
// before; a period without a working day asks nothing.
func (r InterimRound) Periods(calendar Calendar) (out []InterimDays) {
	for last := r.FirstDay; last < r.LastDay+longestInterim; last++ {
		if !r.Kind.ends(last) {
			continue
		}
		first := last
		for !r.Kind.ends(first - 1) {
			first--
		}
		due := calendar.OnOrBefore(last)
		if first = max(first, r.FirstDay); due < first || due > r.LastDay {
			continue
		}
		opens := calendar.OnOrAfter(max(first, calendar.Add(due, -interimLead)))
		out = append(out, InterimDays{LastDay: last,
			ResumeDays: ResumeDays{Opens: opens, Due: due, Closes: calendar.OnOrAfter(due + 1)}})
	}
	return out
}

// Period returns a period's row: not asked yet.
func (r InterimRound) Period(d InterimDays, now Instant) InterimPeriod {
	return InterimPeriod{ID: fmt.Sprintf("%s/%s/%s", r.ProgrammeID, r.Kind, d.LastDay), ProgrammeID: r.ProgrammeID,
		RoundID: r.ID, Kind: r.Kind, LastDay: d.LastDay, Due: d.Due, At: now}
}

// InterimTable is what a period asks of the owners.
func (r InterimRound) InterimTable(d InterimDays) UrgentEntry {
	part := map[int]string{10: "上旬", 20: "中旬"}[d.LastDay.Day()]
	if part == "" {
		part = "下旬"
	}
	name := fmt.Sprintf("%d年%d月%s调度", d.LastDay.Year(), d.LastDay.Month().Number(), part)
	if r.Kind == InterimWeek {
		name = fmt.Sprintf("%d年%s周调度", d.Due.Year(), d.Due.Chinese())
	}
	return UrgentEntry{Name: name, Month: d.Due.Month(), To: UrgentToOwners, CityMajor: r.CityMajor,
		Due: d.Due.At(17, 0), Columns: []UrgentColumn{{Name: "形象进度", Kind: UrgentText},
			{Name: "本月累计完成投资（万元，可不填）", Kind: UrgentNumber, Optional: true}}}
}
