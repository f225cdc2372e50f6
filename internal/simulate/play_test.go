package simulate

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"duban/internal/ladderoracle"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

// officeHead and governmentOffice are people of the play.
var (
	officeHead = models.Actor{ID: "office-head", Name: "重点项目办主任",
		Roles: []models.Role{{PersonID: "office-head", Role: models.RoleOffice, PostID: "post-office-head"}}}
	governmentOffice = models.Actor{ID: "government-1", Name: "政府办",
		Roles: []models.Role{{PersonID: "government-1", Role: models.RoleGovernment}}}
)

// play is what people do beside their projects: leaders change and posts stand empty, orders are handled well or late,
// extensions and pauses are asked for and decided, problems are raised, and the office releases what waits.
type play struct {
	random   *rand.Rand
	letters  bool // the programme names no issuing body
	feedback int
	release  bool        // the office releases the digests
	closes   models.Date // a project is closed

	posts    []models.Post
	sponsor  map[string]string // by project
	codes    []string          // of the projects
	units    map[string]string // responsible ones, by code
	tenures  []ladderoracle.Tenure
	acts     []orderAct
	released []time.Time
	problems []string
	closed   []ladderoracle.Event // projects that were closed
	n        map[string]int       // what was done, by kind
	keys     int
}

// orderAct is what a person did with an order, by its row key.
type orderAct struct {
	order string
	ladderoracle.OrderAct
}

func newPlay(seed uint64) *play {
	return &play{random: rand.New(rand.NewPCG(seed, 2021)), letters: seed%3 == 2, feedback: int(seed%2) * 10,
		release: seed%2 == 1, n: map[string]int{}}
}

func (p *play) key(what string) string {
	p.keys++
	return fmt.Sprintf("play/%s/%d", what, p.keys)
}

// begin puts the people of the play on record, and has the office work every working day.
func (p *play) begin(ctx context.Context, d *desk) error {
	head := models.Post{ID: models.PostID("区长"), Title: "区长", TitleKey: "区长"}
	after, err := json.Marshal(head)
	if err != nil {
		return err
	}
	programme := ""
	if err := d.store.Write(ctx, func(tx *store.Tx) error {
		all, err := tx.Programmes()
		if err != nil {
			return err
		}
		for _, one := range all {
			if one.Kind == models.DistrictProgramme {
				programme = one.ID
			}
		}
		if err := tx.StageBatch(models.ImportBatch{ID: "head", ProgrammeID: programme, ContentHash: "head",
			Status: models.BatchStaged}, []models.ImportRow{{BatchID: "head", Position: 1, Action: "new", Entity: "posts",
			After: string(after)}}); err != nil {
			return err
		}
		if _, err := tx.Promote("head", d.now); err != nil {
			return err
		}
		p.posts, err = tx.AllPosts()
		return err
	}); err != nil {
		return err
	}
	settings := models.DefaultOrderSettings("")
	if settings.Feedback = p.feedback; !p.letters {
		settings.Issuer, settings.Ground = "区人民政府办公室", "区政办〔2021〕7号"
	}
	if _, err := d.tracking.SetOrderSettings(ctx, Office, p.key("settings"), programme, settings); err != nil {
		return err
	}
	if !p.release {
		if err := d.tracking.SetReleaseAuto(ctx, Office, p.key("auto"), programme, true); err != nil {
			return err
		}
	}
	if err := d.enrol(ctx, officeHead, governmentOffice); err != nil {
		return err
	}
	p.sponsor, p.units = map[string]string{}, map[string]string{}
	for _, f := range d.programme(ctx) {
		p.sponsor[f.Project.ID], p.codes = f.Project.SponsorPostID, append(p.codes, f.Project.Code)
		p.units[f.Project.Code] = f.Project.ResponsibleUnitID
	}
	p.appoint(d.From, d.To)
	p.closes = d.Calendar(nil).OnOrAfter(d.From + 90 + models.Date(p.random.IntN(60)))
	for _, t := range p.tenures {
		if err := p.enter(ctx, d, t); err != nil {
			return err
		}
	}
	d.simulation.At(d.now.Date().At(10, 30), func(ctx context.Context, now models.Instant) error {
		return p.morning(ctx, d, now)
	})
	return nil
}

