package web

import (
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

// tasksPage lists a person's tasks.
type tasksPage struct {
	basePage
	tracking.Tasks
	Groups     []taskGroup
	Asked      []todoGroup // everything else that is asked of the person, by kind
	AskedPager pager
	Actionable int // number of things the person can act on
	Pager      pager
	counts     map[models.TaskState]int
	handsIn    bool
	reports    int // projects whose report is to be handed in
}

// tasksPerPage is how many tasks are listed at once.
const tasksPerPage = 100

// todosPerPage is how many of the other things asked of a person are listed at once.
const todosPerPage = 60

// todoGroup is what is asked of a person of one kind.
type todoGroup struct {
	Kind  models.TodoKind
	Title string
	Count int
	Todos []todoLine
}

// todoLine is one of them as the page shows it.
type todoLine struct {
	models.Todo
	When string
}

// taskGroup is the tasks of one urgency, by project.
type taskGroup struct {
	State    models.TaskState
	Title    string
	Note     string
	Count    int
	Projects []taskProject
}

// taskProject is a project's tasks within a group.
type taskProject struct {
	Year    int
	Code    string
	Name    string
	Owner   string // set when the person reports on behalf of the owner
	Address string // of its page; "" when there is none
	Cards   []taskCard
}

// taskCard is one task as the page shows it.
type taskCard struct {
	tracking.Task
	Title   string
	When    string
	Address string // of its form; "" when there is nothing to do
	Action  string
}

// taskTitles are the groups' titles and notes.
var taskTitles = map[models.TaskState][2]phrase{
	models.TaskReturned: {"退回待改", "按退回原因改正后重新提交，原期限不变。"},
	models.TaskOverdue:  {"已逾期", "请尽快完成并提交；提交后在审核期间不再计时。"},
	models.TaskSoon:     {"即将到期", "完成后提交，附现场照片或证明文件。"},
	models.TaskReport:   {"本期月报", "没有完成投资的请报 0。"},
	models.TaskWaiting:  {"等待审核", "已提交，由重点项目办审核，无需再办理。"},
	models.TaskAccepted: {"最近通过", "近两周内审核通过的。"},
}

func (h *handlers) showTasks(w http.ResponseWriter, r *http.Request) error {
	tasks, err := h.t.Tasks(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := tasksPage{basePage: h.base(w, r), Tasks: tasks, handsIn: models.CanSubmit(actorOf(r)) == nil}
	p.add([]string{"tasks.css"}, nil)
	p.group(r, h)
	p.others(r)
	h.write(w, r, http.StatusOK, "tasks", "page", p)
	return nil
}

func (p *tasksPage) group(r *http.Request, h *handlers) {
	p.count()
	p.Tasks.Tasks, p.Pager = part(r, mainList(tasksPerPage), inOrder(p.Tasks.Tasks))
	_, linked := h.pageAccess["/projects/{year}/{code}"]
	for _, state := range models.TaskStates {
		g := taskGroup{State: state, Title: taskTitles[state][0].in(p.Lang), Note: taskTitles[state][1].in(p.Lang),
			Count: p.counts[state]}
		at := map[string]int{}
		for _, task := range p.Tasks.Tasks {
			if task.State != state {
				continue
			}
			i, known := at[task.Code]
			if !known {
				i = len(g.Projects)
				at[task.Code] = i
				project := taskProject{Year: task.Year, Code: task.Code, Name: task.Name}
				if task.OnBehalf {
					project.Owner = task.Owner
				}
				if linked {
					project.Address = projectAddress(task.Year, task.Code)
				}
				g.Projects = append(g.Projects, project)
			}
			g.Projects[i].Cards = append(g.Projects[i].Cards, p.Lang.card(task))
		}
		if len(g.Projects) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
}

// Several returns how many projects wait for the person's monthly reports, if there are several.
func (p tasksPage) Several() int {
	if p.reports < 2 || !p.handsIn {
		return 0
	}
	return p.reports
}

// HandsIn reports whether the person hands in for projects.
func (p tasksPage) HandsIn() bool { return p.handsIn }

// others lists by kind what is asked of the person besides what they hand in: what waits for a unit's opinion first.
func (p *tasksPage) others(r *http.Request) {
	all := p.Others()
	slices.SortStableFunc(all, func(a, b models.Todo) int {
		return slices.Index(models.TodoKinds, a.Kind) - slices.Index(models.TodoKinds, b.Kind)
	})
	counts := map[models.TodoKind]int{}
	for _, one := range all {
		counts[one.Kind]++
	}
	p.Actionable += len(all)
	all, p.AskedPager = part(r, listing{"asked", "asked-title", "", todosPerPage}, all)
	for _, one := range all {
		if n := len(p.Asked); n == 0 || p.Asked[n-1].Kind != one.Kind {
			p.Asked = append(p.Asked, todoGroup{Kind: one.Kind, Title: phrase(one.Kind.Chinese()).in(p.Lang),
				Count: counts[one.Kind]})
		}
		last := &p.Asked[len(p.Asked)-1]
		last.Todos = append(last.Todos, todoLine{one, p.Lang.whenAsked(one)})
	}
	for i := range p.Groups {
		if p.Groups[i].State == models.TaskWaiting && counts[models.TodoPreReview] > 0 {
			p.Groups[i].Note = p.Lang.text("已经提交，等待审核；待您初审的列在上面。")
		}
	}
}

// whenAsked returns how late something is, or how soon it is due.
func (l lang) whenAsked(t models.Todo) string {
	switch {
	case t.Due == 0:
		return ""
	case t.DaysLate > 0:
		return l.text("逾期 %d 个工作日", t.DaysLate)
	case t.DaysLeft == 0:
		return l.text("今天到期")
	}
	return l.text("还有 %d 个工作日", t.DaysLeft)
}

// count counts the tasks of each state, on all parts of the list.
func (p *tasksPage) count() {
	p.counts = map[models.TaskState]int{}
	reporting := map[string]bool{}
	for _, task := range p.Tasks.Tasks {
		p.counts[task.State]++
		if task.Item == models.ItemReport && task.State != models.TaskWaiting && task.State != models.TaskAccepted {
			reporting[task.Code] = true
		}
		if task.State != models.TaskWaiting && task.State != models.TaskAccepted {
			p.Actionable++
		}
	}
	p.reports = len(reporting)
}

// inOrder returns the tasks in the order of the groups.
func inOrder(tasks []tracking.Task) []tracking.Task {
	return slices.SortedStableFunc(slices.Values(tasks), func(a, b tracking.Task) int {
		return slices.Index(models.TaskStates, a.State) - slices.Index(models.TaskStates, b.State)
	})
}

// card returns a task for display.
func (l lang) card(t tracking.Task) taskCard {
	c := taskCard{Task: t, Title: t.Milestone, When: l.when(t)}
	if t.Item == models.ItemMilestone {
		c.Address, c.Action = milestoneAddress(t.Year, t.Code, t.MilestoneID), l.text("报送节点完成情况")
	} else {
		c.Title, c.Address, c.Action = l.reportTitle(t.Month), reportAddress(t.Year, t.Code, t.Month), l.text("填报月报")
	}
	switch t.State {
	case models.TaskReturned:
		c.Action = l.text("改正后重报")
	case models.TaskWaiting, models.TaskAccepted:
		c.Address = ""
	}
	return c
}

// reportTitle returns the name of a month's report; January and February are one report.
func (l lang) reportTitle(m models.Month) string {
	if m.Number() == 2 {
		return l.text("%d年1-2月投资月报", m.Year())
	}
	return l.text("%s投资月报", l.monthOfYear(m))
}

// when returns how late a task is, or how soon it is due.
func (l lang) when(t tracking.Task) string {
	switch {
	case t.State == models.TaskWaiting:
		return l.text("%s 提交", l.moment(t.SubmittedAt))
	case t.State == models.TaskAccepted:
		return l.text("%s 通过", l.moment(t.DecidedAt))
	case t.Paused:
		return l.text("停工期间不计时")
	case t.Due == 0:
		return l.text("没有期限")
	case t.DaysLate > 0:
		return l.text("逾期 %d 个工作日", t.DaysLate)
	case t.State == models.TaskOverdue:
		return l.text("刚过期限")
	case t.DaysLeft == 0:
		return l.text("今天到期")
	}
	return l.text("还有 %d 个工作日", t.DaysLeft)
}
