package models

import (
	"cmp"
	"slices"
	"strings"
)

// LetterCommand makes a letter to a unit about items that the office chooses.
type LetterCommand struct {
	Kind  OrderKind `json:"kind"`         // OrderUrge (催办函) or OrderPrompt (提示函)
	Unit  string    `json:"unit"`         // row key or name of the responsible unit
	Items []string  `json:"items"`        // row keys of open rungs of its projects
	Due   Date      `json:"due,omitzero"` // 交办时限; 0: by the programme's rules
}

// Check returns the KindInvalid error for a letter that cannot be.
func (c LetterCommand) Check(today Date) error {
	switch {
	case c.Kind != OrderUrge && c.Kind != OrderPrompt:
		return Errorf(KindInvalid, "bad_letter", "由重点项目办直接拟写的为 urge（催办函）或 prompt（提示函），请重新选择")
	case strings.TrimSpace(c.Unit) == "":
		return Errorf(KindInvalid, "unit_missing", "请填写由哪个单位办理")
	case len(c.Items) == 0:
		return Errorf(KindInvalid, "items_missing", "请至少选择一项")
	case c.Due != 0 && c.Due <= today:
		return Errorf(KindInvalid, "due_past", "交办时限 %s 应晚于今天（%s）", c.Due, today)
	}
	return nil
}

// LetterItems returns the rungs of a project that a letter may be about: the highest open one of each matter, without
// reviews, which are the office's own, and without what trial running recorded. The highest come first.
func LetterItems(f Facts) []Escalation {
	var out []Escalation
	for _, e := range f.Escalations {
		if !e.Open() || e.Trial || e.Item == ItemReview {
			continue
		}
		same := func(other Escalation) bool { return other.Item == e.Item && other.Subject == e.Subject }
		if i := slices.IndexFunc(out, same); i < 0 {
			out = append(out, e)
		} else if e.Rung.Height() > out[i].Rung.Height() {
			out[i] = e
		}
	}
	slices.SortStableFunc(out, func(a, b Escalation) int {
		return cmp.Or(b.Rung.Height()-a.Rung.Height(), cmp.Compare(a.Due, b.Due))
	})
	return out
}

// Letter makes the draft of a letter that the office writes by hand. It names no round, so that no rung comes into it
// by itself, and gives no card.
func (r OrderRules) Letter(id, programme, unit string, c LetterCommand, items []OrderItem, s OrderSettings,
	now Instant) OrderFacts {
	f := OrderFacts{Settings: s, Items: items, Order: SupervisionOrder{ID: id, ProgrammeID: programme, Kind: c.Kind,
		State: OrderDrafted, UnitID: unit, Issuer: s.Issuer, Ground: s.Ground, Assisting: []string{}, Feedback: s.Feedback,
		Due: c.Due, DraftedAt: now, Version: 1, Told: true}}
	f.Redraft(now)
	return f
}

// ByHand reports whether the office wrote a letter by hand. It stays what it is when the rules for orders change.
func (o SupervisionOrder) ByHand() bool {
	return o.Kind == OrderUrge || o.Kind == OrderPrompt && o.Round == 0
}
