package models

import (
	"strings"
	"testing"
)

// Two batches of one source are added to each other, never to what an earlier import of the same file left.
func TestTheSameFileOfFundsAgainChangesNothing(t *testing.T) {
	month := MonthOf(2026, 10)
	known := KnownFunds{Projects: []Project{{ID: "p", Code: "A", Name: "甲", NameKey: NameKey("甲")}},
		Sources: DefaultFundSources(), Today: DateOf(2026, 11, 28)}
	form := FundForm{Rows: []FundRow{
		{Cell: "C3", Project: "甲", Source: "专项债", Month: month, FundAmounts: FundAmounts{Arrived: wanFund(8000)}},
		{Cell: "C4", Project: "甲", Source: "专项债", Month: month, ArrivedOn: month.First(), Note: "第二批",
			FundAmounts: FundAmounts{Arrived: wanFund(2000), Paid: wanFund(500)}}}}
	answers := map[string]string{"C4": FundAdd}
	for range 3 {
		plan := PlanFunds(form, known, answers)
		if plan.Blocker() != nil || len(plan.Changes) != 1 {
			t.Fatalf("%+v", plan)
		}
		c := plan.Changes[0]
		if *c.Record.Arrived != *wanFund(10000) || *c.Record.Paid != *wanFund(500) || c.Record.Note != "第二批" ||
			c.Record.ArrivedOn != month.First() || c.Same == c.New {
			t.Fatalf("arrived %s, paid %s, %s %s, new %v, same %v", c.Record.Arrived.Wan(), c.Record.Paid.Wan(),
				c.Record.ArrivedOn, c.Record.Note, c.New, c.Same)
		}
		known.Records = []FundRecord{c.Record}
	}
	form.Rows[1].Paid = nil // what no row states stays
	if c := PlanFunds(form, known, answers).Changes[0]; !c.Same || *c.After.Paid != *wanFund(500) {
		t.Errorf("%+v", c)
	}
	form.Rows[0].Note, form.Rows[1].Note = "", ""
	if c := PlanFunds(form, known, answers).Changes[0]; !c.Same || strings.Contains(c.Note, "；") {
		t.Errorf("the note is %s", c.Note)
	}
}

// A share is taken of the sources that state both amounts; the rate of a sum is blank where a source was paid without
// saying what arrived. A closed project has no money ahead.
func TestSharesOfFundsCompareTheSameSources(t *testing.T) {
	month := MonthOf(2026, 10)
	record := func(source string, approved, arrived, paid *Money) FundRecord {
		return FundRecord{ProjectID: "p", SourceKey: source, Month: month,
			FundAmounts: FundAmounts{Approved: approved, Arrived: arrived, Paid: paid}}
	}
	bond := record("special_bond", wanFund(10000), wanFund(5000), wanFund(3000))
	own := record("own", nil, nil, wanFund(9000))
	f := Facts{Project: Project{ID: "p"}, Milestones: []Milestone{{Status: MilestoneOpen}}}
	line := func(records ...FundRecord) FundLine {
		return FundLineOf(f, records, DefaultFundSources(), DefaultFundRules, month, month.Last())
	}
	both := line(bond, own)
	if both.Total.Rate != "" || both.Work.PaidShare != "30.00" || both.Sources[0].Rate != "60.00" {
		t.Errorf("%+v", both)
	}
	ledger := FundLedgerOf([]FundLine{both}, DefaultFundSources(), month)
	if ledger.Total.Rate != "" || ledger.Sources[0].Rate != "60.00" || ledger.Sources[1].Rate != "" {
		t.Errorf("%+v", ledger)
	}
	if one := line(bond); one.Total.Rate != "60.00" || !one.Work.Ahead {
		t.Errorf("%+v", one)
	}
	bond.Work, own.Approved = wanFund(2000), wanFund(9000)
	if w := line(bond, own).Work; w.PaidShare != "30.00" || w.WorkShare != "20.00" || w.Ahead {
		t.Errorf("work is compared with what the same sources paid: %+v", w)
	}
	bond.Work = nil
	if f.Project.Status = ProjectClosed; line(bond).Work.Ahead {
		t.Error("a closed project is ahead")
	}
}

// A text that names several sources is none of them: it is asked about.
func TestATextOfSeveralSourcesIsNone(t *testing.T) {
	for text, want := range map[string]string{
		"业主自筹（含银行贷款）": "", "专项债+自筹": "", "财政专项债券": "", "银行贷款": "bank", "地方政府专项债券": "special_bond",
		"中央预算资金": "central_budget", "中央预算内投资": "central_budget", "超长期特别国债": "long_bond", "自筹（自有资金）": "own",
		"上级补助": "budget", "区级财政资金": "budget", "财政局专项债资金台账": "special_bond", "财政局资金": "", "其他": "",
	} {
		if got, found := FundSourceOf(text, DefaultFundSources()); got.Key != want || found != (want != "") {
			t.Errorf("%s: %s", text, got.Key)
		}
	}
	set := append(DefaultFundSources(), FundSource{Key: "x", Name: "新增专项债"})
	if got, _ := FundSourceOf("新增专项债券", set); got.Key != "x" {
		t.Errorf("the longer name counts: %s", got.Key)
	}
}
