package web

import (
	"context"

	"duban/models"
	"duban/tracking"
	"duban/workflows/contract"
)

// Imports is how workbooks come in: brought, looked at, corrected, committed, undone.
type Imports interface {
	Imports(ctx context.Context, actor models.Actor, programme string) ([]tracking.ImportLine, error)
	ShowImport(ctx context.Context, actor models.Actor, batch string) (tracking.ImportPreview, error)
	ImportProgress(ctx context.Context, actor models.Actor, id string) (contract.Progress, error)
	CommitImport(ctx context.Context, actor models.Actor, batch string) (tracking.ImportPreview, error)
	CancelImport(ctx context.Context, actor models.Actor, key, id string) (tracking.Cancelled, error)
	UndoImport(ctx context.Context, actor models.Actor, key, batch string) (tracking.Undone, error)

	Drafts(ctx context.Context, actor models.Actor) ([]tracking.DraftLine, error)
	StartDraft(ctx context.Context, actor models.Actor, key string, files []tracking.ImportFile) (string, error)
	ShowDraft(ctx context.Context, actor models.Actor, id string) (tracking.ImportDraft, error)
	ShowDraftSheet(ctx context.Context, actor models.Actor, id string, sheet, from int) (tracking.DraftSheet, error)
	CorrectDraft(ctx context.Context, actor models.Actor, key, id, programme string, c tracking.ImportChoices) error
	DiscardDraft(ctx context.Context, actor models.Actor, key, id string) error
	DraftErrors(ctx context.Context, actor models.Actor, id string) (fileName string, content []byte, err error)
}

// largestBooks is the most bytes of workbooks that one form may bring, the form itself included.
const largestBooks = 50<<20 + largestForm

func (h *handlers) importRoutes() []route {
	return []route{
		{pattern: "GET /imports", who: plans, show: h.showImports},
		{pattern: "POST /imports", who: plans, show: h.startImport, body: largestBooks},
		{pattern: "GET /imports/drafts/{draft}", who: plans, show: h.showDraft},
		{pattern: "POST /imports/drafts/{draft}", who: plans, show: h.correctDraft},
		{pattern: "POST /imports/drafts/{draft}/commit", who: plans, show: h.commitDraft},
		{pattern: "POST /imports/drafts/{draft}/discard", who: plans, show: h.discardDraft},
		{pattern: "GET /imports/drafts/{draft}/errors", who: plans, show: h.showDraftErrors},
		{pattern: "GET /imports/batches/{batch}", who: plans, show: h.showBatch},
		{pattern: "POST /imports/batches/{batch}/commit", who: plans, show: h.commitBatch},
		{pattern: "POST /imports/batches/{batch}/cancel", who: plans, show: h.cancelBatch},
		{pattern: "POST /imports/batches/{batch}/undo", who: plans, show: h.undoBatch},
	}
}

func draftAddress(id string) string { return "/imports/drafts/" + id }

func batchAddress(id string) string { return "/imports/batches/" + id }
