package tracking

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"duban/models"
	"duban/store"
)

// RoundState is where a project's report of a round stands.
type RoundState string

// The states of a report on the board.
const (
	RoundApproved RoundState = "approved"
	RoundWaiting  RoundState = "waiting"
	RoundReturned RoundState = "returned"
	RoundMissing  RoundState = "missing"
)

// RoundBoard is one reporting round: who has reported and who has not.
type RoundBoard struct {
	Programme string         `json:"programme"`
	Month     models.Month   `json:"month"`
	Opens     models.Date    `json:"opens"` // first day it can be reported
	Due       models.Date    `json:"due"`
	AsOf      models.Instant `json:"as_of"`
	Projects  int            `json:"projects"`
	Approved  int            `json:"approved"`
	Waiting   int            `json:"waiting"`
	Returned  int            `json:"returned"`
	Missing   int            `json:"missing"`
	// of those missing or returned: the clock stands still, they are not chased
	Paused int         `json:"paused"`
	Left   int         `json:"days_left"` // working days until it is due; 0 on the day and after it
	Lines  []RoundLine `json:"lines"`
	Units  []RoundUnit `json:"units"` // who has most still to report first
	Text   string      `json:"text"`  // to be pasted into a chat
}

// RoundLine is one project on the board.
type RoundLine struct {
	Code       string     `json:"code"`
	Year       int        `json:"year"`
	Name       string     `json:"name"`
	Unit       string     `json:"responsible_unit"`
	State      RoundState `json:"state"`
	Submission string     `json:"submission,omitempty"` // that waits for review
	Paused     bool       `json:"paused,omitempty"`
	Late       int        `json:"days_late,omitempty"` // working days since it was due
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
		p, err := programmeOf(tx, programme)
		if err != nil {
			return err
		}
		now := s.now()
		if month == 0 {
			month = openRound(p, now.Date())
		}
		if month.Year() != p.Year {
			return models.Errorf(models.KindInvalid, "month_outside_year", "%s 不在「%s」的年度内，请选择 %d 年的月份", month, p.Name, p.Year)
		}
		g, err := s.gather(tx, p)
		if err != nil {
			return err
		}
		board = g.board(roundOf(p, month), now)
		return nil
	})
	return board, err
}

// openRound returns the latest round that may be reported on a day; before the first one, the first of the year.
func openRound(p models.Programme, day models.Date) models.Month {
	ladder := models.LadderOf(p.Ladder)
	rounds := ladder.Rounds(p.Year)
	month := rounds[0].Month
	for _, round := range rounds {
		if round.Month.Day(ladder.WindowDay) <= day {
			month = round.Month
		}
	}
	return month
}

func (g programmeData) board(round models.Round, now models.Instant) RoundBoard {
	b := RoundBoard{Programme: g.programme.Name, Month: round.Month,
		Opens: round.Month.Day(models.LadderOf(g.programme.Ladder).WindowDay), Due: round.Due, AsOf: now,
		Lines: []RoundLine{}}
	today := now.Date()
	if today < round.Due {
		b.Left = g.calendar.Between(today, round.Due)
	}
	for _, f := range g.facts {
		if f.Project.Status == models.ProjectClosed {
			continue
		}
		line := RoundLine{Code: f.Project.Code, Year: f.Project.Year, Name: f.Project.Name,
			Unit: g.names.organisations[f.Project.ResponsibleUnitID], State: roundState(f.Reports, round.Month)}
		switch line.State {
		case RoundApproved:
		case RoundWaiting:
			for _, sub := range f.Waiting() {
				if sub.Kind == models.SubmitReport && sub.Month == round.Month {
					line.Submission = sub.ID
				}
			}
		default:
			for _, pause := range f.Pauses {
				line.Paused = line.Paused || pause.Covers(today)
			}
			if !line.Paused && today > round.Due {
				line.Late = g.calendar.Between(round.Due, today)
			}
		}
		b.Lines = append(b.Lines, line)
	}
	b.count()
	b.Units, b.Text = b.byUnit(), b.chase()
	return b
}

func roundState(reports []models.Report, month models.Month) RoundState {
	for _, r := range reports {
		if r.Month != month {
			continue
		}
		switch r.Status {
		case models.ReportApproved:
			return RoundApproved
		case models.ReportWaiting:
			return RoundWaiting
		case models.ReportReturned:
			return RoundReturned
		}
	}
	return RoundMissing
}

// chase is the text for a chat: plain, short, by unit in the order of the list.
func (b RoundBoard) chase() string {
	what := fmt.Sprintf("%d年%d月投资月报", b.Month.Year(), b.Month.Number())
	if b.Month.Number() == 2 {
		what = fmt.Sprintf("%d年1-2月投资月报", b.Month.Year())
	}
	var units []string
	late := map[string][]RoundLine{}
	n := 0
	for _, line := range b.Lines {
		if line.Paused || line.State != RoundMissing && line.State != RoundReturned {
			continue
		}
		unit := cmp.Or(line.Unit, "责任单位未明确")
		if late[unit] == nil {
			units = append(units, unit)
		}
		late[unit] = append(late[unit], line)
		n++
	}
	if n == 0 {
		return fmt.Sprintf("【%s】%d个项目已全部报送，谢谢配合。", what, b.Projects-b.Paused)
	}
	if b.AsOf.Date() < b.Opens {
		return fmt.Sprintf("【%s】自%s起填报，请于%s前报送，共%d个项目。", what, b.Opens.Chinese(), b.Due.Chinese(), b.Projects-b.Paused)
	}
	var out strings.Builder
	due := b.Due.Chinese()
	fmt.Fprintf(&out, "【%s催报】截至%s，应报%d个项目，还有%d个未报。", what, b.AsOf.Date().Chinese(), b.Projects-b.Paused, n)
	if b.AsOf.Date() > b.Due {
		fmt.Fprintf(&out, "报送时限%s已过，请立即报送：\n", due)
	} else {
		fmt.Fprintf(&out, "请于%s前报送：\n", due)
	}
	for _, unit := range units {
		fmt.Fprintf(&out, "%s（%d个）：\n", unit, len(late[unit]))
		for _, line := range late[unit] {
			back := ""
			if line.State == RoundReturned {
				back = "（已退回，请改后重报）"
			}
			fmt.Fprintf(&out, "  %s %s%s\n", line.Code, line.Name, back)
		}
	}
	out.WriteString("报送方式：填好下发的月报表（xlsx）发回区重点项目办，或登录系统填报。未报按未完成计，没有投资也请报 0。")
	return out.String()
}
