package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"duban/models"
	"duban/tracking"
)

// projectPage is one project in full.
type projectPage struct {
	basePage
	tracking.ProjectPage
	Nodes   []node
	Chart   ganttChart
	Columns []monthColumn
	Gallery []photoMonth
	Photos  int                    // how many there are, also those that are not shown
	Blocked []tracking.ProblemView // open problems
	Solved  []tracking.ProblemView
	Latest  *tracking.MonthLine // the newest month with 形象进度
	Sheet   projectSheet
	Notes   tracking.Comments
	Note    form // of a comment
	Step    form // of a milestone that is added or moved
	Facts   form // of what is on record about the project
	Movable []option
	Open    []tracking.EscalationView // open rungs
	Past    []tracking.EscalationView
	Recent  []tracking.HandedIn
	Older   []tracking.HandedIn
	Address string
	Turn    string // whose turn it is to act
}

// handedInShown is how many submissions are shown; the others are folded.
const handedInShown = 6

// showProject shows one project: milestones, investment, evidence and open rungs.
func (h *handlers) showProject(w http.ResponseWriter, r *http.Request) error {
	return h.writeProject(w, r, http.StatusOK, newForm(r))
}

// writeProject shows the page with the form of a comment as it was typed.
func (h *handlers) writeProject(w http.ResponseWriter, r *http.Request, status int, note form) error {
	one, err := h.t.ProjectPage(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	notes, err := h.t.Comments(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	p := projectPage{basePage: h.base(w, r), ProjectPage: one, Address: projectAddress(one.Year, one.Code),
		Notes: notes, Note: note, Step: newForm(r), Chart: ganttOf(one.Milestones, one.AsOf.Date())}
	p.add([]string{"plans.css", "gantt.css", "project.css", "sheet.css"}, []string{"print.js"})
	for _, m := range one.Milestones {
		p.Nodes = append(p.Nodes, nodeOf(m))
		if m.Status == models.MilestoneOpen {
			p.Movable = append(p.Movable, option{m.ID, strings.TrimSpace(m.Name + " " + m.Due.String())})
		}
	}
	p.Step.Set("milestone", r.URL.Query().Get("move"))
	p.Facts = factsForm(r, one)
	p.Columns = columnsOf(one.Months)
	p.Gallery, p.Photos = galleryOf(one.Submissions)
	p.Latest = one.LatestProgress()
	for _, problem := range one.Problems {
		if problem.Status == models.ProblemClosed {
			p.Solved = append(p.Solved, problem)
		} else {
			p.Blocked = append(p.Blocked, problem)
		}
	}
	for _, e := range one.Escalations {
		switch {
		case e.Open:
			p.Open = append(p.Open, e)
		case e.Kind == models.KindRung:
			p.Past = append(p.Past, e)
		}
	}
	cut := min(len(one.Submissions), handedInShown)
	p.Recent, p.Older = one.Submissions[:cut], one.Submissions[cut:]
	p.Turn = turnOf(one).in(p.Lang)
	p.Sheet = sheetOf(p)
	h.write(w, r, status, "project", "page", p)
	return nil
}

// Hints are what is said of the project's money, for information.
func (p projectPage) Hints() []fundHint {
	if p.Funds == nil {
		return nil
	}
	return hintsOf(*p.Funds)
}

// Imported are the months that are approved without a submission: an import brought them.
func (p projectPage) Imported() (months []models.Month) {
	for _, m := range p.Months {
		if m.ApprovedMonth != nil && m.Status == models.ReportApproved {
			months = append(months, m.Month)
		}
	}
	return months
}

// FirstImported is the first of Imported, which is not empty then.
func (p projectPage) FirstImported() models.Month { return p.Imported()[0] }

// LastImported is the last of Imported.
func (p projectPage) LastImported() models.Month { return p.Imported()[len(p.Imported())-1] }

// WhyBoth returns why a green light and a rung are both right; "" when there is nothing to explain.
func (p projectPage) WhyBoth() string {
	switch {
	case p.Rung == models.NoRung || p.Light != models.Green:
		return ""
	case slices.ContainsFunc(p.Open, func(e tracking.EscalationView) bool { return e.Item == models.ItemInvestment }):
		return p.Lang.text("灯色和督办各有标准：投资占序时进度的比例未低于黄灯标准，为绿灯；低于催办标准，列入督办。")
	}
	return p.Lang.text("灯色只反映投资进度；节点、月报逾期另按督办级别列出，不改变灯色。")
}

// Differing reports whether a closed month stands otherwise today.
func (p projectPage) Differing() bool {
	return slices.ContainsFunc(p.Months, func(m tracking.MonthLine) bool { return len(m.Today) > 0 })
}

// Rounding returns the note on rounding where a month's amount does not come to the cumulative ones as printed.
func (p projectPage) Rounding() string {
	var all []models.Addition
	var before models.Money
	for _, m := range p.Months {
		if m.ApprovedMonth != nil && m.ApprovedYTD != nil && *m.ApprovedMonth+before == *m.ApprovedYTD {
			all = append(all, models.Addition{Parts: []models.Money{before, *m.ApprovedMonth}, Total: *m.ApprovedYTD})
		}
		if m.ApprovedYTD != nil {
			before = *m.ApprovedYTD
		}
	}
	return p.Lang.rounding(models.WanYuan, all...)
}

// turnOf returns whose turn it is to act on a project.
func turnOf(p tracking.ProjectPage) phrase {
	returned, late := false, false
	for _, m := range p.Months {
		returned = returned || m.Status == models.ReportReturned
	}
	for _, m := range p.Milestones {
		late = late || m.DaysLate > 0 && m.Status == models.MilestoneOpen && !m.Waiting
	}
	switch {
	case p.Closed:
		return "已销号，不再督办"
	case p.Waiting > 0:
		return "当前办理单位：重点项目办（有填报待审定）"
	case returned:
		return "当前办理单位：项目单位（有退回待更正）"
	case late:
		return "当前办理单位：项目单位（有节点逾期）"
	}
	return "当前办理单位：项目单位（按计划推进）"
}

// evidenceAddress returns the address of an evidence file.
func evidenceAddress(a models.Attachment) string {
	return "/submissions/" + url.PathEscape(a.SubmissionID) + "/evidence/" + strconv.Itoa(a.Position)
}

// factsForm is the form of a project's facts, filled in. It is sent to the form of its cells.
func factsForm(r *http.Request, p tracking.ProjectPage) form {
	f := newForm(r)
	for field, value := range map[models.CellField]string{models.CellName: p.Name, models.CellUnit: p.Unit,
		models.CellSponsor: p.Sponsor, models.CellContent: p.Scale, models.CellStart: p.PlannedStart.String(),
		models.CellFinish: p.PlannedFinish.String()} {
		f.Set(string(field), value)
	}
	return f
}
