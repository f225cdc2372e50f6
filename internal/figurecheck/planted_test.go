package figurecheck

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A figure that one door prints with one more, in the last digit it prints, is named with the door: every kind of
// figure, in every door.
func checkPlanted(t *testing.T, c *scene) {
	t.Helper()
	now, then := c.now(), c.then(0)
	kinds := 0
	for _, d := range doors(c) {
		want := now
		if d.at {
			want = then
		}
		doc := d.read(c)
		tried := map[string]bool{}
		for _, r := range d.find(doc) {
			kind, of, _ := strings.Cut(r.key, " of ")
			if of != "" {
				kind += " of one"
			}
			text, digit := onceMore(r.text)
			if tried[kind] || !digit || r.end == 0 && r.place == "" {
				continue
			}
			tried[kind] = true
			planted := plant(t, doc, r, text)
			wrong := compare(d.name, d.find(planted), want, nil)
			if !slices.ContainsFunc(wrong, func(s string) bool { return strings.HasPrefix(s, d.name+": "+r.key+" = "+text) }) {
				t.Errorf("%s: %s printed as %s instead of %s is not named, but %q", d.name, r.key, text, r.text, wrong)
			}
		}
		if len(tried) == 0 {
			t.Errorf("%s: nothing could be planted", d.name)
		}
		kinds += len(tried)
	}
	t.Logf("%d differences planted in %d doors", kinds, len(doors(c)))
}

// onceMore changes the last digit of a printed number by one.
func onceMore(text string) (string, bool) {
	if whole, decimals, dot := strings.Cut(text, "."); dot && len(decimals) > 8 { // a ratio in a workbook
		text = whole + "." + decimals[:6]
	}
	i := strings.LastIndexAny(text, "0123456789")
	if i < 0 || strings.ContainsAny(text, "年月日节") {
		return "", false
	}
	digit := text[i] + 1
	if text[i] == '9' {
		digit = '8'
	}
	return text[:i] + string(digit) + text[i+1:], true
}

// plant writes another text where a figure is printed.
func plant(t *testing.T, doc []byte, r reading, text string) []byte {
	t.Helper()
	if r.place == "" {
		return slices.Concat(doc[:r.at], []byte(text), doc[r.end:])
	}
	f, err := excelize.OpenReader(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	sheet, cell, _ := strings.Cut(r.place, "!")
	if r.end != 0 { // within a sentence
		sentence, err := f.GetCellValue(sheet, cell)
		if err != nil {
			t.Fatal(err)
		}
		text = sentence[:r.at] + text + sentence[r.end:]
	}
	if err := f.SetCellValue(sheet, cell, text); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
