package workbook_test

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"duban/importer/workbook"
	"duban/models"
)

// The rate of a sum is blank where one of its sources was paid without saying what arrived.
func TestTheRateOfFundsIsBlankWhereWhatArrivedIsNotStated(t *testing.T) {
	month := models.MonthOf(2026, 10)
	wan := func(n int64) *models.Money { return new(models.Money(n) * models.WanYuan.Fen()) }
	sources := models.DefaultFundSources()
	var lines []models.FundLine
	for code, own := range map[string]models.FundAmounts{"A": {Paid: wan(9000)},
		"B": {Arrived: wan(10000), Paid: wan(9000)}} {
		f := models.Facts{Project: models.Project{ID: code, Code: code, Name: code}}
		lines = append(lines, models.FundLineOf(f, []models.FundRecord{
			{ProjectID: code, SourceKey: "special_bond", Month: month,
				FundAmounts: models.FundAmounts{Arrived: wan(5000), Paid: wan(3000)}},
			{ProjectID: code, SourceKey: "own", Month: month, FundAmounts: own}}, sources, models.DefaultFundRules, month,
			month.Last()))
	}
	var b bytes.Buffer
	if err := workbook.WriteFunds(&b, workbook.Funds{Programme: "清单", AsOf: month.Last().At(9, 0),
		Ledger: models.FundLedgerOf(lines, sources, month)}); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for name, rowsOf := range map[string]int{"分项目": 3, "资金台账": 7} {
		rows, err := book.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		checked := 0
		for _, row := range rows[3:] {
			if row = append(row, "", ""); len(row) < 10 || row[7] == "" {
				continue
			}
			checked++
			blank := row[1] == "A" && (name == "分项目" || row[3] == "自筹") || row[1] == "" && row[0] != "专项债"
			if (row[8] == "") != blank {
				t.Errorf("%s: %q", name, row)
			}
		}
		if checked != rowsOf {
			t.Errorf("%s: %d rows were looked at", name, checked)
		}
	}
}
