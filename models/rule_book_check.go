package models

import (
	"slices"
	"strings"
)

// RuleFault is something that cannot be in a rule set: where it stands, and what it is and what to do about it.
type RuleFault struct {
	Where Message `json:"where"`
	What  Message `json:"what"`
}

// ruleFaults collects faults under a place.
type ruleFaults struct {
	where Message
	found []RuleFault
}

func (c *ruleFaults) add(what Message) { c.found = append(c.found, RuleFault{c.where, what}) }

// Limits of what a rule set may say.
const (
	mostReminderDays = 60
	mostRungDays     = 250
	mostRunning      = 6
	mostRuleName     = 60
)

// Check lists what is wrong with a rule set; one with faults is not adopted.
func (b RuleBook) Check() []RuleFault {
	b.arrange()
	c := &ruleFaults{where: Messagef("名称")}
	if n := len([]rune(strings.TrimSpace(b.Name))); n == 0 || n > mostRuleName {
		c.add(Messagef("名称应为 1–%d 个字，请填写", mostRuleName))
	}
	b.Ladder.check(c, "")
	b.Lights.check(c, "")
	b.Funds.check(c)
	c.where = Messagef("签发和时限")
	settings := DefaultOrderSettings("").By(b.Cards)
	if err := settings.Check(); err != nil {
		c.add(AsError(err).Message)
	}
	if b.Ranks != nil {
		b.Ranks.check(c)
	}
	if b.City != nil {
		c.where = Messagef("市重大项目")
		if strings.TrimSpace(b.City.Document) == "" {
			c.add(Messagef("对市重大项目从严须填写规定从严的文件名称和文号；没有文件的，请取消从严"))
		}
		b.City.Ladder.check(c, "市重大项目")
		b.City.Lights.check(c, "市重大项目")
	}
	return c.found
}

// Replayable reports whether the record can be replayed by a rule set: it lacks no more than its name and the document
// that it rests on.
func (b RuleBook) Replayable() bool {
	b.Name = "-"
	if b.City != nil {
		city := *b.City
		city.Document = "-"
		b.City = &city
	}
	return len(b.Check()) == 0
}

// at sets the place: a part of the rules, of city-major projects when whose says so.
func (c *ruleFaults) at(whose, part string) {
	c.where = Messagef("%s", Word(part))
	if whose != "" {
		c.where = Messagef("%s：%s", Word(whose), Word(part))
	}
}

func (l Ladder) check(c *ruleFaults, whose string) {
	c.at(whose, "节点")
	checkSteps(c, l.Milestone, true)
	c.at(whose, "月报")
	checkSteps(c, l.Report, false)
	c.at(whose, "审核")
	for _, s := range l.Review {
		if s.Rung != Urging || s.Days < 1 || s.Days > mostRungDays || len(l.Review) > 1 {
			c.add(Messagef("审核超时只设一级催办，应为超时后第 1–%d 个工作日，请更正", mostRungDays))
		}
		checkAudiences(c, s.Rung, s.To)
	}
	c.at(whose, "投资")
	checkLevels(c, l.Investment)
	c.at(whose, "时间")
	for _, n := range []struct {
		is, from, to int
		what         string
	}{{l.ReviewDays, 1, 20, "审核时限（工作日）"}, {l.ReportDay, 1, 15, "月报报送日"}, {l.WindowDay, 20, 28, "月报开始填报日"},
		{l.FirstRound, 2, 12, "开始评定的月份"}, {l.Hour, 8, 17, "提醒和提级的钟点"}} {
		if n.is < n.from || n.is > n.to {
			c.add(Messagef("%s应为 %d–%d，请更正", Word(n.what), n.from, n.to))
		}
	}
	if !l.SparesStatistics {
		c.add(Messagef("纳统不得作为督办事项，纳统节点应只提醒，请更正"))
	}
	if !l.Shifts || !l.CatchUp || !l.LateToAll {
		c.add(Messagef("到期日遇休息日应顺延，录入时已逾期的应按规则进入并通知各级，请更正"))
	}
}

