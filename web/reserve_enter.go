package web

import (
	"net/http"
	"strconv"

	"duban/models"
	"duban/tracking"
)

// reserveFormPage is the form of an application.
type reserveFormPage struct {
	basePage
	Form      form
	Address   string // where the form is sent
	Back      string
	Name      string // of the application that is changed; "": a new one
	Units     []string
	Stages    []option
	Investors []option
	Year      int
}

func (h *handlers) showReserveForm(w http.ResponseWriter, r *http.Request) error {
	f := newForm(r)
	if id := r.PathValue("reserve"); id != "" {
		page, err := h.t.Reserve(r.Context(), actorOf(r), id)
		if err != nil {
			return err
		}
		if !page.MayChange {
			return models.Errorf(models.KindConflict, "reserve_state", "该储备项目已申报，退回或撤回后才能修改")
		}
		fillReserve(f, page)
	}
	return h.writeReserveForm(w, r, http.StatusOK, f)
}

// fillReserve fills in the form of an application.
func fillReserve(f form, v tracking.ReservePage) {
	money := func(m models.Money) string {
		if m == 0 {
			return ""
		}
		return m.In(models.WanYuan)
	}
	month := func(m models.Month) string {
		if m == 0 {
			return ""
		}
		return m.String()
	}
	for name, value := range map[string]string{"code": v.Code, "approval_code": v.ApprovalCode, "name": v.Name,
		"owner": v.Owner, "unit": v.Unit, "stage": string(v.Stage), "investor": string(v.Investor), "sector": v.Sector,
		"place": v.Place, "scale": v.Scale, "goal": v.Goal, "start": month(v.Start), "finish": month(v.Finish),
		"total": money(v.Total), "past": money(v.ToEndOfLastYear), "annual_plan": money(v.AnnualPlan), "funding": v.Funding,
		"contact": v.Contact, "phone": v.Phone, "version": strconv.Itoa(v.Version), "year": itoa(v.Year)} {
		f.Set(name, value)
	}
}

func (h *handlers) writeReserveForm(w http.ResponseWriter, r *http.Request, status int, f form) error {
	year, err := reserveYear(r)
	if err != nil {
		return err
	}
	if year == 0 {
		year = f.number("year")
	}
	view, err := h.t.Reserves(r.Context(), actorOf(r), year)
	if err != nil {
		return err
	}
	id := r.PathValue("reserve")
	p := reserveFormPage{basePage: h.base(w, r), Form: f, Address: "/reserve/new", Back: reservesOf(view.Year, ""),
		Units: view.Units}
	if id != "" {
		p.Address, p.Back, p.Name = models.ReservePath(id)+"/change", models.ReservePath(id), f.Value("name")
	}
	if f.Value("year") == "" {
		f.Set("year", itoa(view.Year))
	}
	if id == "" && !f.values.Has("unit") {
		f.Set("unit", view.Unit)
		f.Set("owner", view.Owner)
	}
	p.Year = f.number("year")
	p.Stages, p.Investors = []option{{"", p.Lang.text("请选择")}}, []option{{"", p.Lang.text("请选择")}}
	for _, s := range []models.Stage{models.StageNewStart, models.StageCarried, models.StageCompleting} {
		p.Stages = append(p.Stages, option{string(s), p.Lang.word(s.Chinese())})
	}
	for _, i := range []models.Investor{models.InvestorGovernment, models.InvestorState, models.InvestorPrivate} {
		p.Investors = append(p.Investors, option{string(i), p.Lang.word(i.Chinese())})
	}
	p.add([]string{"plans.css", "accounts.css", "reserve.css"}, nil)
	h.write(w, r, status, "reserveform", "page", p)
	return nil
}

// keepReserve enters an application, or changes one.
func (h *handlers) keepReserve(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	in := tracking.ReserveKeep{Year: f.number("year"), Version: versionSeen(f), ReserveEntry: models.ReserveEntry{
		Code: f.Value("code"), ApprovalCode: f.Value("approval_code"), Name: f.Value("name"), Owner: f.Value("owner"),
		Unit: f.Value("unit"), Stage: models.Stage(f.Value("stage")), Investor: models.Investor(f.Value("investor")),
		Sector: f.Value("sector"), Place: f.Value("place"), Scale: f.Value("scale"), Goal: f.Value("goal"),
		Funding: f.Value("funding"), Contact: f.Value("contact"), Phone: f.Value("phone")}}
	for name, to := range map[string]*models.Money{"total": &in.Total, "past": &in.ToEndOfLastYear,
		"annual_plan": &in.AnnualPlan} {
		if text := trimmedValue(f, name); text != "" {
			if *to, err = models.ParseMoney(text, models.WanYuan); err != nil {
				f.errors[name] = f.lang.say(models.AsError(err).Message)
			}
		}
	}
	for name, to := range map[string]*models.Month{"start": &in.Start, "finish": &in.Finish} {
		if *to, err = models.ParseMonth(f.Value(name)); err != nil {
			f.errors[name] = f.lang.say(models.AsError(err).Message)
		}
	}
	if len(f.errors) > 0 {
		return h.writeReserveForm(w, r, http.StatusUnprocessableEntity, f)
	}
	page, err := h.t.KeepReserve(r.Context(), actorOf(r), f.Key, r.PathValue("reserve"), in)
	if err == nil {
		return h.redirectWithMessage(w, r, models.ReservePath(page.ID), phrase("已保存").in(f.lang))
	}
	if !f.wrong(err, fieldOfReserve) {
		return err
	}
	return h.writeReserveForm(w, r, statusOf(err), f)
}
