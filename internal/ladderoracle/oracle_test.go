package ladderoracle

import (
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
	"time"
)

// An oracle that shares code with what it judges shares its mistakes.
func TestImportsNothingOfTheProduct(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range parsed.Imports {
			if path := strings.Trim(i.Path.Value, `"`); strings.Contains(path, ".") || strings.HasPrefix(path, "duban") {
				t.Errorf("%s imports %s", f.Name(), path)
			}
		}
	}
}

func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

// The oracle itself is compared with a ladder counted on paper: 主体封顶 due on Wednesday 2021-06-30, handed in on the
// afternoon of 7-12, returned on 7-20, never corrected. The mornings of 7-13 to 7-20 are the office's, not the owner's.
func TestCountsAsOnPaper(t *testing.T) {
	plan := Plan{Year: 2021, Known: at("2021-06-16 08:00"), Last: "2021-09-10", Projects: []Project{{
		Code: "ZD-2021-007", AnnualPlan: 1_200_00, Milestones: []Milestone{{Name: "主体封顶", Due: "2021-06-30",
			Controlling: true}},
	}}}
	events := []Event{
		{ID: "s", At: at("2021-07-12 15:20"), Project: "ZD-2021-007", Item: "milestone", Milestone: "主体封顶",
			Kind: "submitted"},
		{ID: "s", At: at("2021-07-20 10:40"), Project: "ZD-2021-007", Item: "milestone", Milestone: "主体封顶", Kind: "returned"},
	}
	want := []string{
		"T-7 2021-06-21", "T-3 2021-06-25", "T 2021-06-30", "urging 2021-07-01", "yellow 2021-07-08", // T+6
		// T+16: eight mornings to 7-12, the ninth on 7-21, three that week, 7-26 the twelfth, 7-30 the sixteenth
		"red 2021-07-30",
		"top 2021-08-20", // T+31: 8-2 the seventeenth, five a week, 8-16 the twenty-seventh, 8-20 the thirty-first
	}
	var got, reviews []string
	for _, e := range Expect(plan, events) {
		line := e.Step + " " + e.At.Format("2006-01-02")
		switch e.Item {
		case "milestone":
			got = append(got, line)
		case "review":
			reviews = append(reviews, line)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if strings.Join(reviews, ",") != "urging 2021-07-16" { // three working days until 7-15, told the morning after
		t.Errorf("reviews: %v", reviews)
	}
}

// A new start of July reaches its plan in December: six steps, the odd fen at the end.
func TestSchedulesANewStart(t *testing.T) {
	p := Project{NewStart: true, Start: "2021-07-15", AnnualPlan: 1_000_01}
	for month, want := range map[int]int64{6: 0, 7: 16667, 9: 50001, 12: 100001} { // 100001/6 = 16666.8, /2 = 50000.5
		if got := p.scheduled(2021, month, p.AnnualPlan); got != want {
			t.Errorf("month %d: %d fen, want %d", month, got, want)
		}
	}
}
