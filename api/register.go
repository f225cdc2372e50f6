package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// operation is a handler with typed input and output.
type operation[I, O any] func(ctx context.Context, actor models.Actor, in *I) (*O, error)

// register adds an operation: it passes the caller on and turns every error into a problem.
func register[I, O any](a huma.API, op huma.Operation, do operation[I, O]) {
	op.SkipValidateBody = true // body parses strictly and reports errors in Chinese
	op.BodyReadTimeout = -1    // httpguard sets the deadlines
	op.Middlewares = append(op.Middlewares, beforeBody(op)...)
	op.Errors = append(slices.Clone(op.Errors), http.StatusTooManyRequests)
	if _, edits := any(new(I)).(editing); edits {
		op.Errors = append(op.Errors, http.StatusPreconditionFailed)
	}
	describe(&op)
	op.Security = []map[string][]string{{"token": {}}}
	defer func() { illustrate(a, op.Method, op.Path) }()
	huma.Register(a, op, func(ctx context.Context, in *I) (*O, error) {
		if err := unmatched(ctx, in); err != nil {
			return nil, refuse(ctx, err)
		}
		out, err := do(ctx, actorOf(ctx), in)
		if err != nil {
			if note, ok := ctx.Value(deniedKey).(func(context.Context, models.Actor, string, error)); ok {
				note(ctx, actorOf(ctx), op.Method+" "+op.Path, err)
			}
			return nil, refuse(ctx, err)
		}
		return out, nil
	})
}

// unmatched refuses a request with If-Match for an operation that does not read it. Otherwise the caller would believe
// that the version was checked.
func unmatched(ctx context.Context, in any) error {
	if _, ok := in.(editing); ok {
		return nil
	}
	if matched, _ := ctx.Value(matchKey).(bool); matched {
		return models.Errorf(models.KindConflict, "bad_etag", "该操作不核对 If-Match，请去掉这个请求头后重发")
	}
	return nil
}

// Keyed is the header of every write. edge checks that it is present.
type Keyed struct {
	Key string `header:"Idempotency-Key" required:"true" maxLength:"200" doc:"请求编号：同一编号重发得到同一结果，不会重复提交"`
}

// OfProject holds the path parameters that name a project.
type OfProject struct {
	Year string `path:"year" doc:"年度；latest 为使用该编码的最近年度" example:"2021"`
	Code string `path:"code" doc:"项目编码" example:"ZD-2021-007"`
}

// text returns the project as tracking parses it: "2021/ZD-2021-007", or the code alone for the latest year.
func (p OfProject) text() string {
	if p.Year == "latest" {
		return p.Code
	}
	return p.Year + "/" + p.Code
}

// OfProgramme is the query parameter that names a list of projects.
type OfProgramme struct {
	Programme string `query:"programme" doc:"项目清单：名称、编号或年度；不填为最近年度的区重点项目" example:"2021年区重点项目"`
}

// answer is the output of most operations.
type answer[T any] struct{ Body T }

func answered[T any](body T, err error) (*answer[T], error) { return &answer[T]{body}, err }

// listed returns [] and not null for an empty list.
func listed[T any](rows []T, err error) (*answer[[]T], error) {
	if rows == nil {
		rows = []T{}
	}
	return &answer[[]T]{rows}, err
}

// receiptOutput is a receipt: 200 if it is done, 202 while it is still being saved.
type receiptOutput struct {
	Status int
	Body   tracking.Receipt
}
