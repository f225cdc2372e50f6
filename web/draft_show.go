package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"duban/models"
	"duban/tracking"
)

// draftPage is what was understood of a workbook, beside the sheet as it is, and what can be said to it.
type draftPage struct {
	basePage
	tracking.ImportDraft
	Form      form
	Answers   []columnAnswer // what is asked of the columns
	Others    []columnAnswer // the other columns of the sheet
	Tabs      []sheetTab
	Sheet     *gridSheet
	Findings  []findingGroup
	Units     []option
	Fields    []string // words for a column
	Confirmed []string // names that were said to be known projects, or new
	Dropping  []tracking.ImportAdjustment
	Changes   []tracking.ImportChange // the first of them
	Refresh   string                  // address the page asks for itself while it is read
}

// columnAnswer is a column with what a person may say of it.
type columnAnswer struct {
	tracking.ReadColumn
	Name       string // of the input
	LastColumn string // letter of the last of several columns with one meaning, as 1月 to 12月
	Value      string
	Options    []option // to choose from; none: a word is typed
}

// sheetTab leads to a sheet of the workbook.
type sheetTab struct {
	Name     string
	Address  string
	Current  bool
	Skipped  string
	Findings int
}

const (
	changesShown  = 60
	findingsShown = 60 // of one page, all severities together
)

func (h *handlers) showDraft(w http.ResponseWriter, r *http.Request) error {
	d, err := h.t.ShowDraft(r.Context(), actorOf(r), r.PathValue("draft"))
	if err != nil {
		return err
	}
	if d.Preview.Committed {
		h.redirect(w, r, batchAddress(d.Preview.Batch))
		return nil
	}
	return h.writeDraft(w, r, http.StatusOK, d, newForm(r))
}

