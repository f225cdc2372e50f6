package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestMain lets the test's own program be the sides it starts.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == sideWord {
		if err := runSide(context.Background(), os.Args[2:], os.Stdout); err != nil {
			panic(err)
		}
		return
	}
	m.Run()
}

func TestEveryComparisonIsMeasured(t *testing.T) {
	t.Setenv("PATH", "") // without LibreOffice: it takes longer than all the rest
	file := filepath.Join(t.TempDir(), "results.json")
	var stdout, stderr bytes.Buffer
	if err := run(t.Context(), []string{"-rows", "2100", "-rounds", "1", "-json", file, "-parts", "workbooks"}, &stdout,
		&stderr); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ Results []result }
	if err := json.Unmarshal(content, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Results) != 7 {
		t.Fatalf("%d results:\n%s", len(got.Results), content)
	}
	for _, r := range got.Results {
		if r.Ratio <= 0 || r.A <= 0 || r.B <= 0 || r.Aim == "" || r.Unit == "" {
			t.Errorf("nothing measured: %+v", r)
		}
		if !strings.Contains(stdout.String(), r.Name) {
			t.Errorf("the table leaves out %q:\n%s", r.Name, stdout.String())
		}
	}
	if !strings.Contains(stderr.String(), "skipped: LibreOffice") {
		t.Errorf("nothing says that LibreOffice is missing:\n%s", stderr.String())
	}
}

// A tiny run of the whole program has every line, and each is measured.
func TestEveryPartOfTheProgramIsMeasured(t *testing.T) {
	file := filepath.Join(t.TempDir(), "results.json")
	var stdout, stderr bytes.Buffer
	if err := run(t.Context(), []string{"-parts", "whole", "-projects", "4,8", "-storms", "4", "-rounds", "1", "-long",
		"400ms", "-json", file}, &stdout, &stderr); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ Results []result }
	if err := json.Unmarshal(content, &got); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{"list of 4 vs a bare page", "overview of 8, p50 vs 4", "board of 8, size",
		"preview, all new",
		"commit, all changed", "started of 8", "told of 8", "import with start vs bare starts", "ready with 8 after a kill",
		"rules tried over a year of 4, the first", "rules tried over a year of 4, the slowest",
		"acknowledged changes vs bare updates", "storm of 4 vs bare timers", "storm of 4, a page meanwhile"} {
		i := slices.IndexFunc(got.Results, func(r result) bool { return strings.HasPrefix(r.Name, what) })
		if i < 0 {
			t.Errorf("%s is not measured", what)
		}
	}
	for _, r := range got.Results {
		if r.Ratio <= 0 || r.A <= 0 || r.B <= 0 || r.Aim == "" || r.Unit == "" {
			t.Errorf("nothing measured: %+v", r)
		}
	}
}

func TestMedianOfPairsShrugsOffOneSlowRound(t *testing.T) {
	ours := []spent{{seconds: 2}, {seconds: 90}, {seconds: 2}}
	other := []spent{{seconds: 8}, {seconds: 8}, {seconds: 8}}
	r := compare("", ours, other, aim{.30, true})
	if r.Ratio != .25 || !r.Met || r.Aim != "<= 0.30" {
		t.Errorf("%+v", r)
	}
	if r := compare("", other, ours, aim{.30, true}); r.Ratio != 4 || r.Met {
		t.Errorf("%+v", r)
	}
}
