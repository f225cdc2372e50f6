// Package models defines programmes, projects, milestones, reports and escalations, and the rules for changing them.
//
// It holds values and pure rules, without I/O and without a clock: the current moment, the calendar and the ladder are
// arguments. Rows have GORM tags, but no SQL is run here.
//
// Money is an integer number of fen, Month a month, Date a day in Asia/Shanghai, Instant a moment in milliseconds since
// 1970 UTC. None of them is a float, a string or a time.Time.
package models
