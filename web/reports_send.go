package web

import (
	"net/http"
	"slices"
	"strings"

	"duban/models"
)

// reportSeveral hands in the months of several projects, each by its own command: a project with something wrong keeps
// no other from being handed in. A project in whose line nothing was changed is left alone.
func (h *handlers) reportSeveral(w http.ResponseWriter, r *http.Request) error {
	sent, err := sentUpload(r)
	if r.MultipartForm != nil {
		defer func() { _ = r.MultipartForm.RemoveAll() }() // best effort: the system clears its temporary files
	}
	if err != nil {
		return err
	}
	p, err := h.reportsPage(w, r)
	if err != nil {
		return err
	}
	var wrong []batchLine
	for _, line := range p.Lines {
		in, changed := h.lineSent(r, sent.form, line)
		if !changed {
			continue
		}
		if err := h.sendLine(r, line, &in); err != nil {
			return err
		}
		if line.Input = in; in.HasErrors() {
			wrong = append(wrong, line)
		} else {
			p.Done++
		}
	}
	if p.Wrong = len(wrong); p.Wrong == 0 && p.Done > 0 {
		return h.redirectWithMessage(w, r, p.Here(), p.Lang.text("已报送 %d 个项目", p.Done))
	}
	return h.writeWrong(w, r, p, sent.form, wrong)
}

// lineSent reads what was sent for a project, and reports whether anything of it differs from what the form offered.
func (h *handlers) lineSent(r *http.Request, sent form, line batchLine) (in submissionForm, changed bool) {
	in = line.Input
	if !sent.values.Has(line.Field("month_amount")) || !line.Open() {
		return in, false
	}
	values := valuesOf(sent.values, line.Code)
	in.upload = upload{form: form{Key: sent.Key + "." + line.Code, lang: sent.lang, values: values,
		errors: map[string]string{}}}
	if r.MultipartForm != nil {
		in.files = r.MultipartForm.File[line.Field("files")]
	}
	fields := []string{"month_amount", "ytd", "physical", "problems", "next_step", "paper"}
	if values.Get("gives") == givesEstimate {
		fields = []string{"estimate"}
	}
	changed = len(in.files) > 0 || values.Has("confirmed")
	for _, field := range fields {
		changed = changed || strings.TrimSpace(values.Get(field)) != strings.TrimSpace(line.Input.Value(field))
	}
	return in, changed
}

// sendLine hands in one project's month; what the person can correct is in the form.
func (h *handlers) sendLine(r *http.Request, line batchLine, in *submissionForm) error {
	var err error
	if in.upload, err = in.withKept(); err != nil {
		return err
	}
	if err := h.keepFiles(r, &in.upload); err != nil && !in.keepError(err, "files") {
		return err
	}
	if line.OnBehalf && in.Value("paper") == "" {
		in.keepError(models.Errorf(models.KindInvalid, "paper_missing", "代填须写明依据的材料，如“盖章的6月月报表”"), "paper")
	}
	c, wrong := parseReport(line.Month, in.values)
	for field, err := range wrong {
		in.keepError(err, field)
	}
	if in.HasErrors() {
		return nil
	}
	c.Evidence, c.Paper = in.Kept, in.Value("paper")
	of := itoa(line.Year) + "/" + line.Code
	if _, err = h.t.ReportMonth(r.Context(), actorOf(r), in.Key, of, 0, c); err == nil {
		return nil
	}
	if !in.keepError(err, fieldOfReport(models.AsError(err).Code, in.Value("gives"))) {
		return err
	}
	return nil
}

// writeWrong shows the form again: what was handed in as it is on record, and the lines with something wrong as typed.
func (h *handlers) writeWrong(w http.ResponseWriter, r *http.Request, p *reportsPage, sent form,
	wrong []batchLine) error {
	again, err := h.reportsPage(w, r)
	if err != nil {
		return err
	}
	again.Done, again.Wrong, again.Form = p.Done, p.Wrong, sent
	if again.Done+again.Wrong == 0 {
		again.Form.errors[""] = p.Lang.text("没有改动：请至少填写一个项目")
	}
	for i, line := range again.Lines {
		if at := slices.IndexFunc(wrong, func(l batchLine) bool { return l.Code == line.Code }); at >= 0 {
			again.Lines[i].Input = wrong[at].Input
		}
	}
	h.write(w, r, http.StatusUnprocessableEntity, "reports", "page", again)
	return nil
}
