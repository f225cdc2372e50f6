package tracking

import (
	"strings"
	"testing"

	"duban/internal/testkit/refusal"
)

// FuzzPaste splits what is pasted into lines: it is refused in Chinese, or each line has its number and its cells.
func FuzzPaste(f *testing.F) {
	f.Add("项目\t年度计划投资（万元）\tx\r\nZD-2021-001\t12,000\t\r\n", "", "")
	f.Add("12,000\t=1+1\n\"a\tb\n\"", "ZD-2021-001,ZD-2021-002", "annual_plan,name")
	f.Add("\n\n", "", "")
	f.Add("\"", "x", "annual_plan")
	f.Add("\t", "", "annual_plan")
	f.Add(strings.Repeat("a\n", 400), "x", "annual_plan")
	f.Add("\x00\t\xff\ufeff", "", "")
	f.Fuzz(func(t *testing.T, text, projects, fields string) {
		c := Paste{Text: text}
		if projects != "" {
			c.Projects = strings.Split(projects, ",")
		}
		if fields != "" {
			c.Fields = strings.Split(fields, ",")
		}
		lines, err := c.read()
		refusal.Check(t, err, text)
		if len(lines) > mostPasted {
			t.Fatalf("%d lines", len(lines))
		}
		first := 1
		if projects == "" {
			first = 2
		}
		for i, line := range lines {
			if line.number != first+i {
				t.Fatalf("%q: line %d has the number %d", text, i, line.number)
			}
		}
	})
}