// appoint draws who has the posts: one person all the time, two in turn, or one after a vacancy in which another acts
// for them, a liaison is told, or no one is. The first two posts are one person's.
func (p *play) appoint(from, to models.Date) {
	slices.SortFunc(p.posts, func(a, b models.Post) int { return len(a.Title) - len(b.Title) })
	for i, post := range p.posts {
		holds := func(person, from, until, as string) {
			p.tenures = append(p.tenures, ladderoracle.Tenure{Post: post.ID, Person: person, From: from, Until: until, As: as})
		}
		first, second := fmt.Sprintf("leader-%d", i), fmt.Sprintf("leader-%d-b", i)
		left := from + models.Date(40+p.random.IntN(int(to-from)/2))
		came := left + 1
		switch kind := p.random.IntN(5); {
		case i < 2:
			holds("leader-of-two", "", "", "holder")
			continue
		case kind == 0:
			holds(first, "", "", "holder")
			continue
		case kind > 1:
			came = left + 10 + models.Date(p.random.IntN(40))
			if kind == 2 {
				holds(first+"-acting", (left + 1).String(), (came - 1).String(), "acting")
			}
			if kind == 3 {
				holds(first+"-liaison", "", "", "liaison")
			}
		}
		holds(first, "", left.String(), "holder")
		holds(second, came.String(), "", "holder")
	}
}

// enter puts a tenure on record.
func (p *play) enter(ctx context.Context, d *desk, t ladderoracle.Tenure) error {
	role := models.Role{PersonID: t.Person, Role: models.RoleLeader, PostID: t.Post}
	switch t.As {
	case "acting":
		role.Capacity = models.CapacityActing
	case "liaison":
		role.Role, role.Capacity = models.RoleListed, models.CapacityLiaison
	}
	for to, text := range map[*models.Date]string{&role.Since: t.From, &role.Until: t.Until} {
		if text == "" {
			continue
		}
		day, err := models.ParseDate(text)
		if err != nil {
			return err
		}
		*to = day
	}
	if err := d.enrol(ctx, models.Actor{ID: t.Person, Name: t.Person}); err != nil {
		return err
	}
	return d.store.Write(ctx, func(tx *store.Tx) error { return tx.PutRole(role) })
}

// morning is a working day of the office and of the units, from half past ten on; it has the next one come.
func (p *play) morning(ctx context.Context, d *desk, now models.Instant) error {
	days := d.Calendar(nil)
	next := days.Add(now.Date(), 1)
	d.simulation.At(next.At(10, 30), func(ctx context.Context, now models.Instant) error { return p.morning(ctx, d, now) })
	if !days.Workday(now.Date()) {
		return nil
	}
	if p.release && chance(p.random, 80) {
		if err := d.tracking.Release(ctx, Office, p.key("release"), tracking.ReleaseChoice{}); err != nil {
			return err
		}
		p.released = append(p.released, now.Time())
	}
	if now.Date() == p.closes {
		if err := p.closeOne(ctx, d, now); err != nil {
			return err
		}
	}
	if err := p.handleOrders(ctx, d, now); err != nil {
		return err
	}
	return p.handleProblems(ctx, d, now)
}

// closeOne closes the project that has earned the most rungs.
func (p *play) closeOne(ctx context.Context, d *desk, now models.Instant) error {
	worst, most := "", -1
	for _, f := range d.programme(ctx) {
		if n := len(f.Escalations); n > most && len(f.Waiting()) == 0 {
			worst, most = f.Project.Code, n
		}
	}
	if worst == "" {
		return nil
	}
	if _, err := d.engine.do(ctx, Command{Key: p.key("close"), Project: worst, By: Office,
		Body: models.ChangePlanCommand{Change: models.PlanClose, Reason: "调出建设计划", Confirmed: true}}); err != nil {
		return err
	}
	d.closed[worst] = true
	p.closed = append(p.closed, ladderoracle.Event{ID: "closed", Kind: "closed", Project: worst, At: now.Time()})
	return nil
}

