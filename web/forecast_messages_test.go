package web_test

import (
	"regexp"
	"slices"
	"testing"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// chances are words of probability, which no message has.
var chances = regexp.MustCompile(`概率|可能性|把握|置信|区间`)

// mayBeTold may be told what the year comes to.
var mayBeTold = []models.Audience{models.ToOffice, models.ToOfficeHead, models.ToSponsor, models.ToDeputyInCharge,
	models.ToDistrictHead}

// In a month of reminders, rungs, rounds and digests no message says anything of a forecast, of an amount that is
// needed or of what is to be verified to an owner, a unit or a reader, or out of the program; none says how likely
// something is.
func TestNoMessageSaysAForecast(t *testing.T) {
	d := copyOfHalfYear(t)
	for _, role := range models.RoleNames {
		d.session(role)
	}
	d.must(t, d.store.Read(t.Context(), func(tx *store.Tx) error {
		facts, err := tx.FactsOf("district-2021")
		for _, f := range facts {
			d.next[f.Project.ID] = f.Project.NextAt
		}
		return err
	}))
	for day := today.Date() + 1; day <= today.Date()+30; day += 3 {
		d.now = day.At(18, 0)
		d.must(t, d.advanceTo(d.now))
		_, err := d.service.BeginRounds(t.Context())
		d.must(t, err)
		for _, month := range []models.Month{models.MonthOf(2021, 6), models.MonthOf(2021, 7)} {
			_, err := d.activities().AdvanceRound(t.Context(), contract.AdvanceRound{ProgrammeID: "district-2021",
				Month: month, Now: d.now})
			d.must(t, err)
		}
		for more := true; more; {
			done, err := d.activities().DeliverOutbox(t.Context(), contract.Deliver{Now: d.now})
			d.must(t, err)
			more = done.Count > 0
		}
	}
	told, made, leaves := map[models.RoleName]int{}, 0, 0
	d.must(t, d.store.Read(t.Context(), func(tx *store.Tx) error {
		for _, role := range models.RoleNames {
			entries, err := tx.InboxOf("person-of-"+string(role), 10_000, 0)
			if err != nil {
				return err
			}
			told[role] = len(entries)
			for _, e := range entries {
				text := e.Title + "\n" + e.Body
				inside := role == models.RoleOffice || role == models.RoleLeader || role == models.RoleGovernment
				if found := forecastWords.FindString(text); found != "" && !inside {
					t.Errorf("%s is told %s: %s", role, found, text)
				}
				if found := chances.FindString(text); found != "" {
					t.Errorf("%s is told how likely something is, %s: %s", role, found, text)
				}
			}
		}
		facts, err := tx.FactsOf("district-2021")
		if err != nil {
			return err
		}
		for _, f := range facts {
			messages, err := tx.OutboxOf(f.Project.ID)
			if err != nil {
				return err
			}
			for _, m := range messages {
				made++
				found := forecastWords.FindString(m.Title + m.Body)
				if found != "" && !slices.Contains(mayBeTold, m.Audience) {
					t.Errorf("to %s: %s in %s", m.Audience, found, m.Body)
				}
			}
		}
		left, err := tx.DeliveriesSince(0, 10_000)
		for _, m := range left {
			leaves++
			if found := forecastWords.FindString(m.Title + m.Body); found != "" {
				t.Errorf("%s leaves the program: %s", found, m.Body)
			}
		}
		return err
	}))
	if made < 1000 || leaves == 0 {
		t.Errorf("%d messages, %d leave the program: too few are tried", made, leaves)
	}
	for _, role := range []models.RoleName{models.RoleOwner, models.RoleUnit, models.RoleLeader, models.RoleOffice} {
		if told[role] == 0 {
			t.Errorf("%s is told nothing: nothing is tried", role)
		}
	}
	t.Logf("%v, %d messages, %d leave the program", told, made, leaves)
}
