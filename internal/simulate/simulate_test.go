package simulate

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"duban/internal/sample"
	"duban/models"
)

// books are the sample programme's workbooks, as the bureau would send them.
func books(t testing.TB, year int) (plan, milestones Workbook) {
	t.Helper()
	return written(t, sample.Programme(year))
}

// filled is a workbook in memory.
func filled[T any](t testing.TB, name string, table T, write func(io.Writer, T) error) Workbook {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, table); err != nil {
		t.Fatal(err)
	}
	return Workbook{Name: name, Content: b.Bytes()}
}

// options are those of a simulation of the sample programme.
func options(t testing.TB, seed uint64, from, to models.Date, change ...func(*Options)) Options {
	t.Helper()
	o := Options{From: from, To: to, Seed: seed}
	o.Plan, o.Milestones = books(t, from.Year())
	for _, c := range change {
		c(&o)
	}
	return o
}

// simulated is a simulation of the sample programme in memory.
func simulated(t testing.TB, seed uint64, from, to models.Date, change ...func(*Options)) *Year {
	t.Helper()
	y, err := Run(t.Context(), options(t, seed, from, to, change...))
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	return y
}

var (
	newYear = models.DateOf(2021, 1, 1)
	yearEnd = models.DateOf(2021, 12, 31)
)

// The product and the oracle agree on every rung, reminder and month of whole years, whatever people do.
func TestYearsAgreeWithTheOracle(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			ladder := models.LadderNames[seed%3]
			y := simulated(t, seed, newYear, yearEnd, func(o *Options) { o.Ladder = ladder })
			if y.Programme.Ladder != ladder {
				t.Fatal(y.Programme.Ladder)
			}
			compareWithOracle(t, y)
			f := y.Figures()
			t.Logf("%+v, refused %d, sent %d, waiting %d", f, y.Refused, y.Sent, y.Waiting)
			if f.Projects != 48 || f.Milestones < 380 {
				t.Errorf("%d projects, %d milestones: smaller than the year to be shown", f.Projects, f.Milestones)
			}
			c := f.Counts
			for what, n := range map[string]int{
				"reminders": c.Reminders, "urging": c.Urging, "yellow": c.Yellow, "red": c.Red, "top": c.Top,
				"returned": c.Returned,
				"accepted": f.Accepted, "extended": f.Extended, "paused": f.Paused, "refused": y.Refused, "sent": y.Sent,
			} {
				if n == 0 {
					t.Errorf("a year without %s shows none of them", what)
				}
			}
		})
	}
}
