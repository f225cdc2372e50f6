package tracking_test

import (
	"slices"
	"strings"
	"testing"

	"duban/models"
)

// foundBy returns what one check of the doctor found.
func foundBy(t *testing.T, s fixture, name string) string {
	t.Helper()
	d, err := s.Doctor(t.Context(), models.Operator)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Checks {
		if c.Name == name {
			return strings.Join(c.Found, "\n")
		}
	}
	t.Fatalf("no check %q", name)
	return ""
}

// The doctor names an issued order whose process is gone.
func TestTheDoctorNamesAnOrderWithoutItsProcess(t *testing.T) {
	s := newFixture(t)
	page := s.instructedOn(s.clock.Date() + 3)
	s.runs.orders = slices.DeleteFunc(s.runs.orders, func(id string) bool { return id == page.ID })
	if got := foundBy(t, s, "督办单流程与记录一致"); !strings.Contains(got, page.ID) || !strings.Contains(got, "没有运行中的流程") {
		t.Errorf("found %q", got)
	}
}

// The doctor names a post that sponsors projects and that is neither held nor acted for.
func TestTheDoctorNamesAVacantPost(t *testing.T) {
	s := newFixture(t)
	if got := foundBy(t, s, "岗位任职"); !strings.Contains(got, "空缺且无代理人员") {
		t.Errorf("found %q", got)
	}
}
