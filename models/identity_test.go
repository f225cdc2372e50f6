package models_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

func TestNameKey(t *testing.T) {
	same := [][]string{
		{"滨江新城（一期）", "滨江新城(一期)", " 滨江 新城（一期） ", "滨江新城\u3000(一期)", "滨江\u00a0新城（一期\n）", "滨江新城（\t一期)"},
		{"ABC产业园2号楼", "ＡＢＣ产业园２号楼", "abc 产业园 2号楼"},
		{"中医院", "中\u200b医院", "\ufeff中医院"},
	}
	seen := map[string]string{}
	for _, names := range same {
		for _, name := range names {
			if got, want := models.NameKey(name), models.NameKey(names[0]); got != want {
				t.Errorf("%q folds to %q, %q to %q", name, got, names[0], want)
			}
		}
		seen[models.NameKey(names[0])] = names[0]
	}
	for _, name := range []string{"滨江新城（二期）", "滨江新城（一标段）", "滨江新城", "ABC产业园3号楼", "ABC产业园", "中医院1号", "中医院一号"} {
		if other, taken := seen[models.NameKey(name)]; taken {
			t.Errorf("%q and %q fold to the same", name, other)
		}
		seen[models.NameKey(name)] = name
	}
}

func TestNameKeyFoldsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		once := models.NameKey(name)
		if second := models.NameKey(once); second != once {
			t.Fatalf("%q folds to %q, and that to %q", name, once, second)
		}
		if padded := models.NameKey(" \u3000" + name + "\t"); padded != once {
			t.Fatalf("%q with spaces folds to %q, without to %q", name, padded, once)
		}
		if strings.ContainsAny(once, " \t\n\u00a0\u3000") {
			t.Fatalf("%q still has a space", once)
		}
	})
}

var keyShape = regexp.MustCompile(`^ms-[0-9a-f]{20}$`)

func TestKeyDependsOnEachPart(t *testing.T) {
	parts := rapid.SliceOfN(rapid.StringN(0, 6, 12), 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		a, b := parts.Draw(t, "a"), parts.Draw(t, "b")
		ka, kb := models.Key("ms", a...), models.Key("ms", b...)
		if !keyShape.MatchString(ka) {
			t.Fatal(ka)
		}
		equal := len(a) == len(b)
		for i := 0; equal && i < len(a); i++ {
			equal = a[i] == b[i]
		}
		if equal != (ka == kb) {
			t.Fatalf("%q is %s, %q is %s", a, ka, b, kb)
		}
		// The same bytes split elsewhere are different parts.
		joined := strings.Join(a, "")
		if len(a) > 1 && models.Key("ms", joined) == ka {
			t.Fatalf("%q and %q have one key", a, joined)
		}
	})
}

// Row keys are stored in databases: a different computation would orphan every row.
func TestKeysAreStable(t *testing.T) {
	for got, want := range map[string]string{
		models.ProjectID(2021, "ZD-2021-001"):                        "2021-ZD-2021-001",
		models.OrganisationID("区住建局"):                                "org-e68934182433b607f5a4",
		models.PostID("分管副区长"):                                       "post-73bfcb2c1b11713d2b0f",
		models.MilestoneID("2021-ZD-2021-001", "主体封顶"):               "ms-5fe576a2e666e219852d",
		models.ReportID("2021-ZD-2021-001", models.MonthOf(2021, 6)): "rep-22be5c7fd7447e6dddaa",
		models.SubmissionID("k1"):                                    "sub-c9515aa74ac1bc335e3a",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if models.OrganisationID("区住建局") != models.OrganisationID(" 区 住建局") {
		t.Error("a space makes another organisation")
	}
}
