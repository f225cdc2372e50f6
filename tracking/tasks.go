package tracking

import (
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// Tasks is what a person must submit now, over all their projects.
type Tasks struct {
	AsOf     models.Instant `json:"as_of"`
	Projects int            `json:"projects"` // number of their projects
	Tasks    []Task         `json:"tasks"`    // the most urgent first
	Reviews  *ReviewLoad    `json:"reviews"`  // what waits for a reviewer; null for other people
	Todos    []models.Todo  `json:"todos"`    // everything that is asked of them, the most urgent first
	Urgent   []UrgentLine   `json:"urgent"`   // urgent tables (急报表) that they have not answered, the first due first
}

// Task is one thing to submit, or one that waits for a decision.
type Task struct {
	Code        string           `json:"project"`
	Year        int              `json:"year"`
	Name        string           `json:"project_name"`
	Owner       string           `json:"owner"`
	OnBehalf    bool             `json:"on_behalf"` // the person fills in for the owner (代填)
	Item        models.Item      `json:"item"`      // "milestone" or "report"
	Milestone   string           `json:"milestone,omitempty"`
	MilestoneID string           `json:"milestone_id,omitempty"`
	Month       models.Month     `json:"month,omitempty"`
	Controlling bool             `json:"controlling,omitempty"`
	State       models.TaskState `json:"state"`
	Due         models.Date      `json:"due,omitempty"`
	FallsDue    models.Date      `json:"falls_due,omitempty"` // due, or the working day it moves to (顺延至)
	Assumed     bool             `json:"assumed,omitempty"`   // days_late or days_left is assumed (推算)
	DaysLate    int              `json:"days_late"`           // working days that count, see models.Task
	DaysLeft    int              `json:"days_left"`
	Paused      bool             `json:"paused,omitempty"`
	Rung        models.Rung      `json:"rung,omitempty"`
	NextRung    models.Rung      `json:"next_rung,omitempty"` // reached at NextRungAt unless it is submitted before
	NextAt      models.Instant   `json:"next_at,omitempty"`
	Estimate    *models.Money    `json:"estimate_fen,omitempty"`
	Submission  string           `json:"submission,omitempty"` // ID of the latest one
	SubmittedAt models.Instant   `json:"submitted_at,omitempty"`
	By          string           `json:"by,omitempty"`
	DecidedAt   models.Instant   `json:"decided_at,omitempty"`
	DecidedBy   string           `json:"decided_by,omitempty"`
	Reason      string           `json:"reason,omitempty"` // why it was returned
	Asked       models.Message   `json:"asked,omitzero"`   // 已申请延期至…，待审批
	Request     string           `json:"request,omitempty"`
}

// ReviewLoad is what waits for the office to decide.
type ReviewLoad struct {
	Waiting int            `json:"waiting"`
	Oldest  models.Instant `json:"oldest,omitempty"`
	Late    int            `json:"late"` // waiting longer than a reviewer has
}

// Tasks lists everything that is asked of a person, and in detail what they must submit now, for the open projects of
// the owners and responsible units they act for. Reviewers see the number of waiting submissions.
func (s *Service) Tasks(ctx context.Context, actor models.Actor) (Tasks, error) {
	if err := models.CanRead(actor); err != nil {
		return Tasks{}, err
	}
	out := Tasks{AsOf: s.now(), Tasks: []Task{}, Urgent: []UrgentLine{}, Todos: []models.Todo{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		if actor.Is(models.RoleOwner, models.RoleUnit) {
			if err := s.gather(tx, actor, common, &out); err != nil {
				return err
			}
			if err := s.askUrgently(tx, actor, &out); err != nil {
				return err
			}
		}
		if models.CanReview(actor) == nil {
			if out.Reviews, err = s.reviewLoad(tx, out.AsOf); err != nil {
				return err
			}
		}
		return out.todos(s, tx, actor, common)
	})
	return out, err
}

func (s *Service) gather(tx *store.Tx, actor models.Actor, common *figures.Common, t *Tasks) error {
	projects, err := tx.ProjectsFor(actor.Organisations(models.RoleOwner), actor.Organisations(models.RoleUnit))
	if err != nil {
		return err
	}
	members, err := s.factsOf(tx, projects)
	if err != nil {
		return err
	}
	t.Projects = len(members)
	t.Todos = append(t.Todos, preReviews(actor, members, common, t.AsOf)...)
	var asks []models.Task // parallel to t.Tasks
	carried := map[string]bool{}
	for _, m := range members { // the latest year first
		f := m.Facts
		carriedOn := carried[f.Project.OwnerID+" "+f.Project.NameKey]
		carried[f.Project.OwnerID+" "+f.Project.NameKey] = true
		onBehalf := !slices.Contains(actor.Organisations(models.RoleOwner), f.Project.OwnerID)
		for _, a := range models.RulesFor(f, common.Calendar).Tasks(f, t.AsOf) {
			if carriedOn && a.Item == models.ItemMilestone && a.Last == nil {
				continue // the list of a later year asks for it
			}
			task := taskOf(f.Project, a)
			if q, asked := f.ExtensionAsked(a.Subject); asked && a.Item == models.ItemMilestone {
				task.Asked, task.Request = q.Waits(), q.ID
			}
			task.Owner, task.OnBehalf = common.Names.Organisations[f.Project.OwnerID], onBehalf
			t.Tasks, asks = append(t.Tasks, task), append(asks, a)
		}
	}
	order := make([]int, len(asks))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return asks[a].Compare(asks[b]) })
	sorted := make([]Task, 0, len(order))
	for _, i := range order {
		sorted = append(sorted, t.Tasks[i])
	}
	t.Tasks = sorted
	return t.decided(tx)
}

