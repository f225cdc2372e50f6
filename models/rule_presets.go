package models

import "slices"

// RulePreset is a rule set that is part of the program, from which the office drafts its own. What other places publish
// is taken without statistics as a ground and without interviews of enterprises.
type RulePreset struct {
	Key   string
	Name  string
	About string // what is particular about it, in Chinese
	Book  RuleBook
}

// yellowAgain is a red rung for investment that is yellow again after a yellow one the month before.
var yellowAgain = Level{Below: 80, Rung: Red, RepeatOf: Yellow, To: []Audience{ToDeputyInCharge, ToSponsor}}

// RulePresets lists the rule sets that are part of the program, the default one first.
var RulePresets = func() []RulePreset {
	const qianWan = 1000 * 10_000 * 100 // 1,000 万元 in fen
	ratio := ColourRuleSets["ratio-2021"]
	preset := func(key, name, about string, change func(*RuleBook)) RulePreset {
		b := namedBook(NewLadder, DefaultColours)
		b.Name, b.Lights, b.Ladder.SparesStatistics = name, ratio, true
		b.arrange()
		change(&b)
		b.arrange()
		return RulePreset{key, name, about, b}
	}
	return []RulePreset{
		preset("ratio", "序时比例", "不足序时进度的80%黄灯，不足60%红灯", func(*RuleBook) {}),
		preset("points", "百分点", "落后序时10个百分点起黄灯，超过30个红灯", func(b *RuleBook) { b.Lights = ColourRuleSets["points-2021"] }),
		preset("half", "减半", "低于序时进度黄灯，不足一半红灯", func(b *RuleBook) { b.Lights = ColourRuleSets["half-2021"] }),
		preset("yinchuan", "银川", "应开工当月未开工黄灯，连续三个月红灯；资金到位满90天、债券满60天支出率不足60%的提示，不作督办依据", func(b *RuleBook) {
			b.Lights.StartToRed = 3
			b.Funds = FundRules{Payment: FundLimit{Days: 90, Below: 60}, Bonds: FundLimit{Days: 60, Below: 60}, Ahead: 20}
		}),
		preset("sanya", "三亚", "只评年度计划1000万元以上的项目；连续两个月达到黄牌标准的约谈责任单位", func(b *RuleBook) {
			b.Lights.FromPlan = qianWan
			b.Ladder.Investment = append(b.Ladder.Investment, yellowAgain)
		}),
		preset("xinhuang", "新晃", "当月任务不足60%黄灯；累计不足序时80%催办，不足60%达到黄牌标准", func(b *RuleBook) {
			b.Lights = ColourRules{Kind: "ratio", Yellow: 60, OfMonth: true}
			b.Ladder.Investment = slices.DeleteFunc(b.Ladder.Investment,
				func(l Level) bool { return l.Rung.Height() > Yellow.Height() })
			for i := range b.Ladder.Investment {
				b.Ladder.Investment[i].Below = map[Rung]int{Urging: 80, Yellow: 60}[b.Ladder.Investment[i].Rung]
			}
		}),
		preset("haikou", "海口", "连续两个月黄灯转红灯，连续两个月达到黄牌标准的达到红牌标准", func(b *RuleBook) {
			b.Lights.YellowsToRed = 2
			b.Ladder.Investment = append(b.Ladder.Investment, yellowAgain)
		}),
	}
}()

// RulesByName returns a rule set that is part of the program by its key: a preset, or a ladder with the default lights.
func RulesByName(key string) (RuleBook, bool) {
	for _, p := range RulePresets {
		if p.Key == key {
			return p.Book, true
		}
	}
	if _, known := Ladders[key]; known {
		return namedBook(key, DefaultColours), true
	}
	return RuleBook{}, false
}

// complete sets what every edited ladder has to have.
func (l *Ladder) complete() {
	l.SparesStatistics, l.Shifts, l.LateToAll, l.CatchUp = true, true, true, true
	for i := range l.Milestone {
		l.Milestone[i].Controlling = l.Milestone[i].Rung.Height() > Yellow.Height()
	}
}

// Editable returns a rule book as a draft begins with it: under a name, and with what every edited set has to have.
func (b RuleBook) Editable(name string) RuleBook {
	b.Name = name
	b.arrange()
	b.Ladder.complete()
	if b.City != nil { // arrange has copied it
		b.City.Ladder.complete()
	}
	return b
}
