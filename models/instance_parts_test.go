package models

import (
	"testing"
	"time"
)

func TestMissingParts(t *testing.T) {
	now := DateOf(2026, 6, 1).At(9, 0)
	live := func(id, part string) Instance { return Instance{ID: id, Part: part, SeenAt: now.Add(-time.Second)} }
	gone := func(id, part string) Instance { return Instance{ID: id, Part: part, SeenAt: now.Add(-InstanceTimeout)} }
	held := []Duty{{Name: DutyUpkeep, Holder: "w", Until: now.Add(time.Second)}}
	for name, tt := range map[string]struct {
		all    []Instance
		duties []Duty
		want   int
	}{
		"one process":               {[]Instance{live("s", PartServe)}, nil, 0},
		"none":                      {nil, nil, 0},
		"both halves":               {[]Instance{live("p", PartWeb), live("w", PartWorker)}, held, 0},
		"pages beside both in one":  {[]Instance{live("p", PartWeb), live("w", PartServe)}, held, 0},
		"pages alone":               {[]Instance{live("p", PartWeb), gone("w", PartWorker)}, held, 1},
		"workflows alone":           {[]Instance{gone("p", PartWeb), live("w", PartWorker)}, held, 1},
		"a duty of one that ended":  {[]Instance{live("p", PartWeb), live("x", PartWorker), gone("w", PartWorker)}, held, 1},
		"a duty that was not taken": {[]Instance{live("p", PartWeb), live("w", PartWorker)}, nil, 1},
	} {
		if got := MissingParts(tt.all, tt.duties, now); len(got) != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestPartNotices(t *testing.T) {
	now := DateOf(2026, 6, 1).At(9, 0)
	all := []Instance{
		{ID: "a", SeenAt: now, Version: "1"}, {ID: "b", SeenAt: now, Version: "1"}, {ID: "c", Version: "0"}, // c was stopped
	}
	if got := PartNotices(all, now); len(got) != 0 {
		t.Errorf("all is well: %v", got)
	}
	all[1].Version = "2"
	all = append(all, Instance{ID: "d", Host: "h4", SeenAt: now.Add(-InstanceTimeout)})
	if got := PartNotices(all, now); len(got) != 2 {
		t.Errorf("two versions and one that ended: %v", got)
	}
}
