package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"duban/models"
	"duban/tracking"
)

const bulkAddress = "/bulk"

func (h *handlers) bulkRoutes() []route {
	return []route{
		{pattern: "GET /bulk", who: plans, show: h.showBulk},
		{pattern: "POST /bulk", who: plans, show: h.bulk, body: 2 * largestForm},
		{pattern: "GET /bulk/done", who: plans, show: h.showBulkDone},
	}
}

// bulkPage shows what an act would do to each chosen item, with the form of what it needs and the button that does it.
type bulkPage struct {
	basePage
	tracking.BulkPreview
	Form   form
	Chosen bool // something is chosen
	Back   string
	Fields []field
	Moves  bool     // the act asks whether due dates move
	Items  []string // the chosen items with the versions they are shown at
	Sent   []option // everything that the confirmation sends again, with Items
}

// Confirm reports whether the act can be confirmed as it is.
func (p bulkPage) Confirm() bool { return p.Missing.IsZero() && p.Ready > 0 }

// showBulk is the page of nothing chosen.
func (h *handlers) showBulk(w http.ResponseWriter, r *http.Request) error {
	p := bulkPage{basePage: h.base(w, r), Form: newForm(r), Back: "/projects"}
	p.add([]string{"bulk.css"}, nil)
	h.write(w, r, http.StatusOK, "bulk", "page", p)
	return nil
}

// bulk shows what an act would do, or does it when the preview is confirmed.
func (h *handlers) bulk(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c, err := sentBulk(f)
	if err == nil {
		err = h.chosen(r, f, &c)
	}
	if err != nil && (!f.wrong(err, map[string]string{"date_missing": "date"}) || f.Error("") != "") {
		return err
	}
	if err == nil && f.Value("commit") != "" {
		done, err := h.t.Bulk(r.Context(), actorOf(r), f.Key, c)
		switch {
		case err == nil && done.Failed == 0:
			h.redirect(w, r, bulkAddress+"/done?"+url.Values{"key": {done.Key}, "back": {bulkBack(f)}}.Encode())
			return nil
		case err == nil:
			return h.writeBulkDone(w, r, http.StatusServiceUnavailable, f, done)
		case models.KindOf(err).Ours():
			return err
		}
		f.errors[""] = f.lang.say(models.AsError(err).Message)
	}
	v, failed := h.t.PreviewBulk(r.Context(), actorOf(r), c)
	if failed != nil {
		return failed
	}
	p := bulkPage{basePage: h.base(w, r), BulkPreview: v, Form: f, Chosen: true, Back: bulkBack(f)}
	p.fields()
	for _, l := range v.Lines {
		p.Items = append(p.Items, itemText(l))
	}
	for _, name := range bulkFields {
		if value := f.Value(name); value != "" {
			p.Sent = append(p.Sent, option{name, value})
		}
	}
	p.add([]string{"bulk.css"}, nil)
	status := http.StatusOK
	if len(f.errors) > 0 {
		status = http.StatusUnprocessableEntity
	}
	h.write(w, r, status, "bulk", "page", p)
	return nil
}

// bulkFields are the fields of the acts.
var bulkFields = []string{"act", "back", "milestone", "date", "days", "until", "moves_due", "unit", "sponsor",
	"contact", "reason", "document", "approver"}

// sentBulk reads an act from a form.
func sentBulk(f form) (c tracking.Bulk, err error) {
	c.Act = models.BulkAct(f.Value("act"))
	c.Reason, c.Document, c.Approver = trimmedValue(f, "reason"), trimmedValue(f, "document"), trimmedValue(f, "approver")
	c.Milestone, c.MovesDue = trimmedValue(f, "milestone"), models.Answer(f.Value("moves_due"))
	c.Unit, c.Sponsor, c.Contact = trimmedValue(f, "unit"), trimmedValue(f, "sponsor"), trimmedValue(f, "contact")
	c.Days = f.number("days")
	for name, to := range map[string]*models.Date{"date": &c.Date, "until": &c.Until} {
		if text := trimmedValue(f, name); text != "" {
			if *to, err = models.ParseDate(text); err != nil {
				return c, models.Errorf(models.KindInvalid, "date_missing", "日期无法识别，请写成 2021-06-30").Because(err)
			}
		}
	}
	return c, nil
}

