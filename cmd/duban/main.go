// Command duban is the complete program: the server and the commands that talk to it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // time zones, for a machine without them

	"duban/internal/app"
	"duban/internal/cli"
	"duban/internal/demo"
)

// version is set by the build.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the first Ctrl-C ends the program in order, a second one at once
	code := cli.Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, app.Serve, demo.Run, version)
	os.Exit(code)
}
