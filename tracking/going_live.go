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
	Lines     []GoingLiveLine     `json:"lines"`     // the highest rung first
	Receivers []LiveReceiver      `json:"receivers"` // who is informed of them, leaders first, then by number
	// what the first day sends by itself: one digest for each receiver that is not a leader
	Sent    int `json:"sent"`
	Leaders int `json:"leaders"` // messages to leaders that go without a release: always 0
	Waiting int `json:"waiting"` // items for leaders, which wait until the office releases them (拟报)
}

// LiveReceiver is a party that is informed on the first live day, with its digest.
type LiveReceiver struct {
	Name   string           `json:"name"` // organisation or post; the role when none is on record
	Role   string           `json:"role"`
	Leader bool             `json:"leader"` // what it is told of waits for the office
	Items  int              `json:"items"`
	First  []models.Message `json:"first"` // the beginning of its digest, the worst first
}

// firstItems is how many items of a receiver's digest are previewed.
const firstItems = 20

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
		to, err := s.receiving(tx)
		if err != nil {
			return err
		}
		out = goingLive(g.Programme, g.Facts(), g.Calendar, to, from, s.now())
		return nil
	})
	return out, err
}

func goingLive(p models.Programme, facts []models.Facts, calendar models.Calendar, to receiving, from models.Date,
	now models.Instant) GoingLive {
	from = cmp.Or(from, p.LiveFrom, calendar.OnOrAfter(now.Date()+1))
	out := GoingLive{Programme: p.Name, From: from, Rungs: map[models.Rung]int{}, Lines: []GoingLiveLine{},
		Receivers: []LiveReceiver{}}
	type entering struct {
		models.Escalation
		project models.Project
	}
	var all []entering
	out.At = max(now, calendar.OnOrAfter(from).At(p.Book().Ladder.Hour, 0))
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
			all = append(all, entering{e, f.Project})
		}
	}
	slices.SortStableFunc(all, func(a, b entering) int { return b.Rung.Height() - a.Rung.Height() })
	by := map[string]int{}
	for _, e := range all {
		out.Rungs[e.Rung]++
		out.Lines = append(out.Lines, GoingLiveLine{Code: e.project.Code, Name: e.project.Name, About: e.About(),
			Rung: e.Rung, To: wordsOf(e.To)})
		told := map[string]bool{} // who is reached in two ways is told once
		for _, party := range to.parties(e.project, e.To) {
			if told[party.Name] {
				continue
			}
			told[party.Name] = true
			i, known := by[party.Name]
			if !known {
				i = len(out.Receivers)
				by[party.Name] = i
				out.Receivers = append(out.Receivers, party)
			}
			r := &out.Receivers[i]
			r.Items++
			out.Messages++
			if len(r.First) < firstItems {
				r.First = append(r.First, models.Messagef("%s %s：%s", models.Word(e.Rung.Reached()), e.project.Name, e.About()))
			}
		}
	}
	for _, r := range out.Receivers {
		if r.Leader {
			out.Waiting += r.Items
		} else {
			out.Sent++
		}
	}
	slices.SortStableFunc(out.Receivers, func(a, b LiveReceiver) int {
		if a.Leader != b.Leader {
			if a.Leader {
				return -1
			}
			return 1
		}
		return cmp.Or(b.Items-a.Items, cmp.Compare(a.Name, b.Name))
	})
	return out
}
