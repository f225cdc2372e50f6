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
	// of From and To, in Chinese
	FromName models.Word `json:"from_name"`
	Name     models.Word `json:"name"`
	// a late monthly report earns no more than an urging under To
	OnlyUrged bool                `json:"only_urged"`
	Lights    []MovedLight        `json:"lights"`          // that change at once
	Cards     []models.CardChange `json:"cards"`           // signers and days of orders that To replaces
	Ranks     *models.RankChange  `json:"ranks,omitempty"` // among whom units are ranked; none: it stays
	Moves
	Saved bool `json:"saved"`
}

// MovedLight is the light of a project before and after a change of the rules.
type MovedLight struct {
	Code   string        `json:"code"`
	Name   string        `json:"name"`
	Before models.Colour `json:"before"`
	After  models.Colour `json:"after"`
}

// SetLadder lets a programme go by another ladder that is part of the program, or by an adopted rule set, named by its
// ID or its name. What is on record stays as it was recorded, and a rung that the new rules would have given earlier is
// recorded as a late entry. With preview it only says what would move. The same key again gives the same answer.
func (s *Service) SetLadder(ctx context.Context, actor models.Actor, key, programme, ladder string,
	preview bool) (LadderSwitch, error) {
	if err := models.CanPlan(actor); err != nil {
		return LadderSwitch{}, err
	}
	if err := models.CanSeeAll(actor); err != nil {
		return LadderSwitch{}, err
	}
	var out LadderSwitch
	var list []models.Project
	var will models.Programme
	var orders models.OrderSettings
	prepare := func(tx *store.Tx) (models.Programme, error) {
		g, err := s.programme(tx, programme)
		p := g.Programme
		if err != nil {
			return p, err
		}
		if will, err = s.goingBy(tx, p, ladder); err != nil {
			return p, err
		}
		out = LadderSwitch{Programme: p.Name, From: p.Ladder, To: will.Ladder, FromName: p.RulesName(),
			Name: will.RulesName(), OnlyUrged: !will.Book().Ladder.ReportsEarnCards(), Lights: []MovedLight{},
			Cards: []models.CardChange{}, Ranks: p.Book().RanksChangedBy(will.Book()), Moves: noMoves()}
		if will.Rules != "" {
			entered, err := tx.AllOrderSettings()
			if err != nil {
				return p, err
			}
			orders = models.OrderSettingsOf(p.ID, entered)
			out.Cards = orders.ChangedBy(will.Book().Cards)
		}
		month := g.Headline(s.now()).Month
		list = list[:0]
		for _, f := range g.Facts() {
			if f.Project.Status != models.ProjectOpen {
				continue
			}
			list = append(list, f.Project)
			after := f
			after.Programmes = slices.Clone(f.Programmes)
			for i := range after.Programmes {
				if after.Programmes[i].ID == p.ID {
					after.Programmes[i] = will
				}
			}
			was, then := models.RulesFor(f, g.Calendar), models.RulesFor(after, g.Calendar)
			out.compare(f, was, then, s.now())
			today := s.now().Date()
			if a, b := was.Light(f, month, today), then.Light(f, month, today); a.Colour != b.Colour {
				out.Lights = append(out.Lights, MovedLight{f.Project.Code, f.Project.Name, a.Colour, b.Colour})
			}
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
		if err := tx.SetLadder(p.ID, will.Ladder, will.Rules, will.RulesSince, p.Version); err != nil {
			return err
		}
		if will.Rules != "" {
			if err := s.setCards(tx, actor, orders.By(will.Book().Cards)); err != nil {
				return err
			}
		}
		out.Saved = true
		return s.remember(tx, actor, head, "programme.ladder", p.ID, out)
	})
	if err != nil {
		return LadderSwitch{}, err
	}
	s.pokeAll(context.WithoutCancel(ctx), list, "ladder")
	s.tellRounds(context.WithoutCancel(ctx))
	return out, nil
}

// goingBy returns a programme as it will be when it goes by a ladder of the program or an adopted rule set.
func (s *Service) goingBy(tx *store.Tx, p models.Programme, ladder string) (models.Programme, error) {
	will := p
	if _, known := models.Ladders[ladder]; known {
		will.Ladder, will.Rules = ladder, ""
		return s.since(p, will), nil
	}
	row, found, err := ruleSetOf(tx, ladder)
	switch {
	case err != nil:
		return will, err
	case !found:
		return will, models.Errorf(models.KindInvalid, "ladder_unknown", "没有名为“%s”的督办办法，现有：%s和已通过的规则", ladder,
			strings.Join(models.LadderNames, "、"))
	}
	if err := row.MayBeUsed(s.now().Date()); err != nil {
		return will, err
	}
	will.Ladder, will.Rules = row.ID, row.Content
	return s.since(p, will), nil
}

// since dates the rules that a programme will go by from now on, unless it goes by them already.
func (s *Service) since(p, will models.Programme) models.Programme {
	if will.Ladder != p.Ladder || will.Rules != p.Rules {
		will.RulesSince = s.now()
	}
	return will
}

// setCards lets a programme's orders go by the signers and days of a rule set.
func (s *Service) setCards(tx *store.Tx, actor models.Actor, settings models.OrderSettings) error {
	settings.ByID, settings.ByName, settings.At = actor.ID, actor.Name, s.now()
	if err := tx.PutOrderSettings(settings); err != nil {
		return err
	}
	return s.redraft(tx, settings.ProgrammeID)
}
