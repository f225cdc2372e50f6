package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// correctionPage is what can be corrected of one project, with its corrections.
type correctionPage struct {
	basePage
	tracking.CorrectionForm
	upload     upload
	Kind       models.CorrectionKind // of the open form; "": none
	MonthList  []option
	StepList   []option
	LaterList  []option
	Address    string
	ProjectURL string
}

// Form returns the form's fields for the template parts.
func (p correctionPage) Form() form { return p.upload.form }

// Kept lists the files that are stored with the form.
func (p correctionPage) Kept() []models.Evidence { return p.upload.Kept }

// StatusOf returns how a correction ended, in the page's language.
func (p correctionPage) StatusOf(v tracking.CorrectionView) string {
	if v.Status == models.RequestWaiting {
		return phrase("待确认").in(p.Lang)
	}
	return correctionPhrases[v.Status].in(p.Lang)
}

// correctionAddress returns the address of a project's corrections.
func correctionAddress(year int, code string) string {
	return projectAddress(year, code) + "/corrections"
}

func (h *handlers) showCorrection(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.CorrectionForm(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	u := upload{form: newForm(r)}
	for _, field := range []string{"kind", "month", "milestone"} {
		u.Set(field, r.URL.Query().Get(field))
	}
	h.writeCorrection(w, r, http.StatusOK, view, u)
	return nil
}

func (h *handlers) writeCorrection(w http.ResponseWriter, r *http.Request, status int, view tracking.CorrectionForm,
	u upload) {
	p := correctionPage{basePage: h.base(w, r), CorrectionForm: view, upload: u,
		Kind: models.CorrectionKind(u.Value("kind")), Address: correctionAddress(view.Year, view.Project),
		ProjectURL: projectAddress(view.Year, view.Project)}
	p.add([]string{"accounts.css", "plans.css", "closings.css"}, nil)
	for _, m := range view.Months {
		if m.ApprovedMonth != nil && m.ApprovedYTD != nil {
			p.MonthList = append(p.MonthList, option{m.Month.String(), p.Lang.text("%s：本月 %s，累计 %s 万元", m.Month.String(),
				m.ApprovedMonth.In(models.WanYuan), m.ApprovedYTD.In(models.WanYuan))})
		}
	}
	for _, m := range view.Milestones {
		p.StepList = append(p.StepList, option{m.ID, m.Name + " " + m.DoneOn.String()})
	}
	p.LaterList = []option{{"", phrase("请选择（以后没有已审定的月份时不填）").in(p.Lang)},
		{string(models.ShiftLater), phrase("以后各月本月数不变，累计一并调整").in(p.Lang)},
		{string(models.AbsorbLater), phrase("以后各月累计不变，由下一个月抵减").in(p.Lang)}}
	h.write(w, r, status, "correction", "page", p)
}
