package main

import (
	"context"
	"fmt"
	"net/url"
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
