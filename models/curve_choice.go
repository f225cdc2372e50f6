package models

import "strings"

// The words by which a curve is chosen beside its text.
const (
	CurveLinear    = "linear"
	CurvePublished = "published" // CurvesPublished
	CurveFitted    = "fitted"    // CurvesFitted
)

// CurveBase is where the curve of a stage comes from.
type CurveBase string

// The bases.
const (
	CurveEven        CurveBase = "linear"
	CurveByQuarters  CurveBase = "quarters"
	CurveFromCities  CurveBase = "published"
	CurveFromClosed  CurveBase = "fitted"
	CurveFromOffices CurveBase = "entered"
)

// Chinese names the base as the page prints it.
func (b CurveBase) Chinese() string {
	return map[CurveBase]string{CurveEven: "逐月均分", CurveByQuarters: "四个季度的累计百分比", CurveFromCities: "各地公布数",
		CurveFromClosed: "本单位已月结的月份拟合", CurveFromOffices: "项目办填写"}[b]
}

// CurvePart is the curve of a stage with its base.
type CurvePart struct {
	Stage    Stage     `json:"stage"`
	Base     CurveBase `json:"base"`
	Year     int       `json:"year,omitempty"`     // of a fitted one: whose closed months
	Projects int       `json:"projects,omitempty"` // of that year
	Percents []int64   `json:"percents"`           // to the end of each month
}

// CurveParts shows the curves of a programme by stage.
func CurveParts(text string) []CurvePart {
	curves, err := ParseCurves(text)
	if err != nil { // as RulesFor has it
		curves, text = SameCurves(Linear), CurveLinear
	}
	published, err := ParseCurves(CurvesPublished)
	out := make([]CurvePart, 0, len(curves))
	for i, c := range curves {
		part := CurvePart{Stage: CurveStages[i], Base: CurveFromOffices, Year: c.Year, Projects: c.Projects,
			Percents: c.Curve.Percents()}
		switch {
		case text == "" || text == CurveLinear:
			part.Base = CurveEven
		case !strings.HasPrefix(text, curvePrefix):
			part.Base = CurveByQuarters
		case c.Year != 0:
			part.Base = CurveFromClosed
		case err == nil && c == published[i]:
			part.Base = CurveFromCities
		}
		out = append(out, part)
	}
	return out
}

// ChooseCurve returns the text of a curve that was chosen: by a word, or by what ParseCurves reads. What says that it
// was fitted must be what is fitted today. Errors: KindInvalid "bad_curve", "too_few_projects"; KindConflict
// "fit_changed".
func ChooseCurve(choice string, fits []CurveFit) (string, error) {
	choice = strings.Join(strings.Fields(choice), " ")
	switch choice {
	case CurvePublished:
		return CurvesPublished, nil
	case CurveFitted:
		curves, err := CurvesFitted(fits)
		return curves.Text(), err
	case "":
		return "", Errorf(KindInvalid, "bad_curve", "请选择序时曲线：linear（逐月均分）、四个季度的累计百分比、published（各地公布数）或 fitted（拟合）")
	}
	curves, err := ParseCurves(choice)
	if err != nil || !curves.Fitted() {
		return choice, err
	}
	if fitted, err := CurvesFitted(fits); err != nil || fitted != curves {
		return "", Errorf(KindConflict, "fit_changed", "拟合曲线与现在已月结的数据不符，请重新预览后再确认")
	}
	return choice, nil
}
