package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// Limits on bodies, in bytes. A body of exactly the limit is accepted.
const (
	maxJSON     = 1 << 20
	maxEvidence = 20 << 20
	maxWorkbook = 50 << 20
)

// routes registers every operation. GET changes nothing; every POST needs an Idempotency-Key.
func routes(a huma.API, h handlers) {
	get(a, "/api/v1/status", "show-status", "项目清单与目标的对照", h.showStatus)
	get(a, "/api/v1/escalations", "list-escalations", "提醒与督办记录", h.listEscalations)
	get(a, "/api/v1/submissions", "list-submissions", "填报与待审", h.listSubmissions)
	exportRoutes(a, h)
	outgoingRoutes(a, h)
	goLiveRoutes(a, h)
	burdenRoutes(a, h)
	commentRoutes(a, h)
	dueRoutes(a, h)
	forecastRoutes(a, h)
	findingRoutes(a, h)
	get(a, "/api/v1/imports/{batch}/progress", "show-import-progress", "导入进度", h.showImportProgress)
	get(a, "/api/v1/imports", "list-imports", "导入记录，最近的在前", h.listImports)
	get(a, "/api/v1/imports/{batch}", "show-import", "一次导入的内容：变化、问题和现状", h.showImport)
	get(a, "/api/v1/doctor", "diagnose", "数据与流程自检", h.diagnose)

	command(a, "/api/v1/projects/{year}/{code}/milestones", "submit-milestone", "报送节点完成", h.submitMilestone)
	command(a, "/api/v1/projects/{year}/{code}/reports", "report-month", "报送月报或当月预计", h.reportMonth)
	command(a, "/api/v1/projects/{year}/{code}/plan-changes", "change-plan", "调整计划：延期、停工、复工、调整年度计划、销号", h.changePlan)
	command(a, "/api/v1/submissions/{submission}/review", "review-submission", "审定填报", h.reviewSubmission)

	upload(a, "/api/v1/imports", "preview-import", "上传工作簿并预览变化（不提交）", maxWorkbook, h.previewImport)
	upload(a, "/api/v1/evidence", "put-evidence", "上传佐证材料", maxEvidence, h.putEvidence)
	post(a, "/api/v1/imports/{batch}/commit", "commit-import", "提交预览过的导入，完成后返回", h.commitImport)
	post(a, "/api/v1/imports/{batch}/cancel", "cancel-import", "取消：停止读取，或清除未提交的预览", h.cancelImport)
	post(a, "/api/v1/programmes/{programme}/list", "adjust-list", "清单动态调整：调出、调入、调整分类", h.adjustList)
	post(a, "/api/v1/imports/{batch}/undo", "undo-import", "撤销一次导入：之后没有改动过的项目恢复原样", h.undoImport)
	correctionRoutes(a, h)
	askedRoutes(a, h)
	milestoneRoutes(a, h)
	permitRoutes(a, h)
	fundRoutes(a, h)
	reserveRoutes(a, h)
	restructureRoutes(a, h)
	bulkRoutes(a, h)
	confirmationRoutes(a, h)
	meetingTemplateRoutes(a, h)
	scoreRoutes(a, h)
	outingRoutes(a, h)
	accountRoutes(a, h)
	accountPolicyRoutes(a, h)
	requestRoutes(a, h)
	auditRoutes(a, h)
	formRoutes(a, h)
	taskRoutes(a, h)
	inboxRoutes(a, h)
	planRoutes(a, h)
	projectRoutes(a, h)
	gridRoutes(a, h)
	boardRoutes(a, h)
	closingRoutes(a, h)
	yearEndRoutes(a, h)
	urgentRoutes(a, h)
	platformRoutes(a, h)
	meetingRoutes(a, h)
	orderRoutes(a, h)
	roundRoutes(a, h)
	interimRoutes(a, h)
	problemRoutes(a, h)
	ladderRoutes(a, h)
	directoryRoutes(a, h)
	postRoutes(a, h)
	peopleRoutes(a, h)
	channelRoutes(a, h)
	calendarRoutes(a, h)
	rulesRoutes(a, h)
	unitRoutes(a, h)
	post(a, "/api/v1/people", "add-person", "增加人员，令牌只显示一次", h.addPerson)
	get(a, "/api/v1/programmes/{programme}/live", "show-going-live", "某日结束试运行时将一次录入的督办", h.goingLive)
	post(a, "/api/v1/programmes/{programme}/live", "go-live", "结束试运行", h.goLive)
	get(a, "/api/v1/instances", "list-instances", "各机器上的进程", h.instances)
	get(a, "/api/v1/clock", "show-clock", "系统时间是否可信", h.showClock)
	post(a, "/api/v1/clock/confirm", "confirm-clock", "确认系统时间无误", h.confirmClock)
	post(a, "/api/v1/reconcile", "reconcile", "核对并修复数据库与流程的差异", h.reconcile)
}

var (
	readErrors = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity,
		http.StatusServiceUnavailable}
	writeErrors = append([]int{http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType},
		readErrors...)
)

func get[I, O any](a huma.API, path, id, summary string, do operation[I, O]) {
	register(a, huma.Operation{Method: http.MethodGet, Path: path, OperationID: id, Summary: summary, Errors: readErrors},
		do)
}

func post[I, O any](a huma.API, path, id, summary string, do operation[I, O]) {
	register(a, huma.Operation{Method: http.MethodPost, Path: path, OperationID: id, Summary: summary, Errors: writeErrors,
		MaxBodyBytes: maxJSON + 1}, do)
}

// command registers a POST that may respond before everything is saved.
func command[I any](a huma.API, path, id, summary string, do operation[I, receiptOutput]) {
	register(a, huma.Operation{Method: http.MethodPost, Path: path, OperationID: id, Summary: summary, Errors: writeErrors,
		MaxBodyBytes: maxJSON + 1, Responses: pendingResponse(a)}, do)
}

// upload registers a POST whose body is a file.
func upload[I, O any](a huma.API, path, id, summary string, limit int64, do operation[I, O]) {
	register(a, huma.Operation{Method: http.MethodPost, Path: path, OperationID: id, Summary: summary,
		Errors:       append([]int{http.StatusBadRequest}, writeErrors...),
		MaxBodyBytes: limit + 1, RequestBody: fileRequest()}, do)
}

func download[I, O any](a huma.API, path, id, summary string, do operation[I, O]) {
	register(a, huma.Operation{Method: http.MethodGet, Path: path, OperationID: id, Summary: summary, Errors: readErrors,
		Responses: workbookResponse()}, do)
}