func taskOf(p models.Project, a models.Task) Task {
	t := Task{
		Code: p.Code, Year: p.Year, Name: p.Name, Item: a.Item, Milestone: a.Name, Month: a.Month, Controlling: a.Controlling,
		State: a.State,
		Due:   a.Due, FallsDue: a.FallsDue, Assumed: a.Assumed, DaysLate: a.Late, DaysLeft: a.Left, Paused: a.Paused,
		Rung: a.Rung, NextRung: a.NextRung,
		NextAt: a.NextAt, Estimate: a.Estimate,
	}
	if a.Item == models.ItemMilestone {
		t.MilestoneID = a.Subject
	}
	if last := a.Last; last != nil {
		t.Submission, t.SubmittedAt, t.By, t.DecidedAt = last.ID, last.SubmittedAt, last.ByName, last.DecidedAt
	}
	return t
}

// decided adds who decided and, for a returned submission, why.
func (t *Tasks) decided(tx *store.Tx) error {
	var ids []string
	for _, task := range t.Tasks {
		if task.Submission != "" {
			ids = append(ids, task.Submission)
		}
	}
	reviews, err := tx.ReviewsOfSubmissions(ids)
	for i := range t.Tasks {
		if review, ok := reviews[t.Tasks[i].Submission]; ok {
			t.Tasks[i].DecidedBy, t.Tasks[i].Reason = review.ByName, review.Reason
		}
	}
	return err
}

// reviewLoad counts the waiting submissions on the latest district list.
func (s *Service) reviewLoad(tx *store.Tx, now models.Instant) (*ReviewLoad, error) {
	g, err := s.programme(tx, "")
	if models.KindOf(err) == models.KindNotFound {
		return &ReviewLoad{}, nil
	}
	if err != nil {
		return nil, err
	}
	rules := models.Rules{Ladder: g.Book().Ladder, Calendar: g.Calendar}
	load := &ReviewLoad{}
	for i := range g.Listed {
		for _, sub := range g.Listed[i].Submissions {
			if sub.Status != models.SubmissionWaiting {
				continue
			}
			load.Waiting++
			if load.Oldest == 0 {
				load.Oldest = sub.SubmittedAt
			}
			load.Oldest = min(load.Oldest, sub.SubmittedAt)
			if rules.ReviewOverdue(sub, now.Date()) {
				load.Late++
			}
		}
	}
	return load, nil
}
