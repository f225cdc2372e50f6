package models

import "strings"

// ReserveState is how far an application for a year's list is.
type ReserveState string

// The states, in their order.
const (
	ReserveKept      ReserveState = "reserve"   // 储备: entered, not applied for
	ReserveApplied   ReserveState = "applied"   // 申报: waits for the first screening
	ReserveReturned  ReserveState = "returned"  // 退回
	ReserveReview    ReserveState = "review"    // 联审: the departments' opinions are collected
	ReserveListed    ReserveState = "listed"    // 列入清单
	ReserveRefused   ReserveState = "refused"   // 不列入
	ReserveWithdrawn ReserveState = "withdrawn" // 撤销
)

// ReserveStates lists the states in their order.
var ReserveStates = []ReserveState{ReserveKept, ReserveApplied, ReserveReturned, ReserveReview, ReserveListed,
	ReserveRefused, ReserveWithdrawn}

var reserveStateWords = map[ReserveState]string{ReserveKept: "储备", ReserveApplied: "待初筛", ReserveReturned: "退回修改",
	ReserveReview: "联审", ReserveListed: "列入清单", ReserveRefused: "不列入", ReserveWithdrawn: "已撤销"}

// Chinese returns the name of the state.
func (s ReserveState) Chinese() string { return reserveStateWords[s] }

// Ended reports whether the application is no longer pursued.
func (s ReserveState) Ended() bool { return s == ReserveRefused || s == ReserveWithdrawn }

// ReserveEntry is what is entered of a project for a year's list. Amounts are in fen; 0 and "" are not stated.
type ReserveEntry struct {
	Code            string   `json:"code,omitempty"`          // kept as the project's code; "": the program gives one
	ApprovalCode    string   `json:"approval_code,omitempty"` // 投资项目代码
	Name            string   `json:"name"`
	Owner           string   `json:"owner"` // 项目单位
	Unit            string   `json:"unit"`  // 责任单位
	Stage           Stage    `json:"stage"`
	Investor        Investor `json:"investor,omitempty"`
	Sector          string   `json:"sector,omitempty"`
	Place           string   `json:"place,omitempty"`
	Scale           string   `json:"scale"`          // 建设内容及规模
	Goal            string   `json:"goal,omitempty"` // 年度工作目标
	Start           Month    `json:"start,omitempty"`
	Finish          Month    `json:"finish,omitempty"`
	Total           Money    `gorm:"column:total_investment_fen" json:"total_investment_fen"`
	ToEndOfLastYear Money    `gorm:"column:to_end_of_last_year_fen" json:"to_end_of_last_year_fen"`
	AnnualPlan      Money    `gorm:"column:annual_plan_fen" json:"annual_plan_fen"` // of the list's year
	Funding         string   `json:"funding,omitempty"`                             // 资金来源
	Contact         string   `json:"contact,omitempty"`
	Phone           string   `json:"phone,omitempty"`
}

// Reserve is a project entered for the list of a coming year (储备、申报项目), of one unit and owner.
type Reserve struct {
	ID   string `gorm:"primaryKey"`
	Year int    // of the list
	ReserveEntry
	NameKey string
	OwnerID string // organisation; it may not be on record yet
	UnitID  string
	State   ReserveState
	Version int
	ByID    string
	ByName  string
	At      Instant
}

// ReserveList is the list of a coming year: until when units are asked to apply for it, and on what ground. Its row is
// there from the first application on.
type ReserveList struct {
	Year     int    `gorm:"primaryKey"`
	Due      Date   // 0: not asked for
	Document string // 文号 of the notice; "": none
	ByName   string
	At       Instant
}

// Open reports whether units are asked to apply on a day.
func (l ReserveList) Open(today Date) bool { return l.Due != 0 && today <= l.Due }

// Call returns the list with what the office asks for. Errors: KindInvalid.
func (l ReserveList) Call(due Date, document string, by Actor, now Instant) (ReserveList, error) {
	switch {
	case l.Year < now.Date().Year() || l.Year > now.Date().Year()+5:
		return l, Errorf(KindInvalid, "bad_year", "申报年度 %d 有误，应为 %d 至 %d 年", l.Year, now.Date().Year(), now.Date().Year()+5)
	case due == 0:
		return l, Errorf(KindInvalid, "due_missing", "请填写申报截止日期")
	case due < now.Date():
		return l, Errorf(KindInvalid, "due_past", "申报截止日期 %s 已过，请重新填写", due)
	}
	l.Due, l.Document, l.ByName, l.At = due, strings.TrimSpace(document), by.Name, now
	return l, nil
}

// ReserveStep is one act on an application. Acts are only added.
type ReserveStep struct {
	ID             string `gorm:"primaryKey"`
	ReserveID      string
	Position       int
	Kind           ReserveAct
	FromState      ReserveState
	ToState        ReserveState
	Text           string // reason, ground or conditions
	Department     string // of an opinion
	Opinion        ReserveOpinion
	Document       string // 文号 of the list
	DocumentOn     Date
	EvidenceSHA256 string `gorm:"column:evidence_sha256"` // scan of the document
	EvidenceName   string
	EvidenceType   string
	EvidenceSize   int64
	OnBehalfOf     string // 代填: the unit for which the office acted
	ByID           string
	ByName         string
	At             Instant
}

// ReserveNotFound returns the KindNotFound error for an application that does not exist or that is not to be seen.
func ReserveNotFound() *Error {
	return Errorf(KindNotFound, "no_reserve", "没有找到该储备项目，请从储备项目列表打开")
}

// ReserveChanged returns the KindConflict error for an application that another person changed.
func ReserveChanged() *Error {
	return Errorf(KindConflict, "reserve_changed", "该储备项目已被他人修改或办理，未保存；请刷新核对后重新办理")
}

// ReserveID returns the row key of an application that a command entered.
func ReserveID(parts ...string) string { return Key("rsv", parts...) }
