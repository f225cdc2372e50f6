package wordform

import (
	"encoding/xml"
	"errors"
	"path"
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
	if err := f.harmless(main); err != nil {
		return f, err
	}
	var faults faultList
	placeholders := 0
	for _, e := range f.entries {
		where, fillable := placeOf(e.name, main)
		if !fillable {
			continue
		}
		t, err := scan(e.content, where)
		switch {
		case errors.Is(err, errTooMuch):
			return f, invalid("template_too_many", "模板的%s内容过多（最多 %d 段、%d 层表格），请删减后重试", where, mostPieces,
				mostNested)
		case err != nil:
			return f, damaged(where).Because(err)
		}
		if placeholders += t.check(known, &faults); placeholders > mostPlaceholders {
			return f, invalid("template_too_many", "模板的占位符超过 %d 个，请删减后重试", mostPlaceholders)
		}
		f.texts[e.name] = t
	}
	if err := faults.err(); err != nil {
		return f, err
	}
	if placeholders == 0 {
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

func damaged(where any) *models.Error {
	return invalid("template_damaged", "模板的%s已损坏，请用 Word 或 WPS 打开，另存一份后重试", where)
}
