package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// oldLatePage lists what was late in trial running, to be settled in bulk.
type oldLatePage struct {
	basePage
	tracking.OldLate
	Form   form
	Filter tracking.OldFilter
	Kinds  []countedKind
	Levels []countedLevel
	Shown  []tracking.OldLine
	Pager  pager
	Here   string // address of the list as it is narrowed
	Ticked map[string]bool
}

// countedKind is a kind of item with the number of its old lateness.
type countedKind struct {
	Item    models.Item
	Name    models.Word
	Count   int
	Address string
	Current bool
}

// countedLevel is a rung with the number of items that have reached it.
type countedLevel struct {
	Rung    models.Rung
	Count   int
	Address string
	Current bool
}

// oldPerPage is how many items one page lists.
const oldPerPage = 100

// oldKinds are the kinds of old lateness.
var oldKinds = []struct {
	item models.Item
	name models.Word
}{{models.ItemMilestone, "节点"}, {models.ItemReport, "月报"}, {models.ItemInvestment, "投资进度"}}

func (h *handlers) showOldLate(w http.ResponseWriter, r *http.Request) error {
	return h.writeOldLate(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeOldLate(w http.ResponseWriter, r *http.Request, status int, f form) error {
	query := r.URL.Query()
	filter := tracking.OldFilter{Item: models.Item(query.Get("item")), Rung: models.Rung(query.Get("rung"))}
	list, err := h.t.OldLate(r.Context(), actorOf(r), query.Get("year"), filter)
	if err != nil {
		return err
	}
	p := oldLatePage{basePage: h.base(w, r), OldLate: list, Form: f, Filter: filter, Ticked: map[string]bool{},
		Here: with(r.URL, "page", query.Get("page"))}
	for _, k := range oldKinds {
		p.Kinds = append(p.Kinds, countedKind{k.item, k.name, list.Kinds[k.item], with(r.URL, "item", string(k.item)),
			filter.Item == k.item})
	}
	for _, rung := range models.Rungs {
		p.Levels = append(p.Levels, countedLevel{rung, list.Rungs[rung], with(r.URL, "rung", string(rung)),
			filter.Rung == rung})
	}
	for _, id := range f.values["rung"] {
		p.Ticked[id] = true
	}
	p.Shown, p.Pager = part(r, mainList(oldPerPage), list.Lines)
	p.add([]string{"trial.css"}, nil)
	h.write(w, r, status, "oldlate", "page", p)
	return nil
}

// fieldOfOld is the form field each error code of a settlement belongs to.
var fieldOfOld = map[string]string{"reason_missing": "reason", "document_missing": "document"}

// settleOldLate settles the ticked items, or all of the list as it is narrowed.
func (h *handlers) settleOldLate(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	in := models.SettleOldRequest{Reason: trimmedValue(f, "reason"), Approver: trimmedValue(f, "approver"),
		Document: trimmedValue(f, "document"), Rungs: f.values["rung"]}
	if f.Value("all") != "" {
		in.All, in.Rungs, in.Item, in.Rung = true, nil, models.Item(query.Get("item")), models.Rung(query.Get("rung"))
	}
	done, err := h.t.SettleOld(r.Context(), actorOf(r), f.Key, query.Get("year"), in)
	if err != nil {
		if !f.wrong(err, fieldOfOld) {
			return err
		}
		return h.writeOldLate(w, r, statusOf(err), f)
	}
	message := f.lang.text("已清理 %d 件；原有 %d 件，尚余 %d 件", done.Settled, done.Before, done.After)
	if done.Pending > 0 {
		message += f.lang.text("，%d 件正在保存", done.Pending)
	}
	if len(done.Refused) == 0 {
		return h.redirectWithMessage(w, r, "/settings/live/old?year="+query.Get("year"), message)
	}
	p := outcomesPage{Back: "/settings/live/old?year=" + query.Get("year"), Done: done.Settled}
	for _, o := range done.Refused {
		p.Outcomes = append(p.Outcomes, outcome{Name: o.Code + " " + o.Name, Message: f.lang.say(o.Message)})
	}
	return h.showOutcomes(w, r, p, message)
}
