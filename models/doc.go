// Package models says what a programme, project, milestone, report and escalation are, and which moves are legal.
//
// It is the bottom stair of the house: pure values and rules, no I/O and no clock. Whatever needs the present
// moment, a calendar or a ladder is handed them as values. GORM tags are allowed on the rows; nothing here runs SQL.
//
// Money is an integer count of fen, a Month is a month, a Date is a day in Asia/Shanghai and an Instant is a
// moment in milliseconds since 1970 UTC. None of them is a float, a string or a time.Time.
package models
