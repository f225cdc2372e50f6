package models

// FundRules are the limits from which payment is called slow (资金支付提示). They inform: no rung, no card and no ground
// follows from them.
type FundRules struct {
	Payment FundLimit `json:"payment"` // of every source but bonds
	Bonds   FundLimit `json:"bonds"`
	// money is ahead of physical work when its share is so many percentage points above that of the work; 0: not judged
	Ahead int `json:"ahead_points,omitempty"`
}

// FundLimit calls payment slow when of the money that arrived the given days ago less than the percentage is paid.
type FundLimit struct {
	Days  int `json:"days"` // calendar days since it arrived; 0: not judged
	Below int `json:"below_percent"`
}

// DefaultFundRules are the limits that rule sets of the program begin with.
var DefaultFundRules = FundRules{Payment: FundLimit{Days: 180, Below: 50}, Bonds: FundLimit{Days: 180, Below: 50},
	Ahead: 20}

// Of returns the limit for a source.
func (r FundRules) Of(s FundSource) FundLimit {
	if s.Bond {
		return r.Bonds
	}
	return r.Payment
}

const (
	mostFundDays  = 1000
	mostFundAhead = 100
)

func (r FundRules) check(c *ruleFaults) {
	c.where = Messagef("资金提示")
	for _, l := range []FundLimit{r.Payment, r.Bonds} {
		switch {
		case l.Days < 0 || l.Days > mostFundDays:
			c.add(Messagef("到位后的天数应为 1–%d，不设的填 0", mostFundDays))
		case l.Days > 0 && (l.Below < 1 || l.Below > 100):
			c.add(Messagef("支出率界限应为 1–100%%，请更正"))
		}
	}
	if r.Ahead < 0 || r.Ahead > mostFundAhead {
		c.add(Messagef("资金超前实物量的百分点应为 1–%d，不设的填 0", mostFundAhead))
	}
}

// SlowFund says why payment of a source is called slow.
type SlowFund struct {
	Arrived Money     `json:"arrived_fen"` // that long ago or earlier
	Paid    Money     `json:"paid_fen"`    // of all that arrived
	Limit   FundLimit `json:"limit"`
	Days    int       `json:"days"` // since the oldest money that is not paid arrived
	Rate    string    `json:"rate_percent"`
}

// Sentence says it.
func (s SlowFund) Sentence() Message {
	return Messagef("到位满 %d 天的资金 %s 万元，已支出 %s 万元，支出率 %s%%，低于 %d%%", s.Limit.Days, s.Arrived.Wan(), s.Paid.Wan(),
		Word(s.Rate), s.Limit.Below)
}

// slow judges the payment of one source on a day, by its records up to then; nil: it is not slow.
func (l FundLimit) slow(records []FundRecord, day Date) *SlowFund {
	if l.Days == 0 {
		return nil
	}
	var paid, arrived Money
	for _, r := range records {
		if r.Paid != nil {
			paid = *r.Paid
		}
	}
	oldest := Date(0) // day on which the oldest money that is not paid arrived
	for _, r := range records {
		if r.Arrived == nil {
			continue
		}
		on := r.ArrivedOn
		if on == 0 {
			on = r.Month.Last()
		}
		if *r.Arrived > paid && oldest == 0 {
			oldest = on
		}
		if day-on >= Date(l.Days) {
			arrived = *r.Arrived
		}
	}
	if oldest == 0 || arrived <= 0 || paid*100 >= arrived*Money(l.Below) {
		return nil
	}
	return &SlowFund{Arrived: arrived, Paid: paid, Limit: l, Days: int(day - oldest), Rate: percentOf(&paid, &arrived)}
}
