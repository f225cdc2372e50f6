package web

import (
	"net/http"
	"strconv"

	"duban/models"
	"duban/tracking"
)

// scorePage is a quarter's score with the forms of its state.
type scorePage struct {
	basePage
	tracking.ScorePage
	Address string
	Step    form // announce, recall, publish
	Points  form // by hand
	Object  form
	Decide  form   // of the objection DecideOf
	Of      string // row key of the objection whose decision was refused
	Units   []option
	Hand    []option // items by hand
	All     []option // every item, after 无异议
	Objects bool     // the caller may say something for a unit
	Shown   bool     // the document and the workbook may be taken
}

func (h *handlers) showScore(w http.ResponseWriter, r *http.Request) error {
	return h.writeScore(w, r, http.StatusOK, scorePage{})
}

func (h *handlers) writeScore(w http.ResponseWriter, r *http.Request, status int, p scorePage) error {
	view, err := h.t.Score(r.Context(), actorOf(r), r.PathValue("score"))
	if err != nil {
		return err
	}
	p.basePage, p.ScorePage, p.Address = h.base(w, r), view, scoreAddress(view.ID)
	p.Shown = models.CanSeeAll(actorOf(r)) == nil
	for _, f := range []*form{&p.Step, &p.Points, &p.Object, &p.Decide} {
		if f.Key == "" {
			*f = newForm(r)
		}
	}
	for _, u := range view.Lines {
		if u.MayObject || view.MayManage {
			p.Units = append(p.Units, option{u.UnitID, u.Unit})
		}
		p.Objects = p.Objects || u.MayObject
	}
	if p.Open {
		p.All = []option{{"", p.Lang.text("无异议")}}
	}
	for _, i := range view.Items {
		p.All = append(p.All, option{i.Name, i.Name})
		if i.Kind == models.ScoreByHand {
			p.Hand = append(p.Hand, option{i.Name, i.Label()})
		}
	}
	p.add([]string{"plans.css", "ladder.css", "scores.css"}, nil)
	h.write(w, r, status, "score", "page", p)
	return nil
}

// DecideForm is the form of the decision on an objection: as it was sent for the one whose decision was refused.
func (p scorePage) DecideForm(id string, points models.Points) form {
	if id == p.Of {
		return p.Decide
	}
	f := form{Key: p.Decide.Key, lang: p.Decide.lang, values: map[string][]string{}, errors: map[string]string{}}
	f.Set("points", points.Chinese())
	return f
}

// scoreDone redirects to the score after a change, or reports how the form is to be shown again.
func (h *handlers) scoreDone(w http.ResponseWriter, r *http.Request, f form, err error, message string,
	again scorePage) error {
	if err == nil {
		return h.redirectWithMessage(w, r, scoreAddress(r.PathValue("score")), message)
	}
	if !f.wrong(err, fieldOfScore) {
		return err
	}
	return h.writeScore(w, r, statusOf(err), again)
}

func revisionOf(f form) int {
	revision, _ := strconv.Atoi(f.Value("revision")) // only the program's own forms have it
	return revision
}

// setScorePoints enters points by hand.
func (h *handlers) setScorePoints(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c := models.ScorePoints{Unit: f.Value("unit"), Item: f.Value("item"), Ground: f.Value("ground"),
		Revision: revisionOf(f)}
	if c.Points, err = models.ParsePoints(f.Value("points")); err == nil {
		_, err = h.t.SetScorePoints(r.Context(), actorOf(r), f.Key, r.PathValue("score"), c)
	}
	return h.scoreDone(w, r, f, err, f.lang.text("已保存"), scorePage{Points: f})
}

// stepScore announces a score, calls the announcement back, or publishes it.
func (h *handlers) stepScore(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c := models.ScoreStep{Step: models.ScoreStepKind(f.Value("step")), Reason: f.Value("reason"), Revision: revisionOf(f)}
	_, err = h.t.StepScore(r.Context(), actorOf(r), f.Key, r.PathValue("score"), c)
	said := map[models.ScoreStepKind]string{models.ScoreAnnounce: f.lang.text("已公示，已通知各单位"),
		models.ScoreRecall: f.lang.text("公示已撤回"), models.ScorePublish: f.lang.text("已公布")}
	return h.scoreDone(w, r, f, err, said[c.Step], scorePage{Step: f})
}

// objectToScore records what a unit says.
func (h *handlers) objectToScore(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	_, err = h.t.ObjectToScore(r.Context(), actorOf(r), f.Key, r.PathValue("score"), models.ObjectionEntry{
		Unit: f.Value("unit"), Item: f.Value("item"), Ground: f.Value("ground"), Paper: f.Value("paper")})
	return h.scoreDone(w, r, f, err, f.lang.text("已登记"), scorePage{Object: f})
}

// decideObjection decides on an objection.
func (h *handlers) decideObjection(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c := models.ObjectionDecision{Uphold: f.Value("do") == "uphold", Reason: f.Value("reason")}
	if c.Uphold {
		c.Points, err = models.ParsePoints(f.Value("points"))
	}
	id := r.PathValue("objection")
	if err == nil {
		_, err = h.t.DecideObjection(r.Context(), actorOf(r), f.Key, r.PathValue("score"), id, c)
	}
	return h.scoreDone(w, r, f, err, f.lang.text("异议已处理，已反馈该单位"), scorePage{Decide: f, Of: id})
}

func (h *handlers) showScoreSheet(w http.ResponseWriter, r *http.Request) error {
	d, err := h.t.ScoreSheet(r.Context(), actorOf(r), r.PathValue("score"))
	return sendDownload(w, d.FileName, d.Content, err)
}

func (h *handlers) showScoreWorkbook(w http.ResponseWriter, r *http.Request) error {
	name, content, err := h.t.ScoreWorkbook(r.Context(), actorOf(r), r.PathValue("score"))
	return sendDownload(w, name, content, err)
}

// Columns is how many columns the table of points has.
func (p scorePage) Columns() int { return len(p.Items) + 4 }

// OwnOnly reports whether a unit is the caller's own: its grounds are unfolded.
func (p scorePage) OwnOnly(unit string) bool {
	for _, u := range p.Lines {
		if len(u.Parts) > 0 && u.UnitID != unit {
			return false
		}
	}
	return true
}
