package models

import (
	"cmp"
	"slices"
	"strings"
)

// FundEntry is what a person enters of a project's money from one source for one month.
type FundEntry struct {
	Source string `json:"source"` // its key or its name
	Month  Month  `json:"month"`
	FundAmounts
	ArrivedOn Date   `json:"arrived_on,omitzero"`
	Note      string `json:"note,omitempty"`
}

const mostFundNote = 500

// carriedFunds returns what stands at the end of a month, from the records of one source: each amount as it was stated
// last.
func carriedFunds(records []FundRecord, month Month) FundAmounts {
	var out FundAmounts
	for _, r := range sortedFunds(records) {
		if r.Month <= month {
			out = r.Over(out)
		}
	}
	return out
}

// sortedFunds returns records of one source by month.
func sortedFunds(records []FundRecord) []FundRecord {
	return slices.SortedStableFunc(slices.Values(records), func(a, b FundRecord) int {
		return cmp.Compare(a.Month,
			b.Month)
	})
}

// FundDoubts lists what has to be explained of a record: an amount that is more than the one it is taken from, or a
// cumulative amount that falls. others are the records of the same project and source for other months.
func FundDoubts(r FundRecord, others []FundRecord) []Message {
	var doubts []Message
	earlier := carriedFunds(others, r.Month-1)
	standing := r.Over(earlier)
	before := FundField("")
	for _, f := range FundFigures[:len(FundFigures)-1] {
		amount := *standing.Of(f)
		if amount == nil {
			continue
		}
		if before != "" {
			if most := *standing.Of(before); *amount > *most {
				doubts = append(doubts, Messagef("%s %s 万元超过%s %s 万元", WordOf(f), amount.Wan(), WordOf(before), most.Wan()))
			}
		}
		before = f
	}
	for _, f := range FundFigures {
		amount := *r.Of(f)
		if amount == nil {
			continue
		}
		if was := *earlier.Of(f); was != nil && *amount < *was {
			doubts = append(doubts, Messagef("%s累计 %s 万元少于以前月份的 %s 万元", WordOf(f), amount.Wan(), was.Wan()))
		}
		for _, later := range sortedFunds(others) {
			if then := *later.Of(f); later.Month > r.Month && then != nil {
				if *then < *amount {
					doubts = append(doubts, Messagef("%s累计 %s 万元多于 %s的 %s 万元", WordOf(f), amount.Wan(), later.Month, then.Wan()))
				}
				break
			}
		}
	}
	return doubts
}

// Check returns nil when a record may be kept. Errors: KindInvalid; "funds_unexplained" when what FundDoubts lists has
// no explanation.
func (r FundRecord) Check(others []FundRecord, today Date) error {
	stated := false
	for _, f := range FundFigures {
		amount := *r.Of(f)
		if amount == nil {
			continue
		}
		stated = true
		if *amount < 0 {
			return Errorf(KindInvalid, "negative_amount", "%s不能为负数，请更正", WordOf(f))
		}
	}
	switch {
	case r.Month == 0:
		return Errorf(KindInvalid, "month_missing", "请填写月份，如 2026-10")
	case r.Month > today.Month():
		return Errorf(KindInvalid, "month_ahead", "%s 尚未到来，请核对月份", r.Month)
	case !stated:
		return Errorf(KindInvalid, "nothing_stated", "请至少填写一项金额")
	case len([]rune(r.Note)) > mostFundNote:
		return Errorf(KindInvalid, "text_too_long", "%s内容过长，应在 %d 字以内", Word("说明"), mostFundNote)
	case InFuture(r.ArrivedOn, today) || r.ArrivedOn > r.Month.Last():
		return Errorf(KindInvalid, "date_future", "最近到位日期 %s 晚于 %s，请更正", r.ArrivedOn, min(today, r.Month.Last()))
	}
	if doubts := FundDoubts(r, others); len(doubts) > 0 && strings.TrimSpace(r.Note) == "" {
		return Errorf(KindInvalid, "funds_unexplained", "%s；请核对，情况属实的请在“说明”中写明原因", doubts[0])
	}
	return nil
}
