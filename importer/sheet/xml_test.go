package sheet

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNumberFormats(t *testing.T) {
	for code, want := range map[string]NumberFormat{
		"General": {}, "0.00": {}, "#,##0.00;[Red]-#,##0.00": {}, `0"年"`: {}, "[Red]0": {}, "0.00E+00": {}, `#,##0_ `: {},
		"@":          {},
		"yyyy-mm-dd": {Date: true}, `yyyy"年"m"月"d"日"`: {Date: true}, `[$-804]yyyy"年"m"月"d"日";@`: {Date: true},
		"h:mm:ss": {Date: true}, "[h]:mm": {Date: true},
		`yyyy"年"m"月"`: {Date: true, Month: true}, "yyyy.mm": {Date: true, Month: true},
		"0!.0,": {Scaled: true}, "#,##0,,": {Scaled: true}, `0!.0,"万元"`: {Scaled: true}, "#,##0": {},
	} {
		if got := ParseNumberFormat(code); got != want {
			t.Errorf("%s: %+v, want %+v", code, got, want)
		}
	}
}

// Whatever our reader takes for well-formed the standard library does too, with the same text; ours refuses more.
func TestXMLAgainstStandardLibrary(t *testing.T) {
	pieces := []string{"<a>", "</a>", "<b x='1'>", `<b x="2" y="3"/>`, "</b>", "text", "&amp;", "&#20013;", "&#x4e2d;",
		"&#0;", "&nope;", "<!-- c -->", "<!-- -- -->",
		"<![CDATA[<x>]]>", "]]>", "<?pi?>", "<!DOCTYPE a>", "<a x=1>", "<a x='1' x='2'>", " ", "\n", "中文", "\x01", "\xff",
		"<", ">", "&", "</", "<n:a n:x='1'>", "</n:a>"}
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		document := "<a>" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 8).Draw(t, "pieces"), "") + "</a>"
		ours, err := textsOf(document)
		if err != nil {
			return
		}
		accepted++
		theirs, err := standardTexts(document)
		if err != nil || ours != theirs {
			t.Fatalf("%q: %q, the standard library %q %v", document, ours, theirs, err)
		}
	})
	if accepted == 0 {
		t.Error("no document was accepted")
	}
}

func textsOf(document string) (string, error) {
	x := newXMLReader(oneByte{strings.NewReader(document)})
	var out strings.Builder
	for {
		token, err := x.next()
		if err != nil {
			return "", err
		}
		switch token {
		case xmlEnd:
			return out.String(), nil
		case xmlText:
			out.Write(x.text)
		case xmlOpen:
			out.WriteString("<" + x.name + ">")
		case xmlClose:
			out.WriteString("</" + x.name + ">")
		}
	}
}

// oneByte gives one byte at a time, so that every token crosses the end of what is buffered.
type oneByte struct{ r io.Reader }

func (o oneByte) Read(p []byte) (int, error) { return o.r.Read(p[:min(1, len(p))]) }

func standardTexts(document string) (string, error) {
	d := xml.NewDecoder(bytes.NewReader([]byte(document)))
	var out strings.Builder
	for {
		token, err := d.Token()
		if err == io.EOF {
			return out.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			out.Write(t)
		case xml.StartElement:
			out.WriteString("<" + t.Name.Local + ">")
		case xml.EndElement:
			out.WriteString("</" + t.Name.Local + ">")
		}
	}
}
