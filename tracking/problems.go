package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ProblemView is a problem as people see it.
type ProblemView struct {
	ID           string               `json:"id"`
	Year         int                  `json:"year"`
	Project      string               `json:"project"`
	Name         string               `json:"project_name"`
	Kind         models.ProblemKind   `json:"kind"`
	Quantity     int64                `json:"quantity"`      // thousandths of a 亩, kilograms of 标煤, or fen; 0: none
	QuantityText string               `json:"quantity_text"` // with its unit, as people write it
	Text         string               `json:"text"`
	Request      string               `json:"request"` // 诉求
	Level        models.ProblemLevel  `json:"level"`
	Department   string               `json:"department"` // 责任部门; proposed while the problem is not assigned
	Due          models.Date          `json:"due"`
	WantedBy     models.Date          `json:"wanted_by"`
	RaisedFor    string               `json:"raised_for"` // organisation, or 重点项目办
	RaisedBy     string               `json:"raised_by"`
	RaisedAt     models.Instant       `json:"raised_at"`
	Status       models.ProblemStatus `json:"status"`
	SolvedBy     string               `json:"solved_by"`
	SolvedAt     models.Instant       `json:"solved_at"`
	ClosedAt     models.Instant       `json:"closed_at"`
	DaysLate     int                  `json:"days_late"` // counted working days since its day
	SourceMonth  models.Month         `json:"source_month"`
	CopiedMonths int                  `json:"copied_months"` // its text was reported unchanged for so many months running
	Ended        bool                 `json:"ended"`         // the project was closed or its year handed over
	Acts         []models.ProblemAct  `json:"acts"`          // what the caller may do

	departmentID, raisedForID string
	row                       models.Problem
}

// Late reports whether the problem is overdue.
func (v ProblemView) Late() bool { return v.DaysLate > 0 }

// ReportedView is a text of the monthly reports that is not in the ledger yet.
type ReportedView struct {
	models.ReportedProblem
	Year       int    `json:"year"`
	Project    string `json:"project"`
	Name       string `json:"project_name"`
	Unit       string `json:"responsible_unit"`
	MayDismiss bool   `json:"may_dismiss"`
}

// ProblemLedger is the ledger of problems (问题台账) as far as a person may see it.
type ProblemLedger struct {
	Programme   string                `json:"programme"`
	AsOf        models.Instant        `json:"as_of"`
	Totals      []models.ProblemTotal `json:"totals"`   // of the problems listed
	Problems    []ProblemView         `json:"problems"` // overdue ones first
	Reported    []ReportedView        `json:"reported"` // from the monthly reports, not in the ledger yet
	Departments []string              `json:"departments"`
	MayRaise    bool                  `json:"may_raise"`
}

// ProblemFilter chooses problems of the ledger; the zero value chooses all but the withdrawn ones.
type ProblemFilter struct {
	Programme  string
	Project    string // code
	Department string
	Kind       models.ProblemKind
	Status     models.ProblemStatus
	Open       bool
	Overdue    bool
}

// Problems lists the problems of a programme's projects that the person may see, overdue ones first: those of projects
// they see, those asked of their department, and those they raised.
func (s *Service) Problems(ctx context.Context, actor models.Actor, by ProblemFilter) (ProblemLedger, error) {
	var out ProblemLedger
	if err := models.CanSeeProjects(actor); err != nil {
		return out, err
	}
	if by.Kind != "" && !slices.Contains(models.ProblemKinds, by.Kind) {
		return out, models.Errorf(models.KindInvalid, "bad_kind", "问题类别“%s”无法识别，请从列表中选择", string(by.Kind))
	}
	if by.Status != "" && !slices.Contains(models.ProblemStatuses, by.Status) {
		return out, models.Errorf(models.KindInvalid, "bad_status", "问题状态“%s”无法识别，请从列表中选择", string(by.Status))
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.programme(tx, by.Programme)
		if err == nil {
			out = s.problemLedger(g, actor, by, s.now())
		}
		return err
	})
	return out, err
}

