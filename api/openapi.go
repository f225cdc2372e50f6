package api

import (
	"cmp"
	"encoding/json"
	"net/http"
	"reflect"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"duban/models"
	"duban/tracking"
)

// configuration returns huma's configuration. It leaves out huma's documentation page, which loads scripts from the
// internet, and its schema links, which would add fields to every response.
func configuration(version string) huma.Config {
	if version == "" {
		version = "dev"
	}
	c := huma.DefaultConfig("督办 Duban", version)
	c.Info.Description = "重点项目投资跟踪。金额为整数分（字段以 _fen 结尾），日期 2021-06-30，月份 2021-06，时间为北京时间。" +
		"写操作须带 Idempotency-Key；同一编号重发得到同一结果。"
	for _, g := range groups {
		c.Tags = append(c.Tags, &huma.Tag{Name: g.name, Description: g.text, Extensions: map[string]any{englishKey: g.en}})
	}
	c.OpenAPIPath, c.DocsPath, c.SchemasPath, c.CreateHooks = "", "", "", nil
	c.Formats = map[string]huma.Format{"application/json": strictJSON, "json": strictJSON}
	c.RejectUnknownQueryParameters = true
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {
		Type: "http", Scheme: "bearer", Description: "人员令牌（duban user add 时显示一次）；数据目录中的套接字不需要令牌，以运维员身份操作",
	}}
	return c
}

// publishedNames maps the names of renamed Go types to the names under which their schemas were first published. Code
// generated from the description uses them.
var publishedNames = map[string]string{"DayCount": "Counted"}

func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	return cmp.Or(publishedNames[name], name)
}

// choices are the closed lists of values that Go types do not express.
var choices = []struct {
	schema, field string
	values        []any
}{
	{"ReviewBody", "decision", []any{models.Accept, models.Return}},
	{"PreReviewBody", "decision", []any{models.Accept, models.Return}},
	{"ChangePlanCommand", "change", []any{models.PlanMove, models.PlanPause, models.PlanResume, models.PlanCancel,
		models.PlanAmount, models.PlanClose}},
	{"CorrectionCommand", "kind", []any{models.CorrectMonth, models.CorrectInCurrent, models.ReopenMilestone}},
	{"RequestCommand", "kind", words(models.RequestKinds)},
	{"RequestDecision", "decision", []any{models.ApproveRequest, models.RefuseRequest, models.PassRequestOn}},
	{"ListAdjustment", "change", []any{tracking.ListDrop, tracking.ListAdmit, tracking.ListMove}},
	{"ProblemInput", "kind", words(models.ProblemKinds)},
	{"ProblemInput", "level", words(models.ProblemLevels)},
	{"NewPersonBody", "role", words(models.RoleNames)},
	{"NewAccount", "role", words(models.RoleNames)},
	{"RoleGrant", "role", words(models.RoleNames)},
}

func words[T any](list []T) (values []any) {
	for _, word := range list {
		values = append(values, word)
	}
	return values
}

// description serves the OpenAPI 3.1 document, which is built once.
func description(a huma.API) http.HandlerFunc {
	nameChoices(a)
	document := sync.OnceValue(func() []byte { return documentOf(a) }) // a start need not wait for it
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/openapi+json")
		_, _ = w.Write(document()) // the client has disconnected
	}
}

// nameChoices adds the values of closed sets to the schemas.
func nameChoices(a huma.API) {
	schemas := a.OpenAPI().Components.Schemas.Map()
	for _, c := range choices {
		schemas[c.schema].Properties[c.field].Enum = c.values
	}
}

func documentOf(a huma.API) []byte {
	document, err := json.Marshal(a.OpenAPI())
	if err != nil {
		panic(err) // it marshals our own types: a defect
	}
	return document
}

// Document returns the OpenAPI 3.1 document of this program, for the documentation page.
func Document(version string) []byte {
	described := humago.New(http.NewServeMux(), configuration(version))
	routes(described, handlers{struct{ Tracking }{}}) // never called
	nameChoices(described)
	return documentOf(described)
}

func pendingResponse(a huma.API) map[string]*huma.Response {
	receipt := a.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[tracking.Receipt](), true, "")
	return map[string]*huma.Response{"202": {
		Description: "已受理，正在保存；用同一请求编号重发可查询结果",
		Content:     map[string]*huma.MediaType{"application/json": {Schema: receipt}},
	}}
}

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func workbookResponse() map[string]*huma.Response {
	return map[string]*huma.Response{"200": {
		Description: "工作簿",
		Content:     map[string]*huma.MediaType{workbookType: {Schema: &huma.Schema{Type: "string", Format: "binary"}}},
	}}
}
