package activities

import "duban/models"

// writeProblem writes the problem that a command changed, with its history and messages.
func (w *work) writeProblem(c models.Changes) error {
	if c.Problem == nil {
		return nil
	}
	if err := w.tx.SetProblems(*c.Problem); err != nil {
		return err
	}
	if _, err := w.tx.InsertProblemSteps(c.ProblemSteps...); err != nil {
		return err
	}
	messages, err := w.tx.InsertOutbox(c.Told...)
	w.messages += len(messages)
	return err
}

// recordProblems writes the steps that problems reached by time, each with its audit row.
func (w *work) recordProblems(s models.Settlement) error {
	if err := w.tx.SetProblems(s.Problems...); err != nil {
		return err
	}
	inserted, err := w.tx.InsertProblemSteps(s.Steps...)
	if err != nil {
		return err
	}
	for _, step := range inserted {
		if err := w.audit("problem."+string(step.Act), step.ProblemID, step); err != nil {
			return err
		}
	}
	return nil
}

// problemNames returns the names of the organisations that a command on a problem is about, by row key.
func (w *work) problemNames(c models.ProblemCommand) (map[string]string, error) {
	p := w.facts.Project
	ids := []string{p.OwnerID, p.ResponsibleUnitID, c.Department}
	for _, known := range w.facts.Problems {
		if known.ID == c.Problem {
			ids = append(ids, known.DepartmentID, known.RaisedForID)
		}
	}
	rows, err := w.tx.Organisations(ids...)
	names := map[string]string{}
	for id, o := range rows {
		names[id] = o.Name
	}
	return names, err
}
