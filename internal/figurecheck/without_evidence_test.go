package figurecheck

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"duban/internal/cli"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// The command line, too, asks before it accepts a controlling milestone 投产 that came without evidence.
func checkWithoutEvidence(t *testing.T, c *scene) {
	t.Helper()
	i := slices.IndexFunc(c.facts(), func(f models.Facts) bool {
		return f.Project.Status == models.ProjectOpen && slices.ContainsFunc(f.Milestones, func(m models.Milestone) bool {
			return m.Name == "投产" && m.Controlling && m.Status == models.MilestoneOpen
		})
	})
	if i < 0 {
		t.Fatal("no project has an open milestone 投产")
	}
	f := c.facts()[i]
	c.runs.asking = models.Operator
	_, err := c.SubmitMilestone(t.Context(), models.Operator, "without evidence", f.Project.Code, 0,
		models.SubmitMilestoneCommand{Milestone: "投产", DoneOn: c.clock.Date(), Paper: "项目单位书面材料"})
	c.must(err)
	waits := func() (id string) {
		g := c.project(f.Project.Name)
		for _, s := range g.Waiting() {
			if s.Kind == models.SubmitMilestone && s.MilestoneID == models.MilestoneID(f.Project.ID, "投产") {
				id = s.ID
			}
		}
		return id
	}
	id := waits()
	const token = "dbn_token_of_the_office"
	sum := sha256.Sum256([]byte(token))
	storetest.Write(t, c.Store, func(tx *store.Tx) error {
		return tx.InsertToken(models.Token{Hash: hex.EncodeToString(sum[:]), PersonID: "reader", Scopes: "read review",
			CreatedAt: *c.clock, ExpiresAt: c.clock.Add(models.SessionLongest)})
	})
	server := httptest.NewServer(http.HandlerFunc(c.api.ServeHTTP))
	defer server.Close()
	t.Setenv("DUBAN_TOKEN", token)
	review := func(more ...string) (code int, said string) {
		var out, problems bytes.Buffer
		c.runs.asking = models.Actor{ID: "reader", Name: "王某", Roles: office.Roles}
		code = cli.Run(t.Context(), append([]string{"review", id, "--accept", "--server", server.URL}, more...), nil, &out,
			&problems, nil, nil, "")
		return code, out.String() + problems.String()
	}
	for _, more := range [][]string{nil, {"--confirm"}, {"--reason", "已到现场核实"}} {
		if code, said := review(more...); code == 0 || !strings.Contains(said, "须附佐证材料") || waits() != id {
			t.Errorf("%v: exit %d, %s", more, code, said)
		}
	}
	if code, said := review("--reason", "已到现场核实", "--confirm"); code != 0 || waits() != "" {
		t.Errorf("confirmed with a reason: exit %d, %s", code, said)
	}
}
