package models_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

// yearOf makes December's lines of projects of a stage from their cumulative amounts by month; -1: no figure.
func yearOf(stage models.Stage, projects ...[]int64) (lines []models.ProjectFigures) {
	for _, amounts := range projects {
		l := models.ProjectFigures{Stage: stage}
		for i, amount := range amounts {
			point := models.CoursePoint{Month: models.MonthOf(2020, i+1)}
			if amount >= 0 {
				point.Approved = new(models.Money(amount))
			}
			l.Course = append(l.Course, point)
		}
		lines = append(lines, l)
	}
	return lines
}

func TestCurvesAreFittedFromClosedYears(t *testing.T) {
	even := []int64{10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120}
	late := []int64{-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000} // January is reported with February
	corrected := []int64{20, 20, 60, 20, 60, 60, 80, 100, 100, 100, 130, 100}
	carried := yearOf(models.StageCarried, even, even, even, even, late)
	gap := yearOf(models.StageNewStart, even, even, even, even, []int64{1, 2, -1, 4, 5, 6, 7, 8, 9, 10, 11, 12})
	falling := yearOf(models.StageCompleting, corrected, corrected, corrected, corrected, corrected)
	older := models.CurveYear{Year: 2019, Lines: yearOf(models.StageCarried, even, even, even, even, even)}
	fits := models.FitCurves([]models.CurveYear{{Year: 2020, Lines: slices.Concat(carried, gap, falling)}, older})

	if f := fits[0]; f.Enough || f.Projects != 4 || f.Year != 2020 || f.Percents != nil {
		t.Errorf("new starts, one of them with a gap: %+v", f)
	}
	if want := []int64{7, 13, 20, 27, 33, 40, 47, 53, 60, 67, 73, 100}; !slices.Equal(fits[1].Percents, want) ||
		fits[1].Year != 2020 || fits[1].Projects != 5 {
		t.Errorf("carried over: %+v", fits[1])
	}
	if want := []int64{20, 20, 40, 40, 60, 60, 80, 100, 100, 100, 100, 100}; !slices.Equal(fits[2].Percents, want) {
		t.Errorf("corrections that lowered a figure: %v", fits[2].Percents)
	}

	text, err := models.ChooseCurve(models.CurveFitted, fits)
	if err != nil || !strings.Contains(text, "carried=7,13,20,27,33,40,47,53,60,67,73,100@2020/5") ||
		!strings.Contains(text, "new=5,10,15,15,15,15,37,58,58,58,58,100 ") {
		t.Fatal(text, err)
	}
	if again, err := models.ChooseCurve(text, fits); err != nil || again != text {
		t.Error("what was previewed:", again, err)
	}
	if _, err := models.ChooseCurve(strings.Replace(text, "@2020/5", "@2020/9", 1), fits); codeOf(err) != "fit_changed" {
		t.Error("a base that is not true:", err)
	}
	if _, err := models.ChooseCurve(models.CurveFitted, models.FitCurves(nil)); codeOf(err) != "too_few_projects" {
		t.Error("nothing to fit from:", err)
	}
	bases := []models.CurveBase{}
	for _, p := range models.CurveParts(text) {
		bases = append(bases, p.Base)
	}
	if want := []models.CurveBase{models.CurveFromCities, models.CurveFromClosed, models.CurveFromClosed}; !slices.Equal(
		bases, want) {
		t.Error(bases)
	}
}

// A fitted curve never falls, ends at 100 and reads back as it was written.
func TestFittedCurvesAreCurves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines []models.ProjectFigures
		for _, stage := range models.CurveStages {
			amounts := rapid.SliceOfN(rapid.SliceOfN(rapid.Int64Range(-1, 1_000), 12, 12), 0, 9).Draw(t, string(stage))
			lines = append(lines, yearOf(stage, amounts...)...)
		}
		fits := models.FitCurves([]models.CurveYear{{Year: 2020, Lines: lines}})
		for _, f := range fits {
			if !f.Enough {
				continue
			}
			if f.Projects < models.CurveFitProjects || !slices.IsSorted(f.Percents) || f.Percents[0] < 0 ||
				f.Percents[11] != 100 {
				t.Fatalf("%+v", f)
			}
		}
		curves, err := models.CurvesFitted(fits)
		if err != nil {
			return
		}
		if again, err := models.ParseCurves(curves.Text()); err != nil || again != curves {
			t.Fatalf("%v %s", err, curves.Text())
		}
	})
}

func TestCurvesByStage(t *testing.T) {
	p := models.Programme{ID: "district-2021", Kind: models.DistrictProgramme, Curve: models.CurvesPublished}
	for _, c := range []struct {
		stage     models.Stage
		july      int64 // percent
		beginning string
	}{
		{models.StageNewStart, 37, "new=5,"}, {models.StageCarried, 57, "carried=9,18,"},
		{models.StageCompleting, 59, "completing=9,17,"}, {models.StageUnknown, 57, "carried=9,18,"},
	} {
		f := models.Facts{Project: models.Project{Year: 2021, Stage: c.stage, AnnualPlan: 1_000_000},
			Programmes: []models.Programme{p}}
		r := models.RulesFor(f, models.Calendar{})
		got := models.Scheduled(f.Project, nil, r.Curve, models.MonthOf(2021, 7))
		if got != models.Money(c.july*10_000) || !strings.HasPrefix(r.CurveName, c.beginning) {
			t.Errorf("%s: %d, %s", c.stage, got, r.CurveName)
		}
	}
	months := "9,18,27,31,35,39,57,75,89,90,91,100"
	for _, wrong := range []string{
		"stages new=" + months, "stages new=" + months + " carried=" + months + " completing=1,2,3",
		"stages new=" + months + " carried=" + months + " completing=9,8,27,31,35,39,57,75,89,90,91,100",
		"stages new=" + months + " carried=" + months + " completing=9,18,27,31,35,39,57,75,89,90,91,99",
		"stages new=" + months + " carried=" + months + " finishing=" + months,
		"stages new=" + months + "@2020 carried=" + months + " completing=" + months, "20,50,40,100", "quarterly", "",
	} {
		if _, err := models.ChooseCurve(wrong, nil); codeOf(err) != "bad_curve" {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	for _, right := range []string{"linear", "20,50,75,100", models.CurvesPublished} {
		if text, err := models.ChooseCurve(" "+right, nil); err != nil || text != right {
			t.Errorf("%q: %q %v", right, text, err)
		}
	}
}

func codeOf(err error) string {
	if err == nil {
		return ""
	}
	return models.AsError(err).Code
}