// problemLedger makes the ledger of a programme as the actor may see it.
func (s *Service) problemLedger(g figures.Programme, actor models.Actor, by ProblemFilter,
	now models.Instant) ProblemLedger {
	out := ProblemLedger{Programme: g.Name, AsOf: now, Problems: []ProblemView{}, Reported: []ReportedView{},
		Departments: []string{}}
	for _, f := range g.Facts() {
		seen := models.CanSee(actor, f.Project) == nil
		out.MayRaise = out.MayRaise || models.MayRaiseProblem(actor, f.Project)
		for _, p := range f.Problems {
			if !seen && models.CanSeeProblem(actor, f.Project, p) != nil {
				continue
			}
			if p.Department != "" && !slices.Contains(out.Departments, p.Department) {
				out.Departments = append(out.Departments, p.Department)
			}
			if v := problemView(g, f, p, actor, now); by.wants(v) {
				out.Problems = append(out.Problems, v)
			}
		}
		if !seen || by.Project != "" && by.Project != f.Project.Code {
			continue
		}
		for _, r := range models.ReportedProblems(f) {
			out.Reported = append(out.Reported, ReportedView{ReportedProblem: r, Year: f.Project.Year, Project: f.Project.Code,
				Name: f.Project.Name, Unit: g.Names.Organisations[f.Project.ResponsibleUnitID],
				MayDismiss: models.MayDismiss(actor, f.Project)})
		}
	}
	slices.Sort(out.Departments)
	slices.SortStableFunc(out.Problems, compareProblems)
	out.Totals = problemTotals(out.Problems)
	return out
}

// compareProblems orders the ledger: open ones first, overdue ones before others, then by day.
func compareProblems(a, b ProblemView) int {
	return cmp.Or(boolInt(b.row.Open())-boolInt(a.row.Open()), cmp.Compare(b.DaysLate, a.DaysLate),
		cmp.Compare(a.dueOrLast(), b.dueOrLast()), cmp.Compare(a.RaisedAt, b.RaisedAt), cmp.Compare(a.ID, b.ID))
}

func problemTotals(views []ProblemView) []models.ProblemTotal {
	rows, late := []models.Problem{}, map[string]bool{}
	for _, v := range views {
		rows = append(rows, v.row)
		late[v.ID] = v.Late()
	}
	return models.TotalProblems(rows, func(p models.Problem) bool { return late[p.ID] })
}

// dueOrLast is the day by which it is to be solved; one without a day comes last.
func (v ProblemView) dueOrLast() models.Date {
	if v.Due == 0 {
		return 1 << 30
	}
	return v.Due
}

// wants reports whether a problem is one of those asked for.
func (by ProblemFilter) wants(v ProblemView) bool {
	return (by.Project == "" || by.Project == v.Project) && (by.Department == "" || by.Department == v.Department) &&
		(by.Kind == "" || by.Kind == v.Kind) && (by.Status == "" && v.Status != models.ProblemWithdrawn ||
		by.Status != "" && by.Status == v.Status) && (!by.Open || v.row.Open() && !v.Ended) && (!by.Overdue || v.Late())
}

func problemView(g figures.Programme, f models.Facts, p models.Problem, actor models.Actor,
	now models.Instant) ProblemView {
	v := ProblemView{
		ID: p.ID, Year: f.Project.Year, Project: f.Project.Code, Name: f.Project.Name, Kind: p.Kind, Quantity: p.Quantity,
		QuantityText: p.Kind.QuantityText(p.Quantity), Text: p.Text, Request: p.Request, Level: p.Level,
		Department: p.Department, Due: p.Due, WantedBy: p.WantedBy, RaisedFor: p.RaisedFor, RaisedBy: p.RaisedByName,
		RaisedAt: p.RaisedAt, Status: p.Status, SolvedBy: p.SolvedByName, SolvedAt: p.SolvedAt, ClosedAt: p.ClosedAt,
		SourceMonth: p.SourceMonth, CopiedMonths: models.CopiedMonths(f, p),
		Ended: p.Open() && (f.Project.Status == models.ProjectClosed || f.Project.HandedOver()),
		Acts:  models.ProblemActs(actor, f.Project, p), departmentID: p.DepartmentID, raisedForID: p.RaisedForID, row: p,
	}
	if !v.Ended {
		v.DaysLate = models.RulesFor(f, g.Calendar).ProblemDaysLate(p, now)
	}
	return v
}

// problemsToLead lists the open problems of led projects that have climbed to leaders, or that a higher level must
// solve.
func (s *Service) problemsToLead(g figures.Standing, actor models.Actor, led []LedLine) []ProblemView {
	mine := map[string]bool{}
	for _, line := range led {
		mine[line.Code] = true
	}
	all := s.problemLedger(g.Programme, actor, ProblemFilter{Open: true}, g.Moment).Problems
	return slices.DeleteFunc(all, func(v ProblemView) bool {
		return !mine[v.Project] || v.Level == models.LevelDistrict && !models.ProblemAtLeaders(v.DaysLate)
	})
}
