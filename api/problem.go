package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"duban/internal/httpkind"
	"duban/models"
)

// problem is an RFC 9457 problem with the program's error code.
type problem struct {
	Type   string `json:"type,omitempty" doc:"问题类型的 URI；没有时为 about:blank"`
	Title  string `json:"title" doc:"问题概要"`
	Status int    `json:"status" doc:"HTTP 状态码"`
	Code   string `json:"code" doc:"稳定的错误代码，供程序判断"`
	Detail string `json:"detail" doc:"哪里、什么问题、怎么办"`
	Cell   string `json:"cell,omitempty" doc:"工作簿中的位置"`
}

func (p *problem) Error() string             { return p.Detail }
func (p *problem) GetStatus() int            { return p.Status }
func (p *problem) ContentType(string) string { return "application/problem+json" }

// titles replaces the English reason phrases.
var titles = map[int]string{
	http.StatusBadRequest:            "请求有误",
	http.StatusUnauthorized:          "未登录",
	http.StatusForbidden:             "没有权限",
	http.StatusNotFound:              "没有找到",
	http.StatusMethodNotAllowed:      "不支持的操作",
	http.StatusRequestTimeout:        "上传超时",
	http.StatusConflict:              "与现状冲突",
	http.StatusPreconditionFailed:    "数据已被修改",
	http.StatusRequestEntityTooLarge: "内容过大",
	http.StatusUnsupportedMediaType:  "不支持的文件或格式",
	http.StatusUnprocessableEntity:   "内容不符合要求",
	http.StatusServiceUnavailable:    "暂时不可用",
	http.StatusInsufficientStorage:   "存储空间不足",
	http.StatusInternalServerError:   "系统内部错误",
	http.StatusTooManyRequests:       "请求过于频繁",
}

func newProblem(e *models.Error) *problem {
	status := httpkind.Status(e)
	return &problem{Title: titles[status], Status: status, Code: e.Code, Detail: e.Message.Text, Cell: e.Cell}
}

// refuse turns every error of an operation into a problem. An error that the caller did not cause is logged here, once,
// with its cause; the response contains only the sentence and the number of the log line.
func refuse(ctx context.Context, err error) *problem {
	e := models.AsError(err)
	p := newProblem(e)
	if !e.Kind.Ours() || errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return p
	}
	log, _ := ctx.Value(logKey).(requestLog)
	if log.Logger != nil {
		log.Error("request failed", "code", e.Code, "status", p.Status, "actor", actorOf(ctx).ID, "error", cause(e))
		p.Detail += "（编号 " + log.number + "）"
	}
	return p
}

func cause(e *models.Error) string {
	if e.Cause != nil {
		return e.Cause.Error()
	}
	return e.Message.Text
}

// requestLog is the logger of one request and the request's number.
type requestLog struct {
	*slog.Logger
	number string
}

func write(w http.ResponseWriter, p *problem) {
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the client has disconnected
}

// huma keeps its error constructor and its rule for arrays in package variables; only this package uses huma.
func init() {
	huma.NewError = translate
	huma.DefaultArrayNullable = false
}

// translate turns the errors that huma itself finds in a request into a problem.
func translate(status int, _ string, errs ...error) huma.StatusError {
	for _, err := range errs {
		var p *problem
		if errors.As(err, &p) {
			return p
		}
	}
	if e, ok := statusOfHuma[status]; ok {
		return newProblem(e)
	}
	for _, err := range errs {
		var d *huma.ErrorDetail
		if errors.As(err, &d) {
			return newProblem(explainDetail(d))
		}
	}
	switch {
	case status == http.StatusBadRequest:
		return newProblem(models.Errorf(models.KindInvalid, "empty", "请求内容为空，请提供内容"))
	case status >= http.StatusInternalServerError:
		return newProblem(models.AsError(errors.New("huma")))
	}
	return newProblem(models.Errorf(models.KindInvalid, "bad_request", "请求有误，请核对（见 /openapi.json）"))
}

func explainDetail(d *huma.ErrorDetail) *models.Error {
	place, name, _ := strings.Cut(d.Location, ".")
	switch {
	case place == "body":
		return statusOfHuma[http.StatusUnsupportedMediaType]
	case d.Message == "unknown query parameter":
		return models.Errorf(models.KindInvalid, "unknown_parameter", "不认识的参数“%s”，请核对（见 /openapi.json）", name)
	case strings.HasPrefix(d.Message, "required "):
		return models.Errorf(models.KindInvalid, "missing_parameter", "缺少参数“%s”", name)
	}
	return models.Errorf(models.KindInvalid, "bad_parameter", "参数“%s”的值“%v”不符合要求（见 /openapi.json）", name, d.Value)
}
