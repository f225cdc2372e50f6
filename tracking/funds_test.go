package tracking_test

import (
	"bytes"
	"strings"
	"testing"

	"duban/importer/workbook"
	"duban/models"
	"duban/tracking"
)

// A workbook as a bureau writes it is imported after what is unclear was answered, slow payment is told wherever the
// money is shown to those who may see it, and undoing the import takes it away.
func TestAFundLedgerIsImportedTellsSlowPaymentAndIsUndone(t *testing.T) {
	s := newFixture(t)
	ctx := t.Context()
	s.until(models.DateOf(2021, 10, 20).At(15, 0))
	table := "政府投资项目资金拨付情况表（截至2021年1月底）,,,,,,\n单位：万元,,,,,,\n项目名称,资金类别,申报,下达,到位,支出,备注\n" +
		s.own.Name + ",地方政府专项债券,12000,10000,8000,1000,\n" + s.other.Name + ",上级补助,500,500,500,600,\n" +
		"合计,,12500,10500,8600,1600,\n"
	view, err := s.UploadFunds(ctx, office, "funds", "", "资金.csv", 0, []byte(table))
	if err != nil || view.Questions != 2 || view.MayImport || view.Month != models.MonthOf(2021, 1) {
		t.Fatalf("%+v %v", view.Plan.Findings, err)
	}
	if _, err := s.CommitFunds(ctx, office, "early", view.ID); code(err) != "funds_blocked" {
		t.Error("with open questions:", err)
	}
	answers := map[string]string{}
	for _, f := range view.Plan.Findings {
		if answers[f.Cell] = models.FundRows; f.Text {
			answers[f.Cell] = "含垫付资金"
		}
	}
	if view, err = s.AnswerFunds(ctx, office, "answers", view.ID, answers); err != nil || !view.MayImport ||
		view.New != 2 {
		t.Fatalf("%+v %v", view.Plan.Findings, err)
	}
	if view, err = s.CommitFunds(ctx, office, "commit", view.ID); err != nil || view.State != models.FundsImported {
		t.Fatal(view.FundImportLine, err)
	}
	if again, err := s.CommitFunds(ctx, office, "commit", view.ID); err != nil || again.State != models.FundsImported {
		t.Error("the same key again:", err)
	}
	owner := holding(models.RoleOwner, s.own.OwnerID)
	s.fundsTold(owner, true)
	amount := models.Money(70_000_000_00)
	entry := models.FundEntry{Source: "专项债", Month: models.MonthOf(2021, 9),
		FundAmounts: models.FundAmounts{Paid: &amount}}
	if _, err := s.SetFund(ctx, owner, "set", s.own.Code, entry); err != nil {
		t.Fatal(err)
	}
	s.fundsTold(owner, false)
	if view, err = s.UndoFunds(ctx, office, "undo", view.ID); err != nil || view.State != models.FundsUndone {
		t.Fatal(view.FundImportLine, err)
	}
	ledger, err := s.Funds(ctx, office, "", 0)
	if err != nil || len(ledger.Lines) != 1 || ledger.Total.Arrived != nil || *ledger.Total.Paid != amount {
		t.Errorf("%+v %v", ledger.FundLedger, err)
	}
}

// fundsTold checks that slow payment of own's bonds is told, or not, at the ledger, the pages of the project and the
// workbook.
func (s *fixture) fundsTold(owner models.Actor, told bool) {
	s.t.Helper()
	ctx := s.t.Context()
	ledger, err := s.Funds(ctx, office, "", 0)
	if err != nil || (ledger.SlowCount == 1) != told {
		s.t.Errorf("the ledger tells of %d: %v", ledger.SlowCount, err)
	}
	one, err := s.FundPage(ctx, owner, s.own.Code)
	if err != nil || one.Line.Slow() != told {
		s.t.Errorf("the project's money: %v %v", one.Line.Slow(), err)
	}
	page, err := s.ProjectPage(ctx, owner, s.own.Code)
	if err != nil || page.Funds == nil || page.Funds.Slow() != told {
		s.t.Errorf("the project's page: %+v %v", page.Funds, err)
	}
	if page.Rung != models.NoRung && told {
		for _, e := range page.Escalations {
			if strings.Contains(e.Milestone, "资金") {
				s.t.Error("slow payment is on a rung")
			}
		}
	}
	_, book, err := s.ExportFunds(ctx, office, "", 0)
	if err != nil || len(book) == 0 {
		s.t.Error(err)
	}
	reader := holding(models.RoleReadOnly, "")
	if page, err := s.ProjectPage(ctx, reader, s.own.Code); err != nil || page.Funds != nil {
		s.t.Errorf("a reader sees the money: %v", err)
	}
}

// An import is not undone when a record of it was changed since.
func TestAnImportOfFundsThatWasChangedIsNotUndone(t *testing.T) {
	s := newFixture(t)
	view, err := uploadedFunds(s, office, "funds")
	if err == nil {
		_, err = s.CommitFunds(t.Context(), office, "commit", view.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetFund(t.Context(), office, "set", s.own.Code, fundEntry()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndoFunds(t.Context(), office, "undo", view.ID); code(err) != "funds_changed_since" {
		t.Error(err)
	}
}

// What is exported and the form with what is on record are read back without a change; sources in use stay.
func TestWorkbooksOfFundsAreReadBack(t *testing.T) {
	s := newFixture(t)
	ctx := t.Context()
	view, err := uploadedFunds(s, office, "funds")
	if err == nil {
		_, err = s.CommitFunds(ctx, office, "commit", view.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	_, export, err := s.ExportFunds(ctx, office, "", models.MonthOf(2021, 1))
	if err != nil {
		t.Fatal(err)
	}
	_, form, err := s.Template(ctx, office, tracking.TemplateRequest{Kind: tracking.TemplateFunds,
		Month: models.MonthOf(2021, 1)})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"export": export, "form": form} {
		view, err := s.UploadFunds(ctx, office, name, "", name+".xlsx", 0, content)
		if err != nil || view.Same != 1 || view.New+view.Changed+view.Errors+view.Questions != 0 {
			t.Errorf("%s: %+v %v", name, view, err)
		}
	}
	var blank bytes.Buffer
	if err := workbook.WriteFundsForm(&blank, workbook.FundsForm{Month: models.MonthOf(2021, 1)}); err != nil {
		t.Error(err)
	}
	if _, err := s.SetFundSources(ctx, office, "sources", []models.FundSource{{Name: "专项债", Bond: true}}); code(err) !=
		"source_used" {
		t.Error(err)
	}
	list, err := s.SetFundSources(ctx, office, "more", []models.FundSource{{Name: "政策性金融工具"},
		{Key: "budget", Name: "区级财政"}})
	if err != nil || len(list) != 2 || list[0].Key == "" || list[1].Key != "budget" {
		t.Fatalf("%+v %v", list, err)
	}
	page, err := s.ProjectPage(ctx, office, s.own.Code)
	if err != nil || page.Funds == nil || page.Funds.Sources[0].Name != "区级财政" {
		t.Errorf("the project's page has not the new name: %+v %v", page.Funds, err)
	}
}
