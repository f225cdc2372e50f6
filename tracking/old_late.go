package tracking

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// OldLate lists what was late in trial running and is not settled, with counts of before and after.
type OldLate struct {
	ID        string              `json:"id"`
	Programme string              `json:"programme"`
	Year      int                 `json:"year"`
	AsOf      models.Instant      `json:"as_of"`
	Trial     bool                `json:"trial"`
	Settled   int                 `json:"settled"` // items settled so far
	Left      int                 `json:"left"`    // items that are late and not settled, of all kinds
	Kinds     map[models.Item]int `json:"kinds"`   // Left by kind
	Rungs     map[models.Rung]int `json:"rungs"`   // Left by rung
	Lines     []OldLine           `json:"lines"`   // those asked for, the highest rung first
}

// OldLine is one item that was late in trial running.
type OldLine struct {
	ID        string         `json:"id"` // row key of its highest rung
	Code      string         `json:"code"`
	Year      int            `json:"year"`
	Name      string         `json:"project"`
	Unit      string         `json:"responsible_unit"`
	Item      models.Item    `json:"item"`
	About     models.Message `json:"about"`
	Rung      models.Rung    `json:"rung"`
	DaysLate  int            `json:"days_late"`
	projectID string
}

// OldFilter narrows a list of old lateness; the zero value does not.
type OldFilter struct {
	Item models.Item
	Rung models.Rung
}

func (f OldFilter) takes(l OldLine) bool {
	return (f.Item == "" || f.Item == l.Item) && (f.Rung == "" || f.Rung == l.Rung)
}

// OldLate lists the old lateness of a programme.
func (s *Service) OldLate(ctx context.Context, actor models.Actor, programme string, filter OldFilter) (
	OldLate, error) {
	if err := models.CanPlan(actor); err != nil {
		return OldLate{}, err
	}
	if err := models.CanSeeAll(actor); err != nil {
		return OldLate{}, err
	}
	out := OldLate{AsOf: s.now(), Kinds: map[models.Item]int{}, Rungs: map[models.Rung]int{}, Lines: []OldLine{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.programme(tx, programme)
		if err != nil {
			return err
		}
		out.ID, out.Programme, out.Year, out.Trial = g.ID, g.Name, g.Year, g.Trial(out.AsOf.Date())
		for _, f := range g.Facts() {
			out.Settled += models.SettledItems(f.Escalations)
			if f.Project.Status != models.ProjectOpen {
				continue
			}
			for _, e := range models.RulesFor(f, g.Calendar).OldLate(f, out.AsOf) {
				line := OldLine{ID: e.ID, Code: f.Project.Code, Year: f.Project.Year, Name: f.Project.Name,
					Unit: g.Names.Organisations[f.Project.ResponsibleUnitID], Item: e.Item, Rung: e.Rung, DaysLate: e.Counted,
					About:     models.Escalation{Item: e.Item, SubjectName: e.Name, Month: e.Month, Due: e.Due}.About(),
					projectID: f.Project.ID}
				out.Left++
				out.Kinds[e.Item]++
				out.Rungs[e.Rung]++
				if filter.takes(line) {
					out.Lines = append(out.Lines, line)
				}
			}
		}
		return nil
	})
	slices.SortStableFunc(out.Lines, func(a, b OldLine) int {
		return cmp.Or(b.Rung.Height()-a.Rung.Height(), b.DaysLate-a.DaysLate, cmp.Compare(a.Code, b.Code))
	})
	return out, err
}

// OldSettled is what was settled, with the numbers of before and after.
type OldSettled struct {
	Before  int          `json:"before"`
	After   int          `json:"after"`
	Settled int          `json:"settled"` // of this request
	Pending int          `json:"pending"` // stored, and carried out within a minute
	Refused []OldRefused `json:"refused"`
}

// OldRefused is a project of which nothing was settled.
type OldRefused struct {
	Code    string         `json:"code"`
	Name    string         `json:"project"`
	Message models.Message `json:"message"`
}

// SettleOld settles old lateness, one command for each project through its own process. What was settled when it is
// interrupted stays settled; asked again, it goes on with the rest.
func (s *Service) SettleOld(ctx context.Context, actor models.Actor, key, programme string,
	in models.SettleOldRequest) (
	OldSettled, error) {
	out := OldSettled{Refused: []OldRefused{}}
	filter := OldFilter{Item: in.Item, Rung: in.Rung}
	if !in.All {
		filter = OldFilter{}
	}
	list, err := s.OldLate(ctx, actor, programme, filter)
	if err != nil {
		return out, err
	}
	if _, err := headOf(actor, key, list.ID, "SettleOld", in); err != nil {
		return out, err
	}
	switch {
	case strings.TrimSpace(in.Reason) == "":
		return out, models.Errorf(models.KindInvalid, "reason_missing", "清理旧的逾期须写明依据和原因")
	case strings.TrimSpace(in.Document) == "":
		return out, models.Errorf(models.KindInvalid, "document_missing", "清理旧的逾期须写明依据文件，如“区重点项目专班会议纪要〔2026〕3号”")
	case !in.All && len(in.Rungs) == 0:
		return out, models.Errorf(models.KindInvalid, "nothing_chosen", "请勾选要清理的事项")
	}
	out.Before = list.Left
	var order []string
	of := map[string][]OldLine{}
	for _, l := range list.Lines {
		if !in.All && !slices.Contains(in.Rungs, l.ID) {
			continue
		}
		if of[l.projectID] == nil {
			order = append(order, l.projectID)
		}
		of[l.projectID] = append(of[l.projectID], l)
	}
	for _, id := range order {
		if err := s.settleProject(ctx, actor, key, id, of[id], in, &out); err != nil {
			return out, err
		}
	}
	after, err := s.OldLate(ctx, actor, programme, filter)
	out.After = after.Left
	return out, err
}

// settleProject settles the chosen items of one project. Its command has a key made of the request's and the items.
func (s *Service) settleProject(ctx context.Context, actor models.Actor, key, id string, lines []OldLine,
	in models.SettleOldRequest, out *OldSettled) error {
	p, err := s.project(ctx, id)
	if err != nil {
		return err
	}
	c := models.ChangePlanCommand{Change: models.PlanSettle, Reason: strings.TrimSpace(in.Reason),
		Approver: strings.TrimSpace(in.Approver), Document: strings.TrimSpace(in.Document)}
	for _, l := range lines {
		c.Rungs = append(c.Rungs, l.ID)
	}
	slices.Sort(c.Rungs)
	own := models.Key("settle", key, id, strings.Join(c.Rungs, " "))
	receipt, err := s.send(ctx, actor, own, 0, p, models.CommandChangePlan, models.LevelDecision, c)
	switch e := models.AsError(err); {
	case e != nil && e.Kind.Ours():
		return err
	case e != nil:
		out.Refused = append(out.Refused, OldRefused{p.Code, p.Name, e.Message})
	case receipt.Pending:
		out.Pending += len(lines)
	default:
		out.Settled += len(lines)
	}
	return nil
}
