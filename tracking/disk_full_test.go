package tracking_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store/storetest"
	"duban/tracking"
)

// reserved are the tables that a few small rows may still enter: who logs in and takes what out is on record, and one
// may log out.
var reserved = []string{"sessions", "accounts", "audit_events", "audit_seals", "audit_images", "sqlite_sequence",
	"sent_figures"}

// arranging are the use cases whose row in the access table stores something itself before it asks.
var arranging = []string{"Thumbnail", "OpenEvidence", "HangBoard", "TakeBoardDown", "ConfirmRequest",
	"RefuseRequest", "WithdrawRequest", "DraftScore"}

// notices asks what is told of a full disk.
func notices(s fixture, a models.Actor) error {
	s.full = errors.New("full")
	defer func() { s.full = nil }()
	if len(s.Notices(s.t.Context(), a)) == 0 {
		return models.Errorf(models.KindForbidden, "forbidden", "nothing is told")
	}
	return nil
}

// Without space on the disk every use case that stores something refuses at once, before anything is written or sent;
// everyone can still read. With space again the same key does it.
func TestWithoutRoomNothingIsStoredOrSent(t *testing.T) {
	played := newFixture(t)
	played.acceptTwo()
	played.enterChannel()
	full := models.Errorf(models.KindUnavailable, "disk_full", "磁盘空间不足，数据未提交")
	refused := 0
	for name, row := range access {
		t.Run(name, func(t *testing.T) {
			actor := office
			if row.want[0] == yes {
				actor = models.Operator
			}
			if row.want[0] != yes && row.want[1] != yes || slices.Contains(arranging, name) {
				return
			}
			s := played.copy(t)
			before, calls := storetest.Dump(t, s.Store), slices.Clone(s.runs.calls)
			s.full = full
			err := row.ask(s, actor)
			s.full = nil
			after := storetest.Dump(t, s.Store)
			for _, table := range reserved {
				delete(before, table)
				delete(after, table)
			}
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("rows changed:\n%s", diff)
			}
			if diff := cmp.Diff(calls, s.runs.calls); diff != "" {
				t.Errorf("something was sent:\n%s", diff)
			}
			if err == nil {
				return
			}
			refused++
			if e := models.AsError(err); e.Code != "disk_full" {
				t.Errorf("%v, want disk_full", err)
			}
			if err := row.ask(s, actor); err != nil {
				t.Errorf("with room again: %v", err)
			}
		})
	}
	if refused < 20 {
		t.Errorf("only %d use cases refused", refused)
	}
}

// Whoever can do something about a full disk is told; people log in and read meanwhile.
func TestAFullDiskIsTold(t *testing.T) {
	s := newFixture(t)
	s.full = models.Errorf(models.KindUnavailable, "disk_full", "磁盘空间不足（剩余 1 MB）")
	if _, err := s.LogIn(t.Context(), s.clerk.Login, s.clerk.Password, "10.0.0.1", ""); err != nil {
		t.Errorf("log in: %v", err)
	}
	_, err := s.Ready(t.Context())
	wantCode(t, err, models.KindUnavailable, "disk_full")
	d, err := s.Doctor(t.Context(), models.Operator)
	if err != nil || d.OK || !slices.ContainsFunc(d.Checks, func(c tracking.Check) bool {
		return slices.Contains(c.Found,
			"磁盘空间不足（剩余 1 MB）")
	}) {
		t.Errorf("doctor: %+v, %v", d, err)
	}
	s.full = nil
	if n := s.Notices(s.t.Context(), models.Operator); len(n) != 0 {
		t.Errorf("with room: %v", n)
	}
}
