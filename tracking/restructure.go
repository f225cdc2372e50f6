package tracking

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ProjectEnd is a project at one end of a split or a merger.
type ProjectEnd struct {
	Code  string       `json:"code"`
	Name  string       `json:"name"`
	Plan  models.Money `json:"annual_plan_fen"`      // that went from the one to the other
	Total models.Money `json:"total_investment_fen"` // likewise
}

// RestructureAct is a split or a merger on record.
type RestructureAct struct {
	Kind       models.RestructureKind `json:"kind"`
	Year       int                    `json:"year"`
	From       []ProjectEnd           `json:"from"`
	To         []ProjectEnd           `json:"to"`
	Document   string                 `json:"document"`
	DocumentOn models.Date            `json:"document_on"`
	Ground     string                 `json:"ground"`
	By         string                 `json:"by"`
	At         models.Instant         `json:"at"`
}

// RestructureSource is a project that may be split or merged, with what it hands on.
type RestructureSource struct {
	Year       int                    `json:"year"`
	Code       string                 `json:"code"`
	Name       string                 `json:"name"`
	Plan       models.Money           `json:"annual_plan_fen"`
	Total      models.Money           `json:"total_investment_fen"`
	Left       models.Remaining       `json:"left"`
	Milestones []RestructureMilestone `json:"milestones"` // open ones
}

// RestructureMilestone is an open milestone that is to be assigned.
type RestructureMilestone struct {
	ID   string      `json:"id"`
	Name string      `json:"name"`
	Due  models.Date `json:"due"`
}

// RestructureForm are projects that are to be split or merged.
type RestructureForm struct {
	AsOf    models.Instant      `json:"as_of"`
	Sources []RestructureSource `json:"sources"`
	Plan    models.Money        `json:"annual_plan_fen"`      // that all of them hand on
	Total   models.Money        `json:"total_investment_fen"` // likewise
}

// canRestructure returns nil when the actor may split and merge projects.
func canRestructure(actor models.Actor) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	return models.CanSeeAll(actor)
}

// RestructureForm shows what projects hand on when they are split or merged.
func (s *Service) RestructureForm(ctx context.Context, actor models.Actor, projects []string) (RestructureForm, error) {
	out := RestructureForm{AsOf: s.now(), Sources: []RestructureSource{}}
	if err := canRestructure(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		facts, err := restructured(tx, actor, projects)
		for _, f := range facts {
			left := models.RemainingOf(f)
			one := RestructureSource{Year: f.Project.Year, Code: f.Project.Code, Name: f.Project.Name,
				Plan: f.Project.AnnualPlan, Total: f.Project.TotalInvestment, Left: left,
				Milestones: []RestructureMilestone{}}
			for _, m := range left.Open {
				one.Milestones = append(one.Milestones, RestructureMilestone{m.ID, m.Name, m.Due})
			}
			out.Sources = append(out.Sources, one)
			out.Plan += left.Plan
			out.Total += left.Total
		}
		return err
	})
	return out, err
}

// restructured loads the facts of projects by code.
func restructured(tx *store.Tx, actor models.Actor, codes []string) ([]models.Facts, error) {
	var all []models.Facts
	seen := map[string]bool{}
	for _, code := range codes {
		if code = strings.TrimSpace(code); code == "" {
			continue
		}
		p, err := find(tx, actor, code)
		if err != nil {
			return nil, err
		}
		if seen[p.ID] {
			return nil, models.Errorf(models.KindInvalid, "projects_wrong", "项目“%s”（%s）重复，请核对", p.Name, p.Code)
		}
		seen[p.ID] = true
		f, err := tx.Facts(p.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	if len(all) == 0 {
		return nil, models.Errorf(models.KindInvalid, "project_missing", "请给出要拆分或合并的项目编码")
	}
	return all, nil
}

// Restructure splits a project or merges projects on a document, in one transaction. What was reported stays with the
// projects that it was reported for; they are closed with a link to those that come of them. The year's plan, the total
// investment and the open milestones that are left go to these; the sums stay the same to the fen. The same key gives
// the same answer.
func (s *Service) Restructure(ctx context.Context, actor models.Actor, key string, c models.RestructureCommand) (
	RestructureAct, error) {
	defer s.runningNow.forget()
	var out RestructureAct
	if err := canRestructure(actor); err != nil {
		return out, err
	}
	head, err := headOf(actor, key, "", "Restructure", c)
	if err != nil {
		return out, err
	}
	var touched []models.Project
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		facts, err := restructured(tx, actor, c.Projects)
		if err != nil {
			return err
		}
		done, err := models.Restructure(facts, c, models.Key("act", head.Key), actor, s.now())
		if err != nil {
			return err
		}
		for _, p := range done.Projects {
			if _, err := tx.Project(p.ID); models.KindOf(err) != models.KindNotFound {
				if err != nil {
					return err
				}
				return models.Errorf(models.KindInvalid, "code_taken", "项目编码“%s”重复或有误，请换一个编码，或留空由系统编号", p.Code)
			}
		}
		if err := tx.Restructure(done); err != nil {
			return err
		}
		if out, err = s.recordRestructure(tx, actor, head.Key, facts, done, c); err != nil {
			return err
		}
		if err := s.remember(tx, actor, head, "project."+string(c.Kind), facts[0].Project.ID, out); err != nil {
			return err
		}
		ids := make([]string, 0, len(done.Closed)+len(done.Projects))
		for _, p := range append(done.Closed, done.Projects...) {
			ids = append(ids, p.ID)
		}
		if _, err := figures.Settle(tx, s.Calendar, s.now(), ids...); err != nil {
			return err
		}
		for _, id := range ids {
			p, err := tx.Project(id)
			if err != nil {
				return err
			}
			touched = append(touched, p)
		}
		return nil
	})
	if err != nil {
		return RestructureAct{}, err
	}
	s.pokeAll(context.WithoutCancel(ctx), touched, "restructure") // committed: done even if the caller has gone
	return out, nil
}

