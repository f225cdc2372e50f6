package main

import (
	"context"
	"net/url"
	"strings"
)

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
