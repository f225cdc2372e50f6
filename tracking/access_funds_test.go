package tracking_test

import (
	"maps"

	"duban/models"
	"duban/tracking"
)

// The rows of the fund ledger: the office and leaders, and of their own projects owners and units.
func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"Funds":          {funds, [9]string{yes, yes, no, no, no, no, yes, no, no}},
		"ExportFunds":    {exportFunds, [9]string{yes, yes, no, no, no, no, yes, no, no}},
		"FundPage":       {fundPage, [9]string{yes, yes, yes, hidden, yes, hidden, yes, no, hidden}},
		"SetFund":        {setFund, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, hidden}},
		"FundSources":    {fundSources, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, no}},
		"SetFundSources": {setFundSources, [9]string{yes, yes, no, no, no, no, no, no, no}},
	})
	for name, ask := range map[string]func(s fixture, a models.Actor) error{
		"UploadFunds": uploadFunds, "FundImports": fundImports, "FundImport": fundImport, "AnswerFunds": answerFunds,
		"CommitFunds": commitFunds, "UndoFunds": undoFunds,
	} {
		access[name] = struct {
			ask  func(s fixture, a models.Actor) error
			want [9]string
		}{ask, [9]string{yes, yes, no, no, no, no, no, no, no}}
	}
	others["Funds"] = others["ExportForecast"]
	others["ExportFunds"] = others["ExportForecast"]
	others["FundPage"] = [5]string{yes, hidden, hidden, hidden, yes}
	maps.Copy(scopesOf, map[string][]models.Scope{"Funds": read, "ExportFunds": read, "FundPage": read,
		"SetFund": submitRead, "FundSources": read, "SetFundSources": plan, "UploadFunds": plan,
		"FundImports": plan, "FundImport": plan, "AnswerFunds": plan, "CommitFunds": plan, "UndoFunds": plan})
}

func fundEntry() models.FundEntry {
	amount := models.Money(100_000_000)
	return models.FundEntry{Source: "财政", Month: models.MonthOf(2021, 1),
		FundAmounts: models.FundAmounts{Approved: &amount}}
}

func funds(s fixture, a models.Actor) error {
	_, err := s.Funds(s.t.Context(), a, "", 0)
	return err
}

func exportFunds(s fixture, a models.Actor) error {
	_, _, err := s.ExportFunds(s.t.Context(), a, "", 0)
	return err
}

func fundPage(s fixture, a models.Actor) error {
	_, err := s.FundPage(s.t.Context(), a, s.own.Code)
	return err
}

func setFund(s fixture, a models.Actor) error {
	_, err := s.SetFund(s.t.Context(), a, "ask", s.own.Code, fundEntry())
	return err
}

func fundSources(s fixture, a models.Actor) error {
	_, err := s.FundSources(s.t.Context(), a)
	return err
}

func setFundSources(s fixture, a models.Actor) error {
	_, err := s.SetFundSources(s.t.Context(), a, "ask", []models.FundSource{{Name: "财政"}})
	return err
}

// fundBook is a table of the fund ledger with one line.
func fundBook(s fixture) []byte {
	return []byte("截至2021年1月资金台账,,,\n单位：万元,,,\n项目名称,资金来源,下达,到位\n" + s.own.Name + ",财政,100,80\n")
}

func uploadedFunds(s fixture, a models.Actor, key string) (tracking.FundImportView, error) {
	return s.UploadFunds(s.t.Context(), a, key, "", "资金台账.csv", 0, fundBook(s))
}

func uploadFunds(s fixture, a models.Actor) error {
	_, err := uploadedFunds(s, a, "ask")
	return err
}

func fundImports(s fixture, a models.Actor) error {
	_, err := s.FundImports(s.t.Context(), a, "")
	return err
}

// onFunds asks about a workbook that the operator uploaded.
func onFunds(s fixture, a models.Actor, do func(id string) error) error {
	if models.CanPlan(a) != nil {
		return do("funds-1")
	}
	view, err := uploadedFunds(s, models.Operator, "funds")
	if err != nil {
		return err
	}
	return do(view.ID)
}

func fundImport(s fixture, a models.Actor) error {
	return onFunds(s, a, func(id string) error {
		_, err := s.FundImport(s.t.Context(), a, id)
		return err
	})
}

func answerFunds(s fixture, a models.Actor) error {
	return onFunds(s, a, func(id string) error {
		_, err := s.AnswerFunds(s.t.Context(), a, "ask", id, map[string]string{"C4-note": "核对无误"})
		return err
	})
}

func commitFunds(s fixture, a models.Actor) error {
	return onFunds(s, a, func(id string) error {
		_, err := s.CommitFunds(s.t.Context(), a, "ask", id)
		return err
	})
}

func undoFunds(s fixture, a models.Actor) error {
	return onFunds(s, a, func(id string) error {
		if _, err := s.CommitFunds(s.t.Context(), a, "import", id); err != nil {
			return err
		}
		_, err := s.UndoFunds(s.t.Context(), a, "ask", id)
		return err
	})
}
