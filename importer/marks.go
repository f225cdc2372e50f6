package importer

import (
	"regexp"
	"slices"
	"strings"

	"duban/importer/sheet"
)

var (
	cityMajorNote = regexp.MustCompile(`市(?:级)?(?:重大|重点|大)|列入市`)
	notCityMajor  = regexp.MustCompile(`(?:非|不是|不属于|未列入|不含|除)市`)
	respectively  = regexp.MustCompile(`(?:依次|分别)(?:为|是|表示|代表|指)?`)
	// what may stand before a sign without being its meaning
	beforeSign = regexp.MustCompile(`注|说明|备注|附|其中|项目|名称|工程|前|后|中|带|有|标|加|打|划|的|以|用|凡|上|处|表|本|[:：\d.、()“”"「」\s]`)
)

// resolveMarks explains the signs before names by the footnotes. A sign without a footnote is a finding.
func (r *reading) resolveMarks() {
	var signs []string
	for i := range r.report.Projects {
		for _, sign := range r.report.Projects[i].Marks {
			if !slices.Contains(signs, sign) {
				signs = append(signs, sign)
			}
		}
	}
	meaning := map[string]Mark{}
	for i := range r.report.Projects {
		p := &r.report.Projects[i]
		for _, sign := range p.Marks {
			m, ok := meaning[sign]
			if !ok {
				m = Mark{Mark: sign, Note: r.noteOn(sign)}
				folded := sheet.Fold(m.Note)
				m.CityMajor = cityMajorNote.MatchString(folded) && !notCityMajor.MatchString(folded)
				meaning[sign] = m
				r.report.Marks = append(r.report.Marks, m)
				if m.Note == "" {
					r.find(SeverityWarning, "mark_unexplained", sheet.CellName(p.Row, r.at[FieldName]),
						"项目名称前的「%s」在表上没有说明，没有按市重大项目处理，请加脚注",
						sign)
				}
			}
			p.CityMajor = p.CityMajor || m.CityMajor
		}
	}
}

// noteOn returns the footnote about a sign: its part of a note.
func (r *reading) noteOn(sign string) string {
	notes := r.notes
	for _, row := range r.raw.Rows { // some sheets explain their signs above the header
		if row.Number >= r.header.first {
			break
		}
		for _, c := range row.Cells {
			if c.Kind == sheet.Text {
				notes = append(notes, sheet.Tidy(c.Text))
			}
		}
	}
	for _, note := range notes {
		note = strings.NewReplacer("＊", "*", "✱", "*").Replace(note)
		if !strings.Contains(note, sign) {
			continue
		}
		if meaning, several := severalMeanings(note, sign); several {
			return meaning
		}
		for part := range strings.FieldsFuncSeq(note, func(r rune) bool { return strings.ContainsRune("；;。，,\n", r) }) {
			if strings.Contains(part, sign) {
				return strings.TrimSpace(oneMeaning(part, sign))
			}
		}
	}
	return ""
}

// severalMeanings explains one of several signs that share a list of meanings: ★、■分别为省重点、市重点项目.
func severalMeanings(note, sign string) (string, bool) {
	at := respectively.FindStringIndex(note)
	if at == nil {
		return "", false
	}
	signs := marksIn(note[:at[0]])
	list, _, _ := strings.Cut(note[at[1]:], "。")
	list, _, _ = strings.Cut(list, "；")
	meanings := strings.FieldsFunc(strings.NewReplacer("和", "、", "及", "、", "与", "、").Replace(list), func(r rune) bool {
		return strings.ContainsRune("、，,", r)
	})
	i := slices.Index(signs, sign)
	if i < 0 || len(signs) < 2 || len(signs) != len(meanings) {
		return "", len(signs) > 1 // which is which cannot be told: the sign stays unexplained
	}
	return sign + meanings[i], true
}

func marksIn(text string) []string {
	var signs []string
	for _, r := range text {
		if strings.ContainsRune(nameMarks, r) && !slices.Contains(signs, string(r)) {
			signs = append(signs, string(r))
		}
	}
	return signs
}

// oneMeaning returns the part of a clause that is about one of its signs. Each has the text behind it, up to the next
// sign; or, where the clause begins with a meaning, the text before it. Signs next to each other share a text.
func oneMeaning(part, sign string) string {
	if len(marksIn(part)) < 2 {
		return part
	}
	type piece struct {
		signs []string
		text  string // behind the signs
	}
	pieces := []piece{{}}
	for _, r := range part {
		now := &pieces[len(pieces)-1]
		switch mark := strings.ContainsRune(nameMarks, r); {
		case mark && joinsSigns(now.text) && len(now.signs) > 0:
			now.signs, now.text = append(now.signs, string(r)), ""
		case mark:
			pieces = append(pieces, piece{signs: []string{string(r)}})
		default:
			now.text += string(r)
		}
	}
	leads := beforeSign.ReplaceAllString(pieces[0].text, "") != "" // 省重点标★ 市重点标■
	for i, p := range pieces {
		if !slices.Contains(p.signs, sign) {
			continue
		}
		if leads {
			return pieces[i-1].text + sign
		}
		return sign + p.text
	}
	return part
}

// joinsSigns reports whether a text between two signs only joins them.
func joinsSigns(text string) bool {
	return strings.Trim(text, "、和及与/ 或") == ""
}
