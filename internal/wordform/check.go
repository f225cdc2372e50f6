package wordform

import (
	"regexp"
	"strings"

	"duban/models"
)

// placeholder is one within the text of a paragraph.
type placeholder struct {
	from, to int // bytes of the text
	name     string
}

var (
	braces = regexp.MustCompile(`(?:\{\{|｛｛)([^{}｛｝]*)(?:\}\}|｝｝)`)
	loose  = regexp.MustCompile(`\{\{|｛｛|\}\}|｝｝`)
)

// Limits of what is written in a document. No document of an office comes near them.
const (
	mostPlaceholders = 2000
	mostPieces       = 200_000 // paragraphs, rows and pieces of text of a part
	mostNested       = 20      // tables within tables
	mostName         = 40      // characters
	mostFaults       = 20      // that are shown
)

// faultList is the first faults of a document and how many it has.
type faultList struct {
	shown []models.Message
	count int
}

func (f *faultList) add(fault models.Message) {
	if f.count++; f.count <= mostFaults {
		f.shown = append(f.shown, fault)
	}
}

// err is the KindInvalid error that names the faults; nil without any.
func (f *faultList) err() error {
	if f.count == 0 {
		return nil
	}
	shown := f.shown
	if more := f.count - len(shown); more > 0 {
		shown = append(shown, models.Messagef("另有 %d 处未列出", more))
	}
	return invalid("template_placeholders", "模板有 %d 处需要改正：%s", f.count, models.Words{Mark: "；", Items: shown})
}

// placeholders finds those of a text; spaces within the braces do not count.
func placeholders(text string) (all []placeholder) {
	for _, at := range braces.FindAllStringSubmatchIndex(text, mostPlaceholders+1) {
		all = append(all, placeholder{at[0], at[1], strings.Join(strings.Fields(text[at[2]:at[3]]), "")})
	}
	return all
}

// check adds what is wrong with the placeholders of a part, and returns how many there are; it stops at the limit. It
// finds the list of each row.
func (t *text) check(known Known, faults *faultList) (count int) {
	for i := range t.paragraphs {
		p := &t.paragraphs[i]
		content := p.text()
		if loose.MatchString(braces.ReplaceAllString(content, "")) {
			faults.add(models.Messagef("%s的占位符没有成对的括号，应写成 {{名称}}", p.place))
			continue
		}
		holders := placeholders(content)
		if count += len(holders); count > mostPlaceholders {
			return count
		}
		if list := t.checkNames(p, holders, known, faults); list != "" && (p.nested || p.inside) && p.row < 0 {
			faults.add(models.Messagef("%s的清单“%s”在文本框旁，请移到正文或表格中", p.place, list))
		}
	}
	for _, r := range t.rows {
		for at := r.outer; r.list != "" && at >= 0; at = t.rows[at].outer {
			if t.rows[at].list != "" {
				faults.add(models.Messagef("%s的清单“%s”在另一个清单的行内，请拆成两个表", t.where, r.list))
				break
			}
		}
	}
	return count
}

// checkNames adds what is wrong with the names of a paragraph's placeholders, and returns the list they are of.
func (t *text) checkNames(p *paragraph, holders []placeholder, known Known, faults *faultList) (list string) {
	for _, h := range holders {
		if name := []rune(h.name); len(name) > mostName {
			faults.add(models.Messagef("%s的占位符“%s…”过长，应在 %d 字以内", p.place, string(name[:mostName/2]), mostName))
			continue
		}
		of, is := known.has(h.name)
		switch {
		case !is && faults.count >= mostFaults:
			faults.count++
		case !is:
			if nearest := known.nearest(h.name); nearest != "" {
				faults.add(models.Messagef("%s的占位符“%s”不认识，是否为“%s”", p.place, h.name, nearest))
			} else {
				faults.add(models.Messagef("%s的占位符“%s”不认识，可用的占位符见说明", p.place, h.name))
			}
		case of != "" && list != "" && of != list, of != "" && !t.rowOf(p.row, of):
			faults.add(models.Messagef("%s有两个清单的占位符，一行只能列一个清单", p.place))
		case of != "":
			list = of
		}
	}
	return list
}

// rowOf notes that a row is of a list, and reports whether it is of no other.
func (t *text) rowOf(n int, list string) bool {
	if n < 0 {
		return true
	}
	if t.rows[n].list == "" {
		t.rows[n].list = list
	}
	return t.rows[n].list == list
}
