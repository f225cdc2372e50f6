package tracking

import (
	"net/url"
	"slices"
	"strconv"

	"duban/internal/figures"
	"duban/models"
)

// The addresses of the pages on which things are done.

// askedOf returns what is asked of a person about a project: nothing but the project is set.
func askedOf(p models.Project, kind models.TodoKind, object, path string) models.Todo {
	return models.Todo{Kind: kind, Object: object, Code: p.Code, Name: p.Name, Path: path}
}

// by sets the day by which something is to be done, with the working days late or left.
func by(t models.Todo, due, today models.Date, calendar models.Calendar) models.Todo {
	t.Due = due
	switch {
	case due == 0:
	case today > due:
		t.DaysLate = calendar.Between(due, today)
	default:
		t.DaysLeft = calendar.Between(today, due)
	}
	return t
}

// handIns are what owners, and units for them, are to hand in or to correct.
func (t Tasks) handIns() (todos []models.Todo) {
	for _, a := range t.Tasks {
		if a.State == models.TaskWaiting || a.State == models.TaskAccepted {
			continue
		}
		one := models.Todo{Kind: models.TodoSubmit, Object: a.MilestoneID, Code: a.Code, Name: a.Name, Due: a.Due,
			DaysLate: a.DaysLate, DaysLeft: a.DaysLeft, Rung: a.Rung}
		if a.State == models.TaskReturned {
			one.Kind, one.AskedBy, one.AskedAt = models.TodoCorrect, a.DecidedBy, a.DecidedAt
		}
		p := models.Project{Year: a.Year, Code: a.Code}
		if a.Item == models.ItemMilestone {
			one.Title = models.Messagef("报送节点“%s”", a.Milestone)
			one.Path = models.ProjectPath(p) + "/milestones/" + url.PathEscape(a.MilestoneID) + "/submit"
		} else {
			one.Object = strconv.Itoa(a.Year) + "/" + a.Code + "/" + a.Month.String()
			one.Title, one.Path = models.Messagef("报送 %s 月报", a.Month), models.ProjectPath(p)+"/report?month="+a.Month.String()
		}
		todos = append(todos, one)
	}
	for _, u := range t.Urgent {
		one := models.Todo{Kind: models.TodoSubmit, Object: u.ID, Title: models.Messagef("填报急报表“%s”", u.Name),
			Path: "/urgent/" + url.PathEscape(u.ID), Due: u.Due.Date()}
		if u.Late {
			one.DaysLate = 1
		}
		todos = append(todos, one)
	}
	return todos
}

// preReviews are the submissions and requests that wait for a responsible unit's opinion (初审).
func preReviews(actor models.Actor, members []figures.Member, common *figures.Common,
	now models.Instant) (todos []models.Todo) {
	for _, m := range members {
		if models.CanPreReview(actor, m.Project) != nil {
			continue
		}
		rules := models.RulesFor(m.Facts, common.Calendar)
		for _, sub := range m.Waiting() {
			if sub.PreReviewedAt != 0 || sub.ByID == actor.ID {
				continue
			}
			one := askedOf(m.Project, models.TodoPreReview, sub.ID, "/unit?unit="+
				url.QueryEscape(common.Names.Organisations[m.Project.ResponsibleUnitID]))
			one.Title, one.AskedBy, one.AskedAt = models.Messagef("初审%s", aboutSubmission(m.Facts, sub)), sub.ByName,
				sub.SubmittedAt
			todos = append(todos, by(one, rules.ReviewDue(sub), now.Date(), common.Calendar))
		}
		for _, q := range m.WaitingRequests() {
			if q.PreReviewedAt == 0 && q.AskedByID != actor.ID {
				todos = append(todos, requestTodo(m.Facts, q, models.TodoPreReview, rules, now))
			}
		}
	}
	return todos
}

// aboutSubmission names what was handed in.
func aboutSubmission(f models.Facts, sub models.Submission) models.Message {
	if sub.Kind == models.SubmitReport {
		return models.Messagef("%s 月报", sub.Month)
	}
	at := slices.IndexFunc(f.Milestones, func(m models.Milestone) bool { return m.ID == sub.MilestoneID })
	if at < 0 {
		return models.Messagef("节点填报")
	}
	return models.Messagef("节点“%s”", f.Milestones[at].Name)
}

func requestTodo(f models.Facts, q models.Request, kind models.TodoKind, rules models.Rules,
	now models.Instant) models.Todo {
	one := askedOf(f.Project, kind, q.ID, models.RequestPath(q.ID))
	one.Title, one.AskedBy, one.AskedAt = q.About(), q.AskedByName, q.AskedAt
	return by(one, rules.RequestDue(q), now.Date(), rules.Calendar)
}
