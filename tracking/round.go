package tracking

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// RoundBoard is one reporting round: who has reported and who has not.
type RoundBoard struct {
	Programme string         `json:"programme"`
	Month     models.Month   `json:"month"`
	Opens     models.Date    `json:"opens"` // first day it can be reported
	Due       models.Date    `json:"due"`
	AsOf      models.Instant `json:"as_of"`
	// the month that figures speak of, and the round in progress
	Headline models.Headline `json:"headline"`
	Closed   bool            `json:"closed"`    // the month of the round is closed
	AskClose bool            `json:"ask_close"` // it is overdue by so long that the office is to close it
	Projects int             `json:"projects"`  // of the round: those that are due (应报) and the paused ones
	models.RoundCount
	Left     int         `json:"days_left"`      // working days until it is due; 0 on the day and after it
	SinceDue int         `json:"days_since_due"` // working days since it was due; 0 until then
	Lines    []RoundLine `json:"lines"`
	Units    []RoundUnit `json:"units"` // the one with the most missing reports first
	// what the month is expected to come to (预计数), beside last month and plan
	Estimates models.EstimateTotals `json:"estimates"`
	Text      string                `json:"text"` // to be pasted into a chat
	// how the round stands: what is to be done by whom, and what was done
	Course models.RoundCourse `json:"course"`
}

// RoundLine is one project on the board.
type RoundLine struct {
	Code       string            `json:"code"`
	Year       int               `json:"year"`
	Name       string            `json:"name"`
	Unit       string            `json:"responsible_unit"`
	State      models.RoundState `json:"state"`
	Submission string            `json:"submission,omitempty"` // that waits for review
	Paused     bool              `json:"paused,omitempty"`     // has not reported and is not asked to
	// working days that the ladder counts; stays once it is handed in
	Late     int                  `json:"days_late,omitempty"`
	Assumed  bool                 `json:"assumed,omitempty"` // counted through a year without days off (推算)
	Expected models.MonthEstimate `json:"expected"`
}

// ChaseText returns the board of a round with the text that reminds those who have not reported, by responsible unit,
// without names of people. Month 0 is the latest round that is open for reporting.
func (s *Service) ChaseText(ctx context.Context, actor models.Actor, programme string, month models.Month) (RoundBoard,
	error) {
	if err := models.CanSeeAll(actor); err != nil {
		return RoundBoard{}, err
	}
	var board RoundBoard
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, programme)
		if err != nil {
			return err
		}
		now := g.Moment
		if month == 0 {
			month = openRound(g.Book().Ladder, g.Year, now.Date())
		}
		if month.Year() != g.Year {
			return models.Errorf(models.KindInvalid, "month_outside_year", "%s 不在“%s”的年度内，请选择 %d 年的月份", month, g.Name, g.Year)
		}
		board = figures.Kept(g, "round "+month.String(), func() RoundBoard {
			return boardOf(g.Programme, roundOf(g.Programme, month), now)
		})
		board.AsOf = now
		board.Course, err = courseOf(tx, g.Programme, board.Month, now)
		return err
	})
	return board, err
}

// openRound returns the latest round that may be reported on a day; before the first one, the first of the year.
func openRound(ladder models.Ladder, year int, day models.Date) models.Month {
	rounds := ladder.Rounds(year)
	month := rounds[0].Month
	for _, round := range rounds {
		if round.Month.Day(ladder.WindowDay) <= day {
			month = round.Month
		}
	}
	return month
}

