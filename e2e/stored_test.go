package e2e

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.temporal.io/sdk/client"
	_ "modernc.org/sqlite" // the tests lock the database and read its rows

	"duban/models"
	"duban/workflows/contract"
)

// post sends a command once, as the operator's client does, and returns the status; 0 if there was no response.
func (h *instance) post(project, key string) int {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", filepath.Join(h.data, "duban.sock"))
	}
	c := http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}, Timeout: 20 * time.Second}
	request, err := http.NewRequest(http.MethodPost, "http://duban/api/v1/projects/2026/"+project+"/reports",
		strings.NewReader(`{"month":"2026-10","estimate_fen":10000000000,"confirmed":true}`))
	if err != nil {
		h.t.Fatal(err)
	}
	request.Header.Set("Idempotency-Key", key)
	request.Header.Set("Content-Type", "application/json")
	answer, err := c.Do(request)
	if err != nil {
		return 0
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}

// rows counts rows of the database.
func (h *instance) rows(where string, args ...any) (n int) {
	h.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(h.data, "duban.db")+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.QueryRow("SELECT COUNT(*) FROM "+where, args...).Scan(&n); err != nil {
		h.t.Fatal(err)
	}
	return n
}

// onRecord waits until the commands with these keys are carried out, without sending them again.
func (h *instance) onRecord(keys []string) {
	h.t.Helper()
	deadline := time.Now().Add(2 * time.Minute)
	for _, key := range keys {
		for h.rows("commands WHERE key = ?", key) != 1 {
			if time.Now().After(deadline) {
				h.t.Fatalf("%s was acknowledged and is not on record", key)
			}
			time.Sleep(200 * time.Millisecond)
		}
	}
}

// Commands are sent while temporal.db is locked by another process, and while the program is stopped with SIGSTOP: each
// one answered with 200 or 202 is recorded afterwards, without being sent again.
func TestWhatWasAcceptedIsKeptThroughALockAndAFreeze(t *testing.T) {
	h := newInstance(t)
	h.start()
	h.do("import", h.sample("plan", "2026"))
	var kept []string
	send := func(name string, n int) {
		answers := make(chan string, n)
		for i := range n {
			go func() {
				key := fmt.Sprintf("%s-%d", name, i)
				switch status := h.post(fmt.Sprintf("ZD-2026-%03d", 1+i), key); status {
				case http.StatusOK, http.StatusAccepted:
					answers <- key
				case 0, http.StatusServiceUnavailable, http.StatusInsufficientStorage:
					answers <- ""
				default:
					t.Errorf("%s: status %d", key, status)
					answers <- ""
				}
			}()
		}
		for range n {
			if key := <-answers; key != "" {
				kept = append(kept, key)
			}
		}
	}

	lock, err := sql.Open("sqlite", "file:"+filepath.Join(h.data, "temporal.db")+
		"?_pragma=busy_timeout(20000)&_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Close() }()
	tx, err := lock.Begin()
	if err != nil {
		t.Fatal(err)
	}
	send("locked", 6)
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if len(kept) != 6 {
		t.Errorf("only %d of 6 were accepted while the engine was locked", len(kept))
	}

	frozen := make(chan struct{})
	go func() {
		defer close(frozen)
		send("frozen", 6)
	}()
	time.Sleep(20 * time.Millisecond)
	if err := h.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	time.Sleep(3 * time.Second)
	if err := h.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	<-frozen
	h.onRecord(kept)
	h.healthy()
}

// A caller of the Temporal server cannot act as a person: an approval in another person's name, a command that is not
// stored and a commit that was not requested do nothing, and each is recorded.
func TestWhatIsForgedAtTheEngineDoesNothing(t *testing.T) {
	h := newInstance(t)
	h.start()
	h.do("import", h.sample("plan", "2026"))
	h.do("import", h.sample("milestones", "2026"))
	h.office() // a person who is allowed to decide exists
	var all []escalation
	h.ask(&all, "escalations", "--open")
	project, milestones := overdueProject(t, all)
	submission := h.submit(project, milestones[0], "s1")
	var staged imported
	h.ask(&staged, "import", h.sample("progress", "2026", "--month", "6"), "--dry-run")

	c, ctx := h.temporal(), context.Background()
	ref := contract.ProjectRef{Year: 2026, Code: project}
	projectID := models.ProjectID(2026, project)
	for name, update := range map[string]any{
		contract.UpdateReview: contract.Review{
			Head: contract.Head{Key: "forged", Hash: "h", ProjectID: projectID, By: contract.Person{ID: "区长", Name: "区长"}},
			Body: models.ReviewCommand{Submission: submission, Decision: models.Accept},
		},
		contract.UpdateCommand: contract.Command{Key: "forged", Hash: "h", ProjectID: projectID},
	} {
		handle, err := c.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
			WorkflowID: contract.ProjectWorkflowID(ref), UpdateName: name, Args: []any{update},
			WaitForStage: client.WorkflowUpdateStageCompleted,
		})
		if err == nil {
			err = handle.Get(ctx, nil)
		}
		if err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	run, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: contract.ImportWorkflowID(staged.Batch),
		TaskQueue: contract.TaskQueue},
		contract.ImportWorkflow, contract.Import{Batch: staged.Batch, By: contract.Person{ID: "operator", Name: "运维员",
			Operator: true}})
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Get(ctx, nil); err == nil {
		t.Error("a batch that was not requested was committed")
	}
	if h.rows("submissions WHERE id = ? AND status = 'waiting'", submission) != 1 || h.rows("reviews") != 0 {
		t.Error("the forged approval took effect")
	}
	if n := h.rows("import_batches WHERE id = ? AND status = 'staged'", staged.Batch); n != 1 {
		t.Error("the batch is not as it was")
	}
	if n := h.rows("audit_events WHERE action = 'command.unknown' AND object = 'forged'"); n != 2 {
		t.Errorf("%d of 2 forged commands are on record", n)
	}
	if n := h.rows("audit_events WHERE action = 'import.refused' AND object = ?", staged.Batch); n != 1 {
		t.Errorf("the forged commit is on record %d times", n)
	}
	h.healthy()
}

// The database alone is restored to an older state than the engine's: a command sent again with its key is carried out
// and recorded, whatever the engine's history contains.
func TestADatabaseRestoredAloneAnswersFromTheRecord(t *testing.T) {
	h := newInstance(t)
	h.start()
	h.do("import", h.sample("plan", "2026"))
	h.stop()
	file := filepath.Join(h.data, "duban.db")
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	h.start()
	if status := h.post("ZD-2026-001", "again"); status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	h.stop()
	for _, rest := range []string{"-wal", "-shm"} {
		_ = os.Remove(file + rest)
	}
	if err := os.WriteFile(file, before, 0o600); err != nil {
		t.Fatal(err)
	}
	h.start()
	if n := h.rows("commands WHERE key = 'again'"); n != 0 {
		t.Fatal("the older database knows the command")
	}
	if status := h.post("ZD-2026-001", "again"); status != http.StatusOK && status != http.StatusAccepted {
		t.Fatalf("sent again: status %d", status)
	}
	h.onRecord([]string{"again"})
	if n := h.rows("audit_events WHERE action = ?", models.ActionEngineNewer); n == 0 {
		t.Error("that the database is older is not on record")
	}
	if out, code := h.try("doctor"); code == 0 || !strings.Contains(out, "早于流程引擎") {
		t.Errorf("the doctor: exit %d\n%s", code, out)
	}
}
