package web

import (
	"net/http"
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// helpPage explains the terms, the ladder and the colours with the programme's settings, and the work of each role.
type helpPage struct {
	basePage
	Rules   tracking.Rulebook
	HowTos  []howToOf // the viewer's own roles first
	Words   []word
	Ladders []ladderTable
	Heads   []ruleHead // of the rule sets, in the order of Cases[i].Colours
	Cases   []colourCase
}

// howToOf is what a person with a role does, in a few lines.
type howToOf struct {
	Role  models.RoleName
	Own   bool
	Lines []string
}

// word is a term in the page's language.
type word struct{ Key, Word, Text string }

// ladderTable is a ladder of one kind of item.
type ladderTable struct {
	Title string
	Rows  []ladderRow
}

// ladderRow is one step of a ladder.
type ladderRow struct {
	Rung models.Rung
	Step string
	When string
	To   string
}

// ruleHead is a set of colour rules.
type ruleHead struct {
	Text  string
	InUse bool
}

// colourCase is an example with its colour by each set of rules.
type colourCase struct {
	tracking.ColourExample
	Colours []models.Colour
}

// showHelp shows the help.
func (h *handlers) showHelp(w http.ResponseWriter, r *http.Request) error {
	rules, err := h.t.Rulebook(r.Context(), actorOf(r), "")
	if err != nil {
		return err
	}
	l := languageOf(r)
	p := helpPage{basePage: h.base(w, r), Rules: rules, HowTos: howTosFor(l, actorOf(r))}
	for _, t := range glossary {
		p.Words = append(p.Words, word{t.key, t.word.in(l), t.text.in(l)})
	}
	p.Ladders = []ladderTable{
		{l.text("节点"), l.steps(rules.Milestone)}, {l.text("月报"), l.steps(rules.Report)},
		{l.text("投资进度"), l.levels(rules.Investment)},
		{l.text("审核"), l.steps(rules.Review)},
	}
	for _, rule := range rules.Colours {
		p.Heads = append(p.Heads, ruleHead{l.ruleOf(rule), rule.InUse})
	}
	for i, example := range rules.Colours[0].Examples {
		c := colourCase{ColourExample: example}
		for _, rule := range rules.Colours {
			c.Colours = append(c.Colours, rule.Examples[i].Colour)
		}
		p.Cases = append(p.Cases, c)
	}
	p.add([]string{"help.css"}, nil)
	h.write(w, r, http.StatusOK, "help", "page", p)
	return nil
}

func (l lang) ruleOf(r tracking.ColourRule) string {
	if r.Kind == "points" {
		return l.text("落后 %d 个百分点黄灯、超过 %d 个红灯", r.Yellow, r.Red)
	}
	return l.text("不足序时 %d%% 黄灯、%d%% 红灯", r.Yellow, r.Red)
}

func howTosFor(l lang, actor models.Actor) (all []howToOf) {
	for _, one := range howTos {
		as := howToOf{Role: one.role, Own: actor.Is(one.role)}
		for _, line := range one.lines {
			as.Lines = append(as.Lines, line.in(l))
		}
		all = append(all, as)
	}
	slices.SortStableFunc(all, func(a, b howToOf) int {
		switch {
		case a.Own == b.Own:
			return 0
		case a.Own:
			return -1
		}
		return 1
	})
	return all
}

// steps returns the rows of a ladder, the reminders as one row.
func (l lang) steps(steps []tracking.RuleStep) (rows []ladderRow) {
	reminder := ladderRow{Step: l.text("提醒")}
	var when []string
	for _, s := range steps {
		switch {
		case s.Rung == models.NoRung && s.Days == 0:
			when = append(when, l.text("当天"))
		case s.Rung == models.NoRung:
			when = append(when, l.text("到期前 %d 个工作日", -s.Days))
		default:
			rows = append(rows, ladderRow{s.Rung, l.text(phrase(s.Rung.Reached())), l.whenOf(s), l.several(s.To)})
			continue
		}
		reminder.To = l.several(s.To)
	}
	if len(when) == 0 {
		return rows
	}
	reminder.When = strings.Join(when, l.between())
	return append([]ladderRow{reminder}, rows...)
}

func (l lang) whenOf(s tracking.RuleStep) string {
	var ways []string
	if s.ByTime {
		ways = append(ways, l.text("逾期第 %d 个工作日", s.Days))
	}
	if s.RepeatOf != models.NoRung {
		ways = append(ways, l.text("连续 %d 次%s", s.Running, l.text(phrase(s.RepeatOf.Reached()))))
	}
	text := strings.Join(ways, l.text("，或"))
	if s.Controlling {
		text += l.text("；只限控制性节点")
	}
	return text
}

// levels returns the rows of the ladder for investment, from the lowest rung.
func (l lang) levels(levels []tracking.RuleLevel) (rows []ladderRow) {
	for _, level := range slices.Backward(levels) {
		when := l.text("不足序时进度的 %d%%", level.Below)
		if level.RepeatOf != models.NoRung {
			when += l.text("，且上一轮已%s", l.text(phrase(level.RepeatOf.Reached())))
		}
		rows = append(rows, ladderRow{level.Rung, l.text(phrase(level.Rung.Reached())), when, l.several(level.To)})
	}
	return rows
}

// between returns the separator of list items.
func (l lang) between() string {
	if l == english {
		return ", "
	}
	return "、"
}

func (l lang) several(names []string) string {
	words := make([]string, 0, len(names))
	for _, name := range names {
		words = append(words, l.word(name))
	}
	return strings.Join(words, l.between())
}
