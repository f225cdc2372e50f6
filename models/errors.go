package models

import (
	"errors"
	"fmt"
)

// Kind is the closed set of ways an operation can fail. Everything else about an error is words.
type Kind string

// The kinds of error. Each interface maps them once: to an HTTP status, an exit code, a retry policy.
const (
	KindInvalid     Kind = "invalid"     // the input is wrong; the text says where, what and what to do
	KindNotFound    Kind = "not_found"   // the thing does not exist, or is not this person's to see
	KindConflict    Kind = "conflict"    // another person was first, or the state no longer allows it
	KindForbidden   Kind = "forbidden"   // this person may not do this
	KindUnavailable Kind = "unavailable" // a dependency is unavailable; the same call may work later
	KindInternal    Kind = "internal"    // a defect; the cause is for the log only
)

// Error is an error a person may read.
//
// Message says where, what and what to do. Code is stable and for scripts. Cell is the place in a workbook, if there is
// one ("D12", "Sheet1!D12"). Cause is for the log and is never shown.
type Error struct {
	Kind    Kind
	Code    string
	Message Message
	Cell    string
	Cause   error
}

// Error returns the Chinese text, followed by the cause when there is one.
func (e *Error) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("%s (%s): %v", e.Message, e.Code, e.Cause)
	}
	return fmt.Sprintf("%s (%s)", e.Message, e.Code)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Errorf makes an Error of a kind and code with the message that Messagef makes of a Chinese format and its arguments.
func Errorf(kind Kind, code, format string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Message: Messagef(format, args...)}
}

// At returns a copy of the error that names a workbook cell.
func (e *Error) At(cell string) *Error {
	c := *e
	c.Cell = cell
	return &c
}

// Because returns a copy of the error that carries a cause for the log.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.Cause = cause
	return &c
}

// AsError returns err as an *Error. An error no one classified becomes KindInternal with a sentence that gives
// nothing of it away; its text stays in the cause. A nil err gives nil.
func AsError(err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return Errorf(KindInternal, "internal", "系统内部错误，数据未提交，请联系管理员").Because(err)
}

// KindOf returns the kind of err: KindInternal for an unclassified one, "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	return AsError(err).Kind
}

// Retryable reports whether the same operation may succeed later without anyone changing anything.
func (k Kind) Retryable() bool { return k == KindUnavailable }

// Ours reports whether the program is at fault and not the caller: such an error is logged, once, at the edge.
func (k Kind) Ours() bool { return k == KindUnavailable || k == KindInternal }
