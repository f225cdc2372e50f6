package web

import (
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

// problemPage is one problem with its history and what the person may do with it.
type problemPage struct {
	basePage
	tracking.ProblemPage
	Address string
	Forms   []problemCase
}

// problemCase is the form of one act.
type problemCase struct {
	Act    models.ProblemAct
	Title  string
	Form   form
	Open   bool
	Kinds  []option
	Levels []option
	Names  []string // of departments
	Paper  bool     // may be entered from paper
	Office bool
}

// problemForms are the titles of the forms.
var problemForms = map[models.ProblemAct]phrase{
	models.ActAssign: "交办责任部门", models.ActFeedback: "反馈办理情况", models.ActSolve: "填报办结", models.ActClose: "确认解决",
	models.ActReopen: "未解决，退回续办", models.ActWithdraw: "撤回问题",
}

// problemActPhrases name the entries of the history.
var problemActPhrases = map[models.ProblemAct]phrase{
	models.ActRaise: "提出", models.ActAssign: "交办", models.ActFeedback: "反馈", models.ActSolve: "办结",
	models.ActClose: "确认销号", models.ActReopen: "退回续办", models.ActWithdraw: "撤回", models.ActDismiss: "不列入台账",
	models.ActRemind: "到期提醒", models.ActChase: "催办",
}

// Act names an entry of the history.
func (p problemPage) Act(a models.ProblemAct) string { return problemActPhrases[a].in(p.Lang) }

// QuantityWords is the quantity with its unit.
func (p problemPage) QuantityWords() string { return p.Lang.quantity(p.Kind, p.Quantity) }

func (h *handlers) showProblem(w http.ResponseWriter, r *http.Request) error {
	return h.writeProblem(w, r, http.StatusOK, "", form{})
}

// writeProblem shows a problem; sent is the form of an act that had errors.
func (h *handlers) writeProblem(w http.ResponseWriter, r *http.Request, status int, act models.ProblemAct,
	sent form) error {
	view, err := h.t.Problem(r.Context(), actorOf(r), r.PathValue("problem"))
	if err != nil {
		return err
	}
	p := problemPage{basePage: h.base(w, r), ProblemPage: view, Address: problemAddress(view.ID)}
	p.add([]string{"ladder.css", "problems.css"}, nil)
	for _, a := range view.Acts {
		c := problemCase{Act: a, Title: problemForms[a].in(p.Lang), Form: newForm(r), Kinds: problemKinds(p.Lang),
			Levels: problemLevels(p.Lang), Names: view.Departments,
			Office: actorOf(r).Is(models.RoleOffice)}
		c.Paper = c.Office && a != models.ActAssign && a != models.ActReopen
		c.Form.Set("kind", string(view.Kind))
		c.Form.Set("level", string(view.Level))
		c.Form.Set("department", view.Department)
		if a == act {
			c.Form, c.Open = sent, true
		}
		p.Forms = append(p.Forms, c)
	}
	h.write(w, r, status, "problemcase", "page", p)
	return nil
}

func problemLevels(l lang) (options []option) {
	for _, level := range models.ProblemLevels {
		options = append(options, option{string(level), l.text(phrase(level.Chinese()))})
	}
	return options
}

// fieldOfProblem is the form field each error code of a problem belongs to.
var fieldOfProblem = map[string]string{
	"text_missing": "text", "text_too_long": "text", "kind_missing": "kind", "bad_kind": "kind",
	"bad_quantity":         "quantity",
	"quantity_too_precise": "quantity", "quantity_without_unit": "quantity", "bad_level": "level",
	"department_missing": "department", "unknown_department": "department", "due_missing": "due", "due_past": "due",
	"paper_missing": "paper",
}

// problemInput reads a form about a problem.
func problemInput(f form) (c tracking.ProblemInput, err error) {
	c.Act, c.Kind, c.Level = models.ProblemAct(f.Value("act")), models.ProblemKind(f.Value("kind")),
		models.ProblemLevel(f.Value("level"))
	c.Quantity, c.Text, c.Request = trimmedValue(f, "quantity"), trimmedValue(f, "text"), trimmedValue(f, "request")
	c.Department, c.Source, c.Paper = trimmedValue(f, "department"), f.Value("source"), trimmedValue(f, "paper")
	c.NewDepartment = f.Value("new") != ""
	if c.Act != models.ActAssign && c.Act != models.ActRaise {
		c.Kind, c.Level, c.Department = "", "", ""
	}
	if text := f.Value("due"); text != "" {
		c.Due, err = models.ParseDate(text)
	}
	return c, err
}

// changeProblem does what a form of a problem's page asks for.
func (h *handlers) changeProblem(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c, err := problemInput(f)
	if err == nil {
		receipt, sending := h.t.ChangeProblem(r.Context(), actorOf(r), f.Key, r.PathValue("problem"), 0, c)
		if sending == nil {
			return h.redirectWithReceipt(w, r, receipt, problemAddress(r.PathValue("problem")))
		}
		err = sending
	}
	if !f.wrong(err, fieldOfProblem) {
		return err
	}
	return h.writeProblem(w, r, statusOf(err), c.Act, f)
}

// raisePage is the form that puts a problem of a project into the ledger.
type raisePage struct {
	basePage
	Year    int
	Project string
	Name    string
	Address string
	Case    problemCase
}

func (h *handlers) showRaiseProblem(w http.ResponseWriter, r *http.Request) error {
	return h.writeRaiseProblem(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeRaiseProblem(w http.ResponseWriter, r *http.Request, status int, f form) error {
	view, err := h.t.ProblemForm(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	p := raisePage{basePage: h.base(w, r), Year: view.Year, Project: view.Project, Name: view.Name,
		Address: problemForm(view.Year, view.Project)}
	p.add([]string{"ladder.css", "problems.css"}, nil)
	p.Case = problemCase{Act: models.ActRaise, Form: f, Kinds: problemKinds(p.Lang), Levels: problemLevels(p.Lang),
		Names: view.Departments, Office: actorOf(r).Is(models.RoleOffice)}
	p.Case.Paper = p.Case.Office
	h.write(w, r, status, "problemraise", "page", p)
	return nil
}

// raiseProblem puts a problem into the ledger, from its own form or from a text of the monthly reports.
func (h *handlers) raiseProblem(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c, err := problemInput(f)
	if !slices.Contains([]models.ProblemAct{models.ActRaise, models.ActDismiss}, c.Act) {
		c.Act = models.ActRaise
	}
	if err == nil {
		receipt, sending := h.t.RaiseProblem(r.Context(), actorOf(r), f.Key, projectOf(r), 0, c)
		if sending == nil {
			next := problemsAddress
			if c.Source == "" && receipt.Object != "" {
				next = problemAddress(receipt.Object)
			}
			return h.redirectWithReceipt(w, r, receipt, next)
		}
		err = sending
	}
	if !f.wrong(err, fieldOfProblem) {
		return err
	}
	if c.Source != "" {
		return h.writeProblems(w, r, statusOf(err), c.Source, f)
	}
	return h.writeRaiseProblem(w, r, statusOf(err), f)
}
