package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// bulkDonePage shows what became of each item of an act.
type bulkDonePage struct {
	basePage
	tracking.BulkResult
	Form  form
	Back  string
	Again []option // of an act that was cut off by a fault: what sends it again
	Rows  []bulkRow
}

// bulkRow is one item with the page that it leads to.
type bulkRow struct {
	tracking.BulkOutcome
	Link     string
	TakeBack string // where the acceptance is withdrawn; "": it cannot be
}

// NotDone is how many items are not done.
func (p bulkDonePage) NotDone() int { return p.Refused + p.Failed }

// Good reports whether the item is done.
func (r bulkRow) Good() bool {
	return r.State != tracking.BulkRefused && r.State != tracking.BulkFailed
}

// bulkStateWords are the names of the states.
var bulkStateWords = map[tracking.BulkState]phrase{
	tracking.BulkDone: "已办理", tracking.BulkAlready: "此前已办理", tracking.BulkRefused: "未办理", tracking.BulkPending: "正在保存",
	tracking.BulkFailed: "未办理",
}

// Word is the name of the item's state.
func (p bulkDonePage) Word(r bulkRow) string { return bulkStateWords[r.State].in(p.Lang) }

func (h *handlers) showBulkDone(w http.ResponseWriter, r *http.Request) error {
	f := newForm(r)
	key := r.URL.Query().Get("key")
	f.Set("back", r.URL.Query().Get("back"))
	if key == "" {
		return h.showBulk(w, r)
	}
	done, err := h.t.BulkResult(r.Context(), actorOf(r), key)
	if err != nil {
		return err
	}
	return h.writeBulkDone(w, r, http.StatusOK, f, done)
}

func (h *handlers) writeBulkDone(w http.ResponseWriter, r *http.Request, status int, f form,
	done tracking.BulkResult) error {
	p := bulkDonePage{basePage: h.base(w, r), BulkResult: done, Form: f, Back: bulkBack(f)}
	for _, i := range done.Items {
		row := bulkRow{BulkOutcome: i, Link: projectAddress(i.Year, i.Project)}
		switch {
		case i.Order != "":
			row.Link = orderAddress(i.Order)
		case i.Submission != "":
			row.Link = reviewAddress(i.Submission)
		}
		if done.Act == models.BulkAccept && row.Good() && models.InstantOf(h.t.Now()).Sub(done.At) < models.TakeBackTime {
			row.TakeBack = reviewAddress(i.Submission) + "/take-back"
		}
		p.Rows = append(p.Rows, row)
	}
	if done.Failed > 0 {
		for name, values := range f.values {
			for _, value := range values {
				p.Again = append(p.Again, option{name, value})
			}
		}
	}
	if takes(r) {
		return h.sendList(w, r, p.taken())
	}
	p.add([]string{"bulk.css"}, nil)
	h.write(w, r, status, "bulkdone", "page", p)
	return nil
}

// taken is the result as a workbook.
func (p bulkDonePage) taken() tracking.TakenList {
	l := p.Lang
	var t taking[bulkRow]
	t.text(l.text("编码"), func(x bulkRow) string { return x.Project })
	t.text(l.text("项目"), func(x bulkRow) string { return x.Name })
	t.text(l.text("责任单位"), func(x bulkRow) string { return x.Unit })
	t.text(l.text("内容"), func(x bulkRow) string { return l.say(x.Item) })
	t.text(l.text("结果"), p.Word)
	t.text(l.text("说明"), func(x bulkRow) string { return l.say(x.Message) })
	return t.of(l.text("批量办理结果"), p.Rows)
}
