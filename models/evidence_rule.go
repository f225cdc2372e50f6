package models

import (
	"slices"
	"strings"
)

// EvidenceRule is what is asked for with a milestone of one kind that is reported as done. A photograph or a paper is
// never asked for where the rule does not say so (国办函〔2026〕12号).
type EvidenceRule string

// The rules.
const (
	EvidenceNone     EvidenceRule = "none"     // not asked for
	EvidenceAsked    EvidenceRule = "asked"    // asked for on the form; nothing depends on it
	EvidenceWarned   EvidenceRule = "warned"   // without it the reviewer is asked once more
	EvidenceRequired EvidenceRule = "required" // without it the reviewer writes why it is accepted all the same
)

// EvidenceRules lists the rules from the mildest.
var EvidenceRules = []EvidenceRule{EvidenceNone, EvidenceAsked, EvidenceWarned, EvidenceRequired}

var evidenceRuleWords = map[EvidenceRule]string{
	EvidenceNone: "不要求", EvidenceAsked: "提示上传", EvidenceWarned: "审定时提醒", EvidenceRequired: "必须上传",
}

// Chinese returns the name of the rule.
func (r EvidenceRule) Chinese() string { return evidenceRuleWords[r] }

// EvidenceWord is the rule of the milestones whose name contains a word, as the office set it.
type EvidenceWord struct {
	Word string       `gorm:"primaryKey" json:"word"`
	Rule EvidenceRule `json:"rule"`
}

// DefaultEvidenceWords are the rules as they are delivered. A name is judged by the first word it contains: “竣工验收” by
// 竣工.
var DefaultEvidenceWords = []EvidenceWord{
	{"投产", EvidenceRequired}, {"投用", EvidenceRequired}, {"通车", EvidenceRequired}, {"交付", EvidenceRequired},
	{"竣工", EvidenceRequired}, {"验收", EvidenceRequired}, {"施工许可", EvidenceWarned}, {"开工", EvidenceWarned},
	{"纳统", EvidenceWarned}, {"封顶", EvidenceWarned}, {"批复", EvidenceAsked}, {"立项", EvidenceAsked},
	{"备案", EvidenceAsked}, {"许可", EvidenceAsked},
}

// EvidenceRuleOf returns the rule of a milestone by its name and the words the office set. A milestone that no word
// names is asked for nothing.
func EvidenceRuleOf(name string, set []EvidenceWord) EvidenceRule {
	for _, w := range EvidenceWords(set) {
		if strings.Contains(name, w.Word) {
			return w.Rule
		}
	}
	return EvidenceNone
}

// EvidenceWords returns the words with the rules that hold: those delivered, as the office changed them, and then the
// office's own.
func EvidenceWords(set []EvidenceWord) []EvidenceWord {
	out := slices.Clone(DefaultEvidenceWords)
	for _, own := range set {
		i := slices.IndexFunc(out, func(w EvidenceWord) bool { return w.Word == own.Word })
		if i < 0 {
			out = append(out, own)
		} else {
			out[i].Rule = own.Rule
		}
	}
	return out
}

// CheckEvidenceWord checks a word with its rule. Errors: KindInvalid.
func CheckEvidenceWord(w EvidenceWord) error {
	switch n := len([]rune(w.Word)); {
	case strings.TrimSpace(w.Word) != w.Word || n == 0 || n > 20:
		return Errorf(KindInvalid, "bad_word", "节点名称中的字样“%s”无效，应为 1–20 个字", w.Word)
	case !slices.Contains(EvidenceRules, w.Rule):
		return Errorf(KindInvalid, "bad_rule", "“%s”的要求“%s”无效，请从列表中选择", w.Word, Word(w.Rule))
	}
	return nil
}

// EvidenceDoubted is the code of the question about a milestone that is accepted without evidence.
const EvidenceDoubted = "evidence_missing"

// AcceptWithout checks whether a reviewer may accept a milestone that came without evidence: after a question where the
// rule warns, with a written reason as well where it requires it. Errors: KindInvalid.
func AcceptWithout(rule EvidenceRule, name string, attachments int, reason string, confirmed bool) error {
	switch {
	case attachments > 0 || rule == EvidenceNone || rule == EvidenceAsked:
		return nil
	case rule == EvidenceRequired && (strings.TrimSpace(reason) == "" || !confirmed):
		return Errorf(KindInvalid, EvidenceDoubted, "节点“%s”须附佐证材料，未上传。确需审定的，请写明理由并确认%s", name,
			CommandHint("（--reason、--confirm）"))
	case rule == EvidenceWarned && !confirmed:
		return Errorf(KindInvalid, EvidenceDoubted, "节点“%s”没有佐证材料，请核实后确认%s", name, CommandHint("（--confirm）"))
	}
	return nil
}
