package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"duban/models"
)

// crashDSN names the environment variable that makes the test binary the child of TestAcknowledgedSurvivesKill.
const crashDSN = "DUBAN_STORE_TEST_CRASH"

// writeUntilKilled writes commands with audit events and prints a line after each commit.
func writeUntilKilled(dsn string) {
	ctx := context.Background()
	s, err := Open(ctx, Config{DSN: dsn})
	if err != nil {
		panic(err)
	}
	for i := 0; ; i++ {
		key := fmt.Sprintf("command-%d-%06d", os.Getpid(), i)
		err := s.Write(ctx, func(tx *Tx) error {
			if err := tx.InsertCommand(models.Command{Key: key, Hash: "h", At: noon}); err != nil {
				return err
			}
			return tx.InsertAudit(models.AuditEvent{CommandKey: key, Action: "test", At: noon})
		})
		if err != nil {
			panic(err)
		}
		fmt.Println(key)
	}
}

// Commands acknowledged before a kill -9 are stored completely, and no command is stored in part.
func TestAcknowledgedSurvivesKill(t *testing.T) {
	conformDSN(t, func(t *testing.T, dsn string) {
		for kill := range 5 {
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), crashDSN+"="+dsn)
			child.Stderr = os.Stderr
			out, err := child.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			var acknowledged []string
			for lines := bufio.NewScanner(out); lines.Scan(); {
				acknowledged = append(acknowledged, lines.Text())
				if len(acknowledged) == 20+kill*13 {
					if err := child.Process.Kill(); err != nil {
						t.Fatal(err)
					}
				}
			}
			_ = child.Wait() // killed: an error by design
			s := open(t, dsn)
			read(t, s, func(tx *Tx) error {
				for _, key := range acknowledged {
					if _, ok, err := tx.Command(key); err != nil || !ok {
						t.Errorf("%s was acknowledged and is gone (%v)", key, err)
					}
				}
				orphans, err := tx.CommandsWithoutAudit()
				if len(orphans) > 0 {
					t.Errorf("half a transaction: %v", orphans)
				}
				return err
			})
			if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
				t.Errorf("after the kill: %v, %v", found, err)
			}
		}
	})
}
