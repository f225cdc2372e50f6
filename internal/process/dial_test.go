package process

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"slices"
	"sync"
	"testing"

	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/metadata"

	"duban/internal/mtls"
	"duban/models"
)

// keys is a server that answers every call with its name and records the API keys of the calls.
type keys struct {
	sync.Mutex
	seen []string
}

func (k *keys) take(_ any, stream grpc.ServerStream) error {
	brought, _ := metadata.FromIncomingContext(stream.Context())
	k.Lock()
	defer k.Unlock()
	k.seen = append(k.seen, brought.Get("authorization")...)
	return stream.SendMsg(&workflowservice.GetSystemInfoResponse{ServerVersion: "1.32.2"})
}

// An external server is reached with the certificate and the key that are named, by its own name, and not otherwise.
func TestDialWithCertificateAndKey(t *testing.T) {
	secure, identity, err := mtls.Issue()
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	received := &keys{}
	server := grpc.NewServer(grpc.Creds(credentials.NewTLS(secure)), grpc.UnknownServiceHandler(received.take))
	go func() { _ = server.Serve(l) }()
	defer server.Stop()

	without, wrongName, otherAuthority := *identity, *identity, *identity
	without.Certificate, without.Key = nil, nil
	wrongName.ServerName = "temporal.district"
	_, foreign, err := mtls.Issue()
	if err != nil {
		t.Fatal(err)
	}
	otherAuthority.CA = foreign.CA
	for name, tt := range map[string]struct {
		identity *mtls.Identity
		ok       bool
	}{
		"as named": {identity, true}, "plain text": {nil, false}, "without a certificate": {&without, false},
		"another name": {&wrongName, false}, "another authority": {&otherAuthority, false},
	} {
		config, err := tt.identity.ClientConfig()
		if err != nil {
			t.Fatal(err)
		}
		at := Server{HostPort: l.Addr().String(), Namespace: "duban", TLS: config}
		if config != nil {
			at.APIKey = func(context.Context) (string, error) { return "key " + name, nil }
		}
		c, err := Dial(t.Context(), at, slog.New(slog.DiscardHandler))
		if err == nil {
			c.Close()
		}
		if (err == nil) != tt.ok || err != nil && models.AsError(err).Code != "temporal_unreachable" {
			t.Errorf("%s: %v", name, err)
		}
	}
	received.Lock()
	defer received.Unlock()
	if len(received.seen) == 0 || slices.ContainsFunc(received.seen,
		func(key string) bool { return key != "Bearer key as named" }) {
		t.Errorf("keys %q", received.seen)
	}
}

// A key that cannot be read any more is not left out: the call fails.
func TestUnreadableKeySendsNothing(t *testing.T) {
	at := Server{HostPort: "127.0.0.1:1", Namespace: "duban", APIKey: func(context.Context) (string, error) {
		return "",
			errors.New("no file")
	}}
	if c, err := Dial(t.Context(), at, slog.New(slog.DiscardHandler)); err == nil {
		c.Close()
		t.Error("connected")
	}
}
