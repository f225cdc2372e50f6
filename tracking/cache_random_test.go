package tracking_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"duban/models"
	"duban/tracking"
)

// After every change that people, imports and the clock make, what pages are made of is what is loaded and computed
// anew. Some changes are refused: those change nothing.
func TestWhatPagesAreMadeOfFollowsEveryChange(t *testing.T) {
	done, refused := map[string]int{}, map[string]error{}
	for seed := range uint64(2) {
		h, _, _ := halfYear(t)
		h.until(models.DateOf(2021, 7, 27).At(14, 0)) // July may be reported
		c := changer{h, rand.New(rand.NewPCG(seed, 1)), 0}
		for range 36 {
			for i := range c.r.IntN(3) { // pages that are asked for between changes
				c.look(i)
			}
			name := changeNames[c.r.IntN(len(changeNames))]
			c.n++
			err := changes[name](&c, fmt.Sprintf("%s %d %d", name, seed, c.n))
			if refused[name] = err; err == nil {
				done[name]++
			}
			h.sameAsKept()
			if t.Failed() {
				t.Fatalf("seed %d, change %d, %s: %v", seed, c.n, name, err)
			}
		}
	}
	for _, name := range changeNames {
		if done[name] == 0 {
			t.Errorf("%s was always refused: %v", name, refused[name])
		}
	}
}

// changer makes random changes.
type changer struct {
	*env
	r *rand.Rand
	n int
}

