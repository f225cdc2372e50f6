package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// GoingLive is what enters when a programme goes live on a day: what was late in trial running, each item once at the
// rung it had reached.
type GoingLive struct {
	Programme string              `json:"programme"`
	From      models.Date         `json:"from"`
	At        models.Instant      `json:"at"` // first working morning from that day on
	Rungs     map[models.Rung]int `json:"rungs"`
	Messages  int                 `json:"messages"`
	Lines     []GoingLiveLine     `json:"lines"` // the highest rung first
}

// GoingLiveLine is one item that enters.
type GoingLiveLine struct {
	Code  string         `json:"code"`
	Name  string         `json:"project"`
	About models.Message `json:"about"`
	Rung  models.Rung    `json:"rung"`
	To    []string       `json:"to"` // who is informed, in Chinese
}

// GoingLive says what would enter if a programme went live on a day; 0 is the day chosen, or else the next working day.
// Nothing is changed.
func (s *Service) GoingLive(ctx context.Context, actor models.Actor, programme string, from models.Date) (GoingLive,
	error) {
	if err := models.CanPlan(actor); err != nil {
		return GoingLive{}, err
	}
	if err := models.CanSeeAll(actor); err != nil {
		return GoingLive{}, err
	}
	var out GoingLive
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.programme(tx, programme)
		if err != nil {
			return err
		}
		out = goingLive(g.Programme, g.Facts(), g.Calendar, from, s.now())
		return nil
	})
	return out, err
}

func goingLive(p models.Programme, facts []models.Facts, calendar models.Calendar, from models.Date,
	now models.Instant) GoingLive {
	from = cmp.Or(from, p.LiveFrom, calendar.OnOrAfter(now.Date()+1))
	out := GoingLive{Programme: p.Name, From: from, Rungs: map[models.Rung]int{}, Lines: []GoingLiveLine{}}
	out.At = max(now, calendar.OnOrAfter(from).At(models.LadderOf(p.Ladder).Hour, 0))
	for _, f := range facts {
		f.Programmes = slices.Clone(f.Programmes)
		for i := range f.Programmes {
			if f.Programmes[i].ID == p.ID {
				f.Programmes[i].LiveFrom = from
			}
		}
		for _, e := range models.RulesFor(f, calendar).Advance(f, out.At).Records {
			if !e.EntersLive() || e.PassedOver {
				continue
			}
			out.Rungs[e.Rung]++
			out.Messages += len(e.To)
			out.Lines = append(out.Lines, GoingLiveLine{Code: f.Project.Code, Name: f.Project.Name, About: e.About(),
				Rung: e.Rung, To: wordsOf(e.To)})
		}
	}
	slices.SortStableFunc(out.Lines, func(a, b GoingLiveLine) int { return b.Rung.Height() - a.Rung.Height() })
	return out
}
