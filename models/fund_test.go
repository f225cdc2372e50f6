package models

import (
	"testing"

	"pgregory.net/rapid"
)

func wanFund(n int64) *Money {
	m := Money(n) * WanYuan.Fen()
	return &m
}

func fundOf(month Month, applied, approved, arrived, paid int64) FundRecord {
	return FundRecord{ProjectID: "p", SourceKey: "budget", Month: month,
		FundAmounts: FundAmounts{Applied: wanFund(applied),
			Approved: wanFund(approved), Arrived: wanFund(arrived), Paid: wanFund(paid)}}
}

func TestAmountsThatHaveToBeExplained(t *testing.T) {
	march, today := MonthOf(2026, 3), DateOf(2026, 11, 28)
	earlier := []FundRecord{fundOf(march-1, 100, 90, 80, 50)}
	for name, tt := range map[string]struct {
		record FundRecord
		others []FundRecord
		code   string
	}{
		"in order":            {fundOf(march, 100, 90, 80, 60), earlier, ""},
		"paid of what came":   {fundOf(march, 100, 90, 80, 81), nil, "funds_unexplained"},
		"arrived of approved": {fundOf(march, 100, 90, 91, 60), nil, "funds_unexplained"},
		"approved of applied": {fundOf(march, 80, 90, 80, 60), nil, "funds_unexplained"},
		"less than before":    {fundOf(march, 100, 90, 80, 40), earlier, "funds_unexplained"},
		"more than afterwards": {fundOf(march, 100, 90, 80, 60), []FundRecord{fundOf(march+1, 100, 90, 80, 55)},
			"funds_unexplained"},
		"of the amount before": {FundRecord{Month: march, FundAmounts: FundAmounts{Paid: wanFund(85)}}, earlier,
			"funds_unexplained"},
		"a month to come": {fundOf(MonthOf(2026, 12), 100, 90, 80, 60), nil, "month_ahead"},
		"nothing":         {FundRecord{Month: march}, nil, "nothing_stated"},
		"negative":        {fundOf(march, 100, 90, 80, -1), nil, "negative_amount"},
	} {
		err := tt.record.Check(tt.others, today)
		if code := ""; err != nil && AsError(err).Code != tt.code || err == nil && code != tt.code {
			t.Errorf("%s: %v", name, err)
		}
		tt.record.Note = "项目调整"
		if tt.code == "funds_unexplained" {
			if err := tt.record.Check(tt.others, today); err != nil {
				t.Errorf("%s, explained: %v", name, err)
			}
		}
	}
}

// Payment is slow by what had arrived so many days ago; it says since when the oldest money lies.
func TestSlowPaymentByDaysAndRate(t *testing.T) {
	limit := FundLimit{Days: 90, Below: 60}
	jan := MonthOf(2026, 1)
	records := []FundRecord{fundOf(jan, 200, 200, 100, 0), fundOf(jan+4, 200, 200, 200, 55)}
	for _, tt := range []struct {
		day  Date
		slow bool
	}{
		{jan.Last() + 89, false}, {jan.Last() + 90, true}, {(jan + 4).Last() + 90, true},
	} {
		got := limit.slow(records, tt.day)
		if (got != nil) != tt.slow {
			t.Errorf("%s: %+v", tt.day, got)
		}
		if got != nil && got.Days != int(tt.day-jan.Last()) {
			t.Errorf("%s: %d days", tt.day, got.Days)
		}
	}
	if got := limit.slow([]FundRecord{fundOf(jan, 200, 200, 100, 60)}, jan.Last()+300); got != nil {
		t.Errorf("60 of 100 is not below 60 %%: %+v", got)
	}
	dated := records[:1:1]
	dated[0].ArrivedOn = jan.First()
	if limit.slow(dated, jan.First()+90) == nil {
		t.Error("the day of arrival counts where it is stated")
	}
}

func standing(a FundAmounts) []FundStanding { return []FundStanding{{FundAmounts: a}} }

func TestMoneyAheadOfTheWork(t *testing.T) {
	milestones := []Milestone{{Status: MilestoneDone, DoneOn: 1}, {Status: MilestoneOpen}, {Status: MilestoneDropped},
		{Status: MilestoneOpen}, {Status: MilestoneOpen}}
	amounts := fundOf(0, 100, 100, 90, 45).FundAmounts
	if s := fundWorkShare(standing(amounts), milestones, 20, 10); s.Ahead || s.Done != 1 || s.Milestones != 4 ||
		s.DoneShare != "25.00" {
		t.Errorf("20 points are allowed: %+v", s)
	}
	if s := fundWorkShare(standing(amounts), milestones, 19, 10); !s.Ahead || s.ByWork {
		t.Errorf("%+v", s)
	}
	amounts.Work = wanFund(40)
	if s := fundWorkShare(standing(amounts), milestones, 19, 10); s.Ahead || !s.ByWork || s.WorkShare != "40.00" {
		t.Errorf("the work in money counts where it is stated: %+v", s)
	}
}

// The sums of a ledger are those of its records, whatever they are.
func TestAFundLedgerAddsUp(t *testing.T) {
	sources := DefaultFundSources()
	rapid.Check(t, func(t *rapid.T) {
		var lines []FundLine
		var want Money
		for p := range rapid.IntRange(0, 4).Draw(t, "projects") {
			id := string(rune('a' + p))
			var records []FundRecord
			for _, s := range sources {
				if !rapid.Bool().Draw(t, "has") {
					continue
				}
				var last Money
				for m := range rapid.IntRange(1, 3).Draw(t, "months") {
					r := FundRecord{ProjectID: id, SourceKey: s.Key, Month: MonthOf(2026, m+1)}
					if m == 0 || rapid.Bool().Draw(t, "stated") {
						last += Money(rapid.Int64Range(0, 1e12).Draw(t, "paid"))
						paid := last
						r.Paid = &paid
					}
					records = append(records, r)
				}
				want += last
			}
			lines = append(lines, FundLineOf(Facts{Project: Project{ID: id}}, records, sources, DefaultFundRules,
				MonthOf(2026, 12), DateOf(2026, 12, 31)))
		}
		ledger := FundLedgerOf(lines, sources, 0)
		var total, bySource Money
		if ledger.Total.Paid != nil {
			total = *ledger.Total.Paid
		}
		for _, s := range ledger.Sources {
			bySource += *s.Paid
		}
		if total != want || bySource != want {
			t.Fatalf("total %d, by source %d, want %d", total, bySource, want)
		}
	})
}
