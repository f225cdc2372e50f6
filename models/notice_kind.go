package models

// NoticeKind is what a message to people is about.
type NoticeKind string

// The kinds of messages. Those of the ladder have an escalation; the others name the row they are about in
// OutboxMessage.Object.
const (
	NoticeLadder     NoticeKind = ""           // a reminder or a rung
	NoticeClose      NoticeKind = "close"      // a round is to be closed
	NoticeReturned   NoticeKind = "returned"   // a submission was returned for correction
	NoticeAccepted   NoticeKind = "accepted"   // a submission was accepted
	NoticeTakenBack  NoticeKind = "taken_back" // an acceptance was withdrawn
	NoticePlan       NoticeKind = "plan"       // a plan was changed: extended, paused, dropped
	NoticeOrder      NoticeKind = "order"      // a step of a supervision order or of an instruction (督办单、批示)
	NoticeProblem    NoticeKind = "problem"    // a step of a problem (问题、要素保障)
	NoticeRequest    NoticeKind = "request"    // a request waits, or is decided (延期申请 and others)
	NoticeAssignment NoticeKind = "assignment" // a post or a project was assigned, or handed over
	NoticeVacancy    NoticeKind = "vacancy"    // a post without a holder got a message
	NoticeRelease    NoticeKind = "release"    // messages to leaders wait to be released (拟报)
	NoticeChannel    NoticeKind = "channel"    // a channel by which messages leave the program does not work
	NoticeRound      NoticeKind = "round"      // a round asks for something (预计数、初审、核定数)
	NoticeSuggestion NoticeKind = "suggestion" // a complaint or a suggestion came in, or was answered (投诉建议)
	NoticeReserve    NoticeKind = "reserve"    // an application for a coming year's list (储备、申报)
	NoticeExplain    NoticeKind = "explain"    // the office asks an owner a question (情况说明)
	NoticeComment    NoticeKind = "comment"    // a person was mentioned in a comment (留言)
	NoticeScore      NoticeKind = "score"      // points are announced, contested, decided or published (季度考核)
	// a 形象进度确认单 is asked for, or its signed scan is there
	NoticeConfirmation NoticeKind = "confirmation"
)
