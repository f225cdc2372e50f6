package web

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The scale of docs/design.md. The board is drawn for a wall and paper in millimetres and points, so both have sizes of
// their own.
var typeScale = []string{"0.75rem", "0.8125rem", "0.875rem", "1rem", "1.125rem", "1.25rem", "1.375rem", "1.5rem",
	"1.75rem",
	"2.125rem", "2.75rem"}

func ofTheScale(file string) bool {
	name := path.Base(file)
	return !strings.HasPrefix(name, "board") && !strings.Contains(file, "print") && name != "onepage.css"
}

func TestStylesKeepToTheScale(t *testing.T) {
	sizes := regexp.MustCompile(`font-size: ([0-9.]+rem)`)
	colours := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b[^{}]*}`)
	found, err := fs.Glob(files, "pages/*/*.css")
	if err != nil || len(found) < 20 {
		t.Fatalf("%d style sheets, %v", len(found), err)
	}
	for _, file := range found {
		if !ofTheScale(file) {
			continue
		}
		content, err := fs.ReadFile(files, file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(content)
		if _, after, is := strings.Cut(text, ":root {"); is {
			_, text, _ = strings.Cut(after, "}")
		}
		for _, m := range sizes.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(typeScale, m[1]) {
				t.Errorf("%s: %s is no size of the scale", file, m[1])
			}
		}
		if colour := colours.FindString(text); colour != "" {
			t.Errorf("%s: %.7s is no variable of base.css", file, colour)
		}
	}
}

// Every text is readable on what it stands on: 4.5 to 1, the contrast of WCAG AA.
func TestColoursHaveContrast(t *testing.T) {
	content, err := fs.ReadFile(files, "pages/base/base.css")
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z_-]+): (#[0-9a-f]{6});`).FindAllStringSubmatch(string(content), -1) {
		values[m[1]] = m[2]
	}
	for _, pair := range []struct{ text, on string }{
		{"ink", "paper"}, {"ink", "ground"}, {"ink", "tint"}, {"quiet", "paper"}, {"quiet", "ground"}, {"quiet", "tint"},
		{"done", "paper"}, {"done", "ground"}, {"bad", "paper"}, {"bad", "ground"}, {"bad-deep", "bad-tint"},
		{"good", "paper"}, {"good", "ground"}, {"good-deep", "good-tint"}, {"warn", "paper"}, {"warn", "ground"},
		{"warn", "warn-tint"}, {"warn-deep", "warn-tint"}, {"warn-deep", "mark"}, {"paper", "navy"}, {"on-navy", "navy"},
		{"navy", "tint"},
	} {
		if values[pair.text] == "" || values[pair.on] == "" {
			t.Errorf("%s or %s is no variable", pair.text, pair.on)
			continue
		}
		if got := contrast(values[pair.text], values[pair.on]); got < 4.5 {
			t.Errorf("%s on %s: %.2f", pair.text, pair.on, got)
		}
	}
}
