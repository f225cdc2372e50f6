package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"duban/models"
)

// docsPage is the documentation of the API: the common part with a list of operations, or one group in full.
type docsPage struct {
	basePage
	Version string
	Groups  []docsGroup
	Group   *docsGroup // the group shown in full; nil for the common part
	Errors  []docsError
}

// docsGroup is a group of operations.
type docsGroup struct {
	Title, Text, Address string
	Current              bool
	Operations           []docsOperation
}

// docsOperation is an operation as the page shows it.
type docsOperation struct {
	ID, Method, Path, Title, Text string
	Curl                          string
	Parameters                    []docsField
	Body                          []docsField
	BodyIs                        string // media type of the request when it is not JSON
	Example                       string
	Answer                        []docsField
	AnswerIs                      string // "list", "file", or "" for one object
	Errors                        string // statuses
}

// docsField is a parameter, or a field of a request or response body.
type docsField struct {
	Name, In, Type, Text, Example string
	Required                      bool
}

// docsError is a status code with what a client should do.
type docsError struct {
	Status      int
	Title, ToDo string
}

// showDocs shows what all operations have in common, and a list of them.
func (h *handlers) showDocs(w http.ResponseWriter, r *http.Request) error { return h.docs(w, r, "") }

// showDocsGroup shows a group of operations in full.
func (h *handlers) showDocsGroup(w http.ResponseWriter, r *http.Request) error {
	return h.docs(w, r, r.PathValue("group"))
}

func (h *handlers) docs(w http.ResponseWriter, r *http.Request, group string) error {
	l, api := languageOf(r), h.api()
	p := docsPage{basePage: h.base(w, r), Version: api.Info.Version, Errors: docsErrors(l)}
	for _, g := range api.Tags {
		shown := docsGroup{Title: g.Name, Text: g.Description, Address: "/docs/api/" + g.slug(), Current: g.slug() == group}
		if l == english {
			shown.Title, shown.Text = g.English, ""
		}
		for _, op := range g.Operations {
			shown.Operations = append(shown.Operations, api.operation(l, op, shown.Current))
		}
		p.Groups = append(p.Groups, shown)
	}
	for i := range p.Groups {
		if p.Groups[i].Current {
			p.Group = &p.Groups[i]
		}
	}
	if group != "" && p.Group == nil {
		return models.Errorf(models.KindNotFound, "no_page", "没有这个页面，请核对地址")
	}
	p.add([]string{"help.css", "apidocs.css"}, nil)
	h.write(w, r, http.StatusOK, "apidocs", "page", p)
	return nil
}

// operation returns an operation for display; without complete, only what a list needs.
func (d apiDocument) operation(l lang, op apiOperation, complete bool) docsOperation {
	out := docsOperation{ID: op.OperationID, Method: op.Method, Path: op.Path, Title: op.Summary, Text: op.Description}
	if l == english {
		out.Title, out.Text = op.English, ""
	}
	if !complete {
		return out
	}
	if len(op.Samples) > 0 {
		out.Curl = op.Samples[0].Source
	}
	for _, p := range op.Parameters {
		f := docsField{Name: p.Name, In: p.In, Type: d.typeOf(l, p.Schema), Text: p.Description, Required: p.Required}
		if len(p.Schema.Examples) > 0 {
			f.Example = fmt.Sprint(p.Schema.Examples[0])
		}
		out.Parameters = append(out.Parameters, f)
	}
	for media, content := range op.RequestBody.Content {
		out.BodyIs = media
		if media == "application/json" {
			out.BodyIs, out.Body, out.Example = "", d.fields(l, content.Schema), indented(content.Example)
		}
	}
	for media, content := range op.Responses["200"].Content {
		out.Answer = d.fields(l, content.Schema)
		switch {
		case media != "application/json":
			out.AnswerIs = "file"
		case slices.Contains(content.Schema.Type, "array"):
			out.AnswerIs = "list"
		}
	}
	statuses := slices.DeleteFunc(slices.Sorted(maps.Keys(op.Responses)),
		func(status string) bool { return status < "400" })
	out.Errors = strings.Join(statuses, " ")
	return out
}

func (d apiDocument) fields(l lang, s apiSchema) (fields []docsField) {
	object := d.properties(s)
	if object == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(object.Properties)) {
		p := object.Properties[name]
		fields = append(fields, docsField{Name: name, Type: d.typeOf(l, *p), Text: p.Description,
			Required: slices.Contains(object.Required, name)})
	}
	return fields
}

// typeOf returns the name of a schema's type.
func (d apiDocument) typeOf(l lang, s apiSchema) string {
	switch {
	case len(s.Enum) > 0:
		words := make([]string, 0, len(s.Enum))
		for _, v := range s.Enum {
			words = append(words, fmt.Sprint(v))
		}
		return strings.Join(words, " | ")
	case s.Ref != "":
		return l.text("对象")
	case s.Items != nil:
		return l.text("列表")
	}
	switch {
	case slices.Contains(s.Type, "string"):
		return l.text("文本")
	case slices.Contains(s.Type, "integer"):
		return l.text("整数")
	case slices.Contains(s.Type, "boolean"):
		return "true | false"
	}
	return l.text("对象")
}

func indented(example json.RawMessage) string {
	var out bytes.Buffer
	if len(example) == 0 || json.Indent(&out, example, "", "  ") != nil {
		return ""
	}
	return out.String()
}

func docsErrors(l lang) (rows []docsError) {
	for _, e := range []struct {
		status      int
		title, toDo phrase
	}{
		{http.StatusBadRequest, "请求有误", "请求内容为空或不是有效的 JSON，改正后重发。"},
		{http.StatusUnauthorized, "未登录", "没有令牌，或令牌已失效。"},
		{http.StatusForbidden, "没有权限", "角色或令牌范围不够，不要重试。"},
		{http.StatusNotFound, "没有找到", "不存在，或不在本人可查看的范围内，两者提示相同。"},
		{http.StatusConflict, "与现状冲突", "已经审定、已经销号等，读取现状后再决定。"},
		{http.StatusPreconditionFailed, "数据已被修改", "数据已被他人修改，请重新读取后再改。"},
		{http.StatusRequestEntityTooLarge, "内容过大", "工作簿 50 MB，佐证材料 20 MB，其他 1 MB。"},
		{http.StatusUnsupportedMediaType, "不支持的文件或格式", "换成所列的格式。"},
		{http.StatusUnprocessableEntity, "内容不符合要求", "detail 写明哪里不对，改正后用新的请求编号重发。"},
		{http.StatusTooManyRequests, "请求过于频繁", "按 Retry-After 的秒数等待后重发。"},
		{http.StatusServiceUnavailable, "暂时不可用", "数据没有提交，用同一请求编号重试。"},
	} {
		rows = append(rows, docsError{e.status, e.title.in(l), e.toDo.in(l)})
	}
	return rows
}
