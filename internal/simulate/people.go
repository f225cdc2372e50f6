package simulate

import (
	"cmp"
	"context"
	"hash/fnv"
	"math/rand/v2"
	"slices"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

// The people of the office. Nobody decides on their own submission, so there are two.
var (
	office = models.Actor{ID: "office-1", Name: "重点项目办甲",
		Roles: []models.Role{{PersonID: "office-1", Role: models.RoleOffice}}}
	second = models.Actor{ID: "office-2", Name: "重点项目办乙",
		Roles: []models.Role{{PersonID: "office-2", Role: models.RoleOffice}}}
)

// people is everybody outside the house. What they do goes through tracking like everybody's commands; when, is in
// their agenda.
type people struct {
	door      *tracking.Service
	store     *store.Store
	seed      uint64
	last      models.Date
	agenda    agenda
	met       bool
	refused   int   // commands that were turned down, as they had to be
	failed    error // the first thing that went wrong
	progress  func(models.Date)
	today     models.Date
	calendar  func(extra []models.CalendarDay) models.Calendar
	programme models.Programme
	start     []models.Facts
	tempers   []Tally
	pausing   []Event // pauses and their ends, with the moment at which they were entered
}

func newPeople(w *world) *people {
	return &people{door: w.door, store: w.store, seed: w.Seed, last: w.To, progress: w.Progress, calendar: w.Calendar}
}

// act does everything that is due and returns the next moment.
func (p *people) act(ctx context.Context, now models.Instant) (models.Instant, error) {
	err := p.failed
	if err == nil && !p.met {
		err = p.meet(ctx, now)
	}
	if day := now.Date(); p.progress != nil && day != p.today {
		p.today = day
		p.progress(day)
	}
	for err == nil {
		i, ok := p.agenda.due(now)
		if !ok {
			return p.agenda.next(), nil
		}
		err = i.do(ctx, now)
	}
	// What people mean to do is always allowed: a refusal is a defect, whatever its kind.
	p.failed = models.Errorf(models.KindInternal, "simulate_refused", "模拟中一项应当通过的操作未被接受，这是程序缺陷，请联系管理员").Because(err)
	return 0, refuse(p.failed)
}

// meet makes an owner for every project of the list and lets each plan its year.
func (p *people) meet(ctx context.Context, now models.Instant) error {
	p.met = true
	var all []models.Facts
	err := p.store.Read(ctx, func(tx *store.Tx) error {
		programmes, err := tx.Programmes()
		if err != nil {
			return err
		}
		for _, programme := range programmes {
			if programme.Kind == models.DistrictProgramme {
				p.programme = programme
			}
		}
		all, err = tx.FactsOf(p.programme.ID)
		return err
	})
	slices.SortFunc(all, byCode)
	p.start = all
	for _, t := range tempers {
		p.tempers = append(p.tempers, Tally{Temper: t.name})
	}
	for _, f := range all {
		o := p.newOwner(f)
		err = cmp.Or(err, enrol(ctx, p.store, o.actor, o.unit))
		p.tempers[slices.IndexFunc(p.tempers, func(t Tally) bool { return t.Temper == o.temper.name })].Owners++
		o.begin(now)
	}
	return err
}

func (p *people) newOwner(f models.Facts) *owner {
	h := fnv.New64a()
	h.Write([]byte(f.Project.Code))
	r := rand.New(rand.NewPCG(p.seed, h.Sum64()))
	o := &owner{
		people: p, facts: f, rules: models.RulesFor(f, p.calendar(nil)), random: r, temper: drawTemper(r),
		actor: models.Actor{
			ID: "owner-" + f.Project.Code, Name: f.Project.Name + "项目单位",
			Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: f.Project.OwnerID}},
		},
		unit: models.Actor{
			ID: "unit-" + f.Project.Code, Name: "责任单位",
			Roles: []models.Role{{Role: models.RoleUnit, OrganisationID: f.Project.ResponsibleUnitID}},
		},
	}
	o.level = o.temper.amount.draw(r)
	return o
}

// enrol puts people on record with their roles, as accounts would: what they ask for is checked against it.
func enrol(ctx context.Context, s *store.Store, actors ...models.Actor) error {
	return s.Write(ctx, func(tx *store.Tx) error {
		for _, a := range actors {
			_, err := tx.Person(a.ID)
			if err == nil {
				continue
			}
			if models.KindOf(err) != models.KindNotFound {
				return err
			}
			if err := tx.InsertPerson(models.Person{ID: a.ID, Name: a.Name}); err != nil {
				return err
			}
			for _, r := range a.Roles {
				r.PersonID = a.ID
				if err := tx.InsertRole(r); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
