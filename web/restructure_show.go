package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

const restructureAddress = "/restructure"

func (h *handlers) restructureRoutes() []route {
	return []route{
		{pattern: "GET /restructure", who: plans, show: h.showRestructure},
		{pattern: "POST /restructure", who: plans, show: h.restructure},
	}
}

// restructureParts is how many projects the form of a split has fields for.
const restructureParts = 5

// restructurePage splits a project or merges projects, and lists what was split and merged.
type restructurePage struct {
	basePage
	Sources   tracking.RestructureForm
	Acts      []tracking.RestructureAct
	Form      form
	From      []string
	Merge     bool
	Parts     []restructurePart
	Steps     []choice // to which part each open milestone goes
	Refused   string   // why the projects cannot be shown
	ListAlone bool
}

// restructurePart are the fields of a project that comes of a split.
type restructurePart struct {
	N                       int
	Name, Code, Plan, Total field
}

func (h *handlers) showRestructure(w http.ResponseWriter, r *http.Request) error {
	return h.writeRestructure(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeRestructure(w http.ResponseWriter, r *http.Request, status int, f form) error {
	if err := r.ParseForm(); err != nil {
		return badForm(err)
	}
	p := restructurePage{basePage: h.base(w, r), Form: f}
	for _, code := range r.Form["from"] {
		if code != "" {
			p.From = append(p.From, code)
		}
	}
	var err error
	project := ""
	if p.ListAlone = len(p.From) == 0; !p.ListAlone {
		project = p.From[0]
		p.Sources, err = h.t.RestructureForm(r.Context(), actorOf(r), p.From)
		if e := models.AsError(err); err != nil && (e.Kind == models.KindNotFound && len(p.From) > 1 ||
			e.Kind == models.KindInvalid) {
			p.Refused, p.From = p.Lang.say(e.Message), p.From[:1]
			p.Sources, err = h.t.RestructureForm(r.Context(), actorOf(r), p.From)
		}
		if err != nil {
			return err
		}
	}
	if p.Acts, err = h.t.Restructures(r.Context(), actorOf(r), project); err != nil {
		return err
	}
	p.Merge = len(p.From) > 1
	p.fields()
	p.add([]string{"plans.css", "accounts.css", "reserve.css"}, nil)
	h.write(w, r, status, "restructure", "page", p)
	return nil
}

// fields makes the fields of the parts and of the milestones.
func (p *restructurePage) fields() {
	options := []option{{"", p.Lang.text("请选择")}}
	for n := range restructureParts {
		of := itoa(n + 1)
		p.Parts = append(p.Parts, restructurePart{n + 1, fieldOf(p.Form, "name"+of, p.Lang.text("项目名称"), "text"),
			fieldOf(p.Form, "code"+of, p.Lang.text("项目编码"), "text"),
			fieldOf(p.Form, "plan"+of, p.Lang.text("年度计划（万元）"), "text"),
			fieldOf(p.Form, "total"+of, p.Lang.text("总投资（万元）"), "text")})
		options = append(options, option{of, p.Lang.text("项目 %d", n+1)})
	}
	if p.Merge {
		p.Parts = p.Parts[:1]
		return
	}
	for _, s := range p.Sources.Sources {
		for _, m := range s.Milestones {
			p.Steps = append(p.Steps, choiceOf(p.Form, "m-"+m.ID, m.Name+" "+m.Due.String(), options))
		}
	}
}

// restructure splits or merges.
func (h *handlers) restructure(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c := models.RestructureCommand{Kind: models.RestructureKind(f.Value("kind")), Projects: f.values["from"],
		Document: f.Value("document"), Ground: f.Value("ground")}
	if c.DocumentOn, err = models.ParseDate(f.Value("document_on")); err != nil {
		f.errors["document_on"] = f.lang.say(models.AsError(err).Message)
	}
	at := map[string]int{} // place of a part by its number in the form
	for n := range restructureParts {
		of := itoa(n + 1)
		part := models.RestructurePart{Name: trimmedValue(f, "name"+of), Code: trimmedValue(f, "code"+of)}
		for name, to := range map[string]*models.Money{"plan" + of: &part.Plan, "total" + of: &part.Total} {
			if text := trimmedValue(f, name); text != "" {
				if *to, err = models.ParseMoney(text, models.WanYuan); err != nil {
					f.errors[name] = f.lang.say(models.AsError(err).Message)
				}
			}
		}
		if part.Name != "" {
			at[of] = len(c.Parts)
			c.Parts = append(c.Parts, part)
		}
	}
	for name := range f.values {
		if i, given := at[f.Value(name)]; given && len(name) > 2 && name[:2] == "m-" {
			c.Parts[i].Milestones = append(c.Parts[i].Milestones, name[2:])
		}
	}
	if len(f.errors) > 0 {
		return h.writeRestructure(w, r, http.StatusUnprocessableEntity, f)
	}
	done, err := h.t.Restructure(r.Context(), actorOf(r), f.Key, c)
	if err == nil {
		return h.redirectWithMessage(w, r, restructureAddress+"?from="+url.QueryEscape(itoa(done.Year)+"/"+done.From[0].Code),
			phrase("已办理，原项目已销号，各项合计不变").in(f.lang))
	}
	if !f.wrong(err, map[string]string{"document_missing": "document", "ground_missing": "ground"}) {
		return err
	}
	return h.writeRestructure(w, r, statusOf(err), f)
}
