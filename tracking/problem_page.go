package tracking

import (
	"context"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ProblemPage is one problem with its history.
type ProblemPage struct {
	ProblemView
	Steps       []ProblemLine `json:"steps"`       // oldest first
	Departments []string      `json:"departments"` // organisations that can be asked
	SeesProject bool          `json:"sees_project"`
}

// ProblemLine is one entry of the history of a problem.
type ProblemLine struct {
	At         models.Instant    `json:"at"`
	Act        models.ProblemAct `json:"act"`
	Step       string            `json:"step,omitempty"` // of the ladder: due-3, overdue-1 …
	Party      string            `json:"party,omitempty"`
	By         string            `json:"by"`
	Text       string            `json:"text,omitempty"`
	Department string            `json:"department,omitempty"`
	Due        models.Date       `json:"due,omitempty"`
	OnBehalf   bool              `json:"on_behalf,omitempty"` // 代填
	Paper      string            `json:"paper,omitempty"`
	PassedOver bool              `json:"passed_over,omitempty"`
	Trial      bool              `json:"trial,omitempty"`
	To         []models.Audience `json:"to,omitempty"`
}

// Problem shows a problem. One that the person may not see gives the same error as one that does not exist.
func (s *Service) Problem(ctx context.Context, actor models.Actor, id string) (ProblemPage, error) {
	var out ProblemPage
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		row, g, m, err := s.problemOf(tx, actor, id)
		if err != nil {
			return err
		}
		out.ProblemView = problemView(g, m.Facts, row, actor, s.now())
		out.SeesProject = models.CanSee(actor, m.Project) == nil
		steps, err := tx.ProblemStepsOf(id)
		for _, step := range steps {
			out.Steps = append(out.Steps, ProblemLine{At: step.At, Act: step.Act, Step: step.Step, Party: step.Party,
				By: step.ByName, Text: step.Text, Department: step.Department, Due: step.Due, OnBehalf: step.OnBehalf,
				Paper: step.Paper, PassedOver: step.PassedOver, Trial: step.Trial, To: step.To})
		}
		out.Departments = organisationsIn(g.Names)
		return err
	})
	return out, err
}

// ProblemForm is what a problem of a project is raised from.
type ProblemForm struct {
	Year        int      `json:"year"`
	Project     string   `json:"project"`
	Name        string   `json:"project_name"`
	Departments []string `json:"departments"` // organisations that can be asked
}

// ProblemForm shows what a problem of a project can be raised with.
func (s *Service) ProblemForm(ctx context.Context, actor models.Actor, project string) (ProblemForm, error) {
	var out ProblemForm
	if err := models.CanHandleProblems(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := find(tx, actor, project)
		if err != nil {
			return err
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		out = ProblemForm{Year: p.Year, Project: p.Code, Name: p.Name, Departments: organisationsIn(common.Names)}
		return nil
	})
	return out, err
}

// organisationsIn lists the names of the organisations on record, sorted.
func organisationsIn(names models.Names) []string {
	known := map[string]bool{}
	for _, name := range names.Organisations {
		known[name] = true
	}
	return sorted(known)
}

// problemOf loads a problem that the person may see, with its project.
func (s *Service) problemOf(tx *store.Tx, actor models.Actor, id string) (row models.Problem, g figures.Programme,
	m figures.Member, err error) {
	if row, err = tx.Problem(id); err != nil {
		return row, g, m, err
	}
	p, err := tx.Project(row.ProjectID)
	if err != nil {
		return row, g, m, err
	}
	if err = models.CanSeeProblem(actor, p, row); err != nil {
		return row, g, m, err
	}
	g, m, err = s.memberOf(tx, p)
	return row, g, m, err
}

// memberOf loads a project with the first list that it is on, or by itself.
func (s *Service) memberOf(tx *store.Tx, p models.Project) (g figures.Programme, m figures.Member, err error) {
	of, err := s.listsOf(tx, p.Year)
	if err != nil {
		return g, m, err
	}
	g, m, found, err := of.find(p.ID)
	if err != nil || found {
		return g, m, err
	}
	common, err := s.common(tx)
	if err != nil {
		return g, m, err
	}
	g.Names, g.Calendar = common.Names, common.Calendar
	m, err = figures.LoadMember(tx, p.ID)
	return g, m, err
}
