package models

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// heldOn is an independent lookup: every role of the post in a capacity that covers the day, by comparing days as text.
func heldOn(roles []Role, post string, capacity Capacity, day Date) (people []string) {
	for _, r := range roles {
		begun := r.Since == 0 || r.Since.String() <= day.String()
		over := r.Until != 0 && r.Until.String() < day.String()
		if r.PostID == post && r.Capacity == capacity && begun && !over {
			people = append(people, r.PersonID)
		}
	}
	return people
}

func TestEachPostHasAtMostOneHolderOnEachDay(t *testing.T) {
	first := DateOf(2026, 1, 1)
	rapid.Check(t, func(t *rapid.T) {
		var holders []RoleHolder
		for range rapid.IntRange(1, 25).Draw(t, "changes") {
			r := Role{PersonID: fmt.Sprint("p", rapid.IntRange(0, 5).Draw(t, "person")), Role: RoleLeader,
				PostID:   rapid.SampledFrom([]string{"a", "b"}).Draw(t, "post"),
				Capacity: rapid.SampledFrom([]Capacity{CapacityNone, CapacityNone, CapacityActing, CapacityLiaison}).Draw(t, "as")}
			if rapid.Bool().Draw(t, "begins") {
				r.Since = first + Date(rapid.IntRange(0, 90).Draw(t, "since"))
			}
			if rapid.Bool().Draw(t, "ends") {
				r.Until = max(r.Since, first) + Date(rapid.IntRange(0, 40).Draw(t, "for"))
			}
			if r.Capacity == CapacityLiaison {
				r.Role = RoleListed
			}
			if CheckTenure(holders, r) != nil {
				continue
			}
			same := func(h RoleHolder) bool {
				return h.PersonID == r.PersonID && h.Role.Role == r.Role && h.PostID == r.PostID
			}
			holders = append(slices.DeleteFunc(holders, same), RoleHolder{Role: r})
		}
		roles := make([]Role, len(holders))
		for i, h := range holders {
			roles[i] = h.Role
		}
		for day := first - 1; day < first+140; day++ {
			for _, post := range []string{"a", "b"} {
				for capacity, ask := range map[Capacity]func([]Role, string, Date) (Role, bool){CapacityNone: HolderOn,
					CapacityActing: ActingOn} {
					want := heldOn(roles, post, capacity, day)
					if len(want) > 1 {
						t.Fatalf("%s on %s: %v (%s)", post, day, want, capacity)
					}
					got, found := ask(roles, post, day)
					if found != (len(want) == 1) || found && got.PersonID != want[0] {
						t.Fatalf("%s on %s: %+v %t, want %v", post, day, got, found, want)
					}
				}
				if got := len(LiaisonsOn(roles, post, day)); got != len(heldOn(roles, post, CapacityLiaison, day)) {
					t.Fatalf("%s on %s: %d liaisons", post, day, got)
				}
				since, vacant := VacantSince(roles, post, day)
				if vacant != (len(heldOn(roles, post, CapacityNone, day)) == 0) {
					t.Fatalf("%s on %s: vacant %t", post, day, vacant)
				}
				if vacant && since != 0 && (len(heldOn(roles, post, CapacityNone, since-1)) == 0 || since > day) {
					t.Fatalf("%s on %s: vacant since %s", post, day, since)
				}
			}
		}
	})
}

// The office's own entries give no rights, whatever the role beside them.
func TestNamedPeopleHaveNoRights(t *testing.T) {
	day := DateOf(2026, 11, 28)
	a := ActorOf(Person{ID: "a"}, []Role{
		{Role: RoleListed, PostID: "post", Capacity: CapacityLiaison},
		{Role: RoleListed, OrganisationID: "org", Capacity: CapacityHead},
		{Role: RoleLeader, PostID: "post", Capacity: CapacityLiaison},
	}, day)
	if len(a.Roles) != 0 || CanSeeAll(a) == nil || CanActAsLeader(a) == nil {
		t.Errorf("%+v", a)
	}
	acting := ActorOf(Person{ID: "a"}, []Role{{Role: RoleLeader, PostID: "post", Capacity: CapacityActing, Since: day,
		Until: day}}, day)
	if CanActAsLeader(acting) != nil {
		t.Error("who acts for the holder does not decide")
	}
	if over := ActorOf(Person{ID: "a"}, []Role{{Role: RoleLeader, PostID: "post", Capacity: CapacityActing,
		Until: day - 1}},
		day); CanActAsLeader(over) == nil {
		t.Error("still acts after the last day")
	}
	if err := CheckRoles([]Role{{Role: RoleSystemAdmin}, {Role: RoleListed, OrganisationID: "org"}}); err != nil {
		t.Errorf("an administrator may be named: %v", err)
	}
}

func TestContactsAreChecked(t *testing.T) {
	for _, c := range []struct {
		in, want Contact
		code     string
	}{
		{Contact{OfficePhone: "0533 - 2345678", Mobile: "138 0000 1234", Email: "a@b.cn"},
			Contact{OfficePhone: "0533-2345678", Mobile: "13800001234", Email: "a@b.cn"}, ""},
		{Contact{OfficePhone: "２３４５６７８"}, Contact{OfficePhone: "2345678"}, ""},
		{Contact{OfficePhone: "0533-2345678-801"}, Contact{OfficePhone: "0533-2345678-801"}, ""},
		{Contact{Mobile: "1380000123"}, Contact{}, "bad_mobile"},
		{Contact{OfficePhone: "办公室"}, Contact{}, "bad_phone"},
		{Contact{Email: "a@b.cn\r\nBcc: c@d.cn"}, Contact{}, "bad_email"},
		{Contact{Email: "甲 <a@b.cn>"}, Contact{}, "bad_email"},
	} {
		got, err := CheckContact(c.in)
		if e := AsError(err); c.code != "" && (e == nil || e.Code != c.code) || c.code == "" &&
			(err != nil || got != c.want) {
			t.Errorf("%+v: %+v, %v", c.in, got, err)
		}
	}
}
