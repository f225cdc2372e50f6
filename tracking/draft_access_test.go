package tracking_test

import (
	"testing"

	"duban/models"
	"duban/tracking"
)

// What is asked of the access table about files that were brought and not committed, and about what would be sent.

// draftFile is a plan with the first n projects as a person chooses it.
func draftFile(t *testing.T, n int) []tracking.ImportFile {
	t.Helper()
	return []tracking.ImportFile{{Name: "年度计划.xlsx", Content: planBook(t, first(n))}}
}

// withFile puts the file of the fixture's draft where a copy of the program looks for it.
func (s fixture) withFile() fixture {
	if err := s.Evidence.KeepDraft(s.draft, draftFile(s.t, 4)[0].Content); err != nil {
		s.t.Fatal(err)
	}
	return s
}

func startDraft(s fixture, a models.Actor) error {
	_, err := s.StartDraft(s.t.Context(), a, "ask", draftFile(s.t, 5))
	return err
}

func correctDraft(s fixture, a models.Actor) error {
	return s.withFile().CorrectDraft(s.t.Context(), a, "ask", s.draft, "", tracking.ImportChoices{GoodRows: true})
}

func discardDraft(s fixture, a models.Actor) error {
	return s.DiscardDraft(s.t.Context(), a, "ask", s.draft)
}

func listDrafts(s fixture, a models.Actor) error {
	lines, err := s.Drafts(s.t.Context(), a)
	if err == nil && len(lines) == 0 {
		return errEmpty
	}
	return err
}

func showDraft(s fixture, a models.Actor) error {
	_, err := s.ShowDraft(s.t.Context(), a, s.draft)
	return err
}

func showDraftSheet(s fixture, a models.Actor) error {
	_, err := s.withFile().ShowDraftSheet(s.t.Context(), a, s.draft, 0, 0)
	return err
}

func draftErrors(s fixture, a models.Actor) error {
	_, _, err := s.withFile().DraftErrors(s.t.Context(), a, s.draft)
	return err
}

func outgoing(s fixture, a models.Actor) error {
	_, err := s.Outgoing(s.t.Context(), a, "", "")
	return err
}
