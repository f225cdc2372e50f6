package simulate

import (
	"fmt"
	"slices"

	"duban/models"
)

// ruleTime says from when on a list goes by a set of rules.
type ruleTime struct {
	List string          `json:"list"`
	From models.Instant  `json:"from"`
	Book models.RuleBook `json:"book"`
}

// adopt drafts a set of rules, with stricter ones for city-major projects, adopts it and lets the district's list go by
// it from now on, and now and then the city's list too.
func (p *yearPlay) adopt(number int, now models.Instant) error {
	book := p.drawBook(fmt.Sprintf("督办办法%d", number+1))
	set, err := models.NewRuleSet(p.key("rules"), book, 1, Office, now)
	if err != nil {
		return err
	}
	if set, err = set.Adopted(now.Date(), "会议纪要", Office, now); err != nil {
		return err
	}
	if err := set.MayBeUsed(now.Date()); err != nil {
		return err
	}
	if book, err = set.Book(); err != nil {
		return err
	}
	both := chance(p.random, 50)
	for i := range p.programmes {
		list := &p.programmes[i]
		if list.Kind == models.CityProgramme && !both {
			continue
		}
		list.Ladder, list.Rules, list.RulesSince = set.ID, set.Content, now
		p.rules = append(p.rules, ruleTime{list.ID, now, book})
		p.n["adopted by "+string(list.Kind)]++
	}
	for _, pr := range p.projects {
		pr.facts.Programmes = slices.Clone(pr.facts.Programmes)
		for i := range pr.facts.Programmes {
			for _, list := range p.programmes {
				if pr.facts.Programmes[i].ID == list.ID {
					pr.facts.Programmes[i] = list
				}
			}
		}
		pr.rules = p.Rules(pr.facts)
		if err := p.look(pr); err != nil {
			return err
		}
	}
	p.wakeRounds(now)
	return nil
}

// drawBook draws a legal set of rules: other days, successions, reminders and shares, and all of it stricter for
// city-major projects.
func (p *yearPlay) drawBook(name string) models.RuleBook {
	book := models.RulePresets[p.random.IntN(len(models.RulePresets))].Book.Editable(name)
	between := func(low, high int) int { return low + p.random.IntN(high-low+1) }
	days := map[models.Rung]int{models.Urging: between(1, 3)}
	days[models.Yellow] = days[models.Urging] + between(2, 8)
	days[models.Red] = days[models.Yellow] + between(3, 12)
	days[models.Top] = days[models.Red] + between(4, 20)
	below := map[models.Rung]int{models.Top: between(45, 60), models.Yellow: between(72, 84), models.Urging: between(86,
		96)}
	below[models.Red] = below[models.Top] + between(0, 8)
	set := func(l *models.Ladder, sooner, more int) {
		l.Milestone = slices.Clone(l.Milestone)
		for i := range l.Milestone {
			s := &l.Milestone[i]
			switch {
			case s.Rung != models.NoRung:
				s.Days = max(1, days[s.Rung]-sooner*(s.Rung.Height()-1))
				if s.RepeatOf != models.NoRung {
					s.Running = 3 - sooner
				}
			case s.Days < 0:
				s.Days -= sooner
			}
		}
		l.Investment = slices.Clone(l.Investment)
		for i := range l.Investment {
			s := &l.Investment[i]
			if s.RepeatOf == models.Yellow {
				s.Below = below[models.Yellow] + more
			} else {
				s.Below = below[s.Rung] + more
			}
		}
		l.ReviewDays = max(1, l.ReviewDays+1-2*sooner)
	}
	if p.random.IntN(2) == 0 { // a late report earns cards
		book.Ladder.Report = append(slices.Clone(book.Ladder.Report), models.LadderOf(models.Ladder2026).Report[3:]...)
		for i := range book.Ladder.Report {
			if s := &book.Ladder.Report[i]; s.Rung == models.Yellow {
				s.Days = between(2, 5)
			}
		}
	}
	city := book.Ladder
	set(&book.Ladder, 0, 0)
	set(&city, 1, between(1, 3))
	if p.random.IntN(2) == 0 { // only the higher shares are stricter, not that of the highest rung
		for i := range city.Investment {
			if l := &city.Investment[i]; l.Rung.Height() > models.Yellow.Height() && l.RepeatOf != models.Yellow {
				l.Below = book.Ladder.Investment[i].Below
			}
		}
	}
	for i := range city.Milestone {
		if s := &city.Milestone[i]; s.Rung == models.Yellow {
			s.To = append(slices.Clone(s.To), models.ToDistrictHead)
		}
	}
	book.City = &models.CityRules{Document: "市重大项目管理办法（张政办〔2021〕3号）", Ladder: city, Lights: book.Lights}
	return book
}
