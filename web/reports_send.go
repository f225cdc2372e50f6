package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// reportSeveral hands in the months of several projects, each by its own command: a project with something wrong keeps
// no other from being handed in. A project in whose line nothing was changed is left alone.
func (h *handlers) reportSeveral(w http.ResponseWriter, r *http.Request) error {
	sent, err := sentUpload(r)
	defer clearUploads(r)
	if err != nil {
		return err
	}
	p, err := h.reportsPage(w, r)
	if err != nil {
		return err
	}
	open, gone := map[string]batchLine{}, codesSent(sent.values) // lines to show as they were sent, by code
	for _, line := range p.Lines {
		delete(gone, line.Code)
		in, changed := h.lineSent(r, sent.form, line)
		if !changed {
			continue
		}
		if !line.Open() { // handed in already, perhaps by this form sent twice
			if receipt, err := h.t.Acknowledged(r.Context(), actorOf(r), in.Key); err != nil || receipt.Refusal != nil {
				p.leave(line.Name)
			} else {
				p.Done++
			}
			continue
		}
		receipt := h.sendLine(r, line, &in)
		switch line.Input = in; {
		case in.HasErrors():
			open[line.Code] = line
			p.Wrong++
		case receipt.Pending:
			line.Pending = receipt.Key
			open[line.Code] = line
			p.Saving++
		default:
			p.Done++
		}
	}
	for _, code := range slices.Sorted(maps.Keys(gone)) {
		p.leave(code)
	}
	if p.reportsOutcome.allDone() {
		return h.redirectWithMessage(w, r, p.Here(), p.Lang.text("已报送 %d 个项目", p.Done))
	}
	return h.writeOutcome(w, r, p.reportsOutcome, sent.form, open)
}

// codesSent returns the projects of a form into which something was typed.
func codesSent(values url.Values) map[string]bool {
	out := map[string]bool{}
	for name := range values {
		code, field := splitField(name)
		if code != "" && slices.Contains(append(fieldsOf(values.Get("gives")), "confirmed"), field) &&
			strings.TrimSpace(values.Get(name)) != "" {
			out[code] = true
		}
	}
	return out
}

// fieldsOf lists the fields of a line that are typed into, of estimates or of reports.
func fieldsOf(gives string) []string {
	if gives == givesEstimate {
		return []string{"estimate"}
	}
	return []string{"month_amount", "ytd", "physical", "problems", "next_step", "paper"}
}

// lineSent reads what was sent for a project, and reports whether anything of it differs from what the form offered.
func (h *handlers) lineSent(r *http.Request, sent form, line batchLine) (in submissionForm, changed bool) {
	in = line.Input
	if !sent.values.Has(line.Field("month_amount")) {
		return in, false
	}
	values := valuesOf(sent.values, line.Code)
	in.upload = upload{form: form{Key: sent.Key + "." + line.Code, lang: sent.lang, values: values,
		errors: map[string]string{}}}
	if r.MultipartForm != nil {
		in.files = r.MultipartForm.File[line.Field("files")]
	}
	changed = len(in.files) > 0 || values.Has("confirmed") || !sameFiles(values["have"], line.Input.Kept)
	for _, field := range fieldsOf(values.Get("gives")) {
		changed = changed || strings.TrimSpace(values.Get(field)) != strings.TrimSpace(line.Input.Value(field))
	}
	return in, changed
}

// sameFiles reports whether a form sent just the files it was shown with.
func sameFiles(have []string, shown []models.Evidence) bool {
	if len(have) != len(shown) {
		return false
	}
	for _, e := range shown {
		if text, err := reference(e); err != nil || !slices.Contains(have, text) {
			return false
		}
	}
	return true
}

// sendLine hands in one project's month. What is wrong is in the form, also what the person cannot correct: it must not
// keep the other projects from being handed in.
func (h *handlers) sendLine(r *http.Request, line batchLine, in *submissionForm) tracking.Receipt {
	var err error
	if in.upload, err = in.withKept(); err != nil {
		h.keepAny(r, in, err, "files")
	}
	if err := h.keepFiles(r, &in.upload); err != nil {
		h.keepAny(r, in, err, "files")
	}
	in.needPaper()
	c, wrong := parseReport(line.Month, in.values)
	for field, err := range wrong {
		in.keepError(err, field)
	}
	if in.HasErrors() {
		return tracking.Receipt{}
	}
	c.Evidence, c.Paper = in.Kept, in.Value("paper")
	of := itoa(line.Year) + "/" + line.Code
	receipt, err := h.t.ReportMonth(r.Context(), actorOf(r), in.Key, of, 0, c)
	if err != nil {
		h.keepAny(r, in, err, fieldOfReport(models.AsError(err).Code, in.Value("gives")))
	}
	return receipt
}

// keepAny adds an error to a field, or to the whole line when the person cannot correct it; that is logged.
func (h *handlers) keepAny(r *http.Request, in *submissionForm, err error, field string) {
	if in.keepError(err, field) {
		return
	}
	e := models.AsError(err)
	in.errors[""] = in.lang.say(e.Message)
	h.log.Error("report not handed in", "request", requestNumber(r), "key", in.Key, "code", e.Code, "error", err)
}

// writeOutcome shows the form again: what was handed in as it is on record, and the lines with something wrong as
// typed.
func (h *handlers) writeOutcome(w http.ResponseWriter, r *http.Request, outcome reportsOutcome, sent form,
	open map[string]batchLine) error {
	again, err := h.reportsPage(w, r)
	if err != nil {
		return err
	}
	again.reportsOutcome, again.Form = outcome, sent
	status := http.StatusUnprocessableEntity
	switch {
	case outcome.none():
		again.Form.errors[""] = again.Lang.text("未填写内容，请至少填写一个项目")
	case outcome.Wrong == 0 && len(outcome.Left.Items) == 0:
		status = http.StatusAccepted
	}
	for i, line := range again.Lines {
		if shown, ok := open[line.Code]; ok {
			again.Lines[i].Input, again.Lines[i].Pending = shown.Input, shown.Pending
		}
	}
	h.write(w, r, status, "reports", "page", again)
	return nil
}