func (h *handlers) writeDraft(w http.ResponseWriter, r *http.Request, status int, d tracking.ImportDraft,
	f form) error {
	p := draftPage{basePage: h.base(w, r), ImportDraft: d, Form: f, Units: unitOptions(f.lang)}
	p.add([]string{"imports.css", "draft.css"}, []string{"imports.js"})
	if d.Reading != nil {
		p.Refresh = r.URL.Path
		if isFragment(r) {
			h.write(w, r, http.StatusOK, "draft", "reading", p)
			return nil
		}
	} else if isFragment(r) { // it was read: the whole page is another one
		w.Header().Set("HX-Refresh", "true")
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	for _, field := range tracking.ImportFields() {
		p.Fields = append(p.Fields, field.Word)
	}
	p.Changes = d.Preview.Changes[:min(len(d.Preview.Changes), changesShown)]
	p.Confirmed = confirmed(d.Choices)
	for _, a := range d.Preview.Adjustments {
		if a.Kind == "missing" || slices.Contains(d.Choices.Drop, a.ProjectID) {
			p.Dropping = append(p.Dropping, a)
		}
	}
	if len(d.Sheets) > 0 {
		at := sheetAsked(r, d)
		from, _ := strconv.Atoi(r.URL.Query().Get("from"))
		sheet, err := h.t.ShowDraftSheet(r.Context(), actorOf(r), d.ID, at, from)
		if err != nil {
			return err
		}
		p.Sheet = gridOf(sheet, r)
		p.addQuestions(d, at)
		p.addTabs(at)
	}
	p.Findings = p.group(d.Preview.Findings)
	h.write(w, r, status, "draft", "page", p)
	return nil
}

// sheetAsked is the sheet to be shown: the one asked for, else the first that is read.
func sheetAsked(r *http.Request, d tracking.ImportDraft) int {
	if n, err := strconv.Atoi(r.FormValue("sheet")); err == nil && n >= 0 && n < len(d.Sheets) {
		return n
	}
	return max(0, slices.IndexFunc(d.Sheets, func(s tracking.ReadSheet) bool { return s.Skipped == "" }))
}

// addQuestions lists the columns of a sheet, those that nobody is sure of first.
func (p *draftPage) addQuestions(d tracking.ImportDraft, at int) {
	sheet := d.Sheets[at]
	for i, c := range sheet.Columns {
		a := columnAnswer{ReadColumn: c, Name: "c" + itoa(i), Value: c.Word}
		if p.Form.values.Has(a.Name) {
			a.Value = p.Form.Value(a.Name)
		}
		for _, q := range d.Preview.Questions {
			if q.Sheet != sheet.Name || q.Key != c.Key || q.Kind != "column" || !c.Asked {
				continue
			}
			a.Options = []option{{unanswered, p.Lang.text("请选择…")}}
			for _, f := range q.Choices {
				a.Options = append(a.Options, option{string(f), f.Chinese()})
			}
			a.Options = append(a.Options, option{notUsed, p.Lang.text("不用这一列")})
			if !p.Form.values.Has(a.Name) {
				a.Value = cmp.Or(string(q.Proposed), unanswered)
			}
			break
		}
		if a.Options != nil && !slices.ContainsFunc(p.Answers, func(other columnAnswer) bool { return other.Key == c.Key }) {
			p.Answers = append(p.Answers, a)
			continue
		}
		if n := len(p.Others); n > 0 && p.Others[n-1].Key == c.Key && p.Others[n-1].Field == c.Field {
			p.Others[n-1].LastColumn = c.Column
			continue
		}
		p.Others = append(p.Others, a)
	}
}

// What is said of a column besides a field.
const (
	unanswered = "?"
	notUsed    = "-"
)

func (p *draftPage) addTabs(at int) {
	for i, s := range p.Sheets {
		tab := sheetTab{Name: s.Name, Address: "?sheet=" + itoa(i), Current: i == at, Skipped: s.Skipped}
		if s.Table > 1 {
			tab.Name += " · " + itoa(s.Table)
		}
		for _, f := range p.Preview.Findings {
			if f.Severity != "notice" && sheetName(f) == s.Name {
				tab.Findings++
			}
		}
		p.Tabs = append(p.Tabs, tab)
	}
}

// sheetName is a finding's sheet as the draft's sheets are called.
func sheetName(f tracking.ImportFinding) string {
	if f.File != "" {
		return f.File + "!" + f.Sheet
	}
	return f.Sheet
}

// Asks reports whether something of a kind is asked.
func (p draftPage) Asks(kinds ...string) bool {
	return slices.ContainsFunc(p.Preview.Questions, func(q tracking.ImportQuestion) bool {
		return slices.Contains(kinds,
			q.Kind)
	})
}

// Ready reports whether the workbook can be committed as it stands.
func (p draftPage) Ready() bool {
	return p.Preview.Batch != "" && !p.Preview.Identical && p.Preview.Status == models.BatchStaged
}

// Errors counts what keeps the workbook from being committed.
func (p draftPage) Errors() int { return p.Preview.Errors + p.Preview.Conflicts }

// Several reports whether the draft is an archive of workbooks.
func (p draftPage) Several() bool { return p.Preview.Files > 1 }

// Stage is how far the reading is, in words.
func (p draftPage) Stage() string {
	if p.Reading.Total > 0 {
		return p.Lang.text("已读 %d 行，共 %d 行", p.Reading.Done, p.Reading.Total)
	}
	if p.Reading.Stage == "comparing" {
		return p.Lang.text("正在与现有数据比对")
	}
	return p.Lang.text("正在读取")
}

// confirmed are the names a person has decided on.
func confirmed(c tracking.ImportChoices) []string {
	names := slices.Clone(c.New)
	for name := range c.Same {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func unitOptions(l lang) []option {
	options := []option{{"", l.text("表上写明的")}}
	for _, u := range []models.Unit{models.Yuan, models.WanYuan, models.YiYuan} {
		options = append(options, option{string(u), l.text("都按%s", phraseOfUnit(l, u))})
	}
	return options
}

func phraseOfUnit(l lang, u models.Unit) string {
	switch u {
	case models.WanYuan:
		return l.text("万元")
	case models.YiYuan:
		return l.text("亿元")
	}
	return l.text("元")
}

// MonthValue is the month as a form takes it.
func (p draftPage) MonthValue() string {
	if p.Form.values.Has("month") {
		return p.Form.Value("month")
	}
	return strings.TrimSpace(p.Choices.Month.String())
}

// Drops reports whether a project is said to leave the list.
func (p draftPage) Drops(project string) bool { return slices.Contains(p.Choices.Drop, project) }
