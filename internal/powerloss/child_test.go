//go:build torture

// Package powerloss cuts the power of a program that stores evidence and commands, and counts what was acknowledged and
// is gone. `make powerloss` runs it.
package powerloss

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"duban/internal/files"
	"duban/models"
	"duban/store"
)

// childOf names the environment variable that makes the test binary the recorded program; its value is the directory.
const childOf = "DUBAN_POWERLOSS_DIR"

// bareEvidence names the environment variable that makes it store evidence by write and rename only.
const bareEvidence = "DUBAN_POWERLOSS_BARE_EVIDENCE"

const (
	openings = 3   // of the store by the recorded program, the last one without being closed
	people   = 4   // who submit at the same time
	commands = 100 // of each person at each opening
)

var noon = models.Instant(1_767_240_000_000)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childOf); dir != "" {
		acknowledge(dir)
		return
	}
	os.Exit(m.Run())
}

// acknowledge stores evidence and commands that name it, and prints a line for each when it is stored.
func acknowledge(dir string) {
	evidence, err := files.Open(filepath.Join(dir, "evidence"))
	must(err)
	for opening := range openings {
		s, err := store.Open(context.Background(), store.Config{DSN: filepath.Join(dir, "duban.db")})
		must(err)
		var all sync.WaitGroup
		for person := range people {
			all.Go(func() {
				for n := range commands {
					submit(dir, s, evidence, fmt.Sprintf("command-%d-%d-%03d", opening, person, n))
				}
			})
		}
		all.Wait()
		if opening < openings-1 {
			must(s.Close())
		}
	}
}

func submit(dir string, s *store.Store, evidence *files.Store, key string) {
	ctx := context.Background()
	in, err := evidence.Receive(ctx, key+".pdf", bytes.NewReader(paper(key)))
	must(err)
	if os.Getenv(bareEvidence) == "" {
		must(in.Keep())
	} else {
		in.Drop()
		bare(filepath.Join(dir, "evidence"), in.SHA256, paper(key))
	}
	must(s.Write(ctx, func(tx *store.Tx) error {
		upload := models.Upload{SHA256: in.SHA256, ByID: "p", ByName: "张工", Name: in.Name, MediaType: in.MediaType,
			Size: in.Size, At: noon}
		if err := tx.SetUpload(upload); err != nil {
			return err
		}
		if err := tx.InsertCommand(models.Command{Key: key, Hash: in.SHA256, At: noon}); err != nil {
			return err
		}
		return tx.InsertAudit(models.AuditEvent{CommandKey: key, Action: "test", At: noon})
	}))
	fmt.Fprintln(os.Stdout, acknowledged+key+" "+in.SHA256)
}

const acknowledged = "acknowledged "

// paper is the content of a command's evidence.
func paper(key string) []byte {
	var seed [32]byte
	copy(seed[:], key)
	noise := make([]byte, 500+rand.New(rand.NewChaCha8(seed)).IntN(12_000))
	_, _ = rand.NewChaCha8(seed).Read(noise) // never fails
	return fmt.Appendf(nil, "%%PDF-1.4\n%% %x\n%%%%EOF\n", noise)
}

func bare(dir, sum string, data []byte) {
	temp, path := filepath.Join(dir, "incoming", sum), filepath.Join(dir, sum[:2], sum)
	must(os.MkdirAll(filepath.Dir(path), 0o700))
	must(os.WriteFile(temp, data, 0o600))
	must(os.Rename(temp, path))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
