package tracking

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
)

// ItemOutcome is what became of one item of several that were acted on together.
type ItemOutcome struct {
	Project string         `json:"project"` // code
	Year    int            `json:"year"`
	Name    string         `json:"name"`
	Item    string         `json:"item,omitempty"` // what it was, besides the project
	Done    bool           `json:"done"`
	Pending bool           `json:"pending"` // stored, not carried out yet
	Message models.Message `json:"message"`
	Code    string         `json:"code,omitempty"` // of the refusal
}

// Outcomes are the results of an act on several items: each was a command of its own.
type Outcomes struct {
	Key   string        `json:"key"`
	Done  int           `json:"done"`
	Items []ItemOutcome `json:"items"`
}

// add adds the result of one item. A failure of the program itself is returned: the rest is not tried.
func (o *Outcomes) add(p models.Project, item string, receipt Receipt, err error) error {
	line := ItemOutcome{Project: p.Code, Year: p.Year, Name: p.Name, Item: item, Done: err == nil,
		Pending: receipt.Pending, Message: receipt.Message}
	if err != nil {
		e := models.AsError(err)
		if e.Kind == models.KindInternal {
			return err
		}
		line.Message, line.Code = e.Message, e.Code
	} else {
		o.Done++
	}
	o.Items = append(o.Items, line)
	return nil
}

// UndoCells takes back an edit of cells, or a paste, that the person made under the key of: by the opposite change of
// each project, which is on record like any other. What has changed since is refused, project by project.
func (s *Service) UndoCells(ctx context.Context, actor models.Actor, key, of string) (Outcomes, error) {
	if err := models.CanPlan(actor); err != nil {
		return Outcomes{}, err
	}
	var projects []models.Project
	var edits []models.ChangePlanCommand
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		events, err := tx.EditsOf(of)
		if err != nil {
			return err
		}
		for _, e := range events {
			if e.ByID != actor.ID {
				continue
			}
			var c models.Changes
			if err := json.Unmarshal([]byte(e.Detail), &c); err != nil {
				return err
			}
			if len(c.Cells) == 0 {
				continue
			}
			p, err := tx.Project(e.ProjectID)
			if err != nil {
				return err
			}
			projects = append(projects, p)
			edits = append(edits, models.OppositeCells(c, e.At))
		}
		return nil
	})
	if err == nil && len(edits) == 0 {
		err = models.Errorf(models.KindNotFound, "no_edit", "没有可以撤销的修改：只能撤销本人的修改")
	}
	out := Outcomes{Key: key, Items: []ItemOutcome{}}
	for i, p := range projects {
		if err != nil {
			break
		}
		receipt, sending := s.send(ctx, actor, key+"/"+p.Code, 0, p, models.CommandChangePlan, models.LevelDecision, edits[i])
		err = out.add(p, "", receipt, sending)
	}
	return out, err
}
