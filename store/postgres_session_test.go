package store

import (
	"errors"
	"net"
	"strconv"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"duban/internal/testkit/pgtest"
	"duban/models"
)

// When PostgreSQL ends a session, as in a restart, the error is KindUnavailable: before a statement, between two
// statements, and before the commit. The next call succeeds.
func TestSessionEndedByTheServerIsUnavailable(t *testing.T) {
	s := open(t, pgtest.New(t))
	other := open(t, pgtest.New(t)) // another database of the same server, to end sessions
	end := func(tx *Tx) {
		t.Helper()
		var pid int
		if err := tx.db.Raw("SELECT pg_backend_pid()").Scan(&pid).Error; err != nil {
			t.Fatal(err)
		}
		if err := other.write.Exec("SELECT pg_terminate_backend(" + strconv.Itoa(pid) + ")").Error; err != nil {
			t.Fatal(err)
		}
	}
	insert := func(tx *Tx, id string) error { return tx.InsertPerson(models.Person{ID: id, Name: id}) }
	for name, fn := range map[string]func(tx *Tx) error{
		"before a statement": func(tx *Tx) error { end(tx); return insert(tx, "a") },
		"statements that go on": func(tx *Tx) error {
			end(tx)
			_ = insert(tx, "b")
			return insert(tx, "c")
		},
		"before the commit": func(tx *Tx) error {
			err := insert(tx, "d")
			end(tx)
			return err
		},
		"a read": func(tx *Tx) error { end(tx); _, err := tx.People(); return err },
	} {
		t.Run(name, func(t *testing.T) {
			run := s.Write
			if name == "a read" {
				run = s.Read
			}
			if err := run(t.Context(), fn); models.KindOf(err) != models.KindUnavailable {
				t.Errorf("%v is %s, want %s", err, models.KindOf(err), models.KindUnavailable)
			}
			if err := s.Write(t.Context(), func(tx *Tx) error { return insert(tx, "after "+name) }); err != nil {
				t.Errorf("the next call: %v", err)
			}
		})
	}
}

// The errors with which drivers and the network report a lost connection.
func TestLostConnectionErrors(t *testing.T) {
	for _, err := range []error{
		pgconn.ErrConnClosed, net.ErrClosed, syscall.ECONNRESET, syscall.EPIPE,
		&net.OpError{Op: "read", Err: syscall.ECONNRESET}, errors.Join(errors.New("write failed"), net.ErrClosed),
	} {
		if kind := models.KindOf(classify(err)); kind != models.KindUnavailable {
			t.Errorf("%v is %s", err, kind)
		}
	}
}
