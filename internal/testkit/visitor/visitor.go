// Package visitor opens the pages of the running program over HTTP as a browser does, and measures them.
package visitor

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Visitor opens pages over HTTP with connections that stay open and answers that are not compressed.
type Visitor struct {
	client *http.Client
	base   string
	cookie *http.Cookie // of the session; nil without one
}

// Visit returns a visitor of the pages at an address, without a session.
func Visit(address string) *Visitor {
	transport := &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 64}
	return &Visitor{base: "http://" + address, client: &http.Client{Transport: transport, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// Leave closes the connections.
func (v *Visitor) Leave() { v.client.CloseIdleConnections() }

// LogIn logs in through the form of the pages.
func (v *Visitor) LogIn(ctx context.Context, login, password string) error {
	status, cookies, err := v.send(ctx, "/login", url.Values{"login": {login}, "password": {password}, "next": {""}})
	if err != nil {
		return err
	}
	for _, c := range cookies {
		if c.Value != "" && c.MaxAge >= 0 && status == http.StatusSeeOther {
			v.cookie = c
			return nil
		}
	}
	return fmt.Errorf("log-in: status %d without a session", status)
}

// Send sends a form with the session. Another answer than a page to go on to is an error.
func (v *Visitor) Send(ctx context.Context, path string, form url.Values) error {
	status, _, err := v.send(ctx, path, form)
	if err == nil && status != http.StatusSeeOther {
		err = fmt.Errorf("POST %s: status %d", path, status)
	}
	return err
}

// send sends a form and reads the answer whole.
func (v *Visitor) send(ctx context.Context, path string, form url.Values) (int, []*http.Cookie, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, v.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", v.base)
	if v.cookie != nil {
		r.AddCookie(v.cookie)
	}
	answer, err := v.client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode, answer.Cookies(), err
}

// Open opens a page and reads it whole. Another status than 200 is an error.
func (v *Visitor) Open(ctx context.Context, path string) (size int64, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, v.base+path, nil)
	if err != nil {
		return 0, err
	}
	if v.cookie != nil {
		r.AddCookie(v.cookie)
	}
	answer, err := v.client.Do(r)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	size, err = io.Copy(io.Discard, answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: status %d", path, answer.StatusCode)
	}
	return size, err
}

// Pages is what several clients measured of one page.
type Pages struct {
	PerSecond float64
	P50, P95  time.Duration
	Size      int64 // bytes of the page
	Count     int
}

// Load opens one page again and again with a number of clients: for warm without counting, then for a duration.
func (v *Visitor) Load(ctx context.Context, path string, clients int, warm, duration time.Duration) (Pages, error) {
	if _, _, err := v.rush(ctx, path, clients, warm); err != nil {
		return Pages{}, err
	}
	begun := time.Now()
	took, size, err := v.rush(ctx, path, clients, duration)
	if err != nil {
		return Pages{}, err
	}
	return PagesOf(took, size, time.Since(begun)), nil
}

// PagesOf returns what a number of openings took, of a page of size bytes, in the time that passed.
func PagesOf(took []time.Duration, size int64, passed time.Duration) Pages {
	slices.Sort(took)
	p := Pages{Size: size, Count: len(took), PerSecond: float64(len(took)) / passed.Seconds()}
	if len(took) > 0 {
		p.P50, p.P95 = took[len(took)/2], took[len(took)*95/100]
	}
	return p
}

// rush opens a page with several clients for a duration, each at least once.
func (v *Visitor) rush(ctx context.Context, path string, clients int,
	duration time.Duration) (took []time.Duration, size int64, err error) {
	var all sync.Mutex
	var group sync.WaitGroup
	end := time.Now().Add(duration)
	for range clients {
		group.Go(func() {
			for first := true; first || time.Now().Before(end); first = false {
				begun := time.Now()
				n, opened := v.Open(ctx, path)
				passed := time.Since(begun)
				all.Lock()
				took, size, err = append(took, passed), n, errors.Join(err, opened)
				all.Unlock()
				if opened != nil {
					return
				}
			}
		})
	}
	group.Wait()
	return took, size, err
}
