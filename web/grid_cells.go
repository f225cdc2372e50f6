package web

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"duban/models"
	"duban/tracking"
)

// cellsSent is what the script of the grid sends for one project.
type cellsSent struct {
	tracking.CellsEdit
	Key     string `json:"key"`
	Columns string `json:"columns"` // those that the grid shows, for the row of the answer
}

// cellsAnswer is the answer to the script.
type cellsAnswer struct {
	Message string `json:"message"`
	Done    bool   `json:"done"`
	Code    string `json:"code,omitempty"`  // of the refusal
	Field   string `json:"field,omitempty"` // it belongs to
	Undo    string `json:"undo,omitempty"`  // key of the change
	// rows of the grid as they are now, by project
	Rows map[string]string `json:"rows,omitempty"`
}

// editCells changes cells of a project: the answer has its row as it is then. If-Match is the version that the row had.
func (h *handlers) editCells(w http.ResponseWriter, r *http.Request) error {
	var sent cellsSent
	if err := json.NewDecoder(r.Body).Decode(&sent); err != nil {
		return badForm(err)
	}
	version, err := strconv.Atoi(strings.Trim(strings.TrimSpace(r.Header.Get("If-Match")), `"`))
	if err != nil || version < 1 {
		err = models.Errorf(models.KindInvalid, "bad_etag", "缺少本行的版本号，请刷新页面后重试")
	}
	l := languageOf(r)
	answer := cellsAnswer{}
	if err == nil {
		var receipt tracking.Receipt
		receipt, err = h.t.SetCells(r.Context(), actorOf(r), sent.Key, projectOf(r), version, sent.CellsEdit)
		answer.Message, answer.Done, answer.Undo = l.say(receipt.Message), err == nil, sent.Key
	}
	if err != nil {
		e := models.AsError(err)
		if e.Kind.Ours() && e.Kind != models.KindUnavailable {
			return err
		}
		answer.Message, answer.Code, answer.Field = l.say(e.Message), e.Code, e.Cell
	}
	status := http.StatusOK
	switch {
	case answer.Code == "stale_version":
		status = http.StatusPreconditionFailed
	case err != nil:
		status = statusOf(err)
	}
	line, rowErr := h.t.GridRow(r.Context(), actorOf(r), projectOf(r))
	if rowErr != nil {
		return rowErr
	}
	if answer.Rows, err = h.gridRows(r, sent.Columns, line); err != nil {
		return err
	}
	w.Header().Set("ETag", `"`+strconv.Itoa(line.Version)+`"`)
	return answerJSON(w, status, answer)
}

// gridRows renders rows of the grid, by project.
func (h *handlers) gridRows(r *http.Request, columns string, lines ...tracking.GridLine) (map[string]string, error) {
	l := languageOf(r)
	rows := map[string]string{}
	for _, line := range lines {
		row := projectRow{GridLine: line, Columns: gridColumns(l, columns), ListYear: line.Year, Tick: !line.Closed,
			lang: l}.shown()
		text, err := h.render(l, "projects", "grid-row", row)
		if err != nil {
			return nil, err
		}
		rows[row.ID] = text.String()
	}
	return rows, nil
}

func answerJSON(w http.ResponseWriter, status int, answer any) error {
	text, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text) // fails only when the client has gone
	return nil
}
