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
