package config

import (
	"testing"

	"duban/models"
)

// A half of the program names what it shares with the other half; what only the other half does is refused.
func TestPartsShareEverything(t *testing.T) {
	for name, tt := range map[string]struct {
		change  func(*Config)
		refused string
	}{
		"web":    {func(c *Config) { c.Part = models.PartWeb }, ""},
		"worker": {func(c *Config) { c.Part = models.PartWorker }, ""},
		"worker, whatever the address of pages": {func(c *Config) { c.Part, c.Listen = models.PartWorker, ":8080" },
			""},
		"web on every address":    {func(c *Config) { c.Part, c.Listen = models.PartWeb, ":8080" }, "对外开放"},
		"web without a database":  {func(c *Config) { c.Part, c.Database = models.PartWeb, "" }, "--database"},
		"web without Temporal":    {func(c *Config) { c.Part, c.Temporal = models.PartWeb, "" }, "--temporal"},
		"worker without a folder": {func(c *Config) { c.Part, c.Evidence = models.PartWorker, "" }, "--evidence"},
		"web with a backup": {func(c *Config) {
			c.Part, c.BackupDir, c.BackupAt, c.BackupKeep = models.PartWeb, "/mnt", "02:30", 14
		}, "在 duban worker 上给出"},
		"worker with a backup": {func(c *Config) {
			c.Part, c.BackupDir, c.BackupAt, c.BackupKeep = models.PartWorker, "/mnt", "02:30", 14
		}, ""},
		"worker with Temporal's pages": {func(c *Config) {
			c.Part, c.TemporalUI = models.PartWorker, "127.0.0.1:8233"
		}, "自带的界面"},
		"no part": {func(c *Config) { c.Part = "both" }, "serve、web、worker"},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := from(map[string]string{"DUBAN_DATABASE": "postgres://u:p@db/duban", "DUBAN_TEMPORAL": "t:7233",
				"DUBAN_EVIDENCE": "/share"})
			if err != nil {
				t.Fatal(err)
			}
			tt.change(&c)
			err = c.Validate()
			if tt.refused == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			refused(t, err, tt.refused)
		})
	}
}
