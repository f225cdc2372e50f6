package cli

import (
	"errors"
	"strconv"

	"duban/models"
)

// Exit codes, after BSD's sysexits.
const (
	exitUsage       = 64
	exitRefused     = 65
	exitUnreachable = 69
	exitConfig      = 78
	exitOther       = 1
)

// exitOfKind and exitOfCode map errors to exit codes; a code overrides its kind.
var (
	exitOfKind = map[models.Kind]int{
		models.KindInvalid:     exitRefused,
		models.KindNotFound:    exitRefused,
		models.KindConflict:    exitRefused,
		models.KindForbidden:   exitRefused,
		models.KindUnavailable: exitUnreachable,
		models.KindInternal:    exitOther,
	}
	exitOfCode = map[string]int{codeUsage: exitUsage, codeCancelled: exitOther, "backup_full": exitOther}
)

const (
	codeUsage     = "usage"
	codeCancelled = "cancelled" // interrupted: neither the file nor the server is at fault
)

// usage returns an error of the command line itself.
func usage(format string, args ...any) *models.Error {
	return models.Errorf(models.KindInvalid, codeUsage, format, args...)
}

// misconfigured marks an error of the configuration: nothing was started.
type misconfigured struct{ error }

func (m misconfigured) Unwrap() error { return m.error }

// exitStatus is an exit code after everything was printed.
type exitStatus int

func (s exitStatus) Error() string { return "exit " + strconv.Itoa(int(s)) }

func exitCode(err error) int {
	e := models.AsError(err)
	if code, ok := exitOfCode[e.Code]; ok {
		return code
	}
	if errors.As(err, &misconfigured{}) {
		return exitConfig
	}
	if code, ok := exitOfKind[e.Kind]; ok {
		return code
	}
	return exitOther
}
