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

// draftPage shows how a workbook was read, next to the sheet itself, with forms to correct the reading.
type draftPage struct {
	basePage
	tracking.ImportDraft
	Form      form
	Answers   []columnAnswer // columns that need an answer
	Others    []columnAnswer // the other columns of the sheet
	Tabs      []sheetTab
	Sheet     *gridSheet
	Findings  []findingGroup
	Units     []option
	Fields    []string // words for a column
	Confirmed []string // names a person has confirmed as a known or a new project
	Dropping  []tracking.ImportAdjustment
	Absent    int                        // projects that can be dropped, of which Dropping are the first
	Asked     []tracking.ImportCandidate // the first candidatesShown; the others are asked next
	Recorded  []tracking.ImportContinued // the first continuedShown, those that differ before the others
	Changes   []tracking.ImportChange    // the first changesShown
	Refresh   string                     // address the page polls while the workbook is read
}

// CarryAsked reports whether an amount to the end of last year differs from the one on record.
func (p draftPage) CarryAsked() bool {
	return p.Choices.CarryIn != "" || slices.ContainsFunc(p.Preview.Continued,
		func(x tracking.ImportContinued) bool { return x.Differs })
}

// columnAnswer is a column with the answers a person can choose from.
type columnAnswer struct {
	tracking.ReadColumn
	Name       string // of the input
	LastColumn string // letter of the last of several columns with one meaning, such as 1月 to 12月
	Value      string
	Options    []option // to choose from; nil: a word is typed
}

// sheetTab is a link to a sheet of the workbook.
type sheetTab struct {
	Name     string
	Address  string
	Current  bool
	Skipped  models.Message
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
	} else if isFragment(r) { // read by now: load the complete page
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
	p.cut()
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

// sheetAsked returns the index of the sheet to show: the one in ?sheet=, else the first that is not skipped.
func sheetAsked(r *http.Request, d tracking.ImportDraft) int {
	if n, err := strconv.Atoi(r.FormValue("sheet")); err == nil && n >= 0 && n < len(d.Sheets) {
		return n
	}
	return max(0, slices.IndexFunc(d.Sheets, func(s tracking.ReadSheet) bool { return s.Skipped.IsZero() }))
}

// addQuestions lists the columns of a sheet: those that need an answer in Answers, the rest in Others.
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
			for _, f := range tracking.ImportFields() {
				if !slices.ContainsFunc(a.Options, func(o option) bool { return o.Value == f.Field }) {
					a.Options = append(a.Options, option{f.Field, f.Word})
				}
			}
			a.Options = append(a.Options, option{notUsed, p.Lang.text("不导入")})
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

// Form values of a column other than a field.
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

// sheetName returns a finding's sheet as it is named in ImportDraft.Sheets.
func sheetName(f tracking.ImportFinding) string {
	if f.File != "" {
		return f.File + "!" + f.Sheet
	}
	return f.Sheet
}

// Asks reports whether there is a question of one of the kinds.
func (p draftPage) Asks(kinds ...string) bool {
	return slices.ContainsFunc(p.Preview.Questions, func(q tracking.ImportQuestion) bool {
		return slices.Contains(kinds, q.Kind)
	})
}

// Ready reports whether the workbook can be committed.
func (p draftPage) Ready() bool {
	return p.Preview.Batch != "" && !p.Preview.Identical && p.Preview.Status == models.BatchStaged
}

// Reviewed reports whether rows state something else than what was reviewed, or a person has chosen what then holds.
func (p draftPage) Reviewed() bool {
	return p.Choices.KeepReviewed || slices.ContainsFunc(p.Preview.Findings, func(f tracking.ImportFinding) bool {
		return f.Code == "conflict_reviewed"
	})
}

// Errors counts the errors and conflicts that prevent a commit.
func (p draftPage) Errors() int { return p.Preview.Errors + p.Preview.Conflicts }

// Several reports whether the draft is an archive of workbooks.
func (p draftPage) Several() bool { return p.Preview.Files > 1 }

// Stage returns the progress of the reading, in the page's language.
func (p draftPage) Stage() string {
	if p.Reading.Total > 0 {
		return p.Lang.text("已读 %d 行，共 %d 行", p.Reading.Done, p.Reading.Total)
	}
	if p.Reading.Stage == "comparing" {
		return p.Lang.text("正在与现有数据比对")
	}
	return p.Lang.text("正在读取")
}

// confirmed returns the names a person has decided on, sorted.
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
	for _, u := range models.Units() {
		options = append(options, option{string(u), l.text("都按%s", l.word(string(u)))})
	}
	return options
}

// MonthValue returns the month for the form's input.
func (p draftPage) MonthValue() string {
	if p.Form.values.Has("month") {
		return p.Form.Value("month")
	}
	return strings.TrimSpace(p.Choices.Month.String())
}

// Drops reports whether a project is marked to leave the list.
func (p draftPage) Drops(project string) bool { return slices.Contains(p.Choices.Drop, project) }