// checkSteps checks the reminders and rungs of milestones or monthly reports.
func checkSteps(c *ruleFaults, steps []Step, milestones bool) {
	days, last, named := 0, NoRung, map[string]bool{}
	for _, s := range steps {
		switch {
		case named[s.Name] && s.Rung == NoRung:
			c.add(Messagef("提前 %d 个工作日的提醒重复，请删去一条", -s.Days))
		case named[s.Name]:
			c.add(Messagef("“%s”重复，请删去一条", WordOf(s.Rung)))
		case s.Rung == NoRung && (s.Days > 0 || s.Days < -mostReminderDays):
			c.add(Messagef("提醒应在到期日或之前 %d 个工作日以内，请更正", mostReminderDays))
		}
		named[s.Name] = true
		if s.Rung != NoRung {
			checkRung(c, s, last, days, milestones, steps)
			last, days = s.Rung, max(days, s.Days)
		}
		checkAudiences(c, s.Rung, s.To)
	}
}

// checkRung checks a rung against the one below it, which is reached after some days.
func checkRung(c *ruleFaults, s Step, below Rung, days int, milestones bool, steps []Step) {
	switch h := s.Rung.Height(); {
	case h == 0:
		c.add(Messagef("没有“%s”这一级，请从催办、黄牌、红牌、挂牌督办中选择", string(s.Rung)))
		return
	case h > below.Height()+1:
		c.add(Messagef("“%s”之前缺少“%s”，各级应逐级设置，请补上或删去“%s”", WordOf(s.Rung), WordOf(Rungs[h-2]), WordOf(s.Rung)))
	}
	switch {
	case s.Days < 0 || s.Days > mostRungDays:
		c.add(Messagef("“%s”应在逾期后第 1–%d 个工作日，请更正", WordOf(s.Rung), mostRungDays))
	case s.Days == 0 && s.RepeatOf == NoRung:
		c.add(Messagef("“%s”没有达到的条件，请填写逾期天数或连续次数", WordOf(s.Rung)))
	case s.Days > 0 && s.Days <= days:
		c.add(Messagef("“%s”为逾期后第 %d 个工作日，应晚于前一级的第 %d 个工作日，请更正", WordOf(s.Rung), s.Days, days))
	}
	if s.RepeatOf != NoRung {
		has := slices.ContainsFunc(steps, func(o Step) bool { return o.Rung == s.RepeatOf })
		if s.RepeatOf.Height() >= s.Rung.Height() || !has {
			c.add(Messagef("“%s”由连续“%s”提级，后者应是已设置的较低一级，请更正", WordOf(s.Rung), WordOf(s.RepeatOf)))
		}
		if s.Running < 2 || s.Running > mostRunning {
			c.add(Messagef("“%s”的连续次数应为 2–%d，请更正", WordOf(s.Rung), mostRunning))
		}
	}
	if milestones && s.Rung.Height() > Yellow.Height() && !s.Controlling {
		c.add(Messagef("“%s”只适用于控制性节点，其他节点最高达到黄牌标准，请更正", WordOf(s.Rung)))
	}
	if milestones && s.Rung.Height() <= Yellow.Height() && s.Controlling {
		c.add(Messagef("“%s”适用于全部节点，不应只限控制性节点，请更正", WordOf(s.Rung)))
	}
}

