package web

import (
	"strconv"
	"strings"

	"duban/models"
)

// rulesIn reads a rule book from the form. What is not a number is 0, which the check of the rules names.
func rulesIn(f form, name string) models.RuleBook {
	var b models.RuleBook
	b.Ladder, b.Lights = ladderIn(f, "")
	b.Cards = models.CardRules{YellowBy: models.Audience(f.Value("yellow_by")), RedBy: models.Audience(f.Value("red_by")),
		TopBy: models.Audience(f.Value("top_by")), ReplyDays: f.number("reply_days"), PlanDays: f.number("plan_days"),
		ExplainDays: f.number("explain_days"), Feedback: f.number("feedback")}
	b.Funds = models.FundRules{Payment: models.FundLimit{Days: f.number("payment_days"), Below: f.number("payment_below")},
		Bonds: models.FundLimit{Days: f.number("bond_days"), Below: f.number("bond_below")},
		Ahead: f.number("funds_ahead")}
	if f.Value("city") != "" {
		b.City = &models.CityRules{Document: strings.TrimSpace(f.Value("city.document"))}
		b.City.Ladder, b.City.Lights = ladderIn(f, "city.")
	}
	b.Ranks = ranksIn(f)
	return b.Editable(name)
}

func ladderIn(f form, prefix string) (models.Ladder, models.ColourRules) {
	l := models.Ladder{Milestone: stepsIn(f, prefix+"milestone."), Report: stepsIn(f, prefix+"report."),
		Review: stepsIn(f, prefix+"review."), Investment: []models.Level{},
		ReviewDays: f.number(prefix + "review_days"), ReportDay: f.number(prefix + "report_day"),
		WindowDay: f.number(prefix + "window_day"), FirstRound: f.number(prefix + "first_month"),
		Hour: f.number(prefix + "hour")}
	for _, rung := range models.Rungs {
		name := prefix + "investment." + string(rung)
		level := models.Level{Rung: rung, Below: f.number(name + ".days"), To: audiencesIn(f, name)}
		if f.Value(name+".days") != "" {
			l.Investment = append(l.Investment, level)
		}
		if of := f.Value(name + ".of"); of != "" {
			level.RepeatOf, level.Below = models.Rung(of), f.number(name+".again")
			l.Investment = append(l.Investment, level)
		}
	}
	return l, models.ColourRules{Kind: f.Value(prefix + "kind"), Yellow: f.number(prefix + "yellow"),
		Red: f.number(prefix + "red"), OfMonth: f.Value(prefix+"of_month") != "", YellowsToRed: f.number(prefix + "yellows"),
		StartToRed: f.number(prefix + "start"), FromPlan: models.Money(f.number(prefix+"from_plan")) * 1_000_000}
}

// stepsIn reads the reminders and the rungs of an item; a rung without days and repetition is not set.
func stepsIn(f form, prefix string) []models.Step {
	steps := []models.Step{}
	if text := f.Value(prefix + ".days"); text != "" {
		between := func(r rune) bool { return r < '0' || r > '9' }
		for day := range strings.FieldsFuncSeq(text, between) {
			n, err := strconv.Atoi(day)
			if err != nil {
				n = -1 // after the due day, which the check refuses
			}
			steps = append(steps, models.Step{Days: -n, To: audiencesIn(f, prefix)})
		}
	}
	for _, rung := range models.Rungs {
		name := prefix + string(rung)
		days, of := f.Value(name+".days"), f.Value(name+".of")
		if days == "" && of == "" {
			continue
		}
		s := models.Step{Rung: rung, Days: f.number(name + ".days"), To: audiencesIn(f, name)}
		if of != "" {
			s.RepeatOf, s.Running = models.Rung(of), f.number(name+".running")
		}
		steps = append(steps, s)
	}
	return steps
}
