package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// outcomesPage tells what became of each of several decisions, or of several projects under one document.
type outcomesPage struct {
	basePage
	Back     string
	Done     int
	Outcomes []outcome
}

// outcome is what became of one command of several.
type outcome struct {
	Name    string // of what it was about
	Link    string
	Message string // in the page's language
	Good    bool
}

// maxCommands is the most commands one form may send.
const maxCommands = 200

// acceptSeveral accepts the ticked submissions, each by a command of its own under a key of its own. The same form sent
// again does nothing twice.
func (h *handlers) acceptSeveral(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	ticked := f.values["submission"]
	if len(ticked) == 0 || len(ticked) > maxCommands {
		return models.Errorf(models.KindInvalid, "nothing_chosen", "请先勾选，一次最多 200 件")
	}
	back := queuedAddress(tracking.ReviewOrder(f.Value("order")), "")
	p := outcomesPage{Back: back}
	for _, id := range ticked {
		view, err := h.t.SubmissionPage(r.Context(), actorOf(r), id)
		if err != nil {
			return err
		}
		receipt, err := h.t.Review(r.Context(), actorOf(r), f.Key+"."+id, 0, models.ReviewCommand{Submission: id,
			Decision: models.Accept})
		if p.record(f.lang, view.Project+" "+view.Name, reviewAddress(id), receipt, err) != nil {
			return err
		}
	}
	return h.showOutcomes(w, r, p, f.lang.text("已通过 %d 件", p.Done))
}

// record keeps what became of one command. What nobody can mend ends the whole, and is returned.
func (p *outcomesPage) record(l lang, name, link string, receipt tracking.Receipt, err error) error {
	said := receipt.Message
	if err != nil {
		e := models.AsError(err)
		if e.Kind == models.KindInternal {
			return err
		}
		said = e.Message.Text
	} else {
		p.Done++
	}
	p.Outcomes = append(p.Outcomes, outcome{name, link, l.sentence(said), err == nil})
	return nil
}

// showOutcomes leads on when all went well, else it tells what became of each.
func (h *handlers) showOutcomes(w http.ResponseWriter, r *http.Request, p outcomesPage, said string) error {
	if p.Done == len(p.Outcomes) {
		return h.redirectWithMessage(w, r, p.Back, said)
	}
	p.basePage = h.base(w, r)
	p.add([]string{"reviews.css"}, nil)
	h.write(w, r, http.StatusConflict, "outcomes", "page", p)
	return nil
}

// Failed is how many did not go through.
func (p outcomesPage) Failed() int { return len(p.Outcomes) - p.Done }
