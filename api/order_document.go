package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// documentType is the media type of a .docx.
const documentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

func orderDocumentRoute(a huma.API, h handlers) {
	register(a, huma.Operation{Method: http.MethodGet, Path: "/api/v1/orders/{order}/document",
		OperationID: "show-order-document", Summary: "下载督办文件的送审稿（docx）", Errors: readErrors,
		Responses: map[string]*huma.Response{"200": {Description: "文件", Content: map[string]*huma.MediaType{
			documentType: {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}}}, h.showOrderDocument)
}

type orderDocumentInput struct {
	Order string `path:"order" doc:"督办单编号" example:"ord-7f0c"`
	Form  string `query:"form" enum:"order,talk,withdrawal" doc:"order 督办单或函，talk 约谈通知，withdrawal 撤销通知；不填为 order"`
	Large bool   `query:"large" doc:"是否用大字版"`
}

func (h handlers) showOrderDocument(ctx context.Context, actor models.Actor, in *orderDocumentInput) (*fileOutput,
	error) {
	d, err := h.t.OrderDocument(ctx, actor, in.Order, tracking.DocumentAsked{Form: in.Form, Large: in.Large})
	return sent(d.FileName, d.Content, err)
}
