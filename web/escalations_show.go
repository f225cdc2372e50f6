package web

import (
	"net/http"
	"net/url"
	"slices"

	"duban/models"
	"duban/tracking"
)

// escalationsPage lists late items.
type escalationsPage struct {
	basePage
	tracking.EscalationList
	Form    form
	Choices []choice
	Rows    []tracking.EscalationLine
	Pager   pager
	Closed  bool
	Mine    bool
	Narrow  bool // a filter is set
	MayMine bool // the person can be informed, so "mine" makes sense
	NoList  bool
	OpenURL string
	PastURL string
	Levels  []levelCount
}

// levelCount is a rung with the number of items whose highest rung it is.
type levelCount struct {
	Rung    models.Rung
	Count   int
	Address string
	Current bool
}

const escalationsPerPage = 50

func (h *handlers) showEscalations(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	rung, err := parseRung(q.Get("rung"))
	if err != nil {
		return err
	}
	filter := tracking.EscalationFilter{
		Programme: q.Get("year"), Rung: rung, Unit: q.Get("unit"), Project: q.Get("project"),
		Closed: q.Get("state") == "closed", Mine: q.Get("mine") != "",
	}
	list, err := h.t.EscalationList(r.Context(), actorOf(r), filter)
	noList := filter.Programme == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := escalationsPage{
		basePage: h.base(w, r), EscalationList: list, NoList: noList, Form: askedForm(r), Closed: filter.Closed,
		Mine:    filter.Mine,
		Narrow:  rung != "" || filter.Unit != "" || filter.Project != "" || filter.Mine,
		MayMine: models.CanNote(actorOf(r)) == nil,
		OpenURL: with(r.URL, "state", ""), PastURL: with(r.URL, "state", "closed"),
	}
	p.add([]string{"ladder.css"}, nil)
	if len(list.Units) > 1 {
		options := append([]option{{"", p.Lang.text("全部责任单位")}}, offered(p.Form, "unit", list.Units)...)
		p.Choices = append(p.Choices, choiceOf(p.Form, "unit", p.Lang.text("责任单位"), options))
	}
	for _, level := range slices.Backward(models.Rungs) {
		p.Levels = append(p.Levels, levelCount{level, list.Rungs[level], with(r.URL, "rung", string(level)), level == rung})
	}
	if takes(r) && !noList {
		return h.sendList(w, r, p.taken())
	}
	var from, to int
	from, to, p.Pager = paged(r, len(list.Lines), escalationsPerPage)
	p.Rows = list.Lines[from:to]
	h.write(w, r, http.StatusOK, "escalations", "page", p)
	return nil
}

func parseRung(text string) (models.Rung, error) {
	if text == "" || slices.Contains(models.Rungs, models.Rung(text)) {
		return models.Rung(text), nil
	}
	return "", models.Errorf(models.KindInvalid, "bad_rung", "不认识的级别“%s”，请从列表中选择", text)
}

// AllRungs returns the address without the rung filter.
func (p escalationsPage) AllRungs() string {
	q := url.Values{}
	for _, name := range []string{"year", "unit", "state", "mine"} {
		if v := p.Form.Value(name); v != "" {
			q.Set(name, v)
		}
	}
	return "/escalations?" + q.Encode()
}

// Item returns what a line is about.
func (p escalationsPage) Item(e tracking.EscalationView) string { return p.Lang.item(e) }

// handlingPhrases name the states of handling.
var handlingPhrases = map[tracking.HandlingState]phrase{
	tracking.Unsigned: "未签收", tracking.Signed: "已签收", tracking.Instructed: "已批示，待答复", tracking.Replied: "已答复",
}

// Handling returns the state of handling.
func (p escalationsPage) Handling(s tracking.HandlingState) string {
	return handlingPhrases[s].in(p.Lang)
}
