package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"duban/internal/testkit/child"
)

// work is what people send, and what they were answered: the client's own ledger.
type work struct {
	l        *lab
	reviewer string // token
	targets  []target

	mu        sync.Mutex
	next      int
	ledger    []*command
	submitted []string    // submissions to review
	answers   map[int]int // HTTP statuses of commands; 0: no answer
	reads     map[int]int // the same of reads
	faults    []string    // answers 500
}

// target is an open milestone.
type target struct{ code, year, id, name string }

// command is one command of the ledger.
type command struct {
	key, kind    string
	acknowledged int    // the first 200 or 202; 0: none
	object       string // row that it made
	refused      string // error code of a final refusal
	attempts     int
}

func newWork(l *lab) *work { return &work{l: l, answers: map[int]int{}, reads: map[int]int{}} }

// prepare adds a reviewer and loads the open milestones.
func (w *work) prepare(ctx context.Context) error {
	out, err := w.l.command(ctx, w.l.workers[0], "user", "add", "--name", "重点项目办审核岗", "--role", "office", "--json")
	if err != nil {
		return err
	}
	var person struct {
		Token string `json:"token"`
	}
	if err := json.Unmarshal([]byte(out), &person); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	w.reviewer = person.Token
	conn, err := pgx.Connect(ctx, w.l.dsn("duban"))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	rows, err := conn.Query(ctx, `SELECT p.code, p.year::text, m.id, m.name FROM milestones m
		JOIN projects p ON p.id = m.project_id WHERE m.status = 'open' ORDER BY p.code, m.id`)
	if err != nil {
		return err
	}
	w.targets, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (t target, err error) {
		return t, row.Scan(&t.code, &t.year, &t.id, &t.name)
	})
	if err == nil && len(w.targets) < 40 {
		err = fmt.Errorf("only %d open milestones", len(w.targets))
	}
	return err
}

// send sends commands one after another until the context ends. The last one is still sent to its end.
func (w *work) send(ctx context.Context, seed uint64) {
	rng := rand.New(rand.NewPCG(20261129, seed))
	for ctx.Err() == nil {
		c, path, body, review := w.pick(rng)
		w.carry(context.WithoutCancel(ctx), c, path, body, review, rng.IntN(webCount))
		w.read(ctx, w.l.webs[rng.IntN(webCount)], rng.IntN(2) == 0)
	}
}

// pick makes the next command: a milestone handed in, a review, or a moved date.
func (w *work) pick(rng *rand.Rand) (c *command, path string, body any, review bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next++
	c = &command{key: fmt.Sprintf("machines-%d", w.next)}
	w.ledger = append(w.ledger, c)
	t := w.targets[rng.IntN(len(w.targets))]
	project := "/api/v1/projects/" + t.year + "/" + t.code
	switch roll := rng.IntN(4); {
	case roll == 0 && len(w.submitted) > 0:
		id := w.submitted[0]
		w.submitted = w.submitted[1:]
		c.kind = "review"
		decision := map[string]any{"decision": "accept", "confirmed": true}
		if rng.IntN(2) == 0 {
			decision = map[string]any{"decision": "return", "reason": "缺少验收记录"}
		}
		return c, "/api/v1/submissions/" + id + "/review", decision, true
	case roll == 1:
		c.kind = "move"
		return c, project + "/plan-changes", map[string]any{"change": "move", "milestone": t.id, "reason": "批准延期",
			"date": fmt.Sprintf("%s-12-%02d", t.year, 1+rng.IntN(28))}, false
	}
	c.kind = "submit"
	return c, project + "/milestones", map[string]any{"milestone": t.id,
		"done_on": time.Now().AddDate(0, 0, -1).Format(time.DateOnly)}, false
}

// final are the statuses after which a command is not sent again.
var final = map[int]bool{http.StatusOK: true, http.StatusCreated: true, http.StatusAccepted: true,
	http.StatusBadRequest: true, http.StatusForbidden: true, http.StatusNotFound: true, http.StatusConflict: true,
	http.StatusPreconditionFailed: true, http.StatusUnprocessableEntity: true}

// carry sends a command with its key to one web and the other until there is a final answer, for three minutes.
func (w *work) carry(ctx context.Context, c *command, path string, body any, review bool, web int) {
	content, _ := json.Marshal(body) // maps of texts
	for end := time.Now().Add(3 * time.Minute); time.Now().Before(end); web++ {
		c.attempts++
		status, text := w.post(ctx, w.l.webs[web%webCount], c.key, path, content, review)
		w.note(c, status, text)
		if final[status] {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// read asks a web for the submissions, or for the page on which people log in.
func (w *work) read(ctx context.Context, at *child.Process, page bool) {
	path := "/api/v1/submissions"
	if page {
		path = "/login"
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+at.Listen+path, http.NoBody)
	if err != nil {
		return
	}
	request.Header.Set("Authorization", "Bearer "+w.reviewer)
	status := 0
	if answer, err := (&http.Client{Timeout: 20 * time.Second}).Do(request); err == nil {
		_ = answer.Body.Close()
		status = answer.StatusCode
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.reads[status]++
	if status == http.StatusInternalServerError {
		w.faults = append(w.faults, "read "+path)
	}
}

// post sends a command once: reviews with a token to the address of the pages, the others to the operator's socket.
func (w *work) post(ctx context.Context, at *child.Process, key, path string, content []byte,
	review bool) (int, string) {
	client, url := at.Operator(20*time.Second), "http://duban"+path
	if review {
		client, url = &http.Client{Timeout: 20 * time.Second}, "http://"+at.Listen+path
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(content))
	if err != nil {
		return 0, err.Error()
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", key)
	if review {
		request.Header.Set("Authorization", "Bearer "+w.reviewer)
	}
	answer, err := client.Do(request)
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err.Error()
	}
	return answer.StatusCode, string(text)
}

// note writes an answer to the ledger.
func (w *work) note(c *command, status int, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answers[status]++
	var got struct {
		Object string `json:"object"`
		Code   string `json:"code"`
	}
	_ = json.Unmarshal([]byte(text), &got) // a web server in between may answer otherwise
	switch {
	case status >= 200 && status < 300:
		c.acknowledged, c.object = status, got.Object
		if c.kind == "submit" && c.object != "" {
			w.submitted = append(w.submitted, c.object)
		}
	case final[status]:
		c.refused = got.Code
	case status == http.StatusInternalServerError:
		w.faults = append(w.faults, c.kind+": "+strings.TrimSpace(text))
	}
}

// acknowledged is how many commands were answered with 200 or 202.
func (w *work) acknowledged() (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.ledger {
		if c.acknowledged != 0 {
			n++
		}
	}
	return n
}
