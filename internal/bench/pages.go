package main

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"duban/internal/testkit/visitor"
)

// benchPages are the measured pages, with how many a second are aimed at with 48 projects.
var benchPages = []struct {
	name, path string
	perSecond  float64
}{
	{"list", "/projects", 300}, {"project", "", 400}, {"board", "/board", 200}, {"overview", "/", 200},
}

// servePages starts the program on a folder, writes the address of its pages when they can be opened, and stops when
// standard input ends.
func servePages(ctx context.Context, dir string, _ int) error {
	a, err := start(ctx, dir)
	if err != nil {
		return err
	}
	defer a.Close()
	if err := answers(ctx, a.Listen); err != nil {
		return err
	}
	_, _ = fmt.Fprintln(os.Stdout, a.Listen)
	_, _ = io.Copy(io.Discard, os.Stdin)
	return nil
}

// answers waits until the program says that it is ready.
func answers(ctx context.Context, address string) error {
	v := visitor.Visit(address)
	defer v.Leave()
	for {
		if _, err := v.Open(ctx, "/readyz"); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// barePage is a table of texts, rendered for each request like a page of the program and no more.
var barePage = template.Must(template.New("page").Parse(`<!DOCTYPE html><html lang="zh-CN"><body><table>
{{range .}}<tr><td>{{.Name}}</td><td>{{.Unit}}</td><td class="text-end">{{.Plan}}</td>` +
	`<td class="text-end">{{.Done}}</td></tr>
{{end}}</table></body></html>`))

type bareRow struct{ Name, Unit, Plan, Done string }

// serveBare serves a page of a number of bytes without session, database and figures: what net/http and html/template
// need by themselves.
func serveBare(ctx context.Context, _ string, size int) error {
	row := bareRow{"马尚街道新材料产业园第000001号建设项目", "区住房和城乡建设局", "12,345.67", "8,901.23"}
	var one strings.Builder
	if err := barePage.Execute(&one, []bareRow{row, row}); err != nil {
		return err
	}
	two := one.Len()
	one.Reset()
	if err := barePage.Execute(&one, []bareRow{row}); err != nil {
		return err
	}
	rows := make([]bareRow, max(size/(two-one.Len()), 1))
	for i := range rows {
		rows[i] = row
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{ReadHeaderTimeout: time.Minute,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_ = barePage.Execute(w, rows) // the client left
		})}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		_ = server.Close()
	}()
	_, _ = fmt.Fprintln(os.Stdout, l.Addr().String())
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// measurePages opens each page of a running program with several clients, and a bare page of the same size after it.
func (c course) measurePages(ctx context.Context, dir string) (map[string]pageMeasure, error) {
	s, err := c.serve(ctx, "serve", dir, 0)
	if err != nil {
		return nil, err
	}
	defer func() { _ = s.end() }()
	reader, err := savedAccount(dir)
	if err != nil {
		return nil, err
	}
	v := visitor.Visit(s.listen)
	defer v.Leave()
	if err := v.LogIn(ctx, reader.Login, reader.Password); err != nil {
		return nil, err
	}
	all := map[string]pageMeasure{}
	for _, p := range benchPages {
		path := p.path
		if p.name == "project" {
			year, _ := benchYear()
			path = fmt.Sprintf("/projects/%d/ZD-%d-001", year, year)
		}
		ours, err := v.Load(ctx, path, clients, c.warm, c.long)
		if err != nil {
			return nil, err
		}
		floor, err := c.bareLoad(ctx, int(ours.Size))
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(c.log, "  %s: %.0f a second, p50 %s, %d bytes; bare %.0f\n", path, ours.PerSecond,
			ours.P50.Round(time.Millisecond/10), ours.Size, floor.PerSecond)
		all[p.name] = pageMeasure{ours, floor}
	}
	return all, nil
}

// pageMeasure is a page of the program and the bare page of its size.
type pageMeasure struct{ ours, bare visitor.Pages }

func (c course) bareLoad(ctx context.Context, size int) (visitor.Pages, error) {
	s, err := c.serve(ctx, "serve-bare", "", size)
	if err != nil {
		return visitor.Pages{}, err
	}
	defer func() { _ = s.end() }()
	v := visitor.Visit(s.listen)
	defer v.Leave()
	return v.Load(ctx, "/", clients, c.warm/2, c.long/2)
}
