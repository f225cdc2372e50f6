package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"duban/models"
	"duban/tracking"
)

// orderOnePage is an order with its items, its history, and the forms of what the person may do.
type orderOnePage struct {
	basePage
	tracking.OrderPage
	Address string
	Forms   []orderForm
	SeesAll bool // may open the meeting whose decision it is
}

// orderForm is the form of one step with an order.
type orderForm struct {
	upload
	Step    models.OrderStepKind
	Order   tracking.OrderPage
	Address string
	Footing tracking.Footing
	Parties []option
	Open    bool
}

// Form returns the form's fields for the template parts.
func (f orderForm) Form() form { return f.form }

// Paper reports whether the step may be entered from paper, and OnlyPaper whether it can only be.
func (f orderForm) Paper() bool     { return len(f.Footing.For) > 0 }
func (f orderForm) OnlyPaper() bool { return len(f.Footing.As) == 0 }

// Text reports whether the step has a text.
func (f orderForm) Text() bool {
	return !slices.Contains([]models.OrderStepKind{models.StepEdit, models.StepSend, models.StepSign, models.StepIssue,
		models.StepReceive, models.StepApply}, f.Step)
}

// Day reports whether the step may name a day.
func (f orderForm) Day() bool { return f.Step == models.StepReply || f.Step == models.StepReject }

func (h *handlers) showOrder(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.OrderPage(r.Context(), actorOf(r), r.PathValue("order"))
	if err != nil {
		return err
	}
	h.writeOrder(w, r, http.StatusOK, view, "", upload{})
	return nil
}

// writeOrder shows an order. sent is the form of a step that had errors; step is "" for none.
func (h *handlers) writeOrder(w http.ResponseWriter, r *http.Request, status int, view tracking.OrderPage,
	step models.OrderStepKind, sent upload) {
	p := orderOnePage{basePage: h.base(w, r), OrderPage: view, Address: orderAddress(view.ID),
		SeesAll: models.CanSeeAll(actorOf(r)) == nil}
	p.add([]string{"ladder.css"}, nil)
	for _, m := range view.May {
		f := orderForm{upload: upload{form: newForm(r)}, Step: m.Step, Order: view, Address: p.Address + "/" + string(m.Step),
			Footing: m.Footing}
		if m.Step == step {
			f.upload, f.Open = sent, true
		} else if m.Step == models.StepEdit {
			fillOrder(f.form, view)
		}
		parties := slices.Concat(m.As, m.For)
		if len(parties) > 1 {
			for _, party := range parties {
				f.Parties = append(f.Parties, option{party.ID, party.Title})
			}
		}
		p.Forms = append(p.Forms, f)
	}
	h.write(w, r, status, "orderone", "page", p)
}

// fillOrder fills in the form that changes a draft.
func fillOrder(f form, v tracking.OrderPage) {
	for name, value := range map[string]string{"title": v.Title, "content": v.Content, "lead_leader": v.LeadLeader,
		"assist_leader": v.AssistLeader, "attachments": v.Attachments, "unit": v.Unit, "contact": v.Contact,
		"phone": v.Phone, "assisting": strings.Join(v.Assisting, "、"), "feedback": strconv.Itoa(v.Feedback)} {
		f.Set(name, value)
	}
	if v.Due != 0 {
		f.Set("due", v.Due.String())
	}
}

func (h *handlers) showOrderPaper(w http.ResponseWriter, r *http.Request) error {
	opened, err := h.t.OpenOrderPaper(r.Context(), actorOf(r), r.PathValue("order"), r.PathValue("step"))
	if err != nil {
		return err
	}
	serveFile(w, r, opened)
	return nil
}
