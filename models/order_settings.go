package models

import "strings"

// OrderSettings are a programme's rules for orders. Without an issuing body and a ground the office may send letters
// (提示函、催办函) only, and there are no cards (政府督查工作条例, 国令733号).
type OrderSettings struct {
	ProgrammeID string   `gorm:"primaryKey" json:"programme"`
	Issuer      string   `json:"issuer"`        // 发文机关
	Ground      string   `json:"ground"`        // 依据文号
	ReplyDays   int      `json:"reply_days"`    // working days for the answer to a letter or an instruction without a day
	PlanDays    int      `json:"plan_days"`     // working days for the plan that a 督办单 asks for
	ExplainDays int      `json:"explain_days"`  // working days for a 情况说明 before a card counts
	Feedback    int      `json:"feedback_days"` // days from one answer to the next; 0: once
	YellowBy    Audience `json:"yellow_by"`
	RedBy       Audience `json:"red_by"`
	TopBy       Audience `json:"top_by"`
	InProgram   Answer   `json:"sign_in_program"` // whether the signer may sign here; otherwise it is entered from paper
	ByID        string   `json:"-"`
	ByName      string   `json:"by,omitempty"`
	At          Instant  `json:"at,omitzero"`
}

// DefaultOrderSettings are those of a programme whose office entered none.
func DefaultOrderSettings(programmeID string) OrderSettings {
	return OrderSettings{ProgrammeID: programmeID, ReplyDays: 3, PlanDays: 5, ExplainDays: 2, YellowBy: ToOfficeHead,
		RedBy: ToDeputyInCharge, TopBy: ToDistrictHead, InProgram: No}
}

// Designated reports whether the office may draft a 督办单: it names the body that issues it, and the ground.
func (s OrderSettings) Designated() bool { return s.Issuer != "" && s.Ground != "" }

// Kind returns the kind of document that is drafted at a card's rung.
func (s OrderSettings) Kind() OrderKind {
	if s.Designated() {
		return OrderSupervision
	}
	return OrderPrompt
}

// SignedBy returns who signs an order of a kind at a rung. A letter is the office's own.
func (s OrderSettings) SignedBy(kind OrderKind, r Rung) Audience {
	switch {
	case kind != OrderSupervision:
		return ToOfficeHead
	case r == Top:
		return s.TopBy
	case r == Red:
		return s.RedBy
	}
	return s.YellowBy
}

// Days returns how many working days an order of a kind leaves for the answer.
func (s OrderSettings) Days(kind OrderKind) int {
	if kind == OrderSupervision {
		return s.PlanDays
	}
	return s.ReplyDays
}

// longest days that a setting may name.
const maxOrderDays = 60

// Check returns the KindInvalid error for settings that cannot be, with the texts trimmed.
func (s *OrderSettings) Check() error {
	s.Issuer, s.Ground = strings.TrimSpace(s.Issuer), strings.TrimSpace(s.Ground)
	if (s.Issuer == "") != (s.Ground == "") {
		return Errorf(KindInvalid, "ground_missing", "发文机关和依据文号须同时填写；都不填写的，只能制发提示函和催办函")
	}
	for _, n := range []int{s.ReplyDays, s.PlanDays, s.ExplainDays} {
		if n < 1 || n > maxOrderDays {
			return Errorf(KindInvalid, "bad_days", "时限应为 1–%d 个工作日，请更正", maxOrderDays)
		}
	}
	if s.Feedback < 0 || s.Feedback > maxOrderDays {
		return Errorf(KindInvalid, "bad_days", "反馈周期应为 0（一次）–%d 天，请更正", maxOrderDays)
	}
	for _, a := range []Audience{s.YellowBy, s.RedBy, s.TopBy} {
		if a != ToOfficeHead && a != ToDeputyInCharge && a != ToDistrictHead {
			return Errorf(KindInvalid, "bad_signer", "签发人应为办公室负责人、分管副区长或区长，请重新选择")
		}
	}
	if s.InProgram == NotSaid {
		s.InProgram = No
	}
	return nil
}

// OrderSettingsOf returns a programme's rules among those that were entered, or the default ones.
func OrderSettingsOf(programmeID string, entered []OrderSettings) OrderSettings {
	for _, s := range entered {
		if s.ProgrammeID == programmeID {
			return s
		}
	}
	return DefaultOrderSettings(programmeID)
}
