package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
)

// body is a JSON body that is parsed strictly: one document, no unknown fields. Errors are reported in Chinese, in the
// model's own words if the model refuses a value.
type body[T any] struct {
	Value T `json:"-"`
	err   error
}

// decoder is implemented by every body; the JSON format calls it.
type decoder interface{ decode(data []byte) }

func (b *body[T]) decode(data []byte) {
	if b.err = checkKeys(data); b.err != nil {
		return
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&b.Value); err != nil {
		b.err = explain(err)
	} else if _, err := d.Token(); !errors.Is(err, io.EOF) {
		b.err = models.Errorf(models.KindInvalid, "bad_json", "请求内容只能有一个 JSON 文档，请去掉多余内容")
	}
}

// Schema returns the schema of the value itself.
func (b *body[T]) Schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[T](), true, "")
}

// Resolve returns the decoding error.
func (b *body[T]) Resolve(huma.Context) []error {
	if b.err == nil {
		return nil
	}
	return []error{newProblem(models.AsError(b.err))}
}

// explain turns a decoding error into a Chinese sentence.
func explain(err error) error {
	var refused *models.Error
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &refused):
		return refused
	case errors.As(err, &wrongType):
		return models.Errorf(models.KindInvalid, "bad_field", "字段“%s”的值类型不对，应为%s", wrongType.Field, typeName(wrongType.Type))
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		return models.Errorf(models.KindInvalid, "unknown_field", "不认识的字段%s，请核对字段名（见 /openapi.json）",
			strings.TrimPrefix(err.Error(), "json: unknown field "))
	}
	return models.Errorf(models.KindInvalid, "bad_json", "请求内容不是有效的 JSON，请检查格式")
}

func typeName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "文本"
	case reflect.Int, reflect.Int64:
		return "整数（金额以分为单位）"
	case reflect.Bool:
		return "true 或 false"
	case reflect.Slice:
		return "列表"
	}
	return "对象"
}

// strictJSON is huma's JSON format with strict parsing.
var strictJSON = huma.Format{
	Marshal: huma.DefaultJSONFormat.Marshal,
	Unmarshal: func(data []byte, v any) error {
		if d, ok := v.(decoder); ok {
			d.decode(data)
			return nil
		}
		return json.Unmarshal(data, v)
	},
}

// tooLarge returns the error for a body over its limit.
func tooLarge() *models.Error {
	return models.Errorf(models.KindInvalid, "too_large", "内容超过大小上限（工作簿 50 MB、佐证材料 20 MB、其他 1 MB），已拒绝")
}

var statusOfHuma = map[int]*models.Error{
	http.StatusRequestEntityTooLarge: tooLarge(),
	http.StatusRequestTimeout:        models.Errorf(models.KindInvalid, "timeout", "上传超时，数据未提交，请检查网络后重试"),
	http.StatusUnsupportedMediaType: models.Errorf(models.KindInvalid, "media_type",
		"请求内容应为 JSON（Content-Type: application/json）"),
}
