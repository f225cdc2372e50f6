package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// severalPage tells what became of each of several decisions, or of several projects under one document.
type severalPage struct {
	basePage
	Back     string
	Done     int
	Outcomes []outcome
}

// outcome is what became of one command of several.
type outcome struct {
	Name string // of what it was about
	Link string
	Said string // in the page's language
	Good bool
}

// mostSeveral is the most commands one form may send.
const mostSeveral = 200

// acceptSeveral accepts the ticked submissions, each by a command of its own under a key of its own. The same form sent
// again does nothing twice.
func (h *handlers) acceptSeveral(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	ticked := f.values["submission"]
	if len(ticked) == 0 || len(ticked) > mostSeveral {
		return models.Errorf(models.KindInvalid, "nothing_chosen", "请先勾选，一次最多 200 件")
	}
	back := queuedAddress(tracking.ReviewOrder(f.Value("order")), "")
	p := severalPage{Back: back}
	for _, id := range ticked {
		view, err := h.t.SubmissionPage(r.Context(), actorOf(r), id)
		if err != nil {
			return err
		}
		receipt, err := h.t.Review(r.Context(), actorOf(r), f.Key+"."+id, models.ReviewCommand{Submission: id,
			Decision: models.Accept})
		if p.note(f.lang, view.Project+" "+view.Name, reviewAddress(id), receipt, err) != nil {
			return err
		}
	}
	return h.tellSeveral(w, r, p, f.lang.text("已通过 %d 件", p.Done))
}

// note keeps what became of one command. What nobody can mend ends the whole, and is returned.
func (p *severalPage) note(l lang, name, link string, receipt tracking.Receipt, err error) error {
	said := receipt.Message
	if err != nil {
		e := models.AsError(err)
		if e.Kind == models.KindInternal {
			return err
		}
		said = e.Message
	} else {
		p.Done++
	}
	p.Outcomes = append(p.Outcomes, outcome{name, link, l.sentence(said), err == nil})
	return nil
}

// tellSeveral leads on when all went well, else it tells what became of each.
func (h *handlers) tellSeveral(w http.ResponseWriter, r *http.Request, p severalPage, said string) error {
	if p.Done == len(p.Outcomes) {
		return h.done(w, r, p.Back, said)
	}
	p.basePage = h.base(w, r)
	p.add([]string{"reviews.css"}, nil)
	h.write(w, r, http.StatusConflict, "several", "page", p)
	return nil
}

// Failed is how many did not go through.
func (p severalPage) Failed() int { return len(p.Outcomes) - p.Done }
