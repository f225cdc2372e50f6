package models

// CurveFitProjects is how many projects of a stage are needed to fit its curve.
const CurveFitProjects = 5

// CurveYear is a year whose twelve months are closed, with the lines of its December.
type CurveYear struct {
	Year  int
	Lines []ProjectFigures
}

// CurveFit is what the closed months of a year say about the curve of a stage.
type CurveFit struct {
	Stage    Stage   `json:"stage"`
	Year     int     `json:"year"`     // 0: no year is closed
	Projects int     `json:"projects"` // with a figure of every month and money in the year
	Enough   bool    `json:"enough"`
	Percents []int64 `json:"percents,omitempty"` // to the end of each month; only with enough projects
	Curve    Curve   `json:"-"`
}

// FitCurves fits a curve for each stage from the newest year that has enough projects of it. The curve is the average
// over the projects of the share of the year's amount that was completed by the end of each month; where it would fall,
// neighbours are averaged. years are the newest first.
func FitCurves(years []CurveYear) []CurveFit {
	out := make([]CurveFit, 0, len(CurveStages))
	for _, stage := range CurveStages {
		fit := CurveFit{Stage: stage}
		for _, y := range years {
			shares := sharesOf(y.Lines, stage)
			if len(shares) > fit.Projects {
				fit.Year, fit.Projects = y.Year, len(shares)
			}
			if len(shares) >= CurveFitProjects {
				fit = CurveFit{Stage: stage, Year: y.Year, Projects: len(shares), Enough: true, Curve: averageCurve(shares)}
				fit.Percents = fit.Curve.Percents()
				break
			}
		}
		out = append(out, fit)
	}
	return out
}

// CurvesFitted are the curves by stage with those that could be fitted, the others as they are published. Errors:
// KindInvalid "too_few_projects" when no stage has enough.
func CurvesFitted(fits []CurveFit) (StageCurves, error) {
	out, err := ParseCurves(CurvesPublished)
	if err != nil {
		return out, err
	}
	for i, fit := range fits {
		if fit.Enough {
			out[i] = StageCurve{fit.Curve, fit.Year, fit.Projects}
		}
	}
	if !out.Fitted() {
		return out, Errorf(KindInvalid, "too_few_projects",
			"已月结的年度不足以拟合曲线：每种性质至少需要 %d 个全年 12 个月均已月结的项目，请先用公布的分性质曲线", CurveFitProjects)
	}
	return out, nil
}

// curveParts is how finely shares are counted: a whole year's amount.
const curveParts = 1_000_000

// sharesOf are the shares of the year's amount that the projects of a stage had completed by the end of each month. A
// project without a figure of some month is left out; January may be reported with February and is then half of it.
func sharesOf(lines []ProjectFigures, stage Stage) (shares [][monthsOfYear]int64) {
	for _, l := range lines {
		if l.Dropped || l.Stage != stage || len(l.Course) != monthsOfYear {
			continue
		}
		year := l.Course[monthsOfYear-1].Approved
		if year == nil || *year <= 0 {
			continue
		}
		var own [monthsOfYear]int64
		known := true
		for i, point := range l.Course {
			switch {
			case point.Approved != nil:
				own[i] = min(max(0, int64(point.Approved.Share(curveParts, int64(*year)))), curveParts)
			case i == 0 && l.Course[1].Approved != nil:
				own[i] = min(max(0, int64(l.Course[1].Approved.Share(curveParts, 2*int64(*year)))), curveParts)
			default:
				known = false
			}
		}
		if known {
			shares = append(shares, own)
		}
	}
	return shares
}

// averageCurve averages shares month by month, averages neighbours where the result would fall, and rounds to percents.
func averageCurve(shares [][monthsOfYear]int64) (c Curve) {
	type block struct{ sum, months int64 } // neighbours with one value: sum/months
	blocks := []block{}
	for m := range monthsOfYear {
		b := block{0, 1}
		for _, own := range shares {
			b.sum += own[m]
		}
		for len(blocks) > 0 && blocks[len(blocks)-1].sum*b.months > b.sum*blocks[len(blocks)-1].months {
			before := blocks[len(blocks)-1]
			blocks, b = blocks[:len(blocks)-1], block{before.sum + b.sum, before.months + b.months}
		}
		blocks = append(blocks, b)
	}
	month := 0
	for _, b := range blocks {
		whole := b.months * int64(len(shares)) * curveParts
		percent := (100*b.sum + whole/2) / whole
		for range b.months {
			month++
			c[month] = 12 * percent
		}
	}
	return c
}
