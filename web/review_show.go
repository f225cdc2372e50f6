package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// reviewCase is one submission with the forms to decide on it.
type reviewCase struct {
	tracking.SubmissionPage
	Accept, Return form
	Rows, Words    []compared
	Reasons        []reason
	Address        string
	Previous, Next string // in the queue; "" at an end
	Following      string // address after a decision
	Place, Places  int
}

// reason is a usual reason for a return.
type reason struct {
	Value   string // as it is stored and shown to the owner
	Label   string
	Checked bool
}

var (
	milestoneReasons = []phrase{"佐证材料不足，请补充现场照片或验收资料", "佐证材料与所报节点不符", "完成日期与佐证材料不符", "节点尚未全部完成"}
	reportReasons    = []phrase{"累计数与上月不衔接", "投资额与形象进度不符", "形象进度没有更新", "与统计报表口径不一致", "缺少佐证材料"}
)

// usualReasons returns the reasons to tick, with those of the form ticked.
func usualReasons(kind models.SubmissionKind, f form) (reasons []reason) {
	usual := reportReasons
	if kind == models.SubmitMilestone {
		usual = milestoneReasons
	}
	ticked := map[string]bool{}
	for _, value := range f.values["reason"] {
		ticked[value] = true
	}
	for _, p := range usual {
		reasons = append(reasons, reason{string(p), p.in(f.lang), ticked[string(p)]})
	}
	return reasons
}

// caseOf returns a submission with empty forms; the figures to approve are set to the reported ones.
func caseOf(r *http.Request, view tracking.SubmissionPage) *reviewCase {
	c := &reviewCase{SubmissionPage: view, Accept: newForm(r), Return: newForm(r),
		Address: reviewAddress(view.ID), Following: "/reviews"}
	if view.MonthAmount != nil && view.YTDAmount != nil {
		c.Accept.Set("approved_month", view.MonthAmount.In(models.WanYuan))
		c.Accept.Set("approved_ytd", view.YTDAmount.In(models.WanYuan))
	}
	c.Rows, c.Words = compare(languageOf(r), view)
	c.Reasons = usualReasons(view.Kind, c.Return)
	return c
}

// showReview shows one submission without the queue.
func (h *handlers) showReview(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.SubmissionPage(r.Context(), actorOf(r), r.PathValue("submission"))
	if err != nil {
		return err
	}
	h.writeReview(w, r, http.StatusOK, caseOf(r, view))
	return nil
}

func (h *handlers) writeReview(w http.ResponseWriter, r *http.Request, status int, c *reviewCase) {
	p := reviewsPage{basePage: h.base(w, r), Alone: true, Chosen: true, Case: c}
	p.add([]string{"reviews.css"}, []string{"reviews.js"})
	h.write(w, r, status, "reviews", "page", p)
}
