package process

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/temporal"

	"duban/models"
	"duban/workflows/contract"
)

func TestTranslate(t *testing.T) {
	details := contract.ErrorDetails{Code: "month_approved", Message: "9月数据已审定，请走更正流程", Cell: "D12"}
	of := func(kind string, d ...any) error {
		return temporal.NewApplicationErrorWithOptions("话", kind, temporal.ApplicationErrorOptions{Details: d})
	}
	for name, c := range map[string]struct {
		err     error
		kind    models.Kind
		code    string
		message string // "": not looked at
	}{
		"invalid":     {of("invalid", details), models.KindInvalid, "month_approved", details.Message},
		"not found":   {of("not_found", details), models.KindNotFound, "month_approved", details.Message},
		"conflict":    {of("conflict", details), models.KindConflict, "month_approved", details.Message},
		"forbidden":   {of("forbidden", details), models.KindForbidden, "month_approved", details.Message},
		"unavailable": {of("unavailable", details), models.KindUnavailable, "month_approved", details.Message},
		"wrapped": {fmt.Errorf("update: %w", of("conflict", details)), models.KindConflict, "month_approved",
			details.Message},
		"without details": {of("conflict"), models.KindConflict, "conflict", "话"},
		"a defect":        {of("internal", details), models.KindInternal, "internal", ""},
		"a panic":         {of("PanicError"), models.KindInternal, "internal", ""},
		"no such workflow": {serviceerror.NewNotFound("workflow not found for ID: secret"), models.KindNotFound,
			"no_process", ""},
		"server away": {serviceerror.NewUnavailable("dial tcp 10.0.0.7"), models.KindUnavailable,
			"process_unavailable", ""},
		"too many": {serviceerror.NewResourceExhausted(0, "rps"), models.KindUnavailable,
			"process_unavailable", ""},
		"deadline":      {context.DeadlineExceeded, models.KindUnavailable, "process_unavailable", ""},
		"anything else": {errors.New("password=hunter2"), models.KindUnavailable, "process_unavailable", ""},
		"the program's own, inside": {fmt.Errorf("gate: %w", context.Canceled), models.KindUnavailable, "process_unavailable",
			""},
	} {
		t.Run(name, func(t *testing.T) {
			e := models.AsError(translate(c.err))
			if e.Kind != c.kind || e.Code != c.code || c.message != "" && e.Message.Text != c.message {
				t.Errorf("%s %s %q", e.Kind, e.Code, e.Message)
			}
			if (e.Cell == "D12") != (c.code == "month_approved") {
				t.Errorf("cell %q", e.Cell)
			}
			for _, word := range []string{"hunter2", "10.0.0.7", "secret", "rps", "context"} {
				if strings.Contains(e.Message.Text, word) {
					t.Errorf("%q gives %q away", e.Message, word)
				}
			}
		})
	}
	if err := translate(nil); err != nil {
		t.Errorf("nothing becomes %v", err)
	}
}
