package tracking_test

import (
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// What is asked of the access table about rankings and the board.

func ranking(s fixture, a models.Actor) error {
	_, err := s.Ranking(s.t.Context(), a, tracking.RankingFilter{})
	return err
}

func board(s fixture, a models.Actor) error {
	_, err := s.Board(s.t.Context(), a, "", 0)
	return err
}

func hangBoard(s fixture, a models.Actor) error {
	s.known(a)
	_, err := s.HangBoard(s.t.Context(), a, "ask", tracking.NewBoardLink{Label: "三楼指挥室", ExpiresOn: s.clock.Date()})
	return err
}

// known puts who may hang up a board among the people: a link belongs to one of them.
func (s fixture) known(a models.Actor) {
	if models.CanManageBoardLinks(a) == nil {
		if err := storetest.PutActors(s.t.Context(), s.Store, a); err != nil {
			s.t.Fatal(err)
		}
	}
}

func boardLinks(s fixture, a models.Actor) error {
	_, err := s.BoardLinks(s.t.Context(), a)
	return err
}

// takeBoardDown takes down what an office has hung up, where the asker could have.
func takeBoardDown(s fixture, a models.Actor) error {
	s.known(a)
	id := "0123456789abcdef"
	if models.CanManageBoardLinks(a) == nil {
		storetest.Write(s.t, s.Store, func(tx *store.Tx) error {
			return tx.InsertToken(models.Token{Hash: id + "rest", PersonID: a.ID, Label: "墙", Scopes: string(models.ScopeBoard),
				ExpiresAt: s.clock.Date().At(23, 0)})
		})
	}
	return s.TakeBoardDown(s.t.Context(), a, "ask", id)
}
