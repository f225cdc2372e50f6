package wordform

import (
	"bytes"
	"encoding/xml"
	"path"
	"regexp"
	"slices"
	"strings"

	"duban/models"
)

// Form is a document that was read and found in order.
type Form struct {
	entries []entry
	texts   map[string]text // by the name of the part
}

const mainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

// Read reads a document and checks that it can be filled. Errors: KindInvalid; the message names every fault, where it
// is and what to do.
func Read(content []byte, known Known) (Form, error) {
	entries, err := unpack(content)
	if err != nil {
		return Form{}, err
	}
	f := Form{entries: entries, texts: map[string]text{}}
	main, err := f.main()
	if err != nil {
		return f, err
	}
	if err := f.harmless(); err != nil {
		return f, err
	}
	var faults []models.Message
	placeholders := 0
	for _, e := range f.entries {
		where, fillable := placeOf(e.name, main)
		if !fillable {
			continue
		}
		t, err := scan(e.content, where)
		if err != nil {
			return f, invalid("template_damaged", "模板的%s已损坏，请用 Word 或 WPS 打开，另存一份后重试", where).Because(err)
		}
		found, n := t.check(known)
		faults, placeholders = append(faults, found...), placeholders+n
		f.texts[e.name] = t
	}
	switch {
	case len(faults) > 0:
		return f, &models.Error{Kind: models.KindInvalid, Code: "template_placeholders",
			Message: models.Messagef("模板有 %d 处需要改正：%s", len(faults), models.Words{Mark: "；", Items: faults})}
	case placeholders == 0:
		return f, invalid("template_plain", "模板中没有占位符，请在需要填数的位置写占位符，如 {{月份}}")
	}
	return f, nil
}

// placeOf names a part that has text, and reports whether there is any in it to be filled.
func placeOf(name, main string) (where models.Word, fillable bool) {
	base := path.Base(name)
	switch {
	case name == main:
		return "正文", true
	case path.Dir(name) != path.Dir(main) || path.Ext(name) != ".xml":
		return "", false
	case strings.HasPrefix(base, "header"):
		return "页眉", true
	case strings.HasPrefix(base, "footer"):
		return "页脚", true
	case base == "footnotes.xml" || base == "endnotes.xml":
		return "脚注", true
	}
	return "", false
}

func (f Form) part(name string) ([]byte, bool) {
	i := slices.IndexFunc(f.entries, func(e entry) bool { return e.name == name })
	if i < 0 {
		return nil, false
	}
	return f.entries[i].content, true
}

// relations are the links of a part to others.
type relations struct {
	All []struct {
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
		Mode   string `xml:"TargetMode,attr"`
	} `xml:"Relationship"`
}

// main returns the name of the part with the text. Errors: KindInvalid.
func (f Form) main() (string, error) {
	notWord := invalid("template_not_word", "模板不是 Word 文档（.docx），请重新选择")
	types, found := f.part("[Content_Types].xml")
	if !found {
		return "", notWord
	}
	root, _ := f.part("_rels/.rels")
	var links relations
	if xml.Unmarshal(root, &links) != nil {
		return "", notWord
	}
	name := ""
	for _, l := range links.All {
		if strings.HasSuffix(l.Type, "/officeDocument") {
			name = strings.TrimPrefix(l.Target, "/")
		}
	}
	var kinds struct {
		All []struct {
			Part string `xml:"PartName,attr"`
			Type string `xml:"ContentType,attr"`
		} `xml:"Override"`
	}
	if xml.Unmarshal(types, &kinds) != nil {
		return "", notWord
	}
	kind := ""
	for _, k := range kinds.All {
		if k.Part == "/"+name {
			kind = k.Type
		}
	}
	_, there := f.part(name)
	switch {
	case strings.Contains(strings.ToLower(kind), "macroenabled"):
		return "", withMacros()
	case strings.HasSuffix(kind, "wordprocessingml.template.main+xml"):
		return "", invalid("template_dotx", "模板是 .dotx 格式，请另存为 .docx 后重试")
	case !there || kind != mainType:
		return "", notWord
	}
	return name, nil
}

func withMacros() error {
	return invalid("template_macros", "模板含有宏或控件，请删除后另存为 .docx（不启用宏）再试")
}

var remoteField = regexp.MustCompile(`(?i)\b(INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE)\b`)

// harmless refuses macros, controls, embedded programs and links to other files. Errors: KindInvalid.
func (f Form) harmless() error {
	for _, e := range f.entries {
		lower := strings.ToLower(e.name)
		switch {
		case strings.HasSuffix(lower, "vbaproject.bin"), strings.Contains(lower, "/activex/"),
			strings.Contains(lower, "/embeddings/") && strings.HasSuffix(lower, ".bin"):
			return withMacros()
		case strings.HasSuffix(lower, ".rels"):
			var links relations
			if xml.Unmarshal(e.content, &links) != nil {
				return invalid("template_damaged", "模板的%s已损坏，请用 Word 或 WPS 打开，另存一份后重试", models.Word("链接表"))
			}
			for _, l := range links.All {
				if strings.EqualFold(l.Mode, "External") {
					return invalid("template_links", "模板含有外部链接（%s），请取消链接后重试", l.Target)
				}
			}
		case strings.HasSuffix(lower, ".xml"):
			if bytes.Contains(e.content, []byte("<!DOCTYPE")) || bytes.Contains(e.content, []byte("<!ENTITY")) {
				return invalid("template_damaged", "模板的%s已损坏，请用 Word 或 WPS 打开，另存一份后重试", e.name)
			}
			if name := remoteField.FindSubmatch(instructions(e.content)); name != nil {
				return invalid("template_links", "模板含有外部链接（%s），请取消链接后重试", string(name[1]))
			}
		}
	}
	return nil
}

var instruction = regexp.MustCompile(`(?s)<w:instrText[^>]*>(.*?)</w:instrText>|w:instr="([^"]*)"`)

// instructions are the fields' instructions of a part, joined: one may be split over several runs.
func instructions(content []byte) (all []byte) {
	for _, found := range instruction.FindAllSubmatch(content, -1) {
		all = append(append(all, found[1]...), found[2]...)
	}
	return all
}
