package models

import "strings"

// TargetKind tells which commitment an amount is.
type TargetKind string

// The kinds. The target is decided by the people's congress (年度目标); the adjusted plan is what the government works to
// after an adjustment in the year (调整后计划). Neither is the sum of the projects' plans.
const (
	TargetDecided  TargetKind = "decided"
	TargetAdjusted TargetKind = "adjusted"
)

// Chinese returns the name of the kind.
func (k TargetKind) Chinese() Word {
	if k == TargetAdjusted {
		return "调整后计划"
	}
	return "年度目标"
}

// TargetDecision is one decision on what a programme is held to. Decisions are added and never changed; the newest
// version of a kind is in force. Indicator.Target holds the amount of the decided one.
type TargetDecision struct {
	ProgrammeID string     `gorm:"primaryKey" json:"-"`
	Indicator   string     `gorm:"primaryKey" json:"indicator"`
	Kind        TargetKind `gorm:"primaryKey" json:"kind"`
	Version     int        `gorm:"primaryKey" json:"version"` // from 1
	Amount      int64      `json:"amount"`                    // in the indicator's unit; investment in fen
	DecidedOn   Date       `json:"decided_on"`
	Document    string     `json:"document"` // "": none is on record (依据未登记)
	Reason      string     `json:"reason"`
	ByID        string     `json:"-"`
	ByName      string     `json:"by"`
	At          Instant    `json:"at"` // when it was entered
}

// Grounded reports whether the decision's document is on record.
func (d TargetDecision) Grounded() bool { return d.Document != "" }

// Money returns the amount of an investment target.
func (d TargetDecision) Money() Money { return Money(d.Amount) }

// Ground names the document with its day, or says that none is on record.
func (d TargetDecision) Ground() Message {
	switch {
	case !d.Grounded():
		return Messagef("依据未登记")
	case d.DecidedOn == 0:
		return Messagef("依据%s", d.Document)
	}
	return Messagef("依据%s，%s", d.Document, d.DecidedOn)
}

// TargetEntry is a decision as a person enters it.
type TargetEntry struct {
	Kind      TargetKind `json:"kind,omitempty"` // "": TargetDecided
	Amount    Money      `json:"amount_fen"`
	DecidedOn Date       `json:"decided_on"`
	Document  string     `json:"document"`
	Reason    string     `json:"reason,omitempty"`
	Confirmed bool       `json:"confirmed,omitempty"` // the person was asked about the amount and confirms it
}

// Targets are the decisions in force for one indicator of a programme; nil: there is none of the kind.
type Targets struct {
	Decided  *TargetDecision `json:"decided"`
	Adjusted *TargetDecision `json:"adjusted"`
}

// TargetsOf finds the decisions in force among all of an indicator's.
func TargetsOf(all []TargetDecision, indicator string) (t Targets) {
	for i := range all {
		d := &all[i]
		if d.Indicator != indicator {
			continue
		}
		into := &t.Decided
		if d.Kind == TargetAdjusted {
			into = &t.Adjusted
		}
		if *into == nil || (*into).Version < d.Version {
			*into = d
		}
	}
	return t
}

// DecideTarget makes the next decision on a programme's investment. plans is the sum of the projects' plans. It needs
// an amount, a document and a day; a second decision like the first needs another document, and an adjusted plan needs
// a target. Errors: KindInvalid, KindConflict.
func DecideTarget(p Programme, all []TargetDecision, plans Money, e TargetEntry, by Actor, now Instant) (
	TargetDecision, error) {
	if e.Kind == "" {
		e.Kind = TargetDecided
	}
	d := TargetDecision{ProgrammeID: p.ID, Indicator: IndicatorInvestment, Kind: e.Kind, Version: 1,
		Amount: int64(e.Amount), DecidedOn: e.DecidedOn, Document: strings.TrimSpace(e.Document),
		Reason: strings.TrimSpace(e.Reason), ByID: by.ID, ByName: by.Name, At: now}
	switch {
	case e.Kind != TargetDecided && e.Kind != TargetAdjusted:
		return d, Errorf(KindInvalid, "bad_target_kind", "目标类别“%s”无效，应为 decided（年度目标）或 adjusted（调整后计划）", e.Kind)
	case e.Amount <= 0:
		return d, Errorf(KindInvalid, "amount_missing", "请填写%s的金额，应大于零", e.Kind.Chinese())
	case d.Document == "":
		return d, Errorf(KindInvalid, "document_missing", "%s应有依据：请填写文号", e.Kind.Chinese())
	case d.DecidedOn == 0:
		return d, Errorf(KindInvalid, "date_missing", "请填写%s的确定日期", e.Kind.Chinese())
	case d.DecidedOn > now.Date():
		return d, Errorf(KindInvalid, "date_future", "确定日期 %s 晚于今天（%s），请核对", d.DecidedOn, now.Date())
	case d.DecidedOn.Year() != p.Year && d.DecidedOn.Year() != p.Year-1:
		return d, Errorf(KindInvalid, "date_outside_year", "确定日期 %s 不在 %d 年或上一年，请核对", d.DecidedOn, p.Year)
	}
	t := TargetsOf(all, IndicatorInvestment)
	last := t.Decided
	if e.Kind == TargetAdjusted {
		if last = t.Adjusted; t.Decided == nil {
			return d, Errorf(KindConflict, "target_missing", "尚未登记年度目标，请先登记年度目标，再登记调整后计划")
		}
	}
	if last != nil {
		d.Version = last.Version + 1
	}
	if last != nil && last.Document == d.Document && (last.Amount != d.Amount || last.DecidedOn == d.DecidedOn) {
		return d, Errorf(KindConflict, "document_used", "文号“%s”已用于现行%s，变更应有新的文件，请核对文号", d.Document, e.Kind.Chinese())
	}
	_, err := MustConfirm(Amounts.OfTarget(t, e.Kind, plans, e.Amount), e.Confirmed)
	return d, err
}
