package web

import (
	"net/http"

	"duban/models"
)

// showExport sends an export as a workbook.
func (h *handlers) showExport(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	year := query.Get("year")
	month, err := models.ParseMonth(query.Get("month"))
	if err != nil {
		return err
	}
	if year == "" && month != 0 {
		year = itoa(month.Year())
	}
	var name string
	var content []byte
	switch ctx, actor := r.Context(), actorOf(r); r.PathValue("report") {
	case "monthly":
		name, content, err = h.t.ExportMonthly(ctx, actor, year, month)
	case "meeting":
		name, content, err = h.t.MeetingPack(ctx, actor, year, month)
	case "ledger":
		name, content, err = h.t.ExportLedger(ctx, actor, year, month)
	case "plan":
		name, content, err = h.t.ExportPlan(ctx, actor, year)
	case "year":
		name, content, err = h.t.ExportYear(ctx, actor, year)
	case "forecast":
		name, content, err = h.t.ExportForecast(ctx, actor, year)
	case "milestones":
		name, content, err = h.t.ExportMilestones(ctx, actor, year)
	case "problems":
		name, content, err = h.t.ExportProblems(ctx, actor, year)
	case "orders":
		name, content, err = h.t.ExportOrders(ctx, actor, year)
	case "escalations":
		name, content, err = h.t.ExportEscalations(ctx, actor, year, month)
	default:
		return models.Errorf(models.KindNotFound, "no_page", "没有这个页面，请核对地址")
	}
	return sendDownload(w, name, content, err)
}
