// Command duban is the whole program: the server and the commands that talk to it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones are there even on a machine without them

	"duban/internal/app"
	"duban/internal/cli"
	"duban/internal/demo"
)

// version is stamped by the build.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends at once what the first asks to end in order
	code := cli.Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, app.Serve, demo.Run, version)
	os.Exit(code)
}