// recordRestructure adds an audit row for every project, tells owners and units, and returns the act.
func (s *Service) recordRestructure(tx *store.Tx, actor models.Actor, key string, facts []models.Facts,
	done models.Restructured, c models.RestructureCommand) (RestructureAct, error) {
	detail, err := json.Marshal(c)
	if err != nil {
		return RestructureAct{}, err
	}
	extra, err := tx.CalendarDays()
	if err != nil {
		return RestructureAct{}, err
	}
	days := s.Calendar(extra)
	var events []models.AuditEvent
	for _, p := range append(done.Closed, done.Projects...) {
		events = append(events, models.AuditEvent{CommandKey: key, ProjectID: p.ID, ByID: actor.ID, ByName: actor.Name,
			Action: "project." + string(c.Kind), Object: done.Links[0].Act, Detail: string(detail), At: s.now()})
	}
	if err := tx.InsertAudit(events...); err != nil {
		return RestructureAct{}, err
	}
	var messages []models.OutboxMessage
	for _, f := range facts {
		said := fmt.Sprintf("%s：%s", c.Kind.Chinese(), namesOf(done.Projects))
		messages = append(messages, models.RulesFor(f, days).ListNotices(f.Project, key, said, c.Document, s.now())...)
	}
	if _, err := tx.InsertOutbox(messages...); err != nil {
		return RestructureAct{}, err
	}
	rows, err := tx.ProjectLinks(facts[0].Project.Year, facts[0].Project.ID)
	if err != nil {
		return RestructureAct{}, err
	}
	if c.Kind == models.ProjectMerge {
		if rows, err = tx.ProjectLinks(facts[0].Project.Year, done.Projects[0].ID); err != nil {
			return RestructureAct{}, err
		}
	}
	return restructureActs(rows)[0], nil
}

func namesOf(projects []models.Project) string {
	names := make([]string, 0, len(projects))
	for _, p := range projects {
		names = append(names, p.Name)
	}
	return strings.Join(names, "、")
}

// restructureActs puts the links of each act together, in their order.
func restructureActs(rows []store.ProjectLink) []RestructureAct {
	acts := []RestructureAct{}
	last := ""
	seen := map[string]bool{}
	for _, r := range rows {
		if r.Act != last {
			last = r.Act
			acts = append(acts, RestructureAct{Kind: r.Kind, Year: r.Year, From: []ProjectEnd{}, To: []ProjectEnd{},
				Document: r.Document, DocumentOn: r.DocumentOn, Ground: r.Ground, By: r.ByName, At: r.At})
		}
		a := &acts[len(acts)-1]
		from, to := ProjectEnd{Code: r.FromCode, Name: r.FromName}, ProjectEnd{Code: r.ToCode, Name: r.ToName}
		if r.Kind == models.ProjectSplit {
			to.Plan, to.Total = r.Plan, r.Total
		} else {
			from.Plan, from.Total = r.Plan, r.Total
		}
		if !seen[r.Act+r.FromID] {
			a.From = append(a.From, from)
		}
		if !seen[r.Act+r.ToID] {
			a.To = append(a.To, to)
		}
		seen[r.Act+r.FromID], seen[r.Act+r.ToID] = true, true
	}
	return acts
}

// Restructures lists the splits and mergers of a year; of one project for its code, of the present year for "".
func (s *Service) Restructures(ctx context.Context, actor models.Actor, project string) ([]RestructureAct, error) {
	acts := []RestructureAct{}
	if err := models.CanSeeAll(actor); err != nil {
		return acts, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		year, id := s.now().Date().Year(), ""
		if project != "" {
			p, err := find(tx, actor, project)
			if err != nil {
				return err
			}
			year, id = p.Year, p.ID
		}
		rows, err := tx.ProjectLinks(year, id)
		acts = restructureActs(rows)
		return err
	})
	return acts, err
}
