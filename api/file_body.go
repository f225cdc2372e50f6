package api

import (
	"bytes"
	"errors"
	"io"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"duban/models"
)

// FileBody is a body that is a file. The operation reads it after everything that may refuse the request.
type FileBody struct {
	body  io.Reader
	size  int64 // Content-Length; -1 if unknown
	limit int64 // bytes
}

// Resolve stores the body of the request.
func (f *FileBody) Resolve(ctx huma.Context) []error {
	r, _ := humago.Unwrap(ctx)
	f.body, f.size, f.limit = ctx.BodyReader(), r.ContentLength, ctx.Operation().MaxBodyBytes-1
	return nil
}

// content reads the complete file. Errors: KindInvalid with code "too_large", "timeout" or "upload_interrupted".
func (f *FileBody) content() ([]byte, error) {
	var all bytes.Buffer
	if f.size > 0 && f.size <= f.limit {
		all.Grow(int(f.size) + bytes.MinRead)
	}
	if _, err := all.ReadFrom(io.LimitReader(f.body, f.limit+1)); err != nil {
		var known *models.Error
		if errors.As(err, &known) {
			return nil, known
		}
		return nil, models.Errorf(models.KindInvalid, "upload_interrupted", "上传中断，未保存，请重新上传").Because(err)
	}
	if int64(all.Len()) > f.limit {
		return nil, tooLarge()
	}
	return all.Bytes(), nil
}

// fileRequest describes a FileBody. An empty body is passed to the operation, which refuses it with its own message.
func fileRequest() *huma.RequestBody {
	return &huma.RequestBody{Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}
}