// checkLevels checks the levels of investment, the highest rung first.
func checkLevels(c *ruleFaults, levels []Level) {
	below, seen := 0, map[levelKey]bool{}
	for _, l := range levels {
		switch {
		case l.Rung.Height() == 0:
			c.add(Messagef("没有“%s”这一级，请从催办、黄牌、红牌、挂牌督办中选择", string(l.Rung)))
			continue
		case l.Below < 1 || l.Below > 100:
			c.add(Messagef("“%s”应为不足序时进度的 1–100%%，请更正", WordOf(l.Rung)))
		case l.RepeatOf == NoRung && l.Below <= below:
			c.add(Messagef("“%s”为不足序时进度的 %d%%，应高于更高一级的 %d%%，请更正", WordOf(l.Rung), l.Below, below))
		}
		key := levelKey{l.Rung, l.RepeatOf != NoRung}
		if seen[key] {
			c.add(Messagef("“%s”重复，请删去一条", WordOf(l.Rung)))
		}
		seen[key] = true
		if l.RepeatOf == NoRung {
			below = max(below, l.Below)
		} else if l.RepeatOf.Height() > l.Rung.Height() || l.RepeatOf.Height() == 0 || !hasLevel(levels, l.RepeatOf) {
			c.add(Messagef("“%s”由上月“%s”提级，后者应是已设置的级别，请更正", WordOf(l.Rung), WordOf(l.RepeatOf)))
		}
		checkAudiences(c, l.Rung, l.To)
	}
}

// levelKey tells the levels of a rule set apart: of each rung there is one by the share and one by repetition.
type levelKey struct {
	rung   Rung
	repeat bool
}

func hasLevel(levels []Level, rung Rung) bool {
	return slices.ContainsFunc(levels, func(l Level) bool { return l.Rung == rung })
}

// LadderAudiences lists who may be informed by a ladder, in the order of forms.
var LadderAudiences = []Audience{ToOwnerContact, ToOwnerHead, ToUnitContact, ToUnitHead, ToSponsor, ToOffice,
	ToOfficeHead, ToDeputyInCharge, ToDistrictHead, ToSupervision}

func checkAudiences(c *ruleFaults, rung Rung, to []Audience) {
	name := Messagef("提醒")
	if rung != NoRung {
		name = Messagef("“%s”", WordOf(rung))
	}
	if len(to) == 0 {
		c.add(Messagef("%s没有通知对象，请至少选择一个", name))
	}
	for i, a := range to {
		switch {
		case !slices.Contains(LadderAudiences, a):
			c.add(Messagef("%s的通知对象“%s”不存在，请从列表中选择", name, string(a)))
		case slices.Contains(to[:i], a):
			c.add(Messagef("%s的通知对象重复，请删去一个", name))
		case rung.Height() >= Yellow.Height() && (a == ToOwnerContact || a == ToOwnerHead):
			c.add(Messagef("%s的文书发给责任单位或镇办，不发给项目单位，企业不作为约谈对象；请取消项目单位", name))
		}
	}
}

func (r ColourRules) check(c *ruleFaults, whose string) {
	c.at(whose, "灯色")
	switch {
	case r.Kind != "ratio" && r.Kind != "points":
		c.add(Messagef("评定方式应为按序时比例或按百分点，请选择"))
	case r.Yellow < 1 || r.Yellow > 100 || r.Red < 0 || r.Red > 100:
		c.add(Messagef("黄灯、红灯的界限应为 1–100，请更正"))
	case r.Kind == "ratio" && r.Red >= r.Yellow:
		c.add(Messagef("红灯界限（%d%%）应低于黄灯界限（%d%%），请更正", r.Red, r.Yellow))
	case r.Kind == "points" && r.Red > 0 && r.Red <= r.Yellow:
		c.add(Messagef("红灯界限（%d 个百分点）应高于黄灯界限（%d 个百分点），请更正", r.Red, r.Yellow))
	}
	if r.YellowsToRed != 0 && (r.YellowsToRed < 2 || r.YellowsToRed > mostRunning) {
		c.add(Messagef("连续黄灯转红灯的月数应为 2–%d，不设的填 0", mostRunning))
	}
	if r.StartToRed != 0 && (r.StartToRed < 2 || r.StartToRed > monthsOfYear) {
		c.add(Messagef("逾期未开工转红灯的月数应为 2–%d，不设的填 0", monthsOfYear))
	}
	if r.FromPlan < 0 {
		c.add(Messagef("评灯的最低年度计划不能为负数"))
	}
}
