package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"duban/internal/config"
	"duban/models"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"duban": func() {
		os.Exit(Run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, occupied, occupied, "v1.2.3"))
	}})
}

// occupied is a server that prints its configuration and then finds its data directory in use.
func occupied(_ context.Context, c config.Config, out io.Writer) error {
	fmt.Fprintf(out, "data=%s listen=%s\n", c.Data, c.Listen)
	return models.Errorf(models.KindConflict, "data_dir_in_use", "数据目录 %s 正被使用", c.Data)
}

// TestScripts runs the commands that need no server.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		Setup: func(e *testscript.Env) error {
			for _, name := range []string{"DUBAN_DATA", "DUBAN_SERVER", "DUBAN_TOKEN"} {
				e.Setenv(name, "")
			}
			return nil
		},
	})
}

// exits runs duban and expects an exit code: "exits 65 duban inspect missing.xlsx".
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code program args…")
	}
	code := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		code = fmt.Sprint(err.(interface{ ExitCode() int }).ExitCode()) // exec returns it unwrapped
	}
	if code != args[0] {
		ts.Fatalf("exit %s, want %s", code, args[0])
	}
}
