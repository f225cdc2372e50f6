package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"duban/internal/app"
	"duban/internal/bench/office"
	"duban/internal/config"
	"duban/internal/sample"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

const (
	clients         = 8  // callers at a time, of pages and of changes
	changedProjects = 48 // among which changes are spread
)

// start starts the program on a folder, as duban serve does.
func start(ctx context.Context, dir string) (*app.App, error) {
	c, err := config.FromEnv()
	if err != nil {
		return nil, err
	}
	c.Data, c.Listen, c.Version = dir, "127.0.0.1:0", "bench"
	return app.Run(ctx, c, slog.New(slog.DiscardHandler))
}

// benchYear is the year of the programme: this one, whose months up to the last are reported.
func benchYear() (year int, last models.Month) {
	today := models.InstantOf(time.Now()).Date()
	return today.Year(), max(today.Month()-1, models.MonthOf(today.Year(), 1))
}

// seed fills an empty folder: a plan of n projects, their months, their milestones, and an account. The plan is what is
// measured: its preview, its commit until it can be read, and the start of its projects' workflows.
func seed(ctx context.Context, dir string, n int) (values, error) {
	a, err := start(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	year, last := benchYear()
	d, v := sample.ProgrammeOf(year, n, 0), values{}
	if err := importing(ctx, a.Service, v, "plan", models.DateOf(year, 1, 1), office.Plan(d)); err != nil {
		return nil, err
	}
	begun := time.Now()
	if err := importing(ctx, a.Service, values{}, "progress", 0, office.Progress(d, last)); err != nil {
		return nil, err
	}
	if err := importing(ctx, a.Service, values{}, "milestones", 0, office.Milestones(d, last.Last())); err != nil {
		return nil, err
	}
	v["rest"] = time.Since(begun).Seconds()
	reader, err := office.Reader(ctx, a.Service)
	if err != nil {
		return nil, err
	}
	content, err := json.Marshal(reader) //nolint:gosec // an account of the bench, of a database made for it
	if err != nil {
		return nil, err
	}
	return v, os.WriteFile(accountFile(dir), content, 0o600)
}

func accountFile(dir string) string { return filepath.Join(dir, "bench-account.json") }

// revise imports the plan of n projects again with every one of them changed.
func revise(ctx context.Context, dir string, n int) (values, error) {
	a, err := start(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	year, _ := benchYear()
	v := values{}
	return v, importing(ctx, a.Service, v, "revised", 0, office.Plan(sample.ProgrammeOf(year, n, 0).Revised(n)))
}

// importing imports a workbook and notes how long preview, commit and processes took, in seconds and processor time.
func importing(ctx context.Context, s *tracking.Service, v values, name string, live models.Date,
	write func(io.Writer) error) error {
	used := processorTime()
	took, err := office.Import(ctx, s, name, live, write)
	if err != nil {
		return err
	}
	v["preview"], v["commit"], v["told"] = took.Preview.Seconds(), took.Commit.Seconds(), took.Told.Seconds()
	v["changed"], v["cpu"] = float64(took.New+took.Changed), processorTime()-used
	return nil
}

// changes measures, for a number of seconds, how many changes are acknowledged in one: milestones are submitted by one
// person and returned by another, by turns. Each is stored, sent to the workflow of its project, and carried out in a
// transaction with its audit event.
func changes(ctx context.Context, dir string, seconds int) (values, error) {
	a, err := start(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	reader, err := savedAccount(dir)
	if err != nil {
		return nil, err
	}
	in, err := a.Service.LogIn(ctx, reader.Login, reader.Password, "bench", "bench")
	if err != nil {
		return nil, err
	}
	open, err := openMilestones(ctx, a.Service)
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	return repeated(seconds, func(i int) error {
		m := open[i%len(open)]
		m.Lock()
		defer m.Unlock()
		key := fmt.Sprintf("bench/%d/%d", begun.UnixNano(), i)
		if m.submitted == "" {
			err := acknowledged(a.Service.SubmitMilestone(ctx, models.Operator, key, m.project, 0,
				models.SubmitMilestoneCommand{Milestone: m.name, DoneOn: models.InstantOf(begun).Date() - 1, Paper: "书面报送"}))
			m.submitted = models.SubmissionID(key)
			return err
		}
		err := acknowledged(a.Service.Review(ctx, in.Actor, key, 0, models.ReviewCommand{Submission: m.submitted,
			Decision: models.Return, Reason: "缺验收记录"}))
		m.submitted = ""
		return err
	})
}

func acknowledged(r tracking.Receipt, err error) error {
	if err == nil && r.Pending {
		err = errors.New("a change was not acknowledged in time")
	}
	return err
}

// openMilestone is a milestone that is not done, of a project each.
type openMilestone struct {
	sync.Mutex
	project, name, submitted string
}

// openMilestones returns milestones of different projects, as many as changes are spread among.
func openMilestones(ctx context.Context, s *tracking.Service) ([]*openMilestone, error) {
	var found []*openMilestone
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		projects, err := tx.AllOpenProjects()
		for _, p := range projects {
			facts, err := tx.Facts(p.ID)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(facts.Milestones, func(m models.Milestone) bool { return m.Status == models.MilestoneOpen })
			if i < 0 {
				continue
			}
			m := &openMilestone{project: fmt.Sprintf("%d/%s", p.Year, p.Code), name: facts.Milestones[i].Name}
			for _, waits := range facts.Submissions { // the last run ended between a submission and its return
				if waits.Status == models.SubmissionWaiting && waits.MilestoneID == facts.Milestones[i].ID {
					m.submitted = waits.ID
				}
			}
			found = append(found, m)
			if len(found) == changedProjects {
				return nil
			}
		}
		return err
	})
	if err == nil && len(found) == 0 {
		err = errors.New("no milestone is open")
	}
	return found, err
}

func savedAccount(dir string) (a office.Account, err error) {
	content, err := os.ReadFile(accountFile(dir))
	if err == nil {
		err = json.Unmarshal(content, &a)
	}
	return a, err
}

// leadOf is how long before a moment its projects are imported.
func leadOf(n int) time.Duration { return 10*time.Second + time.Duration(n)*40*time.Millisecond }

// storm measures n projects that fall due at one moment, with a page opened meanwhile.
func storm(ctx context.Context, dir string, n int) (values, error) {
	var before, cpu float64
	for lead := leadOf(n); ; lead *= 3 { // once more on a busy machine
		s, err := office.RunStorm(ctx, office.StormOptions{Dir: filepath.Join(dir, lead.String()), Projects: n, Lead: lead,
			Page: "/projects", Before: func() { before = processorTime() }, Drained: func() { cpu = processorTime() - before }})
		if errors.Is(err, office.ErrLead) && lead < 4*leadOf(n) {
			continue
		}
		return values{"seconds": s.Took.Seconds(), "cpu": cpu, "imported": s.Imported.Seconds(),
			"page_p50": millis(s.Page.P50), "page_p95": millis(s.Page.P95), "page_slowest": millis(s.Slowest),
			"rungs": float64(s.Rungs)}, err
	}
}
