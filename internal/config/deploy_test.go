package config

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"duban/models"
)

var setting = regexp.MustCompile(`\b(DUBAN_[A-Z0-9_]+)(?:=|: *)(\S*)`)

// The settings of deploy are ones that the program accepts for the part they are for.
func TestDeployedSettingsAreAccepted(t *testing.T) {
	for part, files := range map[string][]string{
		models.PartWeb:    {"systemd/duban.env", "systemd/duban-web.service"},
		models.PartWorker: {"systemd/duban.env", "systemd/duban-worker.service"},
	} {
		environment := map[string]string{}
		for _, file := range files {
			for _, line := range strings.Split(deployed(t, file), "\n") {
				if found := setting.FindStringSubmatch(strings.TrimPrefix(line, "#")); found != nil &&
					!strings.HasPrefix(line, "# ") {
					environment[found[1]] = found[2]
				}
			}
		}
		c, err := from(environment)
		if err != nil {
			t.Fatalf("%s: %v", part, err)
		}
		c.Part = part
		if err := c.Validate(); err != nil {
			t.Errorf("%s: %v", part, err)
		}
		if c.Evidence == "" || part == models.PartWorker && c.BackupDir == "" {
			t.Errorf("%s: not all settings were read: %v", part, environment)
		}
	}
	compose := setting.FindAllStringSubmatch(deployed(t, "compose/compose.yaml")+deployed(t, "compose/Dockerfile"), -1)
	environment := map[string]string{}
	for _, found := range compose {
		environment[found[1]] = found[2]
	}
	if c, err := from(environment); err != nil || c.Temporal != "temporal:7233" || c.BackupDir == "" || c.Listen == "" {
		t.Errorf("compose: %v %+v", err, environment)
	}
	services := regexp.MustCompile(`(?m)^  ((?:web|worker)\d):`).FindAllString(deployed(t, "compose/compose.yaml"), -1)
	if want := []string{"  web1:", "  web2:", "  worker1:", "  worker2:", "  worker3:"}; !slices.Equal(services, want) {
		t.Errorf("compose has %q", services)
	}
}

func deployed(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../deploy", file))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
