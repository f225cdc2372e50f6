package tracking

import (
	"context"
	"maps"
	"strings"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ProblemInput is what a person sends about a problem: the command, with the department by its name.
type ProblemInput struct {
	models.ProblemCommand
	NewDepartment bool `json:"new_department,omitempty"` // the office: the department is not on record yet
}

// RaiseProblem puts what blocks a project into the ledger, or, with ActDismiss, keeps a text of its reports out of it.
func (s *Service) RaiseProblem(ctx context.Context, actor models.Actor, key, project string, version int,
	c ProblemInput) (Receipt, error) {
	if err := models.CanHandleProblems(actor); err != nil {
		return Receipt{}, err
	}
	c.Problem = ""
	if c.Act != models.ActDismiss {
		c.Act = models.ActRaise
	}
	return s.sendProblem(ctx, actor, key, version, c, func(tx *store.Tx) (figures.Programme, models.Facts, error) {
		p, err := find(tx, actor, project)
		if err != nil {
			return figures.Programme{}, models.Facts{}, err
		}
		g, m, err := s.memberOf(tx, p)
		return g, m.Facts, err
	})
}

// ChangeProblem does something with a problem of the ledger: assigns, reports on, solves, confirms, reopens or
// withdraws it.
func (s *Service) ChangeProblem(ctx context.Context, actor models.Actor, key, id string, version int,
	c ProblemInput) (Receipt, error) {
	if err := models.CanHandleProblems(actor); err != nil {
		return Receipt{}, err
	}
	if c.Problem = id; c.Act == models.ActRaise || c.Act == models.ActDismiss {
		c.Act = ""
	}
	return s.sendProblem(ctx, actor, key, version, c, func(tx *store.Tx) (figures.Programme, models.Facts, error) {
		_, g, m, err := s.problemOf(tx, actor, id)
		return g, m.Facts, err
	})
}

// sendProblem sends a command about a problem. What the rules refuse is refused before it is stored, unless the same
// command is stored or done already.
func (s *Service) sendProblem(ctx context.Context, actor models.Actor, key string, version int, c ProblemInput,
	load func(tx *store.Tx) (figures.Programme, models.Facts, error)) (Receipt, error) {
	var p models.Project
	added := "" // name of a department that is new
	if err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, f, err := load(tx)
		if err != nil {
			return err
		}
		p = f.Project
		names := maps.Clone(g.Names.Organisations)
		if added, err = c.department(actor, names); err != nil {
			return err
		}
		if known, err := commandKnown(tx, key); err != nil || known {
			return err
		}
		_, refused := models.RulesFor(f, g.Calendar).Problem(&f, models.ProjectCommand{Key: key, By: actor, Names: names},
			c.ProblemCommand, s.now())
		return refused
	}); err != nil {
		return Receipt{}, err
	}
	if added != "" {
		if err := s.Store.Write(ctx, func(tx *store.Tx) error {
			if err := tx.UpsertOrganisations(models.Organisation{ID: c.Department, Name: added,
				NameKey: models.NameKey(added)}); err != nil {
				return err
			}
			return s.record(tx, actor, "organisation.add", c.Department, added)
		}); err != nil {
			return Receipt{}, err
		}
	}
	return s.send(ctx, actor, key, version, p, models.CommandProblem, models.LevelDecision, c.ProblemCommand)
}

// commandKnown reports whether a command with the key is stored or done.
func commandKnown(tx *store.Tx, key string) (bool, error) {
	_, done, err := tx.Command(key)
	if err != nil || done {
		return done, err
	}
	_, stored, err := tx.StoredCommand(key)
	return stored, err
}

// department replaces the name of the department by its row key. One that is not on record is added when the office
// says that it is new; its name is returned then.
func (c *ProblemInput) department(actor models.Actor, names map[string]string) (added string, err error) {
	name := strings.TrimSpace(c.Department)
	if c.Department = name; name == "" {
		return "", nil
	}
	for id, of := range names {
		if id == name || models.NameKey(of) == models.NameKey(name) {
			c.Department = id
			return "", nil
		}
	}
	if !c.NewDepartment || !actor.Operator && !actor.Is(models.RoleOffice) {
		return "", models.Errorf(models.KindInvalid, "unknown_department",
			"没有名为“%s”的单位，请核对名称；确为新单位的，请勾选“新增单位”%s", name, models.CommandHint("（--new-department）"))
	}
	c.Department = models.OrganisationID(name)
	names[c.Department] = name
	return name, nil
}
