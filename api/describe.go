package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Extension keys that the documentation page reads from the description.
const (
	englishKey = "x-description-en"
	curlKey    = "x-codeSamples"
)

// describe adds the documentation to an operation.
func describe(op *huma.Operation) {
	a := abouts[op.OperationID]
	op.Tags, op.Description = []string{a.tag}, a.text
	op.Extensions = map[string]any{englishKey: a.en}
}

// illustrate adds examples to a registered operation: its body, and a curl command.
func illustrate(a huma.API, method, path string) {
	item := a.OpenAPI().Paths[path]
	op := item.Get
	if method == http.MethodPost {
		op = item.Post
	}
	body := abouts[op.OperationID].body
	if op.RequestBody != nil && body != "" {
		op.RequestBody.Content["application/json"].Example = json.RawMessage(body)
	}
	op.Extensions[curlKey] = []map[string]string{{"lang": "Shell", "label": "curl", "source": curl(op, method, path,
		body)}}
}

// curl returns a shell command that calls the operation with the examples of its required parameters.
func curl(op *huma.Operation, method, path, body string) string {
	query := url.Values{}
	for _, p := range op.Parameters {
		example := exampleOf(p)
		switch {
		case p.In == "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(example))
		case p.In == "query" && p.Required:
			query.Set(p.Name, example)
		}
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	parts := []string{`curl -H "Authorization: Bearer $DUBAN_TOKEN"`}
	if method == http.MethodPost {
		parts = append(parts, `-H "Idempotency-Key: $(uuidgen)"`)
	}
	switch {
	case body != "":
		parts = append(parts, `-H "Content-Type: application/json"`, `-d '`+body+`'`)
	case op.RequestBody != nil:
		parts = append(parts, `-H "Content-Type: application/octet-stream"`, `--data-binary @文件`)
	case method == http.MethodPost:
		parts = append(parts, "-X POST")
	}
	return strings.Join(append(parts, `"$DUBAN_SERVER`+path+`"`), " \\\n  ")
}

func exampleOf(p *huma.Param) string {
	if p.Schema == nil || len(p.Schema.Examples) == 0 {
		return ""
	}
	text, err := json.Marshal(p.Schema.Examples[0])
	if err != nil {
		return ""
	}
	return strings.Trim(string(text), `"`)
}
