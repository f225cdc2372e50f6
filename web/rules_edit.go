package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"duban/models"
	"duban/tracking"
)

// rulesEditor is the part of the form for one ladder with its lights; the names of its fields begin with the prefix.
type rulesEditor struct {
	Form   form
	Prefix string
	City   bool
	Rows   []editorRow
	Kinds  choice
}

// editorRow is a level of an item in the form.
type editorRow struct {
	Item      string
	Rung      models.Rung // "": the reminders of the item
	Name      string      // beginning of the names of its fields
	Level     bool        // of investment
	Repeats   bool        // may be reached by repetition
	Repeat    choice      // of which level
	Audiences []tickBox
	Informs   string // those ticked
	First     bool
}

// tickBox is a box that may be ticked.
type tickBox struct {
	Name, Value, Label string
	On                 bool
}

// items of the form that have rungs, with their words.
var editorItems = []struct {
	key  string
	word phrase
}{{"milestone", "节点"}, {"report", "月报"}, {"review", "审核"}, {"investment", "投资"}}

func editorOf(l lang, f form, prefix string) rulesEditor {
	e := rulesEditor{Form: f, Prefix: prefix, City: prefix != ""}
	e.Kinds = choiceOf(f, prefix+"kind", l.text("评定方式"), []option{{"ratio", l.text("按完成序时进度的百分比")},
		{"points", l.text("按落后序时进度的百分点")}})
	for _, item := range editorItems {
		rungs := append([]models.Rung{models.NoRung}, models.Rungs...)
		switch item.key {
		case "review":
			rungs = []models.Rung{models.Urging}
		case "investment":
			rungs = models.Rungs
		}
		for i, rung := range rungs {
			row := editorRow{Item: item.word.in(l), Rung: rung, Name: prefix + item.key + "." + string(rung),
				Level: item.key == "investment", First: i == 0, Repeats: item.key != "review" && rung.Height() > 1}
			if row.Repeats {
				row.Repeat = choiceOf(f, row.Name+".of", l.text("由哪一级提级"), repeatOptions(l, rung, row.Level))
			}
			for _, a := range models.LadderAudiences {
				if rung.Height() >= models.Yellow.Height() && (a == models.ToOwnerContact || a == models.ToOwnerHead) {
					continue
				}
				row.Audiences = append(row.Audiences, tickBox{row.Name + ".to", string(a), l.word(tracking.AudienceWord(a)),
					slices.Contains(f.values[row.Name+".to"], string(a))})
			}
			row.Informs = audienceNames(l, audiencesIn(f, row.Name))
			e.Rows = append(e.Rows, row)
		}
	}
	return e
}

// repeatOptions are the levels whose repetition may reach a rung: lower ones, and of investment the same.
func repeatOptions(l lang, rung models.Rung, same bool) []option {
	options := []option{{"", l.text("不设")}}
	for _, r := range models.Rungs {
		if r.Height() < rung.Height() || same && r == rung {
			options = append(options, option{string(r), l.word(r.Reached())})
		}
	}
	return options
}

func audiencesIn(f form, name string) []models.Audience {
	to := make([]models.Audience, 0, len(f.values[name+".to"]))
	for _, a := range f.values[name+".to"] {
		to = append(to, models.Audience(a))
	}
	return to
}

// fillRules puts a rule book into the form.
func fillRules(f form, b models.RuleBook) {
	f.Set("name", b.Name)
	fillRanks(f, b.Ranks)
	fillLadder(f, "", b.Ladder, b.Lights)
	if b.City != nil {
		f.Set("city", "1")
		f.Set("city.document", b.City.Document)
		fillLadder(f, "city.", b.City.Ladder, b.City.Lights)
	} else {
		fillLadder(f, "city.", b.Ladder, b.Lights)
	}
	for name, to := range map[string]models.Audience{"yellow_by": b.Cards.YellowBy, "red_by": b.Cards.RedBy,
		"top_by": b.Cards.TopBy} {
		f.Set(name, string(to))
	}
	for name, n := range map[string]int{"payment_days": b.Funds.Payment.Days, "payment_below": b.Funds.Payment.Below,
		"bond_days": b.Funds.Bonds.Days, "bond_below": b.Funds.Bonds.Below, "funds_ahead": b.Funds.Ahead} {
		f.Set(name, strconv.Itoa(n))
	}
	for name, n := range map[string]int{"reply_days": b.Cards.ReplyDays, "plan_days": b.Cards.PlanDays,
		"explain_days": b.Cards.ExplainDays, "feedback": b.Cards.Feedback} {
		f.Set(name, strconv.Itoa(n))
	}
}

func fillLadder(f form, prefix string, l models.Ladder, c models.ColourRules) {
	fillSteps(f, prefix+"milestone.", l.Milestone)
	fillSteps(f, prefix+"report.", l.Report)
	fillSteps(f, prefix+"review.", l.Review)
	for _, level := range l.Investment {
		name := prefix + "investment." + string(level.Rung)
		if level.RepeatOf != models.NoRung {
			f.Set(name+".of", string(level.RepeatOf))
			f.Set(name+".again", strconv.Itoa(level.Below))
		} else {
			f.Set(name+".days", strconv.Itoa(level.Below))
		}
		fillAudiences(f, name, level.To)
	}
	f.Set(prefix+"kind", c.Kind)
	for name, n := range map[string]int{"review_days": l.ReviewDays, "report_day": l.ReportDay, "window_day": l.WindowDay,
		"first_month": l.FirstRound, "hour": l.Hour, "yellow": c.Yellow, "red": c.Red, "yellows": c.YellowsToRed,
		"start": c.StartToRed, "from_plan": int(c.FromPlan / 1_000_000)} {
		f.Set(prefix+name, strconv.Itoa(n))
	}
	if c.OfMonth {
		f.Set(prefix+"of_month", "1")
	}
}

func fillSteps(f form, prefix string, steps []models.Step) {
	var days []string
	for _, s := range steps {
		name := prefix + string(s.Rung)
		if s.Rung == models.NoRung {
			days = append(days, strconv.Itoa(-s.Days))
			f.Set(name+".days", strings.Join(days, "、"))
		} else if s.Days != 0 {
			f.Set(name+".days", strconv.Itoa(s.Days))
		}
		if s.RepeatOf != models.NoRung {
			f.Set(name+".of", string(s.RepeatOf))
			f.Set(name+".running", strconv.Itoa(s.Running))
		}
		fillAudiences(f, name, s.To)
	}
}

func fillAudiences(f form, name string, to []models.Audience) {
	f.values.Del(name + ".to")
	for _, a := range to {
		f.values.Add(name+".to", string(a))
	}
}

func (h *handlers) editRules(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	rules := r.PathValue("rules")
	view, err := h.t.RuleSet(r.Context(), actorOf(r), rules)
	if err != nil {
		return err
	}
	revision, _ := strconv.Atoi(f.Value("revision")) // a wrong one is refused as outdated
	done, err := h.t.EditRules(r.Context(), actorOf(r), f.Key, rules, tracking.RuleEdit{Revision: revision,
		Rules: rulesIn(f, view.Rules.Name)})
	if err == nil {
		message := f.lang.text("已保存")
		if n := len(done.Faults); n > 0 {
			message = f.lang.text("已保存，有 %d 处不合规则", n)
		}
		return h.redirectWithMessage(w, r, rulesAddress(rules), message)
	}
	if !f.wrong(err, map[string]string{"stale_version": "", "adopted": ""}) {
		return err
	}
	return h.writeRuleSet(w, r, statusOf(err), view, f, newForm(r))
}
