package tracking

import (
	"context"
	"sync"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// HandOver asks for a year to be handed over to the next.
type HandOver struct {
	Reason   string `json:"reason,omitempty"`   // "": 年度结转
	Document string `json:"document,omitempty"` // of the next year's plan
}

// YearHanded is the result of a hand-over.
type YearHanded struct {
	YearEnd
	Done    int             `json:"done"`    // projects handed over by this request, or a repetition of it
	Pending int             `json:"pending"` // stored, and carried out in the background
	Refused []YearEndFailed `json:"refused"`
}

// YearEndFailed is a project that could not be handed over.
type YearEndFailed struct {
	Code string         `json:"code"`
	Why  models.Message `json:"why"`
}

// HandOverYear hands a year over to the next year's list: each project's process ends its open milestones and stops its
// ladder. First the request and a command for every project are stored in one transaction, so that an interruption
// loses none of them: those left are sent again in the background. Projects with something to be decided first are left
// out, and a later request hands them over. The same key again gives the same result.
func (s *Service) HandOverYear(ctx context.Context, actor models.Actor, key, programme string, r HandOver) (YearHanded,
	error) {
	defer s.runningNow.forget()
	if err := models.CanPlan(actor); err != nil {
		return YearHanded{}, err
	}
	if err := models.CanSeeAll(actor); err != nil { // the answer shows the programme
		return YearHanded{}, err
	}
	id, stored, err := s.storeHandOver(ctx, actor, key, programme, r)
	if err != nil {
		return YearHanded{}, err
	}
	out := YearHanded{Refused: []YearEndFailed{}}
	var mutex sync.Mutex
	var wait sync.WaitGroup
	slots := make(chan struct{}, handOverAtOnce)
	for _, c := range stored {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			p, err := s.project(ctx, c.ProjectID)
			if err == nil {
				_, err = s.deliver(ctx, p, c)
			}
			mutex.Lock()
			defer mutex.Unlock()
			switch {
			case err == nil:
				out.Done++
			case models.AsError(err).Kind.Ours():
				out.Pending++
			default:
				out.Refused = append(out.Refused, YearEndFailed{Code: p.Code, Why: models.AsError(err).Message})
			}
		})
	}
	wait.Wait()
	if out.YearEnd, err = s.YearEnd(context.WithoutCancel(ctx), actor, id); err != nil {
		return YearHanded{}, err
	}
	return out, nil
}

// handOverAtOnce is how many projects are handed over at the same time.
const handOverAtOnce = 8

// handingOver is a stored request: the list, and the keys of its commands.
type handingOver struct {
	Programme string   `json:"programme"`
	Commands  []string `json:"commands"`
}

// storeHandOver stores the request and its commands; for a repeated request it returns the commands stored then.
func (s *Service) storeHandOver(ctx context.Context, actor models.Actor, key, programme string,
	r HandOver) (id string, commands []models.StoredCommand, err error) {
	if r.Reason == "" {
		r.Reason = "年度结转"
	}
	var stored handingOver
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		commands, stored = nil, handingOver{} // the transaction may be repeated
		head, err := headOf(actor, key, programme, "HandOverYear", r)
		if err != nil {
			return err
		}
		if found, err := earlierAnswer(tx, head, &stored); err != nil || found {
			for _, k := range stored.Commands {
				c, known, readErr := tx.StoredCommand(k)
				if readErr != nil {
					return readErr
				}
				if known {
					commands = append(commands, c)
				}
			}
			return err
		}
		y, err := s.yearEnd(tx, programme)
		if err != nil {
			return err
		}
		if !y.Refusal.IsZero() {
			return &models.Error{Kind: models.KindConflict, Code: "year_not_ready", Message: y.Refusal}
		}
		stored.Programme = y.ID
		for _, l := range y.Projects {
			if l.State != YearEndReady {
				continue
			}
			c, err := s.handOverCommand(actor, head, l, r)
			if err != nil {
				return err
			}
			if err := tx.StoreCommand(c); err != nil {
				return err
			}
			commands, stored.Commands = append(commands, c), append(stored.Commands, c.Key)
		}
		return s.remember(tx, actor, head, "programme.hand_over", y.ID, stored)
	})
	return stored.Programme, commands, err
}

func (s *Service) handOverCommand(actor models.Actor, head contract.Head, l YearEndLine, r HandOver) (c models.
	StoredCommand, err error) {
	body := l.command
	body.Reason, body.Document = r.Reason, r.Document
	text, err := bodyOf(body)
	if err != nil {
		return c, err
	}
	one, err := headOf(actor, models.Key("hand-over", head.Key, l.project.ID), l.project.ID, models.CommandChangePlan,
		body)
	return models.StoredCommand{Key: one.Key, Hash: one.Hash, Name: models.CommandChangePlan, ProjectID: l.project.ID,
		Body: text, ByID: actor.ID, ByName: actor.Name, Operator: actor.Operator, StoredAt: s.now(),
		Status: models.StoredWaiting}, err
}
