//go:build torture

// Command client is the command line of duban without the server: it starts in a tenth of the time.
package main

import (
	"context"
	"os"

	"duban/internal/cli"
)

func main() {
	os.Exit(cli.Run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, nil, nil, "torture"))
}
