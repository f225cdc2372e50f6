package wordform

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"duban/models"
)

// remoteField is the beginning of a field that loads something from elsewhere.
var remoteField = regexp.MustCompile(
	`(?i)\b(?:INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE)\b|^\s*(?:LINK|IMPORT|INCLUDE|DATABASE|RD)\b`)

// harmless refuses macros, controls, embedded programs and links to other files. Errors: KindInvalid.
func (f Form) harmless(main string) error {
	for _, e := range f.entries {
		lower := strings.ToLower(e.name)
		switch {
		case strings.HasSuffix(lower, "vbaproject.bin"), strings.Contains(lower, "/activex/"),
			strings.Contains(lower, "/embeddings/") && strings.HasSuffix(lower, ".bin"):
			return withMacros()
		case path.Ext(lower) == ".rels":
			var links relations
			if xml.Unmarshal(e.content, &links) != nil {
				return damaged(models.Word("链接表"))
			}
			for _, l := range links.All {
				if strings.EqualFold(l.Mode, "External") {
					return linked(l.Target)
				}
			}
		case path.Ext(lower) == ".xml", bytes.HasPrefix(bytes.TrimLeft(e.content, "\ufeff \t\r\n"), []byte("<")):
			fields, err := instructions(e.content)
			if err != nil {
				if where, fillable := placeOf(e.name, main); fillable {
					return damaged(where).Because(err)
				}
				return damaged(e.name).Because(err)
			}
			for _, one := range fields {
				if name := remoteField.FindString(one); name != "" {
					return linked(strings.TrimSpace(name))
				}
			}
		}
	}
	return nil
}

func linked(target string) error {
	return invalid("template_links", "模板含有外部链接（%s），请取消链接后重试", target)
}

// instructions are the fields' instructions of a part: one may be split over several runs, and have a field within it.
func instructions(content []byte) (all []string, err error) {
	d := xml.NewDecoder(bytes.NewReader(content))
	open, inside := [][]byte{nil}, false // fields that have not ended, after what is in none
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			for _, one := range open {
				all = append(all, string(one))
			}
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.Directive:
			return nil, fmt.Errorf("directive %.20s", t)
		case xml.CharData:
			if inside {
				open[len(open)-1] = append(open[len(open)-1], t...)
			}
		case xml.EndElement:
			inside = inside && !isInstruction(t.Name)
		case xml.StartElement:
			if !isWord(t.Name) {
				continue
			}
			inside = inside || isInstruction(t.Name)
			switch kind := attribute(t, "fldCharType"); {
			case t.Name.Local == "fldSimple":
				all = append(all, attribute(t, "instr"))
			case t.Name.Local == "fldChar" && kind == "begin":
				open = append(open, nil)
			case t.Name.Local == "fldChar" && kind == "end" && len(open) > 1:
				all, open = append(all, string(open[len(open)-1])), open[:len(open)-1]
			}
		}
	}
}

// isWord reports whether a name is one of a document's text, whatever its prefix.
func isWord(name xml.Name) bool { return name.Space == word || name.Space == strictWord }

func isInstruction(name xml.Name) bool {
	return isWord(name) && (name.Local == "instrText" || name.Local == "delInstrText")
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name && isWord(a.Name) {
			return a.Value
		}
	}
	return ""
}
