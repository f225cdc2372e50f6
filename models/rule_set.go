package models

import (
	"fmt"
	"strings"
)

// RuleSetStatus is how far a version of a rule set has come.
type RuleSetStatus string

// The states of a rule set: 草拟 and 已通过. An adopted one never changes.
const (
	RulesDrafted RuleSetStatus = "draft"
	RulesAdopted RuleSetStatus = "adopted"
)

// Chinese returns the name of the state.
func (s RuleSetStatus) Chinese() string {
	return map[RuleSetStatus]string{RulesDrafted: "草拟", RulesAdopted: "已通过"}[s]
}

// RuleSet is a version of a set of rules (规则) that the office edits, adopts and lets programmes go by.
type RuleSet struct {
	ID        string `gorm:"primaryKey"`
	Name      string
	NameKey   string
	Version   int // of that name, from 1
	Status    RuleSetStatus
	Content   string // JSON of RuleBook
	Revision  int    // raised by each edit
	Ground    string // document by which it was adopted
	AdoptedOn Date   // day from which programmes may go by it
	ByID      string // who changed it last
	ByName    string
	At        Instant
}

// ruleSetTitle names a version: "督办办法（第2版）".
func ruleSetTitle(name string, version int) string {
	return fmt.Sprintf("%s（第%d版）", name, version)
}

// Title names the version.
func (s RuleSet) Title() string { return ruleSetTitle(s.Name, s.Version) }

// Book returns what the rule set says.
func (s RuleSet) Book() (RuleBook, error) { return ReadRuleBook(s.Content) }

// NewRuleSet drafts a version of a rule set from a rule book; version is one more than the newest of its name.
func NewRuleSet(key string, book RuleBook, version int, by Actor, now Instant) (RuleSet, error) {
	s := RuleSet{ID: Key("rules", key), Version: version, Status: RulesDrafted}
	return s.filled(book, by, now)
}

// Edited returns the draft with other rules. Errors: KindConflict "adopted", "stale_version".
func (s RuleSet) Edited(book RuleBook, revision int, by Actor, now Instant) (RuleSet, error) {
	if err := s.draft(); err != nil {
		return s, err
	}
	if revision != s.Revision {
		return s, Errorf(KindConflict, "stale_version", "“%s”已被%s修改，请刷新后再改", s.Title(), s.ByName)
	}
	if NameKey(book.Name) != s.NameKey {
		return s, Errorf(KindInvalid, "rules_renamed", "名称不能改为“%s”；需要另一名称的，请另行起草", book.Name)
	}
	return s.filled(book, by, now)
}

func (s RuleSet) draft() error {
	if s.Status == RulesDrafted {
		return nil
	}
	return Errorf(KindConflict, "adopted", "“%s”已通过，不能再改；需要修改的，请据此起草新版本", s.Title())
}

func (s RuleSet) filled(book RuleBook, by Actor, now Instant) (RuleSet, error) {
	book.Name = strings.TrimSpace(book.Name)
	if book.Name == "" || len([]rune(book.Name)) > mostRuleName {
		return s, Errorf(KindInvalid, "bad_name", "名称应为 1–%d 个字，请填写", mostRuleName)
	}
	text, err := book.Text()
	if err != nil {
		return s, err
	}
	s.Name, s.NameKey, s.Content, s.Revision = book.Name, NameKey(book.Name), text, s.Revision+1
	s.ByID, s.ByName, s.At = by.ID, by.Name, now
	return s, nil
}

// Adopted returns the draft as an adopted version. Errors: KindConflict "adopted"; KindInvalid "ground_missing",
// "bad_date", "rules_faulty".
func (s RuleSet) Adopted(on Date, ground string, by Actor, now Instant) (RuleSet, error) {
	if err := s.draft(); err != nil {
		return s, err
	}
	if s.Ground = strings.TrimSpace(ground); s.Ground == "" {
		return s, Errorf(KindInvalid, "ground_missing", "请填写通过规则的依据（会议纪要或文件名称和文号）")
	}
	if on == 0 {
		return s, Errorf(KindInvalid, "bad_date", "请填写施行日期，如 2026-12-01")
	}
	book, err := s.Book()
	if err != nil {
		return s, err
	}
	if faults := book.Check(); len(faults) > 0 {
		return s, Errorf(KindInvalid, "rules_faulty", "“%s”有 %d 处不合规则，不能通过。%s：%s", s.Title(), len(faults),
			faults[0].Where, faults[0].What)
	}
	book.Name = s.Title()
	if s.Content, err = book.Text(); err != nil {
		return s, err
	}
	s.Status, s.AdoptedOn, s.Revision = RulesAdopted, on, s.Revision+1
	s.ByID, s.ByName, s.At = by.ID, by.Name, now
	return s, nil
}

// MayBeUsed returns nil when a programme may go by the rule set on a day. Errors: KindConflict "rules_draft",
// "rules_early".
func (s RuleSet) MayBeUsed(today Date) error {
	switch {
	case s.Status != RulesAdopted:
		return Errorf(KindConflict, "rules_draft", "“%s”尚未通过，不能换用；请先通过", s.Title())
	case today < s.AdoptedOn:
		return Errorf(KindConflict, "rules_early", "“%s”自%s起施行，届时再换用", s.Title(), s.AdoptedOn)
	}
	return nil
}
