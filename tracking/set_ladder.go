package tracking

import (
	"context"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// LadderSwitch is what a change of a programme's ladder does.
type LadderSwitch struct {
	Programme string `json:"programme"`
	From      string `json:"from"`
	To        string `json:"to"`
	// of To, in Chinese
	Name models.Word `json:"name"`
	Moves
	Saved bool `json:"saved"`
}

// SetLadder lets a programme go by another ladder. What is on record stays as it was recorded. With preview it only
// says what would move. The same key again gives the same answer.
func (s *Service) SetLadder(ctx context.Context, actor models.Actor, key, programme, ladder string,
	preview bool) (LadderSwitch, error) {
	if err := models.CanPlan(actor); err != nil {
		return LadderSwitch{}, err
	}
	if err := models.CanSeeAll(actor); err != nil {
		return LadderSwitch{}, err
	}
	if _, known := models.Ladders[ladder]; !known {
		return LadderSwitch{}, models.Errorf(models.KindInvalid, "ladder_unknown", "没有名为「%s」的督办办法，现有：%s", ladder,
			strings.Join(models.LadderNames, "、"))
	}
	var out LadderSwitch
	var list []models.Project
	prepare := func(tx *store.Tx) (models.Programme, error) {
		g, err := s.programme(tx, programme)
		p := g.Programme
		if err != nil {
			return p, err
		}
		out = LadderSwitch{Programme: p.Name, From: p.Ladder, To: ladder, Name: models.LadderName(ladder),
			Moves: noMoves()}
		for _, f := range g.Facts() {
			if f.Project.Status != models.ProjectOpen {
				continue
			}
			list = append(list, f.Project)
			after := f
			after.Programmes = slices.Clone(f.Programmes)
			for i := range after.Programmes {
				if after.Programmes[i].ID == p.ID {
					after.Programmes[i].Ladder = ladder
				}
			}
			out.compare(f, models.RulesFor(f, g.Calendar), models.RulesFor(after, g.Calendar), s.now())
		}
		return p, nil
	}
	if preview {
		err := s.Store.Read(ctx, func(tx *store.Tx) error {
			_, err := prepare(tx)
			return err
		})
		return out, err
	}
	head, err := headOf(actor, key, programme, "SetLadder", ladder)
	if err != nil {
		return LadderSwitch{}, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		p, err := prepare(tx)
		if err != nil {
			return err
		}
		if err := tx.SetLadder(p.ID, ladder, p.Version); err != nil {
			return err
		}
		out.Saved = true
		return s.remember(tx, actor, head, "programme.ladder", p.ID, out)
	})
	if err != nil {
		return LadderSwitch{}, err
	}
	s.pokeAll(context.WithoutCancel(ctx), list, "ladder")
	return out, nil
}
