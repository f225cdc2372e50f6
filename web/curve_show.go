package web

import (
	"net/http"
	"net/url"
	"strconv"

	"duban/models"
	"duban/tracking"
)

// curvePage shows the schedule curve of a programme with its base, and what another one would change.
type curvePage struct {
	basePage
	tracking.CurveView
	Form    form
	Set     form   // that confirms Change
	Query   string // the programme as the address names it
	Options []option
	Change  *tracking.CurveChange // nil: none is chosen
	Shown   []tracking.CurveMoved
	Pager   pager
	Moved   movesPart
}

// curvesPerPage is how many projects with another amount one page shows.
const curvesPerPage = 60

// curveText is the choice of a curve that is entered.
const curveText = "text"

// showCurve shows the curve; ?choice= and ?text= preview another one.
func (h *handlers) showCurve(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	view, err := h.t.Curves(r.Context(), actorOf(r), query.Get("programme"))
	if err != nil {
		return err
	}
	p := curvePage{basePage: h.base(w, r), CurveView: view, Form: newForm(r), Set: newForm(r),
		Query: query.Get("programme")}
	p.Options = []option{{models.CurvePublished, p.Lang.text("分性质：各地公布数")}}
	if view.Enough {
		p.Options = append(p.Options, option{models.CurveFitted, p.Lang.text("分性质：按已月结的月份拟合")})
	}
	p.Options = append(p.Options, option{models.CurveLinear, p.Lang.text("逐月均分")},
		option{curveText, p.Lang.text("按下面填写的百分比")})
	status := http.StatusOK
	if choice := query.Get("choice"); choice != "" {
		p.Form.Set("choice", choice)
		p.Form.Set("text", query.Get("text"))
		if choice == curveText {
			choice = query.Get("text")
		}
		change, err := h.t.SetCurve(r.Context(), actorOf(r), "", p.Query, choice, true)
		switch {
		case err == nil:
			p.Change = &change
			p.Moved = movesOf(r, change.Moves)
			p.Shown, p.Pager = part(r, listing{"projects", "curve", "有变化的项目", curvesPerPage}, change.Projects)
		case p.Form.wrong(err, map[string]string{"bad_curve": "text", "too_few_projects": "choice", "fit_changed": ""}):
			status = statusOf(err)
		default:
			return err
		}
	}
	p.add([]string{"rules.css", "trial.css"}, nil)
	h.write(w, r, status, "curve", "page", p)
	return nil
}

// setCurve lets a programme go by another curve.
func (h *handlers) setCurve(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	if _, err := h.t.SetCurve(r.Context(), actorOf(r), f.Key, f.Value("programme"), f.Value("curve"), false); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/settings/curve?programme="+url.QueryEscape(f.Value("programme")),
		f.lang.text("已换用序时曲线"))
}

// curveRow is a curve of a stage as a row of a table.
type curveRow struct {
	Stage  models.Stage
	Base   string
	Months []int64
}

// Rows are the curves with their bases in words.
func (p curvePage) Rows(parts []models.CurvePart) (rows []curveRow) {
	for _, c := range parts {
		base := p.Lang.text(phrase(c.Base.Chinese()))
		if c.Year != 0 {
			base += p.Lang.text("（%s年 %d 个项目）", strconv.Itoa(c.Year), c.Projects)
		}
		rows = append(rows, curveRow{c.Stage, base, c.Percents})
	}
	return rows
}

// FitWords says what closed months say about each stage.
func (p curvePage) FitWords() (words []string) {
	for _, f := range p.Fits {
		stage := p.Lang.text(phrase(f.Stage.Chinese()))
		switch year := strconv.Itoa(f.Year); {
		case f.Enough:
			words = append(words, p.Lang.text("%s：%s年 %d 个项目全年已月结，可以拟合", stage, year, f.Projects))
		case f.Year != 0:
			words = append(words, p.Lang.text("%s：%s年只有 %d 个项目全年已月结，不足 %d 个，用公布数", stage, year, f.Projects, p.Least))
		default:
			words = append(words, p.Lang.text("%s：前两年没有全年已月结的项目，用公布数", stage))
		}
	}
	return words
}

// Current names the curve in use.
func (p curvePage) Current() string { return curveName(p.Lang, p.Curve) }

// curveName names a curve as it is stored.
func curveName(l lang, curve string) string {
	switch base := models.CurveParts(curve)[0].Base; base {
	case models.CurveEven:
		return l.text("逐月均分")
	case models.CurveByQuarters:
		return curve
	}
	return l.text("分性质")
}
