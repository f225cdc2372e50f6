package document_test

import (
	"encoding/xml"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"duban/internal/document"
	"duban/internal/testkit/booktest"
	"duban/internal/testkit/need"
	"duban/models"
)

// page is a page of a PDF as pdftotext -bbox-layout describes it. Lengths are in points.
type page struct {
	Width  float64    `xml:"width,attr"`
	Height float64    `xml:"height,attr"`
	Lines  []textLine `xml:"flow>block>line"`
}

type textLine struct {
	Left   float64  `xml:"xMin,attr"`
	Right  float64  `xml:"xMax,attr"`
	Top    float64  `xml:"yMin,attr"`
	Bottom float64  `xml:"yMax,attr"`
	Words  []string `xml:"word"`
}

func (l textLine) text() string { return strings.Join(l.Words, "") }

// rendered opens documents in LibreOffice and reads the pages it would print.
func rendered(t *testing.T, documents map[string]document.Document) map[string][]page {
	t.Helper()
	need.Tool(t, "pdftotext", "apt-get install poppler-utils")
	dir, files := t.TempDir(), map[string]string{}
	for name, d := range documents {
		files[name] = filepath.Join(dir, name+".docx")
		if err := os.WriteFile(files[name], written(t, d), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	answer := map[string][]page{}
	for name, pdf := range booktest.Convert(t, files, "pdf", "") {
		out, err := exec.CommandContext(t.Context(), "pdftotext", "-bbox-layout", pdf, "-").Output()
		if err != nil {
			t.Fatalf("%s: %v (apt-get install libreoffice-writer)", name, err)
		}
		var read struct {
			Pages []page `xml:"body>doc>page"`
		}
		if err := xml.Unmarshal(out, &read); err != nil {
			t.Fatal(err)
		}
		answer[name] = read.Pages
	}
	return answer
}

const point = 72 / 25.4 // a millimetre in points

// A long letter has the page, margins, lines and characters of the standard, and numbers outside.
func TestPagesFollowTheStandard(t *testing.T) {
	letter := order
	letter.Kind, letter.Issuer = models.OrderUrge, "区重点项目办"
	letter.Content = strings.Repeat("加快推进重点项目建设是全年工作的重中之重各责任单位要逐项查明滞后原因", 60)
	short := order
	pages := rendered(t, map[string]document.Document{
		"letter": letter.Letter(false), "large": letter.Letter(true), "form": short.Letter(false), "talk": short.Talk(false),
	})
	for name, standard := range map[string]struct{ lines, characters int }{"letter": {22, 28}, "large": {16, 20}} {
		all := pages[name]
		if len(all) < 3 {
			t.Fatalf("%s has %d pages", name, len(all))
		}
		for n, p := range all {
			if math.Abs(p.Width-210*point) > 1 || math.Abs(p.Height-297*point) > 1 {
				t.Errorf("%s: page %d is %.0f × %.0f", name, n+1, p.Width, p.Height)
			}
			body, number := p.Lines[:len(p.Lines)-1], p.Lines[len(p.Lines)-1]
			if want := "—" + string(rune('1'+n)) + "—"; number.text() != want || number.Top < (297-35)*point ||
				(number.Left > p.Width/2) != (n%2 == 0) {
				t.Errorf("%s: page %d is numbered %+v", name, n+1, number)
			}
			if n != 1 {
				continue // the first has a title, the last an end
			}
			if len(body) != standard.lines {
				t.Errorf("%s: %d lines on a page", name, len(body))
			}
			for _, l := range body {
				if got := utf8.RuneCountInString(l.text()); got != standard.characters {
					t.Errorf("%s: %d characters in a line: %s", name, got, l.text())
				}
				if math.Abs(l.Left-28*point) > 2 || math.Abs(l.Right-(28+156)*point) > 3 || l.Top < 36*point ||
					l.Bottom > (37+225+1)*point {
					t.Errorf("%s: a line stands at %+v", name, l)
				}
			}
		}
	}
	for name, wanted := range map[string][]string{
		"form": {"送审稿", "督办单", "张督〔2026〕12号", "恒亿<新材料>&一期", "区自然资源局、马尚街道办事处"},
		"talk": {"约谈通知", "区工业和信息化局：", "六、要求及所带材料"},
	} {
		text := ""
		for _, p := range pages[name] {
			for _, l := range p.Lines {
				text += strings.ReplaceAll(l.text(), "　", "")
			}
		}
		for _, one := range wanted {
			if !strings.Contains(text, one) {
				t.Errorf("%s does not show %s:\n%s", name, one, text)
			}
		}
	}
	if n := len(pages["form"]); n != 1 {
		t.Errorf("a form of two items has %d pages", n)
	}
}
