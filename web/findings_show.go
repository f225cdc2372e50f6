package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

var verifies = permission{ask: models.CanVerify}

func (h *handlers) findingRoutes() []route {
	return []route{
		{pattern: "GET /findings", who: verifies, show: h.showFindings},
		{pattern: "GET /findings/{finding}", who: seesOwn, show: h.showFinding},
		{pattern: "GET /findings/{finding}/paper", who: seesOwn, show: h.showFindingPaper},
		{pattern: "POST /findings/{finding}", who: handsIn, show: h.actOnFinding, body: largestUpload},
	}
}

// findingsPage lists matters to verify, for the office.
type findingsPage struct {
	basePage
	tracking.Findings
	NoList bool
	Shown  []tracking.FindingLine
	Pager  pager
}

const findingsPerPage = 60

func (h *handlers) showFindings(w http.ResponseWriter, r *http.Request) error {
	year := r.URL.Query().Get("year")
	view, err := h.t.Findings(r.Context(), actorOf(r), year)
	noList := year == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := findingsPage{basePage: h.base(w, r), Findings: view, NoList: noList}
	p.add([]string{"plans.css", "closings.css"}, nil)
	p.Shown, p.Pager = part(r, listing{parameter: "page", anchor: "lines-title", size: findingsPerPage}, view.Lines)
	h.write(w, r, http.StatusOK, "findings", "page", p)
	return nil
}

// findingPage shows one of them: to an owner the question and a form for the explanation.
type findingPage struct {
	basePage
	tracking.FindingLine
	Form     form
	Kept     []models.Evidence // stored with an earlier attempt
	Outcomes []option
}

func (h *handlers) showFinding(w http.ResponseWriter, r *http.Request) error {
	return h.writeFinding(w, r, http.StatusOK, upload{form: newForm(r)})
}

func (h *handlers) writeFinding(w http.ResponseWriter, r *http.Request, status int, f upload) error {
	line, err := h.t.Finding(r.Context(), actorOf(r), r.PathValue("finding"))
	if err != nil {
		return err
	}
	p := findingPage{basePage: h.base(w, r), FindingLine: line, Form: f.form, Kept: f.Kept}
	p.Outcomes = []option{{"", p.Lang.text("请选择")}}
	for _, o := range models.FindingOutcomes {
		p.Outcomes = append(p.Outcomes, option{string(o), p.Lang.word(o.Chinese())})
	}
	p.add([]string{"plans.css", "closings.css"}, nil)
	h.write(w, r, status, "finding", "page", p)
	return nil
}

// MayAsk reports whether the office may put the question to the owner.
func (p findingPage) MayAsk() bool { return p.Office && p.State == models.FindingNew }

// MaySettle reports whether the office may settle it.
func (p findingPage) MaySettle() bool { return p.Office && p.State != models.FindingSettled }

// fieldOfFinding is the form field each error code of an act on a matter to verify belongs to.
var fieldOfFinding = map[string]string{"text_missing": "text", "paper_missing": "paper", "evidence_missing": "files",
	"bad_outcome": "outcome", "reason_missing": "reason"}

func (h *handlers) actOnFinding(w http.ResponseWriter, r *http.Request) error {
	f, err := sentUpload(r)
	defer clearUploads(r)
	if err != nil {
		return err
	}
	ctx, actor, id := r.Context(), actorOf(r), r.PathValue("finding")
	switch f.Value("act") {
	case "ask":
		err = h.t.AskFinding(ctx, actor, f.Key, id)
	case "settle":
		err = h.t.SettleFinding(ctx, actor, f.Key, id, models.FindingOutcome(f.Value("outcome")), f.Value("reason"))
	default:
		err = h.explainFinding(r, id, &f)
	}
	if err != nil {
		if !f.wrong(err, fieldOfFinding) {
			return err
		}
		return h.writeFinding(w, r, statusOf(err), f)
	}
	return h.redirectWithMessage(w, r, models.FindingPath(url.PathEscape(id)), phrase("已办理").in(f.lang))
}

func (h *handlers) explainFinding(r *http.Request, id string, f *upload) error {
	if err := h.keepFiles(r, f); err != nil {
		f.errors["files"] = f.lang.say(models.AsError(err).Message)
		return err
	}
	e := models.Explanation{Text: f.Value("text"), Paper: f.Value("paper")}
	if len(f.Kept) > 0 {
		e.Evidence = &f.Kept[len(f.Kept)-1]
	}
	return h.t.ExplainFinding(r.Context(), actorOf(r), f.Key, id, e)
}

// showFindingPaper sends the scan of the paper that an explanation rests on.
func (h *handlers) showFindingPaper(w http.ResponseWriter, r *http.Request) error {
	e, err := h.t.OpenFindingPaper(r.Context(), actorOf(r), r.PathValue("finding"))
	if err != nil {
		return err
	}
	serveFile(w, r, e)
	return nil
}
