package models

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// StageCurve is the curve of the projects of a stage, with what it was fitted from.
type StageCurve struct {
	Curve    Curve
	Year     int // whose closed months it was fitted from; 0: it was not fitted
	Projects int // of that year
}

// StageCurves are the curves of a programme by the stage of its projects, in the order of CurveStages.
type StageCurves [3]StageCurve

// CurveStages are the stages that have a curve of their own.
var CurveStages = [3]Stage{StageNewStart, StageCarried, StageCompleting}

// curveWords name the stages in a curve's text.
var curveWords = [3]string{"new", "carried", "completing"}

// CurvesPublished are the shares of the annual plan by month that cities have published, falling neighbours averaged.
const CurvesPublished = "stages new=5,10,15,15,15,15,37,58,58,58,58,100 carried=9,18,27,31,35,39,57,75,89,90,91,100 " +
	"completing=9,17,26,35,44,52,59,65,79,92,100,100"

// curvePrefix begins the text of curves by stage.
const curvePrefix = "stages "

// SameCurves are one curve for every stage.
func SameCurves(c Curve) StageCurves { return StageCurves{{Curve: c}, {Curve: c}, {Curve: c}} }

// Of returns the curve of a stage; a project of another stage follows the one carried over.
func (c StageCurves) Of(stage Stage) Curve { return c[curvePlace(stage)].Curve }

func curvePlace(stage Stage) int {
	if i := slices.Index(CurveStages[:], stage); i >= 0 {
		return i
	}
	return slices.Index(CurveStages[:], StageCarried)
}

// ParseCurves reads the scheduled progress of a programme: what ParseCurve reads, for every stage, or "stages" followed
// by the cumulative percentages of the twelve months for each stage. "@2025/7" after them says that they were fitted
// from 7 projects of 2025. Errors: KindInvalid "bad_curve".
func ParseCurves(text string) (StageCurves, error) {
	rest, byStage := strings.CutPrefix(strings.TrimSpace(text), curvePrefix)
	if !byStage {
		c, err := ParseCurve(text)
		return SameCurves(c), err
	}
	out, seen := SameCurves(Linear), 0
	for part := range strings.FieldsSeq(rest) {
		word, months, _ := strings.Cut(part, "=")
		i := slices.Index(curveWords[:], word)
		if i < 0 {
			return SameCurves(Linear), badStageCurve(part)
		}
		months, base, fitted := strings.Cut(months, "@")
		c, err := parseMonths(months)
		if err != nil {
			return SameCurves(Linear), badStageCurve(part)
		}
		out[i] = StageCurve{Curve: c}
		if fitted {
			year, projects, _ := strings.Cut(base, "/")
			out[i].Year, _ = strconv.Atoi(year)
			out[i].Projects, _ = strconv.Atoi(projects)
			if out[i].Year == 0 || out[i].Projects == 0 {
				return SameCurves(Linear), badStageCurve(part)
			}
		}
		seen |= 1 << i
	}
	if seen != 1<<len(CurveStages)-1 {
		return SameCurves(Linear), badStageCurve(text)
	}
	return out, nil
}

// Text returns the curves by stage as they are stored, see ParseCurves.
func (c StageCurves) Text() string {
	parts := make([]string, 0, len(c))
	for i := range c {
		parts = append(parts, c.part(i))
	}
	return curvePrefix + strings.Join(parts, " ")
}

// part is the text of one stage.
func (c StageCurves) part(i int) string {
	percents := []string{}
	for _, p := range c[i].Curve.Percents() {
		percents = append(percents, strconv.FormatInt(p, 10))
	}
	text := curveWords[i] + "=" + strings.Join(percents, ",")
	if c[i].Year != 0 {
		text += fmt.Sprintf("@%d/%d", c[i].Year, c[i].Projects)
	}
	return text
}

// Fitted reports whether a stage's curve was fitted from closed months.
func (c StageCurves) Fitted() bool {
	return slices.ContainsFunc(c[:], func(s StageCurve) bool { return s.Year != 0 })
}

// curveNameOf names the curve that a project of a stage goes by.
func (c StageCurves) curveNameOf(text string, stage Stage) string {
	if !strings.HasPrefix(text, curvePrefix) {
		return text
	}
	return c.part(curvePlace(stage))
}

// Percents are the cumulative percentages of the twelve months, rounded.
func (c Curve) Percents() []int64 {
	out := make([]int64, 0, monthsOfYear)
	for _, share := range c[1:] {
		out = append(out, (share+6)/12)
	}
	return out
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
