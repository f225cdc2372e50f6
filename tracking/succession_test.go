package tracking_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// person makes a person with an account.
func (h *env) person(login, name string, role tracking.RoleGrant) string {
	h.t.Helper()
	created, err := h.CreateAccount(h.t.Context(), models.Operator, "account "+login, tracking.NewAccount{Login: login,
		Name: name, RoleGrant: role})
	if err != nil {
		h.t.Fatal(err)
	}
	return created.ID
}

func (h *env) postOf(title string) tracking.PostPage {
	h.t.Helper()
	p, err := h.Post(h.t.Context(), models.Operator, title)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

func (h *env) roles() (all []models.Role) {
	storetest.Read(h.t, h.Store, func(tx *store.Tx) (err error) {
		all, err = tx.AllRoles()
		return err
	})
	return all
}

func (h *env) message(key string) models.OutboxMessage {
	h.t.Helper()
	var m models.OutboxMessage
	storetest.Read(h.t, h.Store, func(tx *store.Tx) (err error) {
		m, err = tx.OutboxMessage(key)
		return err
	})
	return m
}

// A change of leader dated in the future takes effect on its day: the old holder decides to the day before, the new one
// from the day on, the projects follow the post, and both are told on the day.
func TestAChangeOfLeaderIsOneAction(t *testing.T) {
	h := planned(t, 3)
	today := h.clock.Date()
	const title = "分管工业副区长"
	leader := tracking.RoleGrant{Role: models.RoleLeader, Post: title}
	old := h.person("old", "赵某", leader)
	next := h.person("next", "钱某", tracking.RoleGrant{Role: models.RoleReadOnly})
	day := today + 10
	change := tracking.NewSuccession{Post: title, To: "next", Day: day, Document: "张委〔2021〕7号"}
	if _, err := h.Succeed(t.Context(), models.Operator, "change", change); err != nil {
		t.Fatal(err)
	}
	again, err := h.Succeed(t.Context(), models.Operator, "change", change)
	if err != nil || !again.Done {
		t.Errorf("the same key: %+v, %v", again, err)
	}
	roles := h.roles()
	for d := day - 12; d < day+5; d++ {
		want := old
		if d >= day {
			want = next
		}
		if got, held := models.HolderOn(roles, models.PostID(title), d); !held || got.PersonID != want {
			t.Errorf("on %s: %+v", d, got)
		}
		for id, leads := range map[string]bool{old: d < day, next: d >= day} {
			storetest.Read(t, h.Store, func(tx *store.Tx) error {
				a, err := tx.Actor(id, d)
				if (models.CanActAsLeader(a) == nil) != leads {
					t.Errorf("%s on %s may decide: %t", id, d, !leads)
				}
				return err
			})
		}
	}
	p := h.postOf(title)
	if p.Holder.Name != "赵某" || p.Next == nil || p.Next.Name != "钱某" || p.Vacant || p.Projects == 0 ||
		len(p.History) != 2 || len(p.Changes) != 1 {
		t.Errorf("%+v", p)
	}
	s, err := h.Succession(t.Context(), models.Actor{ID: next}, p.Changes[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Items) != p.Projects || s.Items[0].Kind != "包保项目" || s.Of != title || !s.TakesPlace {
		t.Errorf("the handover list: %+v", s)
	}
	if _, err := h.Succession(t.Context(), models.Actor{ID: "stranger"}, s.ID); models.KindOf(err) != models.KindNotFound {
		t.Errorf("a stranger sees it: %v", err)
	}
	for _, who := range []string{"to", "from"} {
		m := h.message("succession/" + s.ID + "/" + who)
		if m.Kind != models.NoticeAssignment || m.NotBefore.Date() < day || m.PartyID != map[string]string{"to": next,
			"from": old}[who] || m.Path != "/successions/"+s.ID {
			t.Errorf("%s: %+v", who, m)
		}
	}
	*h.clock = day.At(10, 0)
	if p := h.postOf(title); p.Holder.Name != "钱某" || p.Next != nil {
		t.Errorf("on the day: %+v", p)
	}
}

func TestAVacantPostHasAnActingHolderAndALiaison(t *testing.T) {
	h := planned(t, 3)
	today := h.clock.Date()
	const title = "分管工业副区长"
	h.person("old", "赵某", tracking.RoleGrant{Role: models.RoleLeader, Post: title, Since: today - 400})
	acts := h.person("acts", "孙某", tracking.RoleGrant{Role: models.RoleReadOnly})
	do := func(key string, n tracking.NewSuccession) {
		t.Helper()
		if _, err := h.Succeed(t.Context(), models.Operator, key, n); err != nil {
			t.Fatal(err)
		}
	}
	do("vacate", tracking.NewSuccession{Post: title, From: "old", Day: today})
	if p := h.postOf(title); !p.Vacant || p.VacantSince != today || p.Holder != nil {
		t.Errorf("%+v", p)
	}
	do("acting", tracking.NewSuccession{Post: title, To: "acts", Day: today, Capacity: models.CapacityActing})
	if err := h.NamePerson(t.Context(), office, "liaison", tracking.NewListed{Name: "李联络", Post: title,
		Capacity: models.CapacityLiaison}); err != nil {
		t.Fatal(err)
	}
	p := h.postOf(title)
	if !p.Vacant || p.Acting == nil || p.Acting.PersonID != acts || len(p.Liaisons) != 1 || p.Liaisons[0].LogIn {
		t.Errorf("%+v", p)
	}
	storetest.Read(t, h.Store, func(tx *store.Tx) error {
		a, err := tx.Actor(acts, today)
		if models.CanActAsLeader(a) != nil {
			t.Error("who acts may not decide")
		}
		l, liaisonErr := tx.Actor(p.Liaisons[0].PersonID, today)
		if len(l.Roles) != 0 {
			t.Errorf("a liaison has rights: %+v", l.Roles)
		}
		return errors.Join(err, liaisonErr)
	})
	h.person("new", "周某", tracking.RoleGrant{Role: models.RoleReadOnly})
	*h.clock = (today + 30).At(9, 0)
	do("arrives", tracking.NewSuccession{Post: title, To: "new", Day: today + 30})
	p = h.postOf(title)
	if p.Vacant || p.Acting != nil || p.Holder.Name != "周某" {
		t.Errorf("who acted still acts: %+v", p)
	}
	do("confirmed in it", tracking.NewSuccession{Post: title, From: "new", To: "acts", Day: today + 30})
	if p = h.postOf(title); p.Holder == nil || p.Holder.Name != "孙某" {
		t.Errorf("%+v", p)
	}
	var names []string
	for _, seat := range p.History {
		names = append(names, seat.Name+string(seat.Capacity))
	}
	if !slices.Contains(names, "孙某acting") || !slices.Contains(names, "赵某") || !slices.Contains(names, "李联络liaison") {
		t.Errorf("history: %v", names)
	}
}

func TestAChangeOfThePersonIsRefused(t *testing.T) {
	h := planned(t, 3)
	today := h.clock.Date()
	const title = "分管工业副区长"
	h.person("old", "赵某", tracking.RoleGrant{Role: models.RoleLeader, Post: title})
	h.person("other", "钱某", tracking.RoleGrant{Role: models.RoleReadOnly})
	h.person("acts", "孙某", tracking.RoleGrant{Role: models.RoleLeader, Post: title, Capacity: models.CapacityActing})
	h.person("admin", "管", tracking.RoleGrant{Role: models.RoleSystemAdmin})
	for code, n := range map[string]tracking.NewSuccession{
		"same_person":       {Post: title, To: "old", Day: today},
		"successor_missing": {Post: "没有人的岗位", Day: today},
		"bad_day":           {Post: title, To: "other", Day: today - 63},
		"not_holder":        {Post: title, From: "other", To: "acts", Day: today},
		"post_acting":       {Post: title, To: "acts", Day: today + 3},
		"roles_apart":       {Post: title, To: "admin", Day: today},
		"bad_role":          {From: "admin", To: "other", Role: models.RoleSystemAdmin, Day: today},
		"no_person":         {Post: title, To: "nobody", Day: today},
	} {
		if _, err := h.Succeed(t.Context(), models.Operator, code, n); err == nil || models.AsError(err).Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	_, err := h.CreateAccount(t.Context(), models.Operator, "second", tracking.NewAccount{Login: "second", Name: "李",
		RoleGrant: tracking.RoleGrant{Role: models.RoleLeader, Post: title, Since: today + 30}})
	wantCode(t, err, models.KindConflict, "post_held")
}

// Two administrators change the person; until the second confirms, nothing has changed.
func TestAChangeOfThePersonWaitsForTheSecurityAdministrator(t *testing.T) {
	h := withThree(t)
	today := h.clock.Date()
	clerk := h.in("clerk", password).Actor
	if _, err := h.CreateAccount(t.Context(), h.system, "b", tracking.NewAccount{Login: "next", Name: "接任",
		RoleGrant: tracking.RoleGrant{Role: models.RoleReadOnly}}); err != nil {
		t.Fatal(err)
	}
	confirm := func(id string) tracking.ConfirmedRequest {
		t.Helper()
		done, err := h.ConfirmRequest(t.Context(), h.security, "confirm "+id, id, "")
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	waiting, err := h.AccountRequests(t.Context(), h.security, false)
	if err != nil || len(waiting) != 1 {
		t.Fatal(waiting, err)
	}
	next := confirm(waiting[0].ID)
	if err := h.NamePerson(t.Context(), models.Operator, "head", tracking.NewListed{Person: "clerk", Organisation: "区住建局",
		Capacity: models.CapacityContact}); models.AsError(err).Code != "bad_place" {
		t.Errorf("an organisation that does not exist: %v", err)
	}
	settled, err := h.Succeed(t.Context(), h.system, "hand over", tracking.NewSuccession{From: "clerk", To: "next",
		Day: today})
	if err != nil || settled.Done || settled.Request == "" {
		t.Fatal(settled, err)
	}
	if again := h.in("clerk", password).Actor; !again.Is(models.RoleOffice) {
		t.Error("took effect unconfirmed")
	}
	_, err = h.ConfirmRequest(t.Context(), h.system, "own", settled.Request, "")
	wantForbidden(t, err)
	confirm(settled.Request)
	storetest.Read(t, h.Store, func(tx *store.Tx) error {
		was, err := tx.Actor(clerk.ID, today)
		now, nextErr := tx.Actor(next.PersonID, today)
		if was.Is(models.RoleOffice) || !now.Is(models.RoleOffice) {
			t.Errorf("%+v %+v", was.Roles, now.Roles)
		}
		return errors.Join(err, nextErr)
	})
}

func TestThePhoneBookShowsNoOtherUnitsPhones(t *testing.T) {
	h := planned(t, 20)
	facts := h.facts(district)
	own := facts[0].Project
	var foreign models.Project
	for _, f := range facts {
		if f.Project.OwnerID != own.OwnerID && f.Project.ResponsibleUnitID != own.ResponsibleUnitID {
			foreign = f.Project
		}
	}
	if foreign.ID == "" {
		t.Fatal("no project of others")
	}
	names := map[string]string{}
	storetest.Read(t, h.Store, func(tx *store.Tx) error {
		all, err := tx.AllOrganisations()
		for _, o := range all {
			names[o.ID] = o.Name
		}
		return err
	})
	number := 13800000000
	put := func(name, organisation string, capacity models.Capacity) {
		t.Helper()
		key := name + organisation
		if err := h.NamePerson(t.Context(), models.Operator, key, tracking.NewListed{Name: name, Organisation: organisation,
			Capacity: capacity}); err != nil {
			t.Fatal(err)
		}
		all, err := h.PhoneBook(t.Context(), models.Operator, name)
		if err != nil || len(all.Lines) != 1 {
			t.Fatal(all, err)
		}
		number++
		if err := h.SetContact(t.Context(), models.Operator, key+" phone", models.Contact{PersonID: all.Lines[0].PersonID,
			OfficePhone: "0533-2345678", Mobile: strconv.Itoa(number), Email: "a@example.cn"}); err != nil {
			t.Fatal(err)
		}
	}
	put("甲业主", names[own.OwnerID], models.CapacityContact)
	put("乙部门", names[own.ResponsibleUnitID], models.CapacityHead)
	put("丙外人", names[foreign.OwnerID], models.CapacityContact)
	put("丁外人", names[foreign.ResponsibleUnitID], models.CapacityHead)
	sees := func(a models.Actor) (seen []string) {
		t.Helper()
		book, err := h.PhoneBook(t.Context(), a, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range book.Lines {
			if l.Mobile != "" {
				seen = append(seen, l.Name)
			}
		}
		slices.Sort(seen)
		return seen
	}
	for name, a := range map[string]models.Actor{"owner": holding(models.RoleOwner, own.OwnerID),
		"unit": holding(models.RoleUnit, own.ResponsibleUnitID)} {
		if got := sees(a); !slices.Equal(got, []string{"乙部门", "甲业主"}) {
			t.Errorf("%s sees %v", name, got)
		}
		book, err := h.PhoneBook(t.Context(), a, "bwr") // what another's name is typed as
		if err != nil || len(book.Lines) != 0 {
			t.Errorf("%s finds %+v", name, book.Lines)
		}
	}
	if got := sees(office); len(got) != 4 {
		t.Errorf("the office sees %v", got)
	}
	if found, err := h.PhoneBook(t.Context(), office, "jyz"); err != nil || len(found.Lines) != 1 {
		t.Errorf("by pinyin: %+v, %v", found, err)
	}
	text, err := json.Marshal(h.dump())
	if err != nil {
		t.Fatal(err)
	}
	for _, hidden := range []string{strconv.Itoa(number), "0533-2345678", "a@example.cn"} {
		if strings.Contains(string(text), hidden) {
			t.Errorf("%s is on record", hidden)
		}
	}
}
