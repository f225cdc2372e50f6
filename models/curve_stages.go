package models

import (
	"slices"
	"strconv"
	"strings"
)

// StageCurves are the curves of a programme by the stage of its projects.
type StageCurves struct {
	NewStart   Curve
	Carried    Curve
	Completing Curve
}

// SameCurves are one curve for every stage.
func SameCurves(c Curve) StageCurves { return StageCurves{c, c, c} }

// Of returns the curve of a stage; a project of another stage follows the one carried over.
func (c StageCurves) Of(stage Stage) Curve {
	switch stage {
	case StageNewStart:
		return c.NewStart
	case StageCompleting:
		return c.Completing
	}
	return c.Carried
}

// curveStages are the stages that have a curve of their own, with their word in a curve's text.
var curveStages = []struct {
	Stage Stage
	word  string
}{{StageNewStart, "new"}, {StageCarried, "carried"}, {StageCompleting, "completing"}}

// curvePrefix begins the text of curves by stage.
const curvePrefix = "stages "

// ParseCurves reads the scheduled progress of a programme: what ParseCurve reads, for every stage, or "stages" followed by
// the cumulative percentages of the twelve months for each stage. Errors: KindInvalid "bad_curve".
func ParseCurves(text string) (StageCurves, error) {
	rest, byStage := strings.CutPrefix(text, curvePrefix)
	if !byStage {
		c, err := ParseCurve(text)
		return SameCurves(c), err
	}
	out, seen := SameCurves(Linear), 0
	for part := range strings.FieldsSeq(rest) {
		word, months, _ := strings.Cut(part, "=")
		i := slices.IndexFunc(curveStages, func(s struct {
			Stage Stage
			word  string
		}) bool {
			return s.word == word
		})
		c, err := parseMonths(months)
		if i < 0 || err != nil {
			return SameCurves(Linear), badStageCurve(part)
		}
		seen |= 1 << i
		*[]*Curve{&out.NewStart, &out.Carried, &out.Completing}[i] = c
	}
	if seen != 1<<len(curveStages)-1 {
		return SameCurves(Linear), badStageCurve(text)
	}
	return out, nil
}

func badStageCurve(text string) *Error {
	return Errorf(KindInvalid, "bad_curve", "分性质序时曲线“%s”无效，应为新开工、续建、竣工投产各 12 个月的累计百分比，逐月不减，12 月为 100", text)
}

// parseMonths reads the cumulative percentages of twelve months.
func parseMonths(text string) (c Curve, err error) {
	parts := strings.Split(text, ",")
	if len(parts) != monthsOfYear {
		return c, badStageCurve(text)
	}
	before := int64(0)
	for i, part := range parts {
		percent, err := strconv.ParseInt(strings.TrimSpace(part), 10, 32)
		if err != nil || percent < before || percent > 100 || i == monthsOfYear-1 && percent != 100 {
			return c, badStageCurve(text)
		}
		c[i+1], before = 12*percent, percent
	}
	return c, nil
}
