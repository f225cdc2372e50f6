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

// placeholders finds those of a text; spaces within the braces do not count.
func placeholders(text string) (all []placeholder) {
	for _, at := range braces.FindAllStringSubmatchIndex(text, -1) {
		all = append(all, placeholder{at[0], at[1], strings.Join(strings.Fields(text[at[2]:at[3]]), "")})
	}
	return all
}

// check returns what is wrong with the placeholders of a part, and how many there are. It finds the list of each row.
func (t *text) check(known Known) (faults []models.Message, count int) {
	for i := range t.paragraphs {
		p := &t.paragraphs[i]
		content := p.text()
		if loose.MatchString(braces.ReplaceAllString(content, "")) {
			faults = append(faults, models.Messagef("%s的占位符没有成对的括号，应写成 {{名称}}", p.place))
			continue
		}
		list := ""
		for _, h := range placeholders(content) {
			count++
			of, is := known.has(h.name)
			switch nearest := known.nearest(h.name); {
			case !is && nearest != "":
				faults = append(faults, models.Messagef("%s的占位符“%s”不认识，是否为“%s”", p.place, h.name, nearest))
			case !is:
				faults = append(faults, models.Messagef("%s的占位符“%s”不认识，可用的占位符见说明", p.place, h.name))
			case of != "" && list != "" && of != list, of != "" && !t.rowOf(p.row, of):
				faults = append(faults, models.Messagef("%s有两个清单的占位符，一行只能列一个清单", p.place))
			case of != "":
				list = of
			}
		}
		if list != "" && (p.nested || p.inside) && p.row < 0 {
			faults = append(faults, models.Messagef("%s的清单“%s”在文本框旁，请移到正文或表格中", p.place, list))
		}
	}
	for _, r := range t.rows {
		for at := r.outer; r.list != "" && at >= 0; at = t.rows[at].outer {
			if t.rows[at].list != "" {
				faults = append(faults, models.Messagef("%s的清单“%s”在另一个清单的行内，请拆成两个表", t.where, r.list))
				break
			}
		}
	}
	return faults, count
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
