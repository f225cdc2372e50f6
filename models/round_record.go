package models

// MonthRound is the round of one month of a programme (调度轮次): an entity with a process of its own.
type MonthRound struct {
	ID          string `gorm:"primaryKey"` // MonthRoundID
	ProgrammeID string
	Month       Month
	Stage       RoundStage
	BegunAt     Instant // since when it is followed: what was due before is recorded and not sent
	NextAt      Instant // what its process waits for; 0: nothing but what people do
	NextWhat    string
	Told        bool // its process knows that something changed
	Marks       int  // how often something changed
}

// TableName names the table.
func (MonthRound) TableName() string { return "rounds" }

// MonthRoundID is the row key of a round.
func MonthRoundID(programmeID string, month Month) string {
	return Key("round", programmeID, month.String())
}

// RoundStage is how far a round has come. It follows from what is on record and the day.
type RoundStage string

// The stages, in order.
const (
	RoundAhead      RoundStage = "ahead"      // before its first day
	RoundEstimating RoundStage = "estimating" // the estimate is asked for and has not gone up
	RoundReporting  RoundStage = "reporting"  // reports are missing
	RoundReviewing  RoundStage = "reviewing"  // all are in, not all are decided
	RoundVerifying  RoundStage = "verifying"  // the verified figures have not gone up
	RoundToBeClosed RoundStage = "to_close"   // they have, and the month is not closed
	RoundClosed     RoundStage = "closed"
)

// Word returns the name of the stage.
func (s RoundStage) Word() Word {
	switch s {
	case RoundAhead:
		return "未开始"
	case RoundEstimating:
		return "填报预计数"
	case RoundReporting:
		return "月报报送"
	case RoundReviewing:
		return "初审和审定"
	case RoundVerifying:
		return "确认核定数"
	case RoundToBeClosed:
		return "待月结"
	case RoundClosed:
		return "已结束"
	}
	return Word(s)
}

// RoundStep is one step of a round that was reached or done. It is written once.
type RoundStep struct {
	ID         string `gorm:"primaryKey"` // RoundStepID
	RoundID    string
	Kind       RoundStepKind
	Subject    string  // submission of RoundPreReviewLate, version of what was confirmed or closed
	Due        Date    // the day it is about
	At         Instant // when it was reached, or done
	RecordedAt Instant
	ByName     string
	PassedOver bool // not sent: its day was over when it was recorded, or it was settled
	Trial      bool // recorded in trial running: not sent
	Text       string
}

// RoundStepID is the row key of a step.
func RoundStepID(roundID string, kind RoundStepKind, subject string) string {
	return Key("round-step", roundID, string(kind), subject)
}

// RoundStepKind is what a step of a round is.
type RoundStepKind string

// The kinds. Those in the first group are reached by time, those in the second are what people did.
const (
	RoundOpens         RoundStepKind = "opens"           // estimates are asked for
	RoundEstimateAsk   RoundStepKind = "estimate_ask"    // those without one are reminded, the office is to confirm
	RoundEstimateLate  RoundStepKind = "estimate_late"   // it has not gone up
	RoundPreReviewLate RoundStepKind = "pre_review_late" // a unit's opinion is late
	RoundVerifiedAsk   RoundStepKind = "verified_ask"    // the office is to confirm the verified figures
	RoundVerifiedLate  RoundStepKind = "verified_late"   // they have not gone up
	RoundAskClose      RoundStepKind = "ask_close"       // the office is asked to close the month
	RoundUnconfirmed   RoundStepKind = "unconfirmed"     // they were never confirmed here: the round does not wait for it

	RoundEstimateUp RoundStepKind = "estimate_up"
	RoundVerifiedUp RoundStepKind = "verified_up"
	RoundIsClosed   RoundStepKind = "closed"
	RoundReopened   RoundStepKind = "reopened"
)

// Word returns the name of the kind.
func (k RoundStepKind) Word() Word {
	switch k {
	case RoundOpens:
		return "开始填报预计数"
	case RoundEstimateAsk:
		return "催报预计数"
	case RoundEstimateLate:
		return "预计数逾期未确认"
	case RoundPreReviewLate:
		return "初审超期"
	case RoundVerifiedAsk:
		return "提请确认核定数"
	case RoundVerifiedLate:
		return "核定数逾期未确认"
	case RoundAskClose:
		return "提请办理月结"
	case RoundUnconfirmed:
		return "核定数未在本系统确认"
	case RoundEstimateUp:
		return "预计数已上报"
	case RoundVerifiedUp:
		return "核定数已上报"
	case RoundIsClosed:
		return "已月结"
	case RoundReopened:
		return "重新开启"
	}
	return Word(k)
}
