package tracking_test

import (
	"testing"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

// closeByHand closes a month of the district's list whatever is missing.
func closeByHand(t *testing.T, h *env, month models.Month) {
	t.Helper()
	err := h.Store.Write(t.Context(), func(tx *store.Tx) error {
		p, err := tx.FindProgramme("")
		if err != nil {
			return err
		}
		all, err := figures.Load(tx, p, h.Calendar)
		if err != nil {
			return err
		}
		_, err = all.Close(tx, month, figures.Closing{Kind: models.ClosedMonth, By: models.System}, models.InstantOf(h.Now()))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func closings(s fixture, a models.Actor) error {
	_, err := s.Closings(s.t.Context(), a, "")
	return err
}

func closingPage(s fixture, a models.Actor) error {
	_, err := s.ClosingPage(s.t.Context(), a, "", models.ClosedMonth, models.MonthOf(2021, 2), 0)
	return err
}

func previewClosing(s fixture, a models.Actor) error {
	_, err := s.PreviewClosing(s.t.Context(), a, "", models.ClosedMonth, models.MonthOf(2021, 2))
	return err
}

func closeMonth(s fixture, a models.Actor) error {
	_, err := s.CloseMonth(s.t.Context(), a, "ask", "", tracking.CloseRequest{Kind: models.ClosedEstimate,
		Month: models.MonthOf(2021, 2)})
	return err
}

func reopenMonth(s fixture, a models.Actor) error {
	_, err := s.ReopenMonth(s.t.Context(), a, "ask", "", tracking.CloseRequest{Month: models.MonthOf(2021, 2),
		Reason: "数据有误"})
	return err
}

func yearEnd(s fixture, a models.Actor) error {
	_, err := s.YearEnd(s.t.Context(), a, "")
	return err
}

func findings(s fixture, a models.Actor) error {
	_, err := s.Findings(s.t.Context(), a, "")
	return err
}

func finding(s fixture, a models.Actor) error {
	_, err := s.Finding(s.t.Context(), a, "fnd-none")
	return err
}

func askFinding(s fixture, a models.Actor) error {
	return s.AskFinding(s.t.Context(), a, "ask", "fnd-none")
}

func explainFinding(s fixture, a models.Actor) error {
	return s.ExplainFinding(s.t.Context(), a, "explain", "fnd-none", models.Explanation{Text: "说明", Paper: "凭证"})
}

func openFindingPaper(s fixture, a models.Actor) error {
	_, err := s.OpenFindingPaper(s.t.Context(), a, "fnd-none")
	return err
}

func settleFinding(s fixture, a models.Actor) error {
	return s.SettleFinding(s.t.Context(), a, "settle", "fnd-none", models.FindingRight, "已核对")
}

func forecast(s fixture, a models.Actor) error {
	_, err := s.Forecast(s.t.Context(), a, "", "", 0)
	return err
}

func exportForecast(s fixture, a models.Actor) error {
	_, _, err := s.ExportForecast(s.t.Context(), a, "")
	return err
}

func exportYear(s fixture, a models.Actor) error {
	_, _, err := s.ExportYear(s.t.Context(), a, "")
	return err
}

// handOverYear asks for a year that is not over: who may ask learns that.
func handOverYear(s fixture, a models.Actor) error {
	_, err := s.HandOverYear(s.t.Context(), a, "ask", "", tracking.HandOver{})
	if models.AsError(err).Code == "year_not_ready" {
		return nil
	}
	return err
}
