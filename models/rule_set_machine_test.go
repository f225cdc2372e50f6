package models_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

// Whatever the office tries with a set of rules: a draft counts its edits and takes none that rests on another, what is
// adopted never changes and rests on a document, nothing with faults is adopted, and nothing is used before it is
// adopted and its day has come.
func TestNoSequenceOfActsBreaksARuleSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := models.DateOf(2021, 3, 1).At(10, 0)
		office := models.Actor{ID: "office", Name: "甲"}
		set, err := models.NewRuleSet("key", drawBook(t), 1, office, now)
		if err != nil {
			t.Fatal(err)
		}
		for i := range rapid.IntRange(1, 25).Draw(t, "acts") {
			now += models.Instant(rapid.IntRange(1, 5).Draw(t, "days")) * 24 * 3_600_000
			after, what := set, ""
			switch rapid.IntRange(0, 3).Draw(t, "act") {
			case 0, 1:
				book := drawBook(t)
				book.Name = set.Name
				if rapid.IntRange(0, 2).Draw(t, "faulty") == 0 {
					book.Ladder.ReviewDays = 0
				}
				revision := set.Revision - rapid.IntRange(0, 1).Draw(t, "stale")
				what = "edit"
				if after, err = set.Edited(book, revision, office, now); err == nil && revision != set.Revision {
					t.Fatalf("an edit of revision %d took the place of revision %d", revision, set.Revision)
				}
			case 2:
				on := models.Date(0)
				if rapid.IntRange(0, 3).Draw(t, "dated") > 0 {
					on = now.Date() + models.Date(rapid.IntRange(0, 9).Draw(t, "on"))
				}
				what = "adopt"
				after, err = set.Adopted(on, rapid.SampledFrom([]string{"", " ", "会议纪要"}).Draw(t, "ground"), office, now)
				if err == nil {
					checkAdopted(t, set, after, on)
				}
			case 3:
				what = "use"
				err = set.MayBeUsed(now.Date())
				if may := set.Status == models.RulesAdopted && now.Date() >= set.AdoptedOn; may != (err == nil) {
					t.Fatalf("used on %s: %v: %+v", now.Date(), err, set)
				}
				continue
			}
			switch {
			case err != nil:
				continue
			case set.Status == models.RulesAdopted:
				t.Fatalf("act %d: %s of an adopted set", i, what)
			case after.Revision != set.Revision+1 || after.ID != set.ID || after.Version != set.Version ||
				after.Name != set.Name:
				t.Fatalf("%s: %+v became %+v", what, set, after)
			}
			set = after
		}
	})
}

func checkAdopted(t *rapid.T, before, after models.RuleSet, on models.Date) {
	drafted, err := before.Book()
	if err != nil {
		t.Fatal(err)
	}
	adopted, err := after.Book()
	if err != nil {
		t.Fatal(err)
	}
	if len(drafted.Check()) > 0 || after.Ground == "" || on == 0 || after.AdoptedOn != on {
		t.Fatalf("adopted: %+v, with %v", after, drafted.Check())
	}
	drafted.Name = adopted.Name // that of the version
	if a, b := fmt.Sprint(drafted), fmt.Sprint(adopted); a != b {
		t.Fatalf("adopted as\n%s, drafted as\n%s", b, a)
	}
}
