//go:build torture

// Package faults ends, fails or delays the program at named points. It is only in programs that are built with the tag
// torture, for the tests in internal/torture.
package faults

import (
	"errors"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"
)

// ErrFault is the failure of a point.
var ErrFault = errors.New("a fault of the tests")

// Stall is how long a point delays the program.
const Stall = 3 * time.Second

// path names the file with the armed fault: the name of a point, a tab, and kill, error or stall. The point that acts
// removes the file. The names of the points that were passed are appended to path + ".passed".
var path = os.Getenv("TORTURE_FAULTS")

var passed sync.Mutex

// Point acts as armed, once: it ends the process as a power cut does, returns ErrFault, or waits.
func Point(name string) error {
	if path == "" || !arms(name) {
		return nil
	}
	armed, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	wanted, mode, _ := strings.Cut(strings.TrimSpace(string(armed)), "\t")
	if wanted != name || os.Remove(path) != nil {
		return nil
	}
	switch mode {
	case "kill":
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	case "error":
		return ErrFault
	default:
		time.Sleep(Stall)
	}
	return nil
}

// arms notes that a point was passed.
func arms(name string) bool {
	passed.Lock()
	defer passed.Unlock()
	f, err := os.OpenFile(path+".passed", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return false
	}
	_, err = f.WriteString(name + "\n")
	return errors.Join(err, f.Close()) == nil
}
