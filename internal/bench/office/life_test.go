package office_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"duban/internal/bench/office"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// The environment of the child process: its directory, and the moment of its clock when it begins.
const (
	lifeDir = "DUBAN_TEST_LIFE_DIR"
	lifeAt  = "DUBAN_TEST_LIFE_AT"
)

// life is what one test has in a directory, and the program that runs on it, when it runs.
type life struct {
	t     *testing.T
	serve string // name of the test that is the child process
	dir   string
	child *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Scanner
	kills int
}

// newLife makes a directory with an imported list and with people; more is done in the same transaction.
func newLife(t *testing.T, serve string, at models.Instant, rows []models.ImportRow, people map[string]models.Actor,
	more func(tx *store.Tx) error) *life {
	t.Helper()
	dir, err := os.MkdirTemp("", "ol")
	if err != nil {
		t.Fatal(err)
	}
	l := &life{t: t, serve: serve, dir: dir}
	t.Cleanup(func() {
		l.end(false)
		_ = os.RemoveAll(dir)
	})
	s := storetest.Open(t, filepath.Join(dir, "duban.db"))
	for i := range rows {
		rows[i].Position = i + 1
	}
	storetest.Write(t, s, func(tx *store.Tx) error {
		if err := tx.StageBatch(models.ImportBatch{ID: "seed", ProgrammeID: lifeList, ContentHash: "seed",
			Status: models.BatchStaged}, rows); err != nil {
			return err
		}
		if _, err := tx.Promote("seed", at); err != nil {
			return err
		}
		return more(tx)
	})
	for _, a := range people {
		if err := storetest.PutActors(t.Context(), s, a); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return l
}

func lifeRow(t *testing.T, entity, project string, row any) models.ImportRow {
	t.Helper()
	after, err := json.Marshal(row)
	if err != nil {
		t.Fatal(err)
	}
	return models.ImportRow{BatchID: "seed", Action: "new", Entity: entity, ProjectID: project, After: string(after)}
}

// begin starts the program with its clock at a moment.
func (l *life) begin(at models.Instant) {
	l.t.Helper()
	l.child = exec.CommandContext(l.t.Context(), os.Args[0], "-test.run=^"+l.serve+"$", "-test.v")
	l.child.Env = append(os.Environ(), lifeDir+"="+l.dir, lifeAt+"="+strconv.FormatInt(int64(at), 10))
	var err error
	if l.in, err = l.child.StdinPipe(); err != nil {
		l.t.Fatal(err)
	}
	out, err := l.child.StdoutPipe()
	if err != nil {
		l.t.Fatal(err)
	}
	l.out = bufio.NewScanner(out)
	if err := l.child.Start(); err != nil {
		l.t.Fatal(err)
	}
	l.line("ready")
}

// line waits for a line of the program that begins with a word, and returns the rest.
func (l *life) line(word string) string {
	l.t.Helper()
	var all []string
	for l.out.Scan() {
		if rest, is := strings.CutPrefix(l.out.Text(), word); is {
			return rest
		}
		all = append(all, l.out.Text())
	}
	l.t.Fatalf("the program ended:\n%s", strings.Join(all, "\n"))
	return ""
}

// end stops the program, or kills it at once.
func (l *life) end(kill bool) {
	if l.child == nil {
		return
	}
	if kill {
		l.kills++
		_ = l.child.Process.Kill()
	} else {
		_ = l.in.Close()
	}
	_ = l.child.Wait()
	l.child = nil
}

// send asks the program without waiting for the answer.
func (l *life) send(r any) {
	l.t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		l.t.Fatal(err)
	}
	if _, err := l.in.Write(append(text, '\n')); err != nil {
		l.t.Fatal(err)
	}
}

// ask asks the program; answer is what it says.
func (l *life) ask(r, answer any) {
	l.t.Helper()
	l.send(r)
	if err := json.Unmarshal([]byte(l.line("answer ")), answer); err != nil {
		l.t.Fatal(err)
	}
}

// serveLife is the child process: the whole program on a directory, with a clock of its own, until its standard input
// ends or it is killed. answer answers one request, a line.
func serveLife(t *testing.T, answer func(ctx context.Context, f *office.Office, request []byte) (any, error)) {
	t.Helper()
	dir := os.Getenv(lifeDir)
	if dir == "" {
		t.Skip("only as a child process of another test")
	}
	at, err := strconv.ParseInt(os.Getenv(lifeAt), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	f, err := office.Open(t.Context(), office.Options{Dir: dir,
		Ahead: models.Instant(at).Sub(models.InstantOf(time.Now()))})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Reconcile(t.Context(), models.System); err != nil {
		t.Fatal(err)
	}
	fmt.Println("ready")
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		a, err := answer(t.Context(), f, in.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("answer " + string(text))
	}
}
