package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// outcomesPage lists the results of several commands sent by one form.
type outcomesPage struct {
	basePage
	Back     string
	Done     int
	Outcomes []outcome
}

// outcome is the result of one command.
type outcome struct {
	Name    string // of the submission or project
	Link    string
	Message string // in the page's language
	Good    bool
}

// maxCommands is the largest number of commands one form may send.
const maxCommands = 200

// acceptSeveral accepts the ticked submissions, each by its own command. The command's key is made of the form's key
// and the submission, so the same form sent twice acts once.
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

// record adds the result of one command. An internal error is returned instead and ends the request.
func (p *outcomesPage) record(l lang, name, link string, receipt tracking.Receipt, err error) error {
	message := receipt.Message
	if err != nil {
		e := models.AsError(err)
		if e.Kind == models.KindInternal {
			return err
		}
		message = e.Message
	} else {
		p.Done++
	}
	p.Outcomes = append(p.Outcomes, outcome{name, link, l.say(message), err == nil})
	return nil
}

// showOutcomes redirects with a message when all commands succeeded, else it lists the results.
func (h *handlers) showOutcomes(w http.ResponseWriter, r *http.Request, p outcomesPage, message string) error {
	if p.Done == len(p.Outcomes) {
		return h.redirectWithMessage(w, r, p.Back, message)
	}
	p.basePage = h.base(w, r)
	p.add([]string{"reviews.css"}, nil)
	h.write(w, r, http.StatusConflict, "outcomes", "page", p)
	return nil
}

// Failed returns the number of commands that failed.
func (p outcomesPage) Failed() int { return len(p.Outcomes) - p.Done }
