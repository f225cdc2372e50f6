package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

const problemsAddress = "/problems"

// problemsPage is the ledger of problems.
type problemsPage struct {
	basePage
	tracking.ProblemLedger
	Form     form
	Choices  []choice
	Rows     []tracking.ProblemView
	Pager    pager
	Proposed []reportedCase
	Overdue  int
	Open     int
	NoList   bool
	Narrow   bool
	MayFile  bool // may download the ledger by department
}

// reportedCase is a text of the monthly reports with the form that puts it into the ledger.
type reportedCase struct {
	tracking.ReportedView
	Form    form
	Open    bool // show the form with its errors
	Address string
	Kinds   []option
}

// Errors is what is wrong with the fields of the form.
func (c reportedCase) Errors() (errors []string) {
	for _, field := range []string{"kind", "quantity", "department", "due"} {
		if e := c.Form.Error(field); e != "" {
			errors = append(errors, e)
		}
	}
	return errors
}

const (
	problemsPerPage = 50
	reportedShown   = 20
)

func (h *handlers) problemRoutes() []route {
	return []route{
		{pattern: "GET /problems", who: seesOwn, show: h.showProblems},
		{pattern: "GET /problems/{problem}", who: seesOwn, show: h.showProblem},
		{pattern: "POST /problems/{problem}", who: handsIn, show: h.changeProblem},
		{pattern: "GET /projects/{year}/{code}/problem", who: handsIn, show: h.showRaiseProblem},
		{pattern: "POST /projects/{year}/{code}/problem", who: handsIn, show: h.raiseProblem},
	}
}

func (h *handlers) showProblems(w http.ResponseWriter, r *http.Request) error {
	return h.writeProblems(w, r, http.StatusOK, "", form{})
}

// writeProblems shows the ledger. sent is a form with errors that puts a reported text into it; source is its key.
func (h *handlers) writeProblems(w http.ResponseWriter, r *http.Request, status int, source string, sent form) error {
	q := r.URL.Query()
	by := tracking.ProblemFilter{Programme: q.Get("year"), Project: q.Get("project"), Department: q.Get("department"),
		Kind: models.ProblemKind(q.Get("kind")), Status: models.ProblemStatus(q.Get("status")),
		Overdue: q.Get("overdue") != ""}
	ledger, err := h.t.Problems(r.Context(), actorOf(r), by)
	noList := by.Programme == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := problemsPage{basePage: h.base(w, r), ProblemLedger: ledger, Form: askedForm(r), NoList: noList,
		Narrow:  by != tracking.ProblemFilter{Programme: by.Programme},
		MayFile: models.CanSeeAll(actorOf(r)) == nil}
	p.add([]string{"ladder.css", "problems.css"}, []string{"fold.js"})
	p.Open, p.Overdue = models.OpenProblems(ledger.Totals)
	p.choices()
	if takes(r) && !noList {
		return h.sendList(w, r, p.taken())
	}
	from, to, pager := paged(r, len(ledger.Problems), problemsPerPage)
	p.Rows, p.Pager = ledger.Problems[from:to], pager
	for _, v := range ledger.Reported[:min(len(ledger.Reported), reportedShown)] {
		c := reportedCase{ReportedView: v, Form: newForm(r), Kinds: problemKinds(p.Lang),
			Address: problemForm(v.Year, v.Project)}
		if v.Key == source {
			c.Form, c.Open = sent, true
		}
		p.Proposed = append(p.Proposed, c)
	}
	h.write(w, r, status, "problemledger", "page", p)
	return nil
}

func (p *problemsPage) choices() {
	all := func(text string, options []option) []option {
		return append([]option{{"", p.Lang.text(phrase(text))}}, options...)
	}
	states := []option{}
	for _, s := range models.ProblemStatuses {
		states = append(states, option{string(s), p.Lang.text(phrase(s.Chinese()))})
	}
	p.Choices = append(p.Choices,
		choiceOf(p.Form, "kind", p.Lang.text("类别"), all("全部类别", problemKinds(p.Lang))),
		choiceOf(p.Form, "status", p.Lang.text("状态"), all("全部状态", states)))
	if len(p.Departments) > 0 {
		p.Choices = append(p.Choices, choiceOf(p.Form, "department", p.Lang.text("责任部门"),
			all("全部部门", offered(p.Form, "department", p.Departments))))
	}
}

func problemKinds(l lang) (options []option) {
	for _, k := range models.ProblemKinds {
		label := l.text(phrase(k.Chinese()))
		if unit := k.Unit(); unit != "" {
			label = l.text("%s（%s）", label, l.text(phrase(unit)))
		}
		options = append(options, option{string(k), label})
	}
	return options
}

// taken is the ledger as a list: all of it, as it is filtered.
func (p problemsPage) taken() tracking.TakenList {
	l := p.Lang
	var t taking[tracking.ProblemView]
	t.text(l.text("项目编码"), func(v tracking.ProblemView) string { return v.Project })
	t.text(l.text("项目名称"), func(v tracking.ProblemView) string { return v.Name })
	t.text(l.text("类别"), func(v tracking.ProblemView) string { return l.text(phrase(v.Kind.Chinese())) })
	t.text(l.text("数量"), func(v tracking.ProblemView) string { return v.QuantityText })
	t.text(l.text("存在问题"), func(v tracking.ProblemView) string { return v.Text })
	t.text(l.text("诉求"), func(v tracking.ProblemView) string { return v.Request })
	t.text(l.text("协调层级"), func(v tracking.ProblemView) string { return l.text(phrase(v.Level.Chinese())) })
	t.text(l.text("责任部门"), func(v tracking.ProblemView) string { return v.Department })
	t.text(l.text("提出单位"), func(v tracking.ProblemView) string { return v.RaisedFor })
	t.add(l.text("办结时限"), tracking.ListDate, func(v tracking.ProblemView) any { return v.Due })
	t.add(l.text("逾期（工作日）"), tracking.ListCount, func(v tracking.ProblemView) any { return v.DaysLate })
	t.text(l.text("状态"), func(v tracking.ProblemView) string { return l.text(phrase(v.StatusWord())) })
	return t.of(l.text("问题台账"), p.Problems)
}

// Quantities writes a sum of a kind with its unit.
func (p problemsPage) Quantities(k models.ProblemKind, n int64) string { return p.Lang.quantity(k, n) }

// quantity writes a quantity with its unit in the page's language; "" for none.
func (l lang) quantity(k models.ProblemKind, n int64) string {
	if n == 0 || k.Unit() == "" {
		return ""
	}
	return k.Quantity(n) + " " + l.text(phrase(k.Unit()))
}

func problemForm(year int, code string) string {
	return projectAddress(year, code) + "/problem"
}

func problemAddress(id string) string { return problemsAddress + "/" + url.PathEscape(id) }
