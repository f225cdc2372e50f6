package tracking_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"testing"
)

// stamp is when a workbook was made: the only part of an export that differs each time.
var stamp = regexp.MustCompile(`编制时间\d{4}-\d\d-\d\d \d\d:\d\d`)

// partsDiffer compares two workbooks part by part, apart from the moment they were made, and names the first part that
// differs with what stands there; "" when they are the same.
func partsDiffer(t *testing.T, before, after []byte) string {
	t.Helper()
	a, b := partsOf(t, before), partsOf(t, after)
	for name := range b {
		if _, known := a[name]; !known {
			return name + " is new"
		}
	}
	for name, content := range a {
		other, known := b[name]
		if !known {
			return name + " is missing"
		}
		if content == other {
			continue
		}
		at := 0
		for at < min(len(content), len(other)) && content[at] == other[at] {
			at++
		}
		return fmt.Sprintf("%s: %.200q became %.200q", name, content[max(0, at-40):], other[max(0, at-40):])
	}
	return ""
}

func partsOf(t *testing.T, content []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = stamp.ReplaceAllString(string(part), "")
	}
	return parts
}
