// Package enginetest starts Temporal servers in memory for tests. Importing it links the server, so only the tests of
// packages that link it anyway (engine, app, cmd, end to end) may.
package enginetest

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"duban/internal/engine"
	"duban/internal/mtls"
)

// stopBound is how long the server may take to stop at the end of a test.
const stopBound = 30 * time.Second

// New starts a server in memory and connects to it. Both end with the test. The functions may change the options, which
// are in-memory storage, the default namespace and no search attributes.
func New(t testing.TB, change ...func(*engine.Options)) (client.Client, *engine.Engine) {
	t.Helper()
	o := engine.Options{Memory: true}
	for _, f := range change {
		f(&o)
	}
	e, err := engine.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), stopBound)
		defer cancel()
		if err := e.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
	return Dial(t, e), e
}

// Dial connects to a server until the test ends.
func Dial(t testing.TB, e *engine.Engine) client.Client {
	t.Helper()
	c, err := client.Dial(client.Options{
		HostPort:  e.HostPort(),
		Namespace: e.Namespace(),
		Logger:    log.NewStructuredLogger(slog.New(slog.DiscardHandler)),

		ConnectionOptions: client.ConnectionOptions{TLS: e.ClientTLS()},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// Files writes the certificate of a client of the server to files.
func Files(t testing.TB, e *engine.Engine) mtls.Files {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "tls")
	if err := e.ClientIdentity().Write(dir); err != nil {
		t.Fatal(err)
	}
	return mtls.FilesIn(dir)
}