func (c *changer) look(n int) {
	var err error
	switch n {
	case 0:
		_, err = c.Overview(c.t.Context(), office, "")
	case 1:
		_, err = c.Ranking(c.t.Context(), office, tracking.RankingFilter{Month: c.month()})
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *changer) month() models.Month { return models.MonthOf(2021, 1+c.r.IntN(7)) }

// reportable is the latest month that may be reported.
func (c *changer) reportable() models.Month { return (c.clock.Date() - 25).Month() }

func (c *changer) one() models.Facts {
	all := slices.DeleteFunc(c.facts(district), func(f models.Facts) bool {
		return f.Project.Status == models.ProjectClosed
	})
	return all[c.r.IntN(len(all))]
}

func (c *changer) amount() *models.Money { return new(models.Money(c.r.IntN(1_000_000_000))) }

func (c *changer) plan(key string, command models.ChangePlanCommand) error {
	return c.planOf(key, c.one(), command)
}

func (c *changer) planOf(key string, f models.Facts, command models.ChangePlanCommand) error {
	command.Reason, command.Approver, command.Document, command.MovesDue = "测试", "区政府", "〔2021〕3号", models.No
	return second(c.ChangePlan(c.t.Context(), office, key, f.Project.Code, 0, command))
}

func (c *changer) report(key string) error {
	return second(c.ReportMonth(c.t.Context(), models.Operator, key, c.one().Project.Code, 0,
		models.ReportMonthCommand{Month: c.reportable(), MonthAmount: c.amount(), Confirmed: true,
			Paper: "月报表", Problems: key}))
}

func (c *changer) review(key string) error {
	for _, f := range c.facts(district) {
		waiting := f.Waiting()
		if len(waiting) == 0 {
			continue
		}
		command := models.ReviewCommand{Submission: waiting[0].ID, Decision: models.Accept}
		if c.r.IntN(3) == 0 {
			command.Decision, command.Reason = models.Return, "请补充"
		}
		return second(c.Review(c.t.Context(), colleague, key, 0, command))
	}
	return c.report(key + " first")
}

var errNothing = errors.New("there is nothing to change")

// changes are what people, imports and the clock may do. Many refer to the ones before.
var changes = map[string]func(c *changer, key string) error{
	"minutes": func(c *changer, _ string) error {
		c.until(*c.clock + models.Instant(c.r.Int64N(int64(4*time.Hour/time.Millisecond))))
		return nil
	},
	"days": func(c *changer, _ string) error {
		c.until(c.clock.Add(time.Duration(1+c.r.IntN(10)) * 24 * time.Hour))
		return nil
	},
	"report": (*changer).report,
	"estimate": func(c *changer, key string) error {
		return second(c.ReportMonth(c.t.Context(), models.Operator, key, c.one().Project.Code, 0,
			models.ReportMonthCommand{Month: c.reportable(), Estimate: c.amount(), Confirmed: true, Paper: "预计"}))
	},
	"milestone": func(c *changer, key string) error {
		f := c.one()
		for _, m := range f.Milestones {
			if m.Status == models.MilestoneOpen {
				return second(c.SubmitMilestone(c.t.Context(), models.Operator, key, f.Project.Code, 0,
					models.SubmitMilestoneCommand{Milestone: m.ID, DoneOn: c.clock.Date(), Paper: "验收单", Note: "完成"}))
			}
		}
		return errNothing
	},
	"review": (*changer).review,
	"take back": func(c *changer, key string) error {
		for _, f := range c.facts(district) {
			for _, s := range f.Submissions {
				if s.Status == models.SubmissionAccepted && c.clock.Sub(s.DecidedAt) < 5*time.Minute {
					return second(c.TakeBack(c.t.Context(), colleague, key, s.ID))
				}
			}
		}
		return c.review(key)
	},
	"move": func(c *changer, key string) error {
		f := c.one()
		for _, m := range f.Milestones {
			if m.Status == models.MilestoneOpen {
				return c.planOf(key, f, models.ChangePlanCommand{Change: models.PlanMove, Milestone: m.Name,
					Date: models.DateOf(2021, 8+c.r.IntN(5), 1+c.r.IntN(28))})
			}
		}
		return errNothing
	},
	"pause": func(c *changer, key string) error {
		return c.plan(key, models.ChangePlanCommand{Change: models.PlanPause, Date: c.clock.Date()})
	},
	"amount": func(c *changer, key string) error {
		return c.plan(key, models.ChangePlanCommand{Change: models.PlanAmount, AnnualPlan: *c.amount() + 1})
	},
	"close": func(c *changer, key string) error {
		return c.plan(key, models.ChangePlanCommand{Change: models.PlanClose})
	},
	"correct": func(c *changer, key string) error {
		v, err := c.AskCorrection(c.t.Context(), office, key, c.one().Project.Code, models.CorrectionCommand{
			Kind: models.CorrectMonth, Month: c.month(), MonthAmount: c.amount(), Later: models.ShiftLater, Reason: "票据有误",
			Confirmed: true})
		if err != nil || c.r.IntN(3) == 0 {
			return err
		}
		return second(c.ConfirmCorrection(c.t.Context(), colleague, key+" confirmed", v.ID, "已核对"))
	},
	"drop": func(c *changer, key string) error {
		change := adjustment(tracking.ListDrop, c.one().Project.Code)
		change.EffectiveOn, change.Counts = c.clock.Date(), c.r.IntN(2) == 0
		return second(c.AdjustList(c.t.Context(), office, key, "2021", change))
	},
	"section": func(c *changer, key string) error {
		change := adjustment(tracking.ListMove, c.one().Project.Code)
		change.EffectiveOn, change.Section = c.clock.Date(), "九、"+key
		return second(c.AdjustList(c.t.Context(), office, key, "2021", change))
	},
	"import": func(c *changer, key string) error {
		p, err := c.PreviewImport(c.t.Context(), office, upload(key, progressBook(c.t, first(3+c.r.IntN(40)), 7+c.r.IntN(2))))
		if err != nil || p.Batch == "" || p.Identical {
			return errors.Join(errNothing, err)
		}
		if _, err = c.CommitImport(c.t.Context(), office, p.Batch); err != nil || c.r.IntN(2) == 0 {
			return err
		}
		c.sameAsKept()
		return second(c.UndoImport(c.t.Context(), office, key+" undone", p.Batch))
	},
	"close month": func(c *changer, key string) error {
		return second(c.CloseMonth(c.t.Context(), office, key, "", tracking.CloseRequest{Month: c.month(), Reason: "缺报"}))
	},
	"reopen month": func(c *changer, key string) error {
		for _, closing := range c.closed() {
			if !closing.Reopened {
				return second(c.ReopenMonth(c.t.Context(), office, key, "", tracking.CloseRequest{Month: closing.Month,
					Reason: "更正", Document: "〔2021〕4号"}))
			}
		}
		return second(c.CloseMonth(c.t.Context(), office, key, "", tracking.CloseRequest{Month: june, Reason: "缺报"}))
	},
	"target": func(c *changer, key string) error {
		return second(c.DecideTarget(c.t.Context(), office, key, "", models.TargetEntry{Amount: *c.amount() + 1,
			DecidedOn: c.clock.Date(), Document: "〔2021〕1号", Reason: "调整", Confirmed: true}))
	},
	"colours": func(c *changer, key string) error {
		return c.SetColours(c.t.Context(), office, key, "", []string{"ratio-2021", "points-2021", "half-2021"}[c.r.IntN(3)])
	},
	"calendar": func(c *changer, key string) error {
		return second(c.EnterCalendar(c.t.Context(), office, key, tracking.CalendarEntry{Year: 2021, Only: true,
			Days: []models.CalendarDay{{Date: c.clock.Date() - models.Date(c.r.IntN(5)), Working: c.r.IntN(2) == 0,
				Name: "临时"}}}, false))
	},
	"person": func(c *changer, key string) error {
		return second(c.AddPerson(c.t.Context(), models.Operator, key, "王"+key, models.RoleOffice, "", ""))
	},
}

var changeNames = slices.Sorted(maps.Keys(changes))
