package tracking

import (
	"encoding/json"

	"duban/importer"
	"duban/importer/compare"
	"duban/models"
	"duban/store"
)

// ImportTotals are the totals of the list as they would stand after an import, on record, and as they last went to the
// city: a factor of ten thousand is seen at once.
type ImportTotals struct {
	After  ImportSums       `json:"after"`
	Before *ImportSums      `json:"before"` // null: there is no list yet
	Sent   *ImportSent      `json:"sent"`   // null: nothing went to the city yet
	Moved  []models.Message `json:"moved"`  // totals that move by ten times or more
	// a person must say that they are right (say "totals=right") before anything is imported
	Asked bool `json:"asked"`
}

// ImportSums are the totals of a list.
type ImportSums struct {
	Projects        int          `json:"projects"`
	TotalInvestment models.Money `json:"total_investment_fen"`
	AnnualPlan      models.Money `json:"annual_plan_fen"`
	Month           models.Month `json:"month,omitzero"`
	InMonth         models.Money `json:"month_fen"`
	YearToDate      models.Money `json:"year_to_date_fen"` // approved, or else reported
}

// ImportSent are the totals of the figures that last went to the city.
type ImportSent struct {
	ImportSums
	Kind models.ClosingKind `json:"kind"`
	At   models.Instant     `json:"at"`
}

func totalsOf(t *compare.Totals) *ImportTotals {
	if t == nil {
		return nil
	}
	out := &ImportTotals{After: ImportSums(t.After), Moved: append([]models.Message{}, t.Moved...), Asked: t.Asked}
	if t.Before != nil {
		out.Before = new(ImportSums(*t.Before))
	}
	if t.Sent != nil {
		out.Sent = &ImportSent{ImportSums(t.Sent.Sums), t.Sent.Kind, t.Sent.At}
	}
	return out
}

// totalsQuestion is the question whether totals that move by ten times or more are right.
func totalsQuestion(answer string) ImportQuestion {
	return ImportQuestion{Question: importer.Question{Kind: importer.AskChoice, ID: compare.SaidTotals, Answer: answer,
		Message: models.Messagef("导入后的合计与现有的相差十倍以上，金额单位对吗？"),
		Ways: []importer.Way{{Value: compare.TotalsRight, Message: models.Messagef("对：核对无误，照此导入")},
			{Value: "wrong", Message: models.Messagef("不对：先改正单位或表中的数")}}}}
}

// sentUpward returns the totals that last went to the city: of the newest upward report, or else of the newest export
// of a closed month; nil when there is none.
func sentUpward(tx *store.Tx, programme string) (*compare.Sent, error) {
	rows, err := tx.SentFiguresOf(programme, 0)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	closings, err := tx.ClosingsOf(programme)
	if err != nil {
		return nil, err
	}
	var last *compare.Sent
	upward := false
	for _, row := range rows { // the newest first
		if upward || !row.Amounts() || last != nil && row.Kind == models.ClosedMonth {
			continue
		}
		for _, c := range closings {
			if c.Kind != row.Kind || c.Month != row.Month || c.Version != row.Version {
				continue
			}
			var t models.Totals
			if err := json.Unmarshal([]byte(c.Totals), &t); err != nil {
				return nil, err
			}
			last = &compare.Sent{Sums: compare.Sums{Projects: t.Projects, TotalInvestment: t.TotalInvestment,
				AnnualPlan: t.Plan, Month: c.Month, InMonth: t.InMonth, YearToDate: t.Approved}, Kind: row.Kind, At: row.At}
			upward = row.Kind != models.ClosedMonth
		}
	}
	return last, nil
}
