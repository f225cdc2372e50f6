package activities

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"

	"duban/models"
	"duban/workflows/contract"
)

const secret = "dial tcp 10.0.0.7: password=hunter2"

// What leaves an activity stands in Temporal's history: kind, code, sentence and cell, never the cause.
func TestAnErrorLeavesWithoutItsCause(t *testing.T) {
	cause := errors.New(secret)
	for name, c := range map[string]struct {
		err  error
		kind models.Kind
		want contract.ErrorDetails
	}{
		"invalid": {models.Errorf(models.KindInvalid, "bad_date", "“%s”不是有效日期", "2月30日").At("D12").Because(cause),
			models.KindInvalid, contract.ErrorDetails{Code: "bad_date", Message: "“2月30日”不是有效日期", Cell: "D12"}},
		"not found": {models.ProjectNotFound("ZD-1").Because(cause), models.KindNotFound,
			contract.ErrorDetails{Code: "project_not_found", Message: "没有找到项目“ZD-1”，请核对项目编码"}},
		"conflict": {models.Errorf(models.KindConflict, "stale_version", "已被修改"), models.KindConflict,
			contract.ErrorDetails{Code: "stale_version", Message: "已被修改"}},
		"forbidden": {models.Errorf(models.KindForbidden, "own_submission", "不能审核本人填报"), models.KindForbidden,
			contract.ErrorDetails{Code: "own_submission", Message: "不能审核本人填报"}},
		"unavailable": {models.Errorf(models.KindUnavailable, "store_busy", "数据库忙").Because(cause), models.KindUnavailable,
			contract.ErrorDetails{Code: "store_busy", Message: "数据库忙"}},
		"wrapped": {fmt.Errorf("%s: %w", secret, models.Errorf(models.KindConflict, "stale_version", "已被修改")),
			models.KindConflict, contract.ErrorDetails{Code: "stale_version", Message: "已被修改"}},
		"unclassified": {cause, models.KindInternal, contract.ErrorDetails{Code: "internal", Message: "系统内部错误，数据未提交，请联系管理员"}},
	} {
		t.Run(name, func(t *testing.T) {
			left := leave(t, c.err)
			var e *temporal.ApplicationError
			var d contract.ErrorDetails
			if !errors.As(left, &e) {
				t.Fatalf("%T %v", left, left)
			}
			if err := e.Details(&d); err != nil || e.Type() != string(c.kind) || e.Message() != c.want.Message ||
				e.NonRetryable() == c.kind.Retryable() {
				t.Errorf("%v; %s %q, not retryable %t", err, e.Type(), e.Message(), e.NonRetryable())
			}
			if diff := cmp.Diff(c.want, d); diff != "" {
				t.Error(diff)
			}
			for err := left; err != nil; err = errors.Unwrap(err) {
				if strings.Contains(err.Error(), "hunter2") || strings.Contains(fmt.Sprintf("%+v", err), "hunter2") {
					t.Errorf("the cause left with it: %v", err)
				}
			}
		})
	}
	if err := leave(t, nil); err != nil {
		t.Errorf("no error becomes %v", err)
	}
}

// leave lets an activity end with an error and gives what a workflow would see.
func leave(t *testing.T, err error) error {
	t.Helper()
	suite := &testsuite.WorkflowTestSuite{}
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestActivityEnvironment()
	env.RegisterActivityWithOptions(func(ctx context.Context) error { return answer(ctx, err) },
		activity.RegisterOptions{Name: "fail"})
	_, left := env.ExecuteActivity("fail")
	return left
}

// registrations are what Register hands to a worker.
type registrations map[string]any

func (r registrations) RegisterActivityWithOptions(a any, o activity.RegisterOptions) { r[o.Name] = a }

// What the activities take and give travels through Temporal: no row may be among it.
func TestActivitiesTakeAndGiveNoRows(t *testing.T) {
	registered := registrations{}
	(&Activities{}).Register(registered)
	want := map[string]bool{
		contract.ActivityAdvance: true, contract.ActivitySubmitMilestone: true, contract.ActivityReportMonth: true,
		contract.ActivityReview:     true,
		contract.ActivityChangePlan: true, contract.ActivityPromoteImport: true, contract.ActivityStartProjects: true,
		contract.ActivityDeliverOutbox: true,
	}
	for name, fn := range registered {
		delete(want, name)
		ft := reflect.TypeOf(fn)
		for in := range ft.Ins() {
			checkRow(t, name, in, map[reflect.Type]bool{})
		}
		for out := range ft.Outs() {
			checkRow(t, name, out, map[reflect.Type]bool{})
		}
	}
	if len(want) > 0 {
		t.Errorf("not registered: %v", want)
	}
}

func checkRow(t *testing.T, path string, rt reflect.Type, seen map[reflect.Type]bool) {
	t.Helper()
	if seen[rt] {
		return
	}
	seen[rt] = true
	switch rt.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		checkRow(t, path, rt.Elem(), seen)
	case reflect.Struct:
		for f := range rt.Fields() {
			if f.Tag.Get("gorm") != "" {
				t.Errorf("%s.%s has a gorm tag", path, f.Name)
			}
			checkRow(t, path+"."+f.Name, f.Type, seen)
		}
	}
}