func boardOf(g figures.Programme, round models.Round, now models.Instant) RoundBoard {
	b := RoundBoard{Programme: g.Name, Month: round.Month,
		Opens: round.Month.Day(g.Book().Ladder.WindowDay), Due: round.Due, AsOf: now, Lines: []RoundLine{},
		Headline: g.Headline(now), Closed: slices.Contains(g.Closed, round.Month)}
	if today := now.Date(); today < round.Due {
		b.Left = g.Calendar.Between(today, round.Due)
	} else {
		b.SinceDue = g.Calendar.Between(round.Due, today)
	}
	for _, f := range g.Facts() {
		rules := models.RulesFor(f, g.Calendar)
		line := RoundLine{Code: f.Project.Code, Year: f.Project.Year, Name: f.Project.Name,
			Unit:  g.Names.Organisations[f.Project.ResponsibleUnitID],
			State: models.RoundStateOf(rules, f, round.Month, now.Date())}
		switch line.State {
		case models.RoundNotDue:
			continue
		case models.RoundPaused:
			line.Paused = true
		case models.RoundWaiting:
			for _, sub := range f.Waiting() {
				if sub.Kind == models.SubmitReport && sub.Month == round.Month {
					line.Submission = sub.ID
				}
			}
			line.lateness(rules.ReportLateness(f, round.Month, now))
		case models.RoundApproved, models.RoundReturned, models.RoundMissing:
			line.lateness(rules.ReportLateness(f, round.Month, now))
		}
		line.Expected = rules.MonthEstimate(f, round.Month, line.State)
		b.Lines = append(b.Lines, line)
	}
	b.Estimates = models.TotalEstimates(b.estimates())
	b.count()
	b.AskClose = !b.Closed && b.Due > 0 && b.RoundCount.Due > 0 &&
		models.AskClose(round, g.Facts(), g.Calendar, now.Date())
	b.Units, b.Text = b.byUnit(), b.chase()
	return b
}

func (b RoundBoard) estimates() (all []models.MonthEstimate) {
	for _, line := range b.Lines {
		all = append(all, line.Expected)
	}
	return all
}

func (l *RoundLine) lateness(late models.Lateness) { l.Late, l.Assumed = late.Counted, late.Assumed }

// chase returns the text for a chat: plain, short, by unit in the order of the list.
func (b RoundBoard) chase() string {
	what := fmt.Sprintf("%d年%d月投资月报", b.Month.Year(), b.Month.Number())
	if b.Month.Number() == 2 {
		what = fmt.Sprintf("%d年1-2月投资月报", b.Month.Year())
	}
	var units []string
	late := map[string][]RoundLine{}
	for _, line := range b.Lines {
		if line.State != models.RoundMissing && line.State != models.RoundReturned {
			continue
		}
		unit := cmp.Or(line.Unit, "责任单位未明确")
		if late[unit] == nil {
			units = append(units, unit)
		}
		late[unit] = append(late[unit], line)
	}
	n := b.Outstanding()
	if n == 0 {
		return fmt.Sprintf("【%s】%d个项目已全部报送，谢谢配合。", what, b.RoundCount.Due)
	}
	if b.AsOf.Date() < b.Opens {
		return fmt.Sprintf("【%s】自%s起填报，请于%s前报送，共%d个项目。", what, b.Opens.Chinese(), b.Due.Chinese(), b.RoundCount.Due)
	}
	var out strings.Builder
	due := b.Due.Chinese()
	fmt.Fprintf(&out, "【%s催报】截至%s，应报%d个项目，还有%d个未报。", what, b.AsOf.Date().Chinese(), b.RoundCount.Due, n)
	if b.AsOf.Date() > b.Due {
		fmt.Fprintf(&out, "报送时限%s已过，请立即报送：\n", due)
	} else {
		fmt.Fprintf(&out, "请于%s前报送：\n", due)
	}
	for _, unit := range units {
		fmt.Fprintf(&out, "%s（%d个）：\n", unit, len(late[unit]))
		for _, line := range late[unit] {
			back := ""
			if line.State == models.RoundReturned {
				back = "（已退回，请改后重报）"
			}
			fmt.Fprintf(&out, "  %s %s%s\n", line.Code, line.Name, back)
		}
	}
	out.WriteString("报送方式：填好下发的月报表（xlsx）发回区重点项目办，或登录系统填报。未报项目沿用上期审定数，并注明；没有完成投资的请报 0。")
	out.WriteString(b.pausedText())
	return out.String()
}

// pausedText names the projects that are paused and not asked to report; "" for none.
func (b RoundBoard) pausedText() string {
	var names []string
	for _, line := range b.Lines {
		if line.Paused {
			names = append(names, line.Code+" "+line.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf("\n另有%d个项目停工，暂不要求报送：%s。", len(names), strings.Join(names, "、"))
}
