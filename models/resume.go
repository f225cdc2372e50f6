package models

import "fmt"

// January has no money of its own: its amounts are reported with February's. A programme may ask instead, after the
// Spring Festival, which projects are back at work (节后复工): an urgent table that opens, reminds and closes by itself.

// ResumeSettings says whether a programme asks who is back at work.
type ResumeSettings struct {
	ProgrammeID string `gorm:"primaryKey"`
	Days        int    // working days that owners have; 0: January is reported together with February alone
	ByName      string
	At          Instant
}

// TableName names the table.
func (ResumeSettings) TableName() string { return "resume_settings" }

// RoundEntry is what the office sets of its rounds.
type RoundEntry struct {
	RoundSettings
	ResumeDays int `json:"resume_days,omitempty"` // ResumeSettings.Days
}

// Check returns the KindInvalid error for settings that cannot be.
func (s ResumeSettings) Check() error {
	if s.Days < 0 || s.Days > maxLead {
		return Errorf(KindInvalid, "bad_days", "节后复工填报时限应为 0–%d 个工作日（0 为不单独调度），请更正", maxLead)
	}
	return nil
}

// ResumeDays are the days of a round about which projects are back at work.
type ResumeDays struct {
	Opens  Date `json:"opens"`  // first working day after the holiday: owners are asked
	Due    Date `json:"due"`    // they answer
	Closes Date `json:"closes"` // the table closes, the office gets the list
}

// The Spring Festival holiday is the longest run of days off in these days of a year; shorter runs are no holiday.
const (
	resumeFromDay, resumeUntilDay = 10, 10 // of January, of March
	shortestFestival              = 5
)

// BackToWork returns the first working day after the Spring Festival holiday of a year; 0 while the year's days off are
// not known.
func (c Calendar) BackToWork(year int) Date {
	if !c.Known(year) {
		return 0
	}
	longest, run, after := 0, 0, Date(0)
	for d := DateOf(year, 1, resumeFromDay); d <= DateOf(year, 3, resumeUntilDay); d++ {
		if !c.Workday(d) {
			run++
			continue
		}
		if run > longest {
			longest, after = run, d
		}
		run = 0
	}
	if longest < shortestFestival {
		return 0
	}
	return after
}

// Resume returns the days of a year's round about who is back at work, and whether there is one.
func (s ResumeSettings) Resume(year int, calendar Calendar) (ResumeDays, bool) {
	opens := calendar.BackToWork(year)
	if s.Days == 0 || opens == 0 {
		return ResumeDays{}, false
	}
	due := calendar.Add(opens, s.Days-1)
	return ResumeDays{Opens: opens, Due: due, Closes: calendar.Add(due, 2)}, true
}

// ResumeKey begins the keys of its messages.
const ResumeKey = "resume"

// ResumeAsks is what its messages ask for.
var ResumeAsks = TableAsk{Key: ResumeKey, For: "是否复工、复工时间和到岗人数"}

// The columns of the table that is opened.
const (
	resumeBack   = "是否复工"
	resumeSince  = "复工时间（未复工的填计划时间）"
	resumePeople = "到岗人数（未复工的填 0）"
)

// ResumeTable is what is asked of the owners of a programme.
func ResumeTable(year int, d ResumeDays) UrgentEntry {
	return UrgentEntry{Name: fmt.Sprintf("%d年节后复工情况", year), Month: MonthOf(year, 1), To: UrgentToOwners,
		Due: d.Due.At(17, 0), Columns: []UrgentColumn{{Name: resumeBack, Kind: UrgentText},
			{Name: resumeSince, Kind: UrgentDate}, {Name: resumePeople, Kind: UrgentNumber}}}
}

// ResumeAsk is what is to be said to owners at a moment.
type ResumeAsk string

// The steps: a table opens, those without an answer are reminded on the day it is due and on the working day after it,
// and it closes.
const (
	ResumeOpens  ResumeAsk = "opens"
	ResumeDue    ResumeAsk = "due"
	ResumeLate   ResumeAsk = "late"
	ResumeCloses ResumeAsk = "closes"
)

// ResumeStep returns the last step that was reached at a moment; "" before the first. After an outage only that one is
// taken.
func (r RoundRules) ResumeStep(d ResumeDays, now Instant) ResumeAsk {
	morning := func(day Date) Instant { return day.At(r.Ladder.Hour, 0) }
	switch {
	case now < morning(d.Opens):
		return ""
	case now < d.Due.At(askHour, 0):
		return ResumeOpens
	case now < morning(r.Calendar.OnOrAfter(d.Due+1)):
		return ResumeDue
	case now < morning(d.Closes):
		return ResumeLate
	}
	return ResumeCloses
}
