package e2e

import (
	"testing"

	"duban/internal/testkit/enginetest"
	"duban/internal/testkit/pgtest"
)

// The program works with an external Temporal server and PostgreSQL.
func TestExternalTemporalAndPostgreSQL(t *testing.T) {
	dsn := pgtest.New(t)
	_, elsewhere := enginetest.New(t)
	h := newInstance(t)
	tls := enginetest.Files(t, elsewhere)
	h.env = append(h.env, "DUBAN_DATABASE="+dsn, "DUBAN_TEMPORAL="+elsewhere.HostPort(), "DUBAN_TEMPORAL_NAMESPACE="+
		elsewhere.Namespace(),
		"DUBAN_TEMPORAL_TLS_CA="+tls.CA, "DUBAN_TEMPORAL_TLS_CERT="+tls.Certificate, "DUBAN_TEMPORAL_TLS_KEY="+tls.Key,
		"DUBAN_TEMPORAL_TLS_SERVER_NAME="+tls.ServerName)
	h.start()
	for _, file := range []string{h.sample("plan", "2021"), h.sample("milestones", "2021"), h.sample("progress", "2021",
		"--month", "6")} {
		var in imported
		h.ask(&in, "import", file)
		if !in.Committed || in.Errors != 0 {
			t.Fatalf("%s: %+v", file, in)
		}
	}
	h.decideTarget()
	before := h.is48()
	h.kill()
	h.start()
	if after := h.is48(); after.Approved != before.Approved {
		t.Errorf("before %+v\nafter %+v", before, after)
	}
}
