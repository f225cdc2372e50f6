package models

import (
	"cmp"
	"slices"
)

// RoundRules hold what decides the steps of a round.
type RoundRules struct {
	Calendar Calendar
	Ladder   Ladder
}

// askHour is the hour of the day on which those without an estimate are reminded: the morning is theirs.
const askHour = 14

// RoundTurn is what has become of a round: the steps that are new, who is told of them, and what it waits for.
type RoundTurn struct {
	Steps    []RoundStep
	Messages []OutboxMessage
	Stage    RoundStage
	Next     Moment
}

// timedStep is a step that is reached by time, unless what it asks for was done before.
type timedStep struct {
	kind    RoundStepKind
	subject string
	at      Instant
	due     Date
	needed  bool // what it asks for was not done before its moment
	settled bool // it has been done since
	text    string
}

// timed lists the steps that time brings, with their moments.
func (r RoundRules) timed(f RoundFacts) []timedStep {
	d := f.Settings.Days(f.Round, r.Calendar)
	morning := func(day Date) Instant { return day.At(r.Ladder.Hour, 0) }
	after := func(day Date) Instant { return morning(r.Calendar.OnOrAfter(day + 1)) }
	_, estimated := f.newestOf(ClosedEstimate, endOfTime)
	_, verified := f.newestOf(ClosedVerified, endOfTime)
	closed := f.closedBefore(endOfTime)
	all := []timedStep{{kind: RoundOpens, at: morning(d.Opens), due: d.Estimate, needed: true, settled: estimated}}
	add := func(kind RoundStepKind, at Instant, due Date, done func(ClosingKind, Instant) bool, of ClosingKind, now bool) {
		all = append(all, timedStep{kind: kind, at: at, due: due, needed: !done(of, at), settled: now})
	}
	add(RoundEstimateAsk, d.Estimate.At(askHour, 0), d.Estimate, f.up, ClosedEstimate, estimated)
	add(RoundEstimateLate, after(d.Estimate), d.Estimate, f.up, ClosedEstimate, estimated)
	for _, report := range f.Reports {
		due := r.Calendar.Add(report.SubmittedAt.Date(), f.Settings.PreReviewDays)
		at := after(due)
		all = append(all, timedStep{kind: RoundPreReviewLate, subject: report.Submission, at: at, due: due,
			needed: report.PassedAt == 0 || report.PassedAt >= at, settled: report.PassedAt != 0, text: report.Label})
	}
	add(RoundVerifiedAsk, morning(d.Verified), d.Verified, f.up, ClosedVerified, verified)
	add(RoundVerifiedLate, after(d.Verified), d.Verified, f.up, ClosedVerified, verified)
	add(RoundUnconfirmed, after(r.Calendar.Add(d.Verified, CloseAfter)), d.Verified, f.up, ClosedVerified, verified)
	if f.Followed && f.Count.Due > 0 {
		ask := func(_ ClosingKind, at Instant) bool { return f.closedBefore(at) }
		add(RoundAskClose, morning(d.AskClose), f.Round.Due, ask, ClosedMonth, closed)
	}
	return all
}

// endOfTime is later than any moment.
const endOfTime Instant = 1 << 62

// Advance returns the steps of a round that were reached or done until a moment and are not on record, who is told of
// them, and the next moment at which something will be. What is due before the day is recorded and not sent: the office
// gets one message about it. Run twice, it returns nothing twice.
func (r RoundRules) Advance(f RoundFacts, now Instant) RoundTurn {
	var turn RoundTurn
	var missed []RoundStep
	trial := f.Programme.Trial(now.Date())
	for _, t := range r.timed(f) {
		switch {
		case f.recorded(t.kind, t.subject) || !t.needed:
			continue
		case t.at > now:
			if turn.Next.At == 0 || t.at < turn.Next.At {
				turn.Next = Moment{At: t.at, What: string(t.kind.Word())}
			}
			continue
		}
		step := f.step(t.kind, t.subject, now)
		step.Due, step.At, step.Trial, step.Text = t.due, t.at, trial, t.text
		step.PassedOver = t.settled || t.at < f.Record.BegunAt || t.at.Date() < now.Date() || t.kind == RoundUnconfirmed
		turn.Steps = append(turn.Steps, step)
		if step.PassedOver && !t.settled && t.at >= f.Record.BegunAt && t.kind != RoundUnconfirmed {
			missed = append(missed, step)
		}
	}
	for _, c := range f.Closings {
		kind := confirmedKind(c)
		if subject := versionSubject(c.Version); !f.recorded(kind, subject) {
			step := f.step(kind, subject, now)
			step.At, step.ByName, step.Due = c.At, c.ByName, c.At.Date()
			turn.Steps = append(turn.Steps, step)
		}
	}
	slices.SortStableFunc(turn.Steps, func(a, b RoundStep) int { return cmp.Compare(a.At, b.At) })
	turn.Stage = r.Stage(f, now)
	if !trial {
		turn.Messages = r.roundMessages(f, turn.Steps, missed, now)
	}
	return turn
}

func (f RoundFacts) step(kind RoundStepKind, subject string, now Instant) RoundStep {
	return RoundStep{ID: RoundStepID(f.Record.ID, kind, subject), RoundID: f.Record.ID, Kind: kind, Subject: subject,
		RecordedAt: now}
}

// confirmedKind is the kind of step that a version of a closing is.
func confirmedKind(c MonthClosing) RoundStepKind {
	switch {
	case c.Kind == ClosedEstimate:
		return RoundEstimateUp
	case c.Kind == ClosedVerified:
		return RoundVerifiedUp
	case c.Reopened:
		return RoundReopened
	}
	return RoundIsClosed
}

// Stage returns how far a round has come. It is over when the month is closed and the verified figures have gone up, or
// were not confirmed here within CloseAfter working days.
func (r RoundRules) Stage(f RoundFacts, now Instant) RoundStage {
	d := f.Settings.Days(f.Round, r.Calendar)
	up, closed := f.up(ClosedVerified, endOfTime), f.closedBefore(endOfTime)
	given := now >= r.Calendar.OnOrAfter(r.Calendar.Add(d.Verified, CloseAfter)+1).At(r.Ladder.Hour, 0)
	switch {
	case closed && (up || given):
		return RoundClosed
	case closed:
		return RoundVerifying
	case now < d.Opens.At(r.Ladder.Hour, 0):
		return RoundAhead
	case up:
		return RoundToBeClosed
	case !f.up(ClosedEstimate, endOfTime) && now.Date() <= d.Estimate:
		return RoundEstimating
	case f.Count.Due == 0 || f.Count.Outstanding() > 0:
		return RoundReporting
	case !f.Count.Complete():
		return RoundReviewing
	}
	return RoundVerifying
}

// NewRoundRules returns the rules of a programme's rounds.
func NewRoundRules(p Programme, calendar Calendar) RoundRules {
	return RoundRules{Calendar: calendar, Ladder: p.Book().Ladder}
}
