package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// fieldOfReserve is the form field each error code of an application belongs to.
var fieldOfReserve = map[string]string{
	"reason_missing": "text", "department_missing": "department", "opinion_missing": "opinion",
	"document_missing": "document", "date_missing": "document_on", "bad_date": "document_on", "scan_missing": "files",
	"name_missing": "name", "unit_missing": "unit", "unit_unknown": "unit", "not_own": "unit", "code_taken": "code",
	"code_too_long": "code", "plan_over_total": "annual_plan", "bad_finish": "finish", "bad_phone": "phone",
}

// takeReserves takes an act on the chosen applications of the list.
func (h *handlers) takeReserves(w http.ResponseWriter, r *http.Request) error {
	u, view, err := h.sentAct(r, nil)
	defer clearUploads(r)
	if err == nil {
		return h.redirectWithMessage(w, r, reservesOf(view.Year, ""), phrase("已办理").in(u.lang))
	}
	if u.errors == nil || !u.wrong(err, fieldOfReserve) {
		return err
	}
	return h.writeReserves(w, r, statusOf(err), u)
}

// takeReserve takes an act on one application.
func (h *handlers) takeReserve(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("reserve")
	u, _, err := h.sentAct(r, []string{id})
	defer clearUploads(r)
	if err == nil {
		return h.redirectWithMessage(w, r, models.ReservePath(id), phrase("已办理").in(u.lang))
	}
	if u.errors == nil || !u.wrong(err, fieldOfReserve) {
		return err
	}
	return h.writeReserve(w, r, statusOf(err), u)
}

// sentAct takes the act of a form on applications; nil: those that are chosen in it.
func (h *handlers) sentAct(r *http.Request, ids []string) (u upload, view tracking.ReserveView, err error) {
	if u, err = sentUpload(r); err != nil {
		return upload{}, view, err
	}
	if ids == nil {
		ids = u.values["ids"]
	}
	c := models.ReserveCommand{Act: models.ReserveAct(u.Value("act")), Text: u.Value("text"),
		Department: u.Value("department"), Opinion: models.ReserveOpinion(u.Value("opinion")), Document: u.Value("document")}
	if c.Act == models.ReserveAdmit {
		if c.DocumentOn, err = models.ParseDate(u.Value("document_on")); err != nil {
			return u, view, err
		}
		if err = h.keepFiles(r, &u); err != nil {
			return u, view, err
		}
		if len(u.Kept) > 0 {
			c.Evidence = &u.Kept[len(u.Kept)-1]
		}
	}
	view, err = h.t.TakeReserves(r.Context(), actorOf(r), u.Key, tracking.ReserveTake{Applications: ids,
		ReserveCommand: c})
	return u, view, err
}

// reservePage is one application with its acts and what may be done with it.
type reservePage struct {
	basePage
	tracking.ReservePage
	Address string
	Forms   []reserveAct
}

// reserveAct is the form of an act.
type reserveAct struct {
	Act models.ReserveAct
	actFields
	Address string
	Open    bool // it had errors
}

func (h *handlers) showReserve(w http.ResponseWriter, r *http.Request) error {
	return h.writeReserve(w, r, http.StatusOK, upload{form: newForm(r)})
}

func (h *handlers) writeReserve(w http.ResponseWriter, r *http.Request, status int, u upload) error {
	view, err := h.t.Reserve(r.Context(), actorOf(r), r.PathValue("reserve"))
	if err != nil {
		return err
	}
	p := reservePage{basePage: h.base(w, r), ReservePage: view, Address: models.ReservePath(view.ID)}
	sent := models.ReserveAct(u.Value("act"))
	for _, act := range view.Acts {
		f := reserveAct{Act: act, Address: p.Address, Open: act == sent,
			actFields: actFields{upload{form: newForm(r)}, []models.ReserveAct{act}, opinionOptions(p.Lang), string(act) + "-"}}
		if f.Open {
			f.Form = u
		}
		p.Forms = append(p.Forms, f)
	}
	p.add([]string{"plans.css", "ladder.css", "accounts.css", "reserve.css"}, nil)
	h.write(w, r, status, "reserveone", "page", p)
	return nil
}

// showReserveScan sends the scan of a list's document.
func (h *handlers) showReserveScan(w http.ResponseWriter, r *http.Request) error {
	opened, err := h.t.OpenReserveScan(r.Context(), actorOf(r), r.PathValue("reserve"), r.PathValue("step"))
	if err != nil {
		return err
	}
	serveFile(w, r, opened)
	return nil
}
