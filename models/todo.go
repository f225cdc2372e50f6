package models

import (
	"cmp"
	"slices"
)

// TodoKind is what is asked of a person (待办事项).
type TodoKind string

// The kinds, as they are listed.
const (
	TodoCorrect   TodoKind = "correct"    // 退回修改: correct what was returned
	TodoSubmit    TodoKind = "submit"     // 报送: hand in a milestone, a report, a table
	TodoPreReview TodoKind = "pre_review" // 初审
	TodoReview    TodoKind = "review"     // 审定
	TodoSign      TodoKind = "sign"       // 签收、阅示: sign for an order, or note a message
	TodoAnswer    TodoKind = "answer"     // 反馈: answer an order, an instruction, a question
	TodoCarryOut  TodoKind = "carry_out"  // 办理: a problem that was assigned, what an order asks for
	TodoDecide    TodoKind = "decide"     // 审批: a request, a correction, an order to sign, to verify or to close
	TodoRelease   TodoKind = "release"    // 拟报: let messages go to leaders
)

// TodoKinds lists the kinds in the order in which a person sees them.
var TodoKinds = []TodoKind{
	TodoCorrect, TodoSubmit, TodoPreReview, TodoReview, TodoSign, TodoAnswer, TodoCarryOut, TodoDecide, TodoRelease,
}

var todoWords = map[TodoKind]string{
	TodoCorrect: "退回修改", TodoSubmit: "待报送", TodoPreReview: "待初审", TodoReview: "待审定", TodoSign: "待签收", TodoAnswer: "待反馈",
	TodoCarryOut: "待办理", TodoDecide: "待审批", TodoRelease: "待发送",
}

// Chinese returns the name of the kind.
func (k TodoKind) Chinese() string { return todoWords[k] }

// Todo is one thing asked of a person, whatever it comes from. Pages, API and digests list the same.
type Todo struct {
	Kind     TodoKind `json:"kind"`
	Object   string   `json:"object"` // row key of what it is about; with Kind unique for a person
	Title    Message  `json:"title"`
	Code     string   `json:"project,omitempty"` // project, when it is about one
	Name     string   `json:"project_name,omitempty"`
	Path     string   `json:"path"` // page on which it is done
	AskedBy  string   `json:"asked_by,omitempty"`
	AskedAt  Instant  `json:"asked_at,omitempty"`
	Due      Date     `json:"due,omitempty"` // 0: no date
	DaysLate int      `json:"days_late"`     // counted working days since it was due
	DaysLeft int      `json:"days_left"`     // working days until it is due
	Rung     Rung     `json:"rung,omitempty"`
}

// CompareTodos orders what is asked of a person: the latest first, then what is due first, then by kind.
func CompareTodos(a, b Todo) int {
	due := func(t Todo) Date { // what has no date comes last
		if t.Due == 0 {
			return 1 << 30
		}
		return t.Due
	}
	return cmp.Or(cmp.Compare(b.DaysLate, a.DaysLate), cmp.Compare(due(a), due(b)),
		cmp.Compare(slices.Index(TodoKinds, a.Kind), slices.Index(TodoKinds, b.Kind)), cmp.Compare(a.AskedAt, b.AskedAt),
		cmp.Compare(a.Object, b.Object))
}
