package tracking_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

func TestTheBoardShowsEveryNodeAndTheFiguresOfTheOverview(t *testing.T) {
	h, _, _ := halfYear(t)
	b, err := h.Board(t.Context(), office, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	o, err := h.Overview(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	o.Status.Running = nil
	o.Status.Forecast = nil // the wall shows no estimate
	o.Status.Outlook, o.Status.YearOutlook = o.Status.Outlook.Public(), o.Status.YearOutlook.Public()
	if diff := cmp.Diff(o.Status, b.Status); diff != "" {
		t.Errorf("status of the overview (-) and the board (+):\n%s", diff)
	}
	if diff := cmp.Diff(o.Curve, b.Curve); diff != "" {
		t.Errorf("curve of the overview (-) and the board (+):\n%s", diff)
	}
	facts := h.facts(district)
	for i, f := range facts {
		done, late, all := 0, 0, 0
		for _, m := range f.Milestones {
			switch {
			case m.Status == models.MilestoneDropped, m.Status == models.MilestoneOpen && m.Due == 0:
				continue
			case m.Status == models.MilestoneDone:
				done++
			case m.Due < h.clock.Date():
				late++
			}
			all++
		}
		if p := b.Projects[i]; p.Code != f.Project.Code || p.Done != done || p.Late != late || len(p.Milestones) != all {
			t.Errorf("%s: %d done, %d late of %d; the ledger has %d, %d of %d", p.Code, p.Done, p.Late, len(p.Milestones), done,
				late, all)
		}
	}
	if len(b.Projects) != len(facts) {
		t.Errorf("%d strips for %d projects", len(b.Projects), len(facts))
	}
}

func TestALinkShowsTheBoardAndNothingElseUntilItsDay(t *testing.T) {
	h := planned(t, 3)
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		return tx.PutRole(models.Role{PersonID: office.ID, Role: models.RoleOffice})
	})
	link := tracking.NewBoardLink{Label: "三楼指挥室", ExpiresOn: h.clock.Date() + 30}
	hung, err := h.HangBoard(t.Context(), office, "hang", link)
	if err != nil {
		t.Fatal(err)
	}
	b, err := h.BoardByLink(t.Context(), hung.Token, "", 0)
	if err != nil || len(b.Projects) != 3 {
		t.Fatalf("%d projects, %v", len(b.Projects), err)
	}
	_, err = h.HangBoard(t.Context(), office, "hang", link)
	wantCode(t, err, models.KindConflict, "key_used")

	_, err = h.Authenticate(t.Context(), hung.Token)
	wantCode(t, err, models.KindForbidden, "bad_token")

	// A token for something else is no link.
	read, err := h.IssueToken(t.Context(), office, "read", tracking.NewToken{Label: "脚本",
		Scopes: []models.Scope{models.ScopeRead}})
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{read.Token, "wall_0", ""} {
		_, err = h.BoardByLink(t.Context(), secret, "", 0)
		wantCode(t, err, models.KindNotFound, "no_board_link")
	}

	*h.clock = (link.ExpiresOn).At(23, 59)
	if _, err := h.BoardByLink(t.Context(), hung.Token, "", 0); err != nil {
		t.Errorf("on its last day: %v", err)
	}
	*h.clock = (link.ExpiresOn + 1).At(0, 0)
	_, err = h.BoardByLink(t.Context(), hung.Token, "", 0)
	wantCode(t, err, models.KindNotFound, "no_board_link")
}

func TestALinkThatIsTakenDownIsOver(t *testing.T) {
	h := planned(t, 1)
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		return tx.PutRole(models.Role{PersonID: office.ID, Role: models.RoleOffice})
	})
	hung, err := h.HangBoard(t.Context(), office, "hang", tracking.NewBoardLink{Label: "大厅", ExpiresOn: h.clock.Date()})
	if err != nil {
		t.Fatal(err)
	}
	colleague := models.Actor{ID: "office-2", Name: "另一位", Roles: office.Roles}
	for range 2 { // a double tap
		if err := h.TakeBoardDown(t.Context(), colleague, "down", hung.ID); err != nil {
			t.Fatal(err)
		}
	}
	_, err = h.BoardByLink(t.Context(), hung.Token, "", 0)
	wantCode(t, err, models.KindNotFound, "no_board_link")
	links, err := h.BoardLinks(t.Context(), office)
	if err != nil || len(links) != 1 || links[0].Live || links[0].RevokedAt == 0 || links[0].Label != "大厅" ||
		links[0].ByName != office.Name {
		t.Errorf("%+v, %v", links, err)
	}
	wantCode(t, h.TakeBoardDown(t.Context(), office, "other", "nobody"), models.KindNotFound, "no_board_link")
}

func TestALinkNeedsAPlaceAndADayWithinAYear(t *testing.T) {
	h := planned(t, 1)
	today := h.clock.Date()
	for code, n := range map[string]tracking.NewBoardLink{
		"label_missing": {Label: " ", ExpiresOn: today}, "bad_expiry": {Label: "大厅"},
	} {
		_, err := h.HangBoard(t.Context(), office, "k", n)
		wantCode(t, err, models.KindInvalid, code)
	}
	for _, day := range []models.Date{today - 1, today + 367} {
		_, err := h.HangBoard(t.Context(), office, "k", tracking.NewBoardLink{Label: "大厅", ExpiresOn: day})
		wantCode(t, err, models.KindInvalid, "bad_expiry")
	}
}
