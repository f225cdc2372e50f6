package tracking_test

import (
	"strings"
	"testing"

	"duban/models"
)

func TestTheRoundIsPartedByUnit(t *testing.T) {
	s := newFixture(t)
	board, err := s.ChaseText(t.Context(), office, "", models.MonthOf(2021, 2))
	if err != nil {
		t.Fatal(err)
	}
	if board.Left != 5 || len(board.Lines) != 3 { // 26 February is a Friday; due on 5 March
		t.Errorf("%d days left, %d lines", board.Left, len(board.Lines))
	}
	id := s.handIn(t, "february", s.own, 100)
	if board, err = s.ChaseText(t.Context(), office, "", models.MonthOf(2021, 2)); err != nil {
		t.Fatal(err)
	}
	projects := 0
	for i, u := range board.Units {
		projects += u.Projects
		if i > 0 && u.Open > board.Units[i-1].Open {
			t.Errorf("%s with %d open stands behind one with fewer", u.Unit, u.Open)
		}
		for _, line := range u.Lines {
			if line.Unit != u.Unit {
				t.Errorf("%s stands under %s", line.Name, u.Unit)
			}
			waits := line.State == models.RoundWaiting
			if waits != (line.Code == s.own.Code) || waits != (line.Submission == id) || strings.Contains(u.Text,
				line.Code) == waits {
				t.Errorf("%+v, text %q", line, u.Text)
			}
		}
		for _, other := range board.Units {
			if other.Unit != u.Unit && strings.Contains(u.Text, other.Unit) {
				t.Errorf("the text for %s names %s", u.Unit, other.Unit)
			}
		}
	}
	if projects != board.Projects || board.Waiting != 1 {
		t.Errorf("%d of %d projects, %d wait", projects, board.Projects, board.Waiting)
	}
}
