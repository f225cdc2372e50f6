package figurecheck

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// cases are the figures and facts that an office found wrong, by the number of the list they were collected in, with
// the tests that hold the right value.
var cases = []struct {
	number int
	what   string
	tests  string
}{
	{1, "one approval of a later month", "TestCase1OneApprovalMovesNoHeadlineNoRankAndNoLine"},
	{2, "pages and workbook on one basis", "TestCase2And4ReportedStandsApartAndIsOfTheMonthItself " + everyDoor},
	{3, "a project that skips months", "TestCase3ASkippedMonthIsCarriedAndAddsUp"},
	{4, "reported against the schedule of its own month", "TestCase2And4ReportedStandsApartAndIsOfTheMonthItself"},
	{5, "one rule of rank", "TestCase5RanksFollowTheChosenRule " + everyDoor},
	{6, "red and black list", "TestCase6TheListsFollowTheStateShownBesideThem " + everyDoor},
	{7, "start rate", "TestCase7StartedNeverFalls " + everyDoor},
	{8, "days late of a paused milestone", "TestCase8APausedMilestoneIsLateByOneNumber"},
	{9, "a round with paused projects", "TestCase9OneCountOfARoundWithThePausedNamed"},
	{10, "outlook", "TestCase10OneOutlookEverywhere " + everyDoor},
	{11, "the leader's items", "TestCase11TheLeadersItemsAreThoseOfTheRecord"},
	{12, "a month approved wrong", "TestAnApprovedMonthIsCorrected TestLaterMonthsAreNeverChangedSilently"},
	{13, "a plan changed after its month", "TestCase13AChangedPlanLeavesAClosedMonth " + everyDoor},
	{14, "another date for an accepted milestone", "TestAWorkbookDoesNotOverrideAnAcceptedMilestone"},
	{15, "a completion date in the future", "TestADateInTheFutureIsRefused"},
	{16, "a total typed wrong", "TestATotalOnlyProposesTheTarget TestTheTargetIsADecisionWithADocument"},
	{17, "refused rows", "TestNothingRefusedIsInTheProposedTarget"},
	{18, "New Year's Day without a table", "TestCase18NoUrgingOnNewYearsDay"},
	{19, "a pause before the due date", "TestCase19PauseBeforeTheDueDate"},
	{20, "a milestone that two years plan", "TestAYearIsHandedOver"},
	{21, "sums in print", "TestRoundedSumsHaveANote"},
	{22, "a late report that is approved", everyDoor + " TestRoundShowsWhoHasNotReported"},
	{23, "done after it was due", "TestMilestonesOfTheMonthStandBeforeTheLateOnes"},
	{24, "codes after an undo", "TestCodesAreNotUsedAgainAfterAnUndo TestAWithdrawnCodeIsNotGivenAgain"},
	{25, "light and ladder", everyDoor},
	{26, "followed since November", "TestCase26MissedRoundsEnterOnce"},
	{27, "late entry at the top", "TestCase27LateEntryInformsLowerAudiences"},
	{28, "every changed field of a plan", "TestAPreviewNamesEveryChangedField TestEveryChangedFieldIsNamed"},
	{29, "history of a project", everyDoor},
	{30, "an amount in the wrong unit", "TestCase30AnAmountInTheWrongUnitIsAQuestion " +
		"TestThePreviewAsksAboutADoubtfulAmount"},
}

const everyDoor = "TestEveryDoorPrintsTheFiguresOfModels"

func TestEveryCaseHasATest(t *testing.T) {
	declared := map[string]bool{}
	test := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git"):
			return filepath.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		content, err := os.ReadFile(path)
		for _, m := range test.FindAllSubmatch(content, -1) {
			declared[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for _, c := range cases {
		seen[c.number] = true
		for _, name := range strings.Fields(c.tests) {
			if !declared[name] {
				t.Errorf("case %d, %s: there is no %s", c.number, c.what, name)
			}
		}
	}
	for n := 1; n <= 30; n++ {
		if !seen[n] {
			t.Errorf("case %d has no test", n)
		}
	}
}
