package models

import (
	"slices"
	"strings"
)

// FundSource is where money of projects comes from (资金来源).
type FundSource struct {
	Key      string `gorm:"primaryKey" json:"key"`
	Name     string `json:"name"`
	Bond     bool   `json:"bond"` // bonds have limits of their own for slow payment
	Position int    `json:"-"`
}

// FundField is a column of the fund ledger.
type FundField string

// The columns; the amounts are cumulative to the end of the month.
const (
	FundProject   FundField = "project"
	FundCode      FundField = "code"
	FundOf        FundField = "source"
	FundApplied   FundField = "applied"  // 申报
	FundApproved  FundField = "approved" // 批复(下达)
	FundArrived   FundField = "arrived"  // 到位
	FundPaid      FundField = "paid"     // 拨付(支出)
	FundRate      FundField = "rate"     // 支出率: computed, never stored
	FundWork      FundField = "work"     // 实物工作量, in money
	FundArrivedOn FundField = "arrived_on"
	FundNote      FundField = "note"
)

var fundFieldWords = map[FundField]string{FundProject: "项目名称", FundCode: "项目编码", FundOf: "资金来源", FundApplied: "申报",
	FundApproved: "批复（下达）", FundArrived: "到位", FundPaid: "拨付（支出）", FundRate: "支出率", FundWork: "实物工作量",
	FundArrivedOn: "最近到位日期", FundNote: "说明"}

// Chinese returns the usual head of the column.
func (f FundField) Chinese() string { return fundFieldWords[f] }

// FundFigures lists the amounts in their order: none of the first four is more than the one before it.
var FundFigures = []FundField{FundApplied, FundApproved, FundArrived, FundPaid, FundWork}

// FundAmounts are amounts of one source, cumulative to the end of a month, in fen; nil: not stated, which is not zero.
type FundAmounts struct {
	Applied  *Money `gorm:"column:applied_fen" json:"applied_fen"`
	Approved *Money `gorm:"column:approved_fen" json:"approved_fen"`
	Arrived  *Money `gorm:"column:arrived_fen" json:"arrived_fen"`
	Paid     *Money `gorm:"column:paid_fen" json:"paid_fen"`
	Work     *Money `gorm:"column:work_fen" json:"work_fen"`
}

// Of returns where the amount of a column is kept; nil for a column without amounts.
func (a *FundAmounts) Of(f FundField) **Money {
	switch f {
	case FundApplied:
		return &a.Applied
	case FundApproved:
		return &a.Approved
	case FundArrived:
		return &a.Arrived
	case FundPaid:
		return &a.Paid
	case FundWork:
		return &a.Work
	}
	return nil
}

// Over returns the amounts with those of earlier ones where none is stated.
func (a FundAmounts) Over(earlier FundAmounts) FundAmounts {
	for _, f := range FundFigures {
		if at := a.Of(f); *at == nil {
			*at = *earlier.Of(f)
		}
	}
	return a
}

// Plus adds amounts; the sum of none is none.
func (a FundAmounts) Plus(b FundAmounts) FundAmounts {
	for _, f := range FundFigures {
		if add, to := *b.Of(f), a.Of(f); add != nil {
			sum := *add
			if *to != nil {
				sum += **to
			}
			*to = &sum
		}
	}
	return a
}

// Equal reports whether the same amounts are stated.
func (a FundAmounts) Equal(b FundAmounts) bool {
	return !slices.ContainsFunc(FundFigures, func(f FundField) bool {
		x, y := *a.Of(f), *b.Of(f)
		return (x == nil) != (y == nil) || x != nil && *x != *y
	})
}

// Rate is the share of what arrived that was paid (支出率), in percent with two decimals; "" where nothing arrived.
func (a FundAmounts) Rate() string { return percentOf(a.Paid, a.Arrived) }

// percentOf is a share in percent with two decimals; "" where it is not known.
func percentOf(part, whole *Money) string {
	if part == nil || whole == nil || *whole <= 0 {
		return ""
	}
	return part.Share(100*100, int64(*whole)).In(Yuan) // 1 % is 100 hundredths, as 1 元 is 100 fen
}

// FundRecord is what is on record of a project's money from one source for one month.
type FundRecord struct {
	ProjectID string `gorm:"primaryKey"`
	SourceKey string `gorm:"primaryKey"`
	Month     Month  `gorm:"primaryKey"`
	FundAmounts
	ArrivedOn Date   // of the newest part that arrived; none: the month's last day
	Note      string // why amounts are as they are
	ByName    string
	At        Instant
}

// DefaultFundSources lists the sources that a ledger begins with.
func DefaultFundSources() []FundSource {
	return []FundSource{
		{Key: "special_bond", Name: "专项债", Bond: true}, {Key: "central_budget", Name: "中央预算内"},
		{Key: "long_bond", Name: "超长期特别国债", Bond: true}, {Key: "budget", Name: "财政"}, {Key: "bank", Name: "银行"},
		{Key: "own", Name: "自筹"},
	}
}

// FundSources returns the sources that hold: those the office set, else the default ones.
func FundSources(set []FundSource) []FundSource {
	if len(set) == 0 {
		return DefaultFundSources()
	}
	return set
}

// fundWords are the words by which workbooks name the default sources; a word counts where no earlier one stands.
var fundWords = []fundWord{
	{"专项债", "special_bond"}, {"中央预算", "central_budget"}, {"超长期", "long_bond"}, {"特别国债", "long_bond"},
	{"自筹", "own"}, {"自有", "own"}, {"业主投入", "own"}, {"银行", "bank"}, {"贷款", "bank"}, {"融资", "bank"},
	{"财政", "budget"}, {"预算资金", "budget"}, {"上级补助", "budget"},
}

// fundWord is a word that names a source.
type fundWord struct{ word, key string }

// FundSourceOf returns the source that a text names, by its name or the words that workbooks use for it; none where it
// names several.
func FundSourceOf(text string, sources []FundSource) (FundSource, bool) {
	key := NameKey(text)
	if key == "" {
		return FundSource{}, false
	}
	for _, s := range sources {
		if s.Key == text || NameKey(s.Name) == key {
			return s, true
		}
	}
	found := FundSource{}
	for _, w := range wordsOf(sources) {
		rest := strings.ReplaceAll(key, w.word, " ")
		switch {
		case rest == key:
			continue
		case w.key == "":
		case found.Key != "" && found.Key != w.key:
			return FundSource{}, false
		default:
			found = sources[slices.IndexFunc(sources, func(s FundSource) bool { return s.Key == w.key })]
		}
		key = rest
	}
	return found, found.Key != ""
}

// wordsOf lists the words by which sources are named: their names, the longest first, and those that workbooks use.
// The finance bureau names no source.
func wordsOf(sources []FundSource) []fundWord {
	words := []fundWord{{"财政局", ""}}
	for _, s := range sources {
		words = append(words, fundWord{NameKey(s.Name), s.Key})
	}
	slices.SortStableFunc(words[1:], func(a, b fundWord) int { return len(b.word) - len(a.word) })
	for _, w := range fundWords {
		if slices.ContainsFunc(sources, func(s FundSource) bool { return s.Key == w.key }) {
			words = append(words, w)
		}
	}
	return words
}
