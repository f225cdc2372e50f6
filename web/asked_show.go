package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// askedPage lists the requests that wait, those the person decides on first, and the earlier ones.
type askedPage struct {
	basePage
	Mine    []tracking.AskedView // the person may decide, pre-review or enter a decision
	Waiting []tracking.AskedView // others that wait
	Past    []tracking.AskedView
	Pager   pager
}

// askedPerPage is how many earlier requests are listed at once.
const askedPerPage = 60

func (h *handlers) showAsked(w http.ResponseWriter, r *http.Request) error {
	all, err := h.t.RequestList(r.Context(), actorOf(r), true)
	if err != nil {
		return err
	}
	p := askedPage{basePage: h.base(w, r)}
	p.add([]string{"accounts.css", "asked.css"}, nil)
	for _, q := range all {
		switch {
		case q.Status != models.RequestWaiting:
			p.Past = append(p.Past, q)
		case q.MayDecide || q.MayEnter || q.MayPreReview:
			p.Mine = append(p.Mine, q)
		default:
			p.Waiting = append(p.Waiting, q)
		}
	}
	if takes(r) {
		return h.sendList(w, r, p.taken())
	}
	p.Past, p.Pager = part(r, listing{"page", "past-title", "", askedPerPage}, p.Past)
	h.write(w, r, http.StatusOK, "asked", "page", p)
	return nil
}

func (p askedPage) taken() tracking.TakenList {
	l := p.Lang
	var t taking[tracking.AskedView]
	t.text(l.text("编码"), func(x tracking.AskedView) string { return x.Project })
	t.text(l.text("项目"), func(x tracking.AskedView) string { return x.Name })
	t.text(l.text("种类"), func(x tracking.AskedView) string { return l.text(phrase(x.Kind.Chinese())) })
	t.text(l.text("申请事项"), func(x tracking.AskedView) string { return l.say(x.About) })
	t.text(l.text("理由"), func(x tracking.AskedView) string { return x.Reason })
	t.text(l.text("依据"), func(x tracking.AskedView) string { return x.Document })
	t.text(l.text("申请"), func(x tracking.AskedView) string { return x.AskedBy + " " + x.AskedAt.Minute() })
	t.text(l.text("状态"), func(x tracking.AskedView) string {
		if x.Status == models.RequestWaiting {
			return l.text("待审批")
		}
		return l.say(x.State) + " " + x.DecidedFor + x.DecidedBy + " " + x.DecidedAt.Minute()
	})
	return t.of(l.text("申请审批"), append(append(append([]tracking.AskedView{}, p.Mine...), p.Waiting...), p.Past...))
}

// askedOnePage is one request with what the person may do about it.
type askedOnePage struct {
	basePage
	tracking.AskedView
	Form       form
	Posts      []option // whose decision may be entered
	Draft      string   // see submissionForm
	ProjectURL string
}

func (h *handlers) showAskedOne(w http.ResponseWriter, r *http.Request) error {
	v, err := h.t.RequestPage(r.Context(), actorOf(r), r.PathValue("request"))
	if err != nil {
		return err
	}
	h.writeAskedOne(w, r, http.StatusOK, v, newForm(r))
	return nil
}

func (h *handlers) writeAskedOne(w http.ResponseWriter, r *http.Request, status int, v tracking.AskedView, f form) {
	p := askedOnePage{basePage: h.base(w, r), AskedView: v, Form: f, Draft: draftOf(r), ProjectURL: projectAddress(v.Year,
		v.Project)}
	for _, post := range v.Leaders {
		p.Posts = append(p.Posts, option{post.ID, post.Title})
	}
	p.add([]string{"submission.css", "asked.css"}, []string{"submission.js"})
	h.write(w, r, status, "askedone", "page", p)
}

// showAskedPaper sends the scan of the paper that a request stands on.
func (h *handlers) showAskedPaper(w http.ResponseWriter, r *http.Request) error {
	e, err := h.t.OpenRequestPaper(r.Context(), actorOf(r), r.PathValue("request"))
	if err != nil {
		return err
	}
	serveFile(w, r, e)
	return nil
}
