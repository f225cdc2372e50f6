package e2e

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs testdata/scripts with the built program. Besides testscript's own commands a script may use:
//
//	exits CODE PROGRAM ARGUMENTS   runs a program and expects an exit code
//	ready                          waits until the server of $DUBAN_DATA answers
//	let NAME PATTERN               sets a variable to what a regular expression, or its group, matches in stdout
//
// $TODAY is the day in Asia/Shanghai, $NEXT_YEAR the year after it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "scripts"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": scriptExits, "ready": scriptReady, "let": scriptLet,
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", filepath.Dir(binary)+string(filepath.ListSeparator)+e.Getenv("PATH"))
			e.Setenv("DUBAN_DATA", filepath.Join(e.WorkDir, "data"))
			today := time.Now().In(time.FixedZone("Asia/Shanghai", 8*60*60))
			e.Setenv("TODAY", today.Format(time.DateOnly))
			e.Setenv("NEXT_YEAR", fmt.Sprint(today.Year()+1))
			e.Setenv("GOCOVERDIR", os.Getenv("GOCOVERDIR")) // set by TestMain
			return nil
		},
	})
}

func scriptExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code program args…")
	}
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		code = exit.ExitCode()
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit %d, want %s", code, args[0])
	}
}

func scriptReady(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: ready")
	}
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		cmd := exec.Command(binary, "status", "--json", "--data", ts.Getenv("DUBAN_DATA"))
		out, err := cmd.Output()
		if err == nil || strings.Contains(string(out), "no_programme") {
			return
		}
	}
	ts.Fatalf("the server is not ready")
}

func scriptLet(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: let name pattern")
	}
	found := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout") + ts.ReadFile("stderr"))
	if found == nil {
		ts.Fatalf("neither stdout nor stderr matches %s", args[1])
	}
	ts.Setenv(args[0], found[len(found)-1])
}