// chosen sets the items of an act: those that the preview showed, those that are ticked, or all of the list.
func (h *handlers) chosen(r *http.Request, f form, c *tracking.Bulk) error {
	for _, text := range f.values["item"] {
		c.Items = append(c.Items, itemOf(text))
	}
	switch {
	case len(c.Items) > 0:
	case f.Value("all") != "" && strings.HasPrefix(bulkBack(f), "/reviews"):
		queue, err := h.t.ReviewQueue(r.Context(), actorOf(r), tracking.OldestFirst)
		if err != nil {
			return err
		}
		for _, l := range queue.Lines {
			if !l.Own {
				c.Items = append(c.Items, tracking.BulkItem{Submission: l.ID})
			}
		}
	case f.Value("all") != "":
		query, err := url.ParseQuery(f.Value("query"))
		if err != nil {
			return badForm(err)
		}
		filter, err := filterIn(query)
		c.Filter = &filter
		return err
	default:
		for _, project := range f.values["project"] {
			c.Items = append(c.Items, tracking.BulkItem{Project: project})
		}
		for _, submission := range f.values["submission"] {
			c.Items = append(c.Items, tracking.BulkItem{Submission: submission})
		}
	}
	return nil
}

// itemText is an item of the preview as the confirmation sends it.
func itemText(l tracking.BulkLine) string {
	return strings.Join([]string{itoa(l.Year) + "/" + l.Project, l.Submission, itoa(l.Version)}, "|")
}

func itemOf(text string) tracking.BulkItem {
	parts := append(strings.Split(text, "|"), "", "")
	version, _ := strconv.Atoi(parts[2])
	return tracking.BulkItem{Project: parts[0], Submission: parts[1], Version: version}
}

// bulkBack is the list that the items were chosen on.
func bulkBack(f form) string {
	back := f.Value("back")
	path, _, _ := strings.Cut(back, "?")
	if slices.Contains([]string{"/projects", "/plans", "/reviews"}, path) {
		return back
	}
	return "/projects"
}

// fields makes the fields that the act needs.
func (p *bulkPage) fields() {
	l := p.Lang
	add := func(name, label, kind string, hint ...string) {
		p.Fields = append(p.Fields, fieldOf(p.Form, name, label, kind, hint...))
	}
	reason := true
	switch p.Act {
	case models.BulkExtend:
		add("milestone", l.text("节点名称"), "text", l.text("不填的，为各项目最近的未完成节点"))
		add("days", l.text("顺延天数"), "number", l.text("日历日；与新的日期只填一项"))
		add("date", l.text("新的日期"), "date")
	case models.BulkPause:
		add("date", l.text("停工日期"), "date")
		add("until", l.text("停工至"), "date", l.text("已知的填写"))
		p.Moves = true
	case models.BulkResume:
		add("date", l.text("复工日期"), "date")
	case models.BulkAssign:
		add("unit", l.text("责任单位"), "text", l.text("不填的不变"))
		add("sponsor", l.text("包保领导"), "text", l.text("不填的不变"))
		add("contact", l.text("联系人"), "text", l.text("不填的不变"))
	case models.BulkUrge:
		add("date", l.text("交办时限"), "date", l.text("不填的按督办单规则"))
		reason = false
	case models.BulkAccept:
		add("reason", l.text("审核意见"), "text", l.text("可以不填"))
		reason = false
	}
	if reason {
		add("reason", l.text("原因"), "text")
		add("document", l.text("文号"), "text")
		add("approver", l.text("批准人"), "text")
	}
}

// bulkButtons are what the buttons of the acts say: a button asks for what the act's name states.
var bulkButtons = map[models.BulkAct]phrase{models.BulkUrge: "催办", models.BulkExtend: "延期", models.BulkPause: "停工",
	models.BulkResume: "复工", models.BulkAssign: "分派", models.BulkAccept: "审定通过"}

// bulkActs are acts on several items, as buttons.
func bulkActs(l lang, of ...models.BulkAct) (acts []option) {
	for _, act := range of {
		acts = append(acts, option{string(act), bulkButtons[act].in(l)})
	}
	return acts
}
