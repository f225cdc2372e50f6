package web

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// apiDocument is what the documentation page reads of an OpenAPI document.
type apiDocument struct {
	Info  struct{ Version string }
	Tags  []apiGroup
	Paths map[string]map[string]apiOperation

	Components struct{ Schemas map[string]*apiSchema }
}

// apiGroup is a group of operations.
type apiGroup struct {
	Name        string
	Description string
	English     string         `json:"x-description-en"`
	Operations  []apiOperation `json:"-"`
}

// slug names the group in an address.
func (g apiGroup) slug() string { return strings.ReplaceAll(strings.ToLower(g.English), " ", "-") }

type apiOperation struct {
	OperationID string `json:"operationId"`
	Summary     string
	Description string
	English     string `json:"x-description-en"`
	Tags        []string
	Parameters  []apiParameter
	RequestBody struct {
		Content map[string]apiContent
	}
	Responses map[string]struct {
		Description string
		Content     map[string]apiContent
	}
	Samples []struct{ Source string } `json:"x-codeSamples"`

	Method string `json:"-"`
	Path   string `json:"-"`
}

type apiParameter struct {
	Name, In, Description string
	Required              bool
	Schema                apiSchema
}

type apiContent struct {
	Schema  apiSchema
	Example json.RawMessage
}

type apiSchema struct {
	Ref         string `json:"$ref"`
	Type        schemaTypes
	Format      string
	Description string
	Enum        []any
	Examples    []any
	Required    []string
	Items       *apiSchema
	Properties  map[string]*apiSchema
}

// schemaTypes is a type, or several: ["integer", "null"].
type schemaTypes []string

func (a *schemaTypes) UnmarshalJSON(data []byte) error {
	if data[0] == '"' {
		*a = make(schemaTypes, 1)
		return json.Unmarshal(data, &(*a)[0])
	}
	return json.Unmarshal(data, (*[]string)(a))
}

// readDocument reads the document and sorts its operations into their groups. It is this program's own: one that can't
// be read is a defect of the build.
func readDocument(content []byte) apiDocument {
	var d apiDocument
	if len(content) == 0 {
		return d
	}
	if err := json.Unmarshal(content, &d); err != nil {
		panic("web: OpenAPI document: " + err.Error())
	}
	for path, methods := range d.Paths {
		for method, op := range methods {
			op.Method, op.Path = strings.ToUpper(method), path
			for i := range d.Tags {
				if slices.Contains(op.Tags, d.Tags[i].Name) {
					d.Tags[i].Operations = append(d.Tags[i].Operations, op)
				}
			}
		}
	}
	for _, g := range d.Tags {
		slices.SortFunc(g.Operations, func(a, b apiOperation) int {
			return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
		})
	}
	return d
}

// properties are the fields of an object, or of the objects in a list; nil for anything else.
func (d apiDocument) properties(s apiSchema) *apiSchema {
	for range 4 { // a list of references to a list is as deep as it goes
		switch {
		case s.Ref != "":
			found := d.Components.Schemas[s.Ref[strings.LastIndex(s.Ref, "/")+1:]]
			if found == nil {
				return nil
			}
			s = *found
		case s.Items != nil:
			s = *s.Items
		case len(s.Properties) > 0:
			return &s
		default:
			return nil
		}
	}
	return nil
}
