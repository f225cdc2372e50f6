package meetingpack_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"duban/internal/meetingpack"
)

// Every placeholder has a meaning, a value in the sample pack, and its row in docs/templates.md; the document has no
// other ones.
func TestPlaceholdersAreExplained(t *testing.T) {
	content, err := os.ReadFile("../../docs/templates.md")
	if err != nil {
		t.Fatal(err)
	}
	var want, have []string
	add := func(name string, p meetingpack.Placeholder) {
		if strings.TrimSpace(p.Meaning) == "" {
			t.Errorf("%s has no meaning", name)
		}
		want = append(want, fmt.Sprintf("| `{{%s}}` | %s |", name, p.Meaning))
	}
	values := meetingpack.Sample().Values()
	for _, p := range meetingpack.Placeholders {
		add(p.Name, p)
	}
	for _, l := range meetingpack.PlaceholderLists {
		if len(values.Lists[l.Name]) == 0 {
			t.Errorf("the sample has no %s", l.Name)
		}
		for _, f := range l.Fields {
			add(l.Name+"."+f.Name, f)
			for _, entry := range values.Lists[l.Name] {
				if _, there := entry[f.Name]; !there {
					t.Errorf("%s.%s has no value", l.Name, f.Name)
				}
			}
		}
		for _, entry := range values.Lists[l.Name] {
			for field := range entry {
				if !slices.Contains(meetingpack.Known.Lists[l.Name], field) {
					t.Errorf("%s.%s has a value and is not explained", l.Name, field)
				}
			}
		}
	}
	for field := range values.Fields {
		if !slices.Contains(meetingpack.Known.Fields, field) {
			t.Errorf("%s has a value and is not explained", field)
		}
	}
	for line := range strings.Lines(string(content)) {
		if strings.HasPrefix(line, "| `{{") {
			have = append(have, strings.TrimSpace(line))
		}
	}
	if !slices.Equal(want, have) {
		for i := range max(len(want), len(have)) {
			if i >= len(want) || i >= len(have) || want[i] != have[i] {
				t.Fatalf("row %d of docs/templates.md: have %q, want %q", i+1, slices.Concat(have, make([]string, i+1))[i],
					slices.Concat(want, make([]string, i+1))[i])
			}
		}
	}
}
