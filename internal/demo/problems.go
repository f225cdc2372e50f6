package demo

import (
	"context"
	"slices"

	"duban/internal/sample"
	"duban/models"
	"duban/tracking"
)

// raiseProblems enters what blocks projects: land that a department is asked for, one that is solved and waits for the
// owner's confirmation, and one that the office has yet to assign.
func (f *filler) raiseProblems(ctx context.Context, year int) error {
	overview, err := f.Overview(ctx, models.Operator, models.ProgrammeID(models.DistrictProgramme, year))
	if err != nil {
		return err
	}
	owner, err := f.actorOf(ctx, models.RoleOwner)
	if err != nil {
		return err
	}
	office, err := f.actorOf(ctx, models.RoleOffice)
	if err != nil {
		return err
	}
	projects := sample.Programme(year).Projects
	own := projects[max(slices.IndexFunc(projects, func(p sample.Project) bool {
		return p.Owner == sample.Reporter && p.Sponsor != ""
	}), 0)].Project.Name
	first := overview.Projects[max(slices.IndexFunc(overview.Projects, func(p tracking.ProjectLine) bool {
		return p.Name == own
	}), 0)]
	unit := f.accounts[2].Organisation
	due := f.day + 5
	raise := func(by models.Actor, key string, c models.ProblemCommand) (tracking.Receipt, error) {
		c.Act = models.ActRaise
		return f.settled(func() (tracking.Receipt, error) {
			return f.RaiseProblem(ctx, by, f.key("problem", key), ref(first), 0, tracking.ProblemInput{ProblemCommand: c,
				NewDepartment: true})
		})
	}
	if _, err := raise(office, "land", models.ProblemCommand{Kind: models.ProblemLand, Quantity: "12.5",
		Text:    "二期用地指标未落实（演示数据）",
		Request: "请协调解决用地指标", Department: unit, Due: f.day}); err != nil {
		return err
	}
	power, err := raise(owner, "power", models.ProblemCommand{Kind: models.ProblemUtilities, Text: "10千伏线路迁改未完成（演示数据）",
		Request: "请供电公司尽快实施"})
	if err != nil {
		return err
	}
	for _, step := range []models.ProblemCommand{
		{Act: models.ActAssign, Department: "区供电公司", Due: due},
		{Act: models.ActSolve, Text: "线路迁改已完成（演示数据）", Paper: "区供电公司复函（演示数据）"},
	} {
		if _, err := f.settled(func() (tracking.Receipt, error) {
			return f.ChangeProblem(ctx, office, f.key("problem", "power", string(step.Act)), power.Object, 0,
				tracking.ProblemInput{ProblemCommand: step, NewDepartment: true})
		}); err != nil {
			return err
		}
	}
	_, err = raise(owner, "energy", models.ProblemCommand{Kind: models.ProblemEnergy, Quantity: "3200",
		Text:    "年新增能耗指标缺口（演示数据）",
		Request: "请协调能耗指标", Level: models.LevelCity})
	return err
}

// actorOf is the person of the demonstration's account of a role.
func (f *filler) actorOf(ctx context.Context, role models.RoleName) (models.Actor, error) {
	i := slices.IndexFunc(f.accounts, func(g account) bool { return g.Role == role })
	return f.Authenticate(ctx, f.accounts[i].Token)
}

// settled sends a command until it is saved.
func (f *filler) settled(send func() (tracking.Receipt, error)) (tracking.Receipt, error) {
	for {
		if receipt, err := send(); err != nil || !receipt.Pending {
			return receipt, err
		}
	}
}
