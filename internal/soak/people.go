package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"duban/internal/testkit/visitor"
)

// person opens pages with a session, one at a time.
type person struct {
	mu              sync.Mutex
	login, password string
	office          bool
	at              *visitor.Visitor
}

// What people look at; {code} is a project's.
var (
	officePages = []string{"/", "/projects", "/projects/" + year + "/{code}", "/reviews", "/tasks", "/due", "/escalations",
		"/round", "/board", "/forecast", "/problems", "/projects/" + year + "/{code}/history", "/imports", "/closings"}
	unitPages = []string{"/projects", "/unit", "/tasks", "/due"}
	exports   = []string{"/exports/monthly?month=" + year + "-03", "/exports/ledger?year=" + year,
		"/exports/plan?year=" + year, "/exports/milestones?year=" + year, "/exports/escalations"}
)

// webPeople is how many of the office, and of the units, have a password.
const webPeople = 4

// prepare reads what there is to do, gives each unit a token and some people a password.
func (w *work) prepare(ctx context.Context) error {
	if err := w.readTargets(ctx); err != nil {
		return err
	}
	var err error
	if w.office, err = w.token(ctx, "重点项目办审核岗", "office", ""); err != nil {
		return err
	}
	var units []string
	for _, p := range w.targets.projects {
		if w.units[p.unit] == "" {
			if w.units[p.unit], err = w.token(ctx, fmt.Sprintf("填报人%d", len(units)+1), "responsible_unit",
				p.unit); err != nil {
				return err
			}
			units = append(units, p.unit)
		}
	}
	for i := range 2 * webPeople {
		p := &person{login: fmt.Sprintf("soak%d", i), password: "Endurance-7-" + fmt.Sprint(i) + "-qx", office: i < webPeople,
			at: visitor.Visit(w.s.program.Listen)}
		unit := ""
		if !p.office {
			unit = units[i%len(units)]
		}
		if err := w.enrol(ctx, p, unit); err != nil {
			return err
		}
		w.people = append(w.people, p)
	}
	return nil
}

func (w *work) token(ctx context.Context, name, role, unit string) (string, error) {
	out, err := w.s.command(ctx, "user", "add", "--name", name, "--role", role, "--organisation", unit, "--json")
	if err != nil {
		return "", err
	}
	var made struct {
		Token string `json:"token"`
	}
	err = decode(out, &made)
	return made.Token, err
}

// enrol adds a person who opens pages; the first password is changed at once, as the program asks for.
func (w *work) enrol(ctx context.Context, p *person, unit string) error {
	role := "responsible_unit"
	if p.office {
		role = "office"
	}
	out, err := w.s.command(ctx, "user", "add", "--login", p.login, "--name", "看页面的"+p.login, "--role", role,
		"--organisation", unit, "--json")
	if err != nil {
		return err
	}
	var made struct {
		Password string `json:"password"`
	}
	if err := decode(out, &made); err != nil {
		return err
	}
	if err := p.at.LogIn(ctx, p.login, made.Password); err != nil {
		return err
	}
	return p.at.Send(ctx, "/password", url.Values{"key": {"soak-" + p.login}, "old": {made.Password},
		"password": {p.password}, "again": {p.password}})
}

// page has one person open one page. w.mu is held, and so by the others below.
func (w *work) page(n int) func(context.Context) error {
	p := w.people[n%len(w.people)]
	pages := unitPages
	if p.office {
		pages = officePages
	}
	code := w.targets.projects[w.rng.IntN(len(w.targets.projects))].code
	path := strings.ReplaceAll(pages[w.rng.IntN(len(pages))], "{code}", code)
	return func(ctx context.Context) error { return p.open(ctx, path) }
}

func (p *person) open(ctx context.Context, path string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, err := p.at.Open(ctx, path)
	return err
}

// logIn has one person begin a new session; half of the people never log out. The program ends the oldest of more than
// three sessions of one person.
func (w *work) logIn(n int) func(context.Context) error {
	p := w.people[n%len(w.people)]
	return func(ctx context.Context) error {
		p.mu.Lock()
		defer p.mu.Unlock()
		if n%2 == 0 {
			if err := p.at.Send(ctx, "/logout", url.Values{}); err != nil {
				return err
			}
		}
		return p.at.LogIn(ctx, p.login, p.password)
	}
}

// export has one of the office download a workbook.
func (w *work) export(n int) func(context.Context) error {
	p := w.people[n%webPeople]
	path := exports[w.rng.IntN(len(exports))]
	return func(ctx context.Context) error { return p.open(ctx, path) }
}

// readTargets reads the projects and their open milestones.
func (w *work) readTargets(ctx context.Context) error {
	var list struct {
		Projects []struct {
			Code  string `json:"code"`
			Name  string `json:"name"`
			Owner string `json:"owner"`
			Unit  string `json:"responsible_unit"`
		} `json:"projects"`
	}
	if err := w.s.get(ctx, "/api/v1/projects", &list); err != nil {
		return err
	}
	if len(list.Projects) == 0 {
		return errors.New("there are no projects")
	}
	w.targets = &targets{}
	t := w.targets
	for i, l := range list.Projects {
		p := &project{code: l.Code, name: l.Name, owner: l.Owner, unit: l.Unit}
		t.projects = append(t.projects, p)
		if i >= len(list.Projects)*8/10 {
			t.imported = append(t.imported, p)
		} else {
			t.months = append(t.months, p)
		}
		var page struct {
			Milestones []struct {
				ID     string `json:"id"`
				Status string `json:"status"`
			} `json:"milestones"`
		}
		if err := w.s.get(ctx, of(p), &page); err != nil {
			return err
		}
		last := milestone{}
		for _, m := range page.Milestones {
			if m.Status == "open" {
				if last.id != "" {
					t.milestones = append(t.milestones, last)
				}
				last = milestone{p, m.ID}
			}
		}
		if last.id != "" {
			t.moves = append(t.moves, last) // the last one is not handed in
		}
	}
	return nil
}

// get reads an answer through the operator's socket.
func (s *soak) get(ctx context.Context, path string, into any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://duban"+path, http.NoBody)
	if err != nil {
		return err
	}
	answer, err := s.client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %d %s", path, answer.StatusCode, text)
	}
	if err != nil {
		return err
	}
	return decode(string(text), into)
}
