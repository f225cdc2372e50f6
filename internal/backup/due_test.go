package backup_test

import (
	"testing"
	"time"

	"duban/internal/backup"
	"duban/models"
)

func TestDue(t *testing.T) {
	const clock = 2*time.Hour + 30*time.Minute
	day := models.DateOf(2026, 11, 28)
	at := func(d models.Date, hour, minute int) models.Instant { return d.At(hour, minute) }
	for name, tt := range map[string]struct {
		now   models.Instant
		state backup.State
		want  bool
	}{
		"never made":      {at(day, 9, 0), backup.State{}, true},
		"made last night": {at(day, 9, 0), backup.State{Tried: at(day, 2, 30), Good: at(day, 2, 30)}, false},
		"made yesterday, before tonight's": {at(day, 2, 29), backup.State{Tried: at(day-1, 2, 30), Good: at(day-1, 2, 30)},
			false},
		"made yesterday, tonight's time": {at(day, 2, 30), backup.State{Tried: at(day-1, 2, 30), Good: at(day-1, 2, 30)},
			true},
		"the machine was off at night": {at(day, 8, 0), backup.State{Tried: at(day-3, 2, 30), Good: at(day-3, 2, 30)},
			true},
		"failed half an hour ago": {at(day, 3, 0), backup.State{Tried: at(day, 2, 30), Good: at(day-1, 2, 30)},
			false},
		"failed an hour ago": {at(day, 3, 30), backup.State{Tried: at(day, 2, 30), Good: at(day-1, 2, 30)},
			true},
		"made by hand in the evening": {at(day, 9, 0), backup.State{Tried: at(day-1, 20, 0), Good: at(day-1, 20, 0)},
			true},
		"made by hand after the night's": {at(day, 9, 0), backup.State{Tried: at(day, 8, 0), Good: at(day, 8, 0)}, false},
		"noted while the clock was ahead": {at(day, 9, 0), backup.State{Tried: at(day+40, 2, 30), Good: at(day+40, 2, 30)},
			true},
		"tried while the clock was ahead": {at(day, 9, 0), backup.State{Tried: at(day+40, 2, 30), Good: at(day-1, 2, 30)},
			true},
	} {
		for _, zone := range []*time.Location{time.UTC, time.FixedZone("New York", -5*3600)} {
			if got := backup.Due(tt.now.Time().In(zone), clock, tt.state); got != tt.want {
				t.Errorf("%s: %v", name, got)
			}
		}
	}
}

func TestStateRemembersTheLastGoodBackupAndTheLastFailure(t *testing.T) {
	h := newFixture(t, "")
	h.put(t, 1)
	made := make1(t, h, backup.Options{Dir: t.TempDir()})
	state, err := backup.ReadState(h.source.Data)
	if err != nil || state.Good != made.Created || state.Path != made.Path || state.Error != "" {
		t.Errorf("%+v, %v", state, err)
	}
	_, err = backup.Make(t.Context(), h.source, backup.Options{Dir: t.TempDir(), Recipients: []string{"age1x"}})
	refused(t, err, "bad_recipient")
	state, err = backup.ReadState(h.source.Data)
	if err != nil || state.Good != made.Created || state.Error == "" || state.Tried < made.Created {
		t.Errorf("%+v, %v", state, err)
	}
	overwrite(t, h.source.Data+"/backup-state.json", func([]byte) []byte { return []byte("{") })
	if _, err := backup.ReadState(h.source.Data); err == nil {
		t.Error("a damaged note was read")
	}
	make1(t, h, backup.Options{Dir: t.TempDir()})
	if state, err := backup.ReadState(h.source.Data); err != nil || state.Good == 0 {
		t.Errorf("%+v, %v", state, err)
	}
}
