package web

// largestWorkbooks is the largest form with workbooks, in bytes.
const largestWorkbooks = 50<<20 + largestForm

func (h *handlers) importRoutes() []route {
	return []route{
		{pattern: "GET /imports", who: plans, show: h.showImports},
		{pattern: "POST /imports", who: plans, show: h.startImport, body: largestWorkbooks},
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
