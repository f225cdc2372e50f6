package simulate

import (
	"context"

	"duban/models"
)

// Command is what a person asks for.
type Command struct {
	Key     string // names the command; each is used once
	Project string // code
	By      models.Actor
	Body    any // SubmitMilestoneCommand, ReportMonthCommand, ReviewCommand or ChangePlanCommand, of models
}

// driver is the program as people meet it, at the present moment of the simulation.
type driver interface {
	// enrol makes people known, with their roles.
	enrol(ctx context.Context, actors ...models.Actor) error
	// do carries out a command and returns the row key of what it is about. A refusal is the rules'.
	do(ctx context.Context, c Command) (object string, err error)
	// records reads what is on record of the projects on the district's lists.
	records(ctx context.Context) ([]record, error)
}

// record is what is on record of one project.
type record struct {
	facts    models.Facts
	moves    []models.DueChange
	messages []models.OutboxMessage
}

// Simulation is a simulation under way, as the people in it use it.
type Simulation struct {
	Options
	driver    driver
	agenda    agenda
	imported  bool            // there may be projects that are new
	scripted  bool            // the Script was called
	met       map[string]bool // projects noted in start, by row key
	today     models.Date     // the last day on which a person acted
	failed    error           // the first thing that went wrong
	refused   int             // wrong commands that were refused
	programme models.Programme
	start     []models.Facts
	profiles  []ProfileCount
	pauses    []Event // pauses and their ends, with the moment at which they were entered: facts do not hold it
}

func newSimulation(o Options, d driver) *Simulation {
	s := &Simulation{Options: o, driver: d, imported: true, met: map[string]bool{}}
	if o.Script == nil {
		for _, p := range profiles {
			s.profiles = append(s.profiles, ProfileCount{Profile: p.name})
		}
	}
	return s
}

// At enters into the agenda what a person does at a moment. Two at the same moment act in the order of their entry. An
// error ends the simulation. It may be called while another acts, for a moment that is still to come.
func (s *Simulation) At(at models.Instant, do func(ctx context.Context, now models.Instant) error) {
	s.agenda.add(at, do)
}

// Do carries out a command at the present moment and returns the row key of what it is about: the submission, the
// milestone, the pause or the project. A refusal is the *models.Error of the rules.
func (s *Simulation) Do(ctx context.Context, c Command) (object string, err error) {
	object, err = s.driver.do(ctx, c)
	if change, ok := c.Body.(models.ChangePlanCommand); ok && err == nil {
		s.notePause(ctx, c, change, object)
	}
	return object, err
}

// Facts are the facts of every project on the district's lists at the present moment, in order of code.
func (s *Simulation) Facts(ctx context.Context) ([]models.Facts, error) {
	records, err := s.driver.records(ctx)
	facts := make([]models.Facts, 0, len(records))
	for _, r := range records {
		facts = append(facts, r.facts)
	}
	return facts, err
}

type nowKey struct{}

// notePause remembers when a pause or its end was entered.
func (s *Simulation) notePause(ctx context.Context, c Command, change models.ChangePlanCommand, object string) {
	kind := map[models.PlanChange]string{models.PlanPause: paused, models.PlanResume: resumed}[change.Change]
	if now, ok := ctx.Value(nowKey{}).(models.Instant); ok && kind != "" {
		s.pauses = append(s.pauses, Event{ID: kind + "/" + object, At: now, Project: c.Project, Due: change.Date, Kind: kind})
	}
}

// act does everything that is due by now and returns the next moment; 0 when nothing is in the agenda. The first call,
// and every call after an import, makes the owners of new projects.
func (s *Simulation) act(ctx context.Context, now models.Instant) (models.Instant, error) {
	if s.failed != nil {
		return 0, s.failed
	}
	err := s.meet(ctx, now)
	if day := now.Date(); s.Progress != nil && day != s.today {
		s.today = day
		s.Progress(day)
	}
	ctx = context.WithValue(ctx, nowKey{}, now)
	for err == nil {
		i, ok := s.agenda.due(now)
		if !ok {
			return s.agenda.next(), nil
		}
		err = i.do(ctx, now)
	}
	// What people mean to do is always allowed: a refusal is a defect, whatever its kind.
	s.failed = models.Errorf(models.KindInternal, "simulate_refused", "模拟中一项应当通过的操作未被接受，这是程序缺陷，请联系管理员").Because(err)
	return 0, s.failed
}
