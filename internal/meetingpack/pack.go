package meetingpack

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"duban/internal/document"
	"duban/internal/wordform"
	"duban/models"
)

// Pack is what a pack is made of.
type Pack struct {
	Programme models.Programme // its name, and whether private firms' amounts are named
	Issuer    string           // 编制单位
	By        string           // who takes it
	At        models.Instant   // when
	Figures   models.ProgrammeFigures
	Problems  []Problem // open ones, those that are overdue first
	Decisions []Decision
	Photos    map[string][]byte // newest accepted photograph of a project, as JPEG
	Own       *wordform.Form    // the office's template of the 调度情况; nil: that of the program
}

// Problem is an open problem of a project.
type Problem struct {
	ProjectID, Project, Kind, Text, Request, Department, Status string
	Level                                                       models.ProblemLevel
	Due                                                         models.Date
	Late                                                        bool
}

// Decision is an item that the last meeting decided, and what became of it.
type Decision struct {
	Meeting string // its name with the day
	Number  string // of the minutes
	Text    string
	Unit    string
	Due     models.Date
	State   string // 已办结, 办理中, 逾期
	Outcome string // as last answered
	Done    bool
	Late    bool

	Withdrawn bool
}

// File is a document of the pack; its name may have a folder.
type File struct {
	Name    string
	Content []byte
}

// Files writes the documents of the pack, in the order in which they are used.
func (p Pack) Files() ([]File, error) {
	bulletin, err := p.Bulletin()
	if err != nil {
		return nil, err
	}
	month := fmt.Sprintf("%d月", p.Figures.Month.Number())
	files := []File{{"1 " + month + "调度情况（送审稿）.docx", bulletin}}
	add := func(name string, d document.Document) {
		var out bytes.Buffer
		if err == nil {
			err = document.Write(&out, d)
		}
		files = append(files, File{name, out.Bytes()})
	}
	add("2 "+month+"一页纸.docx", p.forTheHead().sheet())
	lagging := p.lagging()
	if len(lagging) > 0 {
		add("3 滞后项目.docx", p.pages("滞后项目逐项情况", lagging))
	}
	if len(p.Decisions) > 0 {
		add("4 上次会议议定事项落实情况.docx", p.decisions())
	}
	for _, b := range p.booklets() {
		add("5 包保领导分册/"+b.name+".docx", b.document)
	}
	if len(lagging) > 0 {
		add("6 现场查看单.docx", p.visits(lagging))
	}
	return files, err
}

// lagging are the projects without a green light, the worst first. What is late besides stands on their pages.
func (p Pack) lagging() []models.ProjectFigures {
	return slices.DeleteFunc(p.Figures.Lagging(), func(l models.ProjectFigures) bool { return l.Light == models.Green })
}

// shows reports whether amounts of a project are named.
func (p Pack) shows(l models.ProjectFigures) bool { return p.Programme.ShowsAmounts(l.Investor) }

// forTheHead is the pack with every amount named: the one page for the head of the district stays inside (ADR 8).
func (p Pack) forTheHead() Pack {
	p.Programme.PrivateAmounts = models.Yes
	return p
}

// reason is why a project has its light.
func (p Pack) reason(l models.ProjectFigures) string {
	if p.shows(l) {
		return l.Reason.Text
	}
	return l.ReasonWithoutAmounts()
}

// amountOf prints an amount of a project in 万元; that of a private firm is left out.
func (p Pack) amountOf(l models.ProjectFigures, amount *models.Money) string {
	if amount == nil || !p.shows(l) {
		return "—"
	}
	return amount.Rounded(models.WanYuan)
}

// ofPlan and ofSchedule print a project's progress as shares.
func ofPlan(l models.ProjectFigures) string     { return share(l.Approved, l.Plan) }
func ofSchedule(l models.ProjectFigures) string { return share(l.Approved, l.Scheduled) }

func share(part *models.Money, whole models.Money) string {
	if part == nil || whole <= 0 {
		return "—"
	}
	return models.Percent(*part, whole) + "%"
}

// stands says what the figures are and are not.
func (p Pack) stands() string {
	return "调度数据，不作为统计数据。" + p.Figures.Source() + "。"
}

// inside is the line that internal material begins with: who took it, and when.
func (p Pack) inside() string { return "内部资料\t" + p.By + "　" + p.At.Minute() }

// problemsOf are the open problems of a project.
func (p Pack) problemsOf(l models.ProjectFigures) (own []Problem) {
	for _, one := range p.Problems {
		if one.ProjectID == l.ProjectID {
			own = append(own, one)
		}
	}
	return own
}

// brief is says in at most two lines.
func (one Problem) brief() string {
	one.Text, one.Request, one.Department = cut(one.Text, 18), cut(one.Request, 16), cut(one.Department, 12)
	return one.says()
}

// says is a problem in a line.
func (one Problem) says() string {
	s := one.Text
	if one.Request != "" {
		s += "；诉求：" + one.Request
	}
	if one.Department != "" || one.Due != 0 {
		s += "（" + cmp.Or(one.Department, "责任部门待定")
		if one.Due != 0 {
			s += "，" + chinese(one.Due) + "前"
		}
		s += "）"
	}
	return s
}

func chinese(d models.Date) string {
	if d == 0 {
		return "—"
	}
	return fmt.Sprintf("%d年%s", d.Year(), d.Chinese())
}

// cut shortens a text to a number of characters, so that a page stays one page.
func cut(text string, most int) string {
	line := []rune(text)
	if len(line) <= most {
		return text
	}
	return string(line[:most-1]) + "…"
}