// asks reports whether a change of the plan is asked for by the owner, and not entered by the office.
func (p *play) asks(d *desk, c Command, change models.ChangePlanCommand) bool {
	f := d.factsOf(c.Project)
	for _, m := range f.Milestones {
		if m.ID == change.Milestone {
			return change.Change == models.PlanMove && change.Date > m.Due && change.Date >= d.now.Date() &&
				m.Status == models.MilestoneOpen
		}
	}
	return change.Change == models.PlanPause && change.Date >= d.now.Date()
}

// ask asks for an extension or a pause and has it decided: at once, or an extension some days later, if it still can
// be.
func (p *play) ask(ctx context.Context, d *desk, c Command, change models.ChangePlanCommand) (string, error) {
	f := d.factsOf(c.Project)
	asked := models.RequestCommand{Kind: models.RequestExtension, Milestone: change.Milestone, Date: change.Date,
		Reason: change.Reason, Document: "申请文件"}
	if change.Change == models.PlanPause {
		asked = models.RequestCommand{Kind: models.RequestPause, Date: change.Date, MovesDue: models.No,
			Reason: change.Reason, Document: "申请文件"}
	}
	q, err := d.tracking.AskRequest(ctx, OwnerOf(f.Project), p.key("ask"), c.Project, asked)
	if err != nil && models.AsError(err).Code == "request_waiting" {
		p.n["asked twice"]++
		return change.Milestone, nil
	}
	if err != nil {
		return "", err
	}
	p.n["asked"]++
	if asked.Kind == models.RequestExtension && chance(p.random, 60) {
		at := d.Calendar(nil).Add(d.now.Date(), 1+p.random.IntN(6)).At(11, p.random.IntN(50))
		d.simulation.At(at, func(ctx context.Context, _ models.Instant) error { return p.decide(ctx, d, c.Project, q.ID) })
		return change.Milestone, nil
	}
	return change.Milestone, p.decide(ctx, d, c.Project, q.ID)
}

// decide grants or refuses a request that waits: the office, or a leader by the government office's entry from paper.
func (p *play) decide(ctx context.Context, d *desk, project, id string) error {
	if d.closed[project] {
		return nil
	}
	f := d.factsOf(project)
	i := slices.IndexFunc(f.Requests, func(q models.Request) bool { return q.ID == id })
	q := f.Requests[i]
	c := models.DecideRequestCommand{Decision: models.ApproveRequest, Reason: "理由充分"}
	open := slices.ContainsFunc(f.Milestones, func(m models.Milestone) bool {
		return m.ID == q.MilestoneID && m.Status == models.MilestoneOpen && m.Due < q.From
	})
	if q.Kind == models.RequestExtension && (!open || chance(p.random, 20)) {
		c.Decision, c.Reason = models.RefuseRequest, "理由不足"
	}
	by := SecondOfficer
	if !q.ForLeader(f).IsZero() {
		by = governmentOffice
		c.Post, c.Paper, c.PaperOn = f.Project.SponsorPostID, "批示原件", d.now.Date()
		p.n["for a leader"]++
	}
	object, err := d.tracking.DecideAsked(ctx, by, p.key("decide"), id, c)
	if err != nil {
		return err
	}
	p.n[string(c.Decision)]++
	if q.Kind == models.RequestPause {
		d.simulation.pauses = append(d.simulation.pauses, Event{ID: paused + "/" + object.Object, At: d.now,
			Project: project, Due: q.From, Kind: paused})
	}
	return nil
}

func (d *desk) factsOf(code string) (found models.Facts) {
	err := d.store.Read(d.ctx, func(tx *store.Tx) (err error) {
		found, err = tx.Facts(models.ProjectID(d.From.Year(), code))
		return err
	})
	if err != nil {
		d.simulation.failed = err
	}
	return found
}
