package tracking_test

import (
	"maps"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

// The scores of the fixture: of a quarter that is announced, with an objection of own's unit, and a draft.
var (
	fixtureQuarter   = models.MonthOf(2021, 3)
	announcedScore   = models.ScoreID(models.ProgrammeID(models.DistrictProgramme, 2021), fixtureQuarter, 1)
	draftedScore     = models.ScoreID(models.ProgrammeID(models.DistrictProgramme, 2021), fixtureQuarter+3, 1)
	waitingObjection = models.ScoreObjectionID("fixture")
)

func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"Scores":           {listScores, [9]string{yes, yes, no, no, yes, empty, yes, yes, no}},
		"Score":            {showScore, [9]string{yes, yes, no, no, yes, hidden, yes, yes, no}},
		"KeepScoreFormula": {keepScoreFormula, [9]string{no, yes, no, no, no, no, no, no, no}},
		"DraftScore":       {draftScore, [9]string{no, yes, no, no, no, no, no, no, no}},
		"SetScorePoints":   {setScorePoints, [9]string{no, yes, no, no, no, no, no, no, no}},
		"StepScore":        {stepScore, [9]string{no, yes, no, no, no, no, no, no, no}},
		"ObjectToScore":    {objectToScore, [9]string{no, yes, no, no, yes, hidden, no, no, no}},
		"DecideObjection":  {decideObjection, [9]string{no, yes, no, no, no, no, no, no, no}},
		"ScoreSheet":       {scoreSheet, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"ScoreWorkbook":    {scoreWorkbook, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	})
	reviewRead, objecting := []models.Scope{models.ScopeReview, models.ScopeRead}, submitRead
	maps.Copy(scopesOf, map[string][]models.Scope{"Scores": read, "Score": read, "ScoreSheet": read, "ScoreWorkbook": read,
		"KeepScoreFormula": reviewRead, "DraftScore": reviewRead, "SetScorePoints": reviewRead, "StepScore": reviewRead,
		"DecideObjection": reviewRead, "ObjectToScore": objecting})
}

// enterScores puts the scores on record by hand.
func (s *fixture) enterScores() {
	s.t.Helper()
	p := models.ProgrammeID(models.DistrictProgramme, s.own.Year)
	f := models.ScoreFormula{ID: models.ScoreFormulaID("fixture"), ProgrammeID: p, Version: 1, Document: "张重点办〔2021〕3号",
		IssuedOn: models.DateOf(2021, 2, 1), Title: "考核办法", Items: models.SuggestedScoreItems, ObjectionDays: 5}
	err := s.Store.Write(s.t.Context(), func(tx *store.Tx) error {
		if err := tx.InsertScoreFormula(f); err != nil {
			return err
		}
		for i, id := range []string{announcedScore, draftedScore} {
			row := models.Score{ID: id, ProgrammeID: p, Quarter: fixtureQuarter + models.Month(3*i), Version: 1,
				FormulaID: f.ID, ClosingVersion: 1, State: models.ScoreDrafted, Revision: 1}
			if i == 0 {
				row.State, row.ObjectUntil = models.ScoreAnnounced, s.clock.Date()+9
			}
			if err := tx.InsertScore(row); err != nil {
				return err
			}
			line := models.ScoreLine{ID: models.ScoreLineID(id, s.own.ResponsibleUnitID), ScoreID: id,
				UnitID: s.own.ResponsibleUnitID, Unit: s.organisation(s.own.ResponsibleUnitID), Position: 1, Projects: 1}
			for _, item := range f.Items {
				line.Parts = append(line.Parts, models.ScorePart{Name: item.Name, Kind: item.Kind, Most: item.Most,
					Least: item.Least})
			}
			if err := tx.SetScoreLines(id, []models.ScoreLine{line}); err != nil {
				return err
			}
		}
		return tx.InsertScoreObjection(models.ScoreObjection{ID: waitingObjection, ScoreID: announcedScore,
			UnitID: s.own.ResponsibleUnitID, Unit: "单位", Item: "按期开工", Ground: "理由", ByID: "clerk", ByName: "某",
			State: models.ObjectionWaiting})
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// listScores is empty for a unit that has no points.
func listScores(s fixture, a models.Actor) error {
	list, err := s.Scores(s.t.Context(), a, "")
	if err == nil && a.Is(models.RoleUnit) && (len(list.Scores) != 1 || len(list.Scores[0].Own) == 0) {
		return errEmpty
	}
	return err
}

func showScore(s fixture, a models.Actor) error {
	_, err := s.Score(s.t.Context(), a, announcedScore)
	return err
}

func keepScoreFormula(s fixture, a models.Actor) error {
	_, err := s.KeepScoreFormula(s.t.Context(), a, "ask", "", models.ScoreFormula{Document: "张重点办〔2021〕4号",
		IssuedOn: s.clock.Date(), Title: "考核办法", Items: models.SuggestedScoreItems, ObjectionDays: 3})
	return err
}

// draftScore closes the month first, if the actor may draft.
func draftScore(s fixture, a models.Actor) error {
	if models.CanScore(a) == nil && models.CanSeeScores(a) == nil {
		closeByHand(s.t, s.env, fixtureQuarter+3)
	}
	_, err := s.DraftScore(s.t.Context(), a, "ask", "", tracking.ScoreDraft{Quarter: fixtureQuarter + 3})
	return err
}

func setScorePoints(s fixture, a models.Actor) error {
	_, err := s.SetScorePoints(s.t.Context(), a, "ask", draftedScore, models.ScorePoints{Unit: s.own.ResponsibleUnitID,
		Item: "加减分", Points: models.FullPoint, Ground: "依据"})
	return err
}

func stepScore(s fixture, a models.Actor) error {
	_, err := s.StepScore(s.t.Context(), a, "ask", announcedScore, models.ScoreStep{Step: models.ScoreRecall,
		Reason: "核对"})
	return err
}

func objectToScore(s fixture, a models.Actor) error {
	e := models.ObjectionEntry{Unit: s.own.ResponsibleUnitID, Item: "投资进度", Ground: "理由"}
	if a.Is(models.RoleOffice) {
		e.Paper = "来函"
	}
	_, err := s.ObjectToScore(s.t.Context(), a, "ask", announcedScore, e)
	return err
}

func decideObjection(s fixture, a models.Actor) error {
	_, err := s.DecideObjection(s.t.Context(), a, "ask", announcedScore, waitingObjection, models.ObjectionDecision{
		Reason: "不符"})
	return err
}

func scoreSheet(s fixture, a models.Actor) error {
	_, err := s.ScoreSheet(s.t.Context(), a, announcedScore)
	return err
}

func scoreWorkbook(s fixture, a models.Actor) error {
	_, _, err := s.ScoreWorkbook(s.t.Context(), a, announcedScore)
	return err
}
