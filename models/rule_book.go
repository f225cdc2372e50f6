package models

import (
	"encoding/json"
	"slices"
	"strconv"
	"sync"
)

// RuleBook is a set of rules as data: the ladder, the lights, who signs what and how long a unit has to answer, and
// what is stricter for city-major projects, and among whom units are ranked. By what they are ranked is a setting of
// the programme, see RankRule.
type RuleBook struct {
	Name   string      `json:"name"`
	Ladder Ladder      `json:"ladder"`
	Lights ColourRules `json:"lights"`
	Cards  CardRules   `json:"cards"`
	Funds  FundRules   `json:"funds,omitzero"`  // when payment is called slow; for information only
	City   *CityRules  `json:"city,omitempty"`  // nil: city-major projects go by the same rules as the others
	Ranks  *RankGroups `json:"ranks,omitempty"` // nil: all units together, whatever their base
}

// CardRules say who signs a document by its rung, and the working days within which it is to be answered.
type CardRules struct {
	YellowBy    Audience `json:"yellow_by"`
	RedBy       Audience `json:"red_by"`
	TopBy       Audience `json:"top_by"`
	ReplyDays   int      `json:"reply_days"`    // to a letter
	PlanDays    int      `json:"plan_days"`     // with a plan, to a 督办单
	ExplainDays int      `json:"explain_days"`  // with a 情况说明 before a card counts
	Feedback    int      `json:"feedback_days"` // from one answer to the next; 0: once
}

// CityRules are stricter for the projects on a city's list. They need the document that says so.
type CityRules struct {
	Document string      `json:"document"`
	Ladder   Ladder      `json:"ladder"`
	Lights   ColourRules `json:"lights"`
}

// Text returns the rule book as it is stored, with its steps named and in order.
func (b RuleBook) Text() (string, error) {
	b.arrange()
	text, err := json.Marshal(b)
	return string(text), err
}

// ReadRuleBook reads a stored rule book, or one that a person wrote as JSON. Errors: KindInvalid "bad_rules".
func ReadRuleBook(text string) (RuleBook, error) {
	var b RuleBook
	if err := json.Unmarshal([]byte(text), &b); err != nil {
		return b, Errorf(KindInvalid, "bad_rules", "规则内容无法读取，请按 duban rules show 的格式填写").Because(err)
	}
	b.arrange()
	return b, nil
}

// booksRead keeps what was read of the texts of adopted rule books, which never change.
var booksRead sync.Map

// Book returns the rules that a programme goes by. The result is shared and not to be changed.
func (p Programme) Book() RuleBook {
	if p.Rules == "" {
		return namedBook(p.Ladder, p.Colours)
	}
	if b, ok := booksRead.Load(p.Rules); ok {
		return b.(RuleBook)
	}
	b, err := ReadRuleBook(p.Rules)
	if err != nil { // the doctor finds it; the program goes by the rules of new programmes
		b = namedBook(NewLadder, DefaultColours)
	}
	booksRead.Store(p.Rules, b)
	return b
}

// namedBook is made of rules that are part of the program.
func namedBook(ladder, colours string) RuleBook {
	b := RuleBook{Name: string(LadderName(ladder)), Ladder: LadderOf(ladder), Lights: ColourRuleSets[DefaultColours],
		Cards: DefaultOrderSettings("").cards(), Funds: DefaultFundRules}
	if rules, ok := ColourRuleSets[colours]; ok {
		b.Lights = rules
	}
	return b
}

// RulesName returns the name of the rules that a programme goes by.
func (p Programme) RulesName() Word {
	if p.Rules == "" {
		return LadderName(p.Ladder)
	}
	return Word(p.Book().Name)
}

func (s OrderSettings) cards() CardRules {
	return CardRules{YellowBy: s.YellowBy, RedBy: s.RedBy, TopBy: s.TopBy, ReplyDays: s.ReplyDays, PlanDays: s.PlanDays,
		ExplainDays: s.ExplainDays, Feedback: s.Feedback}
}

// By returns the settings with the signers and days of a rule set; issuing body and ground stay.
func (s OrderSettings) By(c CardRules) OrderSettings {
	s.YellowBy, s.RedBy, s.TopBy = c.YellowBy, c.RedBy, c.TopBy
	s.ReplyDays, s.PlanDays, s.ExplainDays, s.Feedback = c.ReplyDays, c.PlanDays, c.ExplainDays, c.Feedback
	return s
}

// arrange names the steps and puts them in order: reminders by their days, then rungs from the lowest; of the
// investment the highest rung first.
func (b *RuleBook) arrange() {
	b.Ladder.arrange()
	b.Lights.Name = ""
	if b.City != nil {
		city := *b.City
		city.Ladder.arrange()
		city.Lights.Name = ""
		b.City = &city
	}
}

func (l *Ladder) arrange() {
	l.Milestone, l.Report = arranged(l.Milestone, "T"), arranged(l.Report, "D")
	l.Review = arranged(l.Review, "R")
	l.Investment = slices.Clone(l.Investment)
	sortLevels(l.Investment)
}

// sortLevels puts the highest rung first, and of one rung the level by repetition last.
func sortLevels(levels []Level) {
	slices.SortStableFunc(levels, func(a, b Level) int {
		if a.Rung == b.Rung {
			return boolInt(a.RepeatOf != NoRung) - boolInt(b.RepeatOf != NoRung)
		}
		return b.Rung.Height() - a.Rung.Height()
	})
}

// arranged names steps by their rung, or by the letter of their item and their days.
func arranged(steps []Step, letter string) []Step {
	steps = slices.Clone(steps)
	for i := range steps {
		s := &steps[i]
		switch {
		case s.Rung != NoRung:
			s.Name = string(s.Rung)
		case s.Days == 0:
			s.Name = letter
		default:
			s.Name = letter + strconv.Itoa(s.Days)
		}
	}
	slices.SortStableFunc(steps, func(a, b Step) int {
		if a.Rung != b.Rung || a.Rung != NoRung {
			return a.Rung.Height() - b.Rung.Height()
		}
		return a.Days - b.Days
	})
	return steps
}
