package web

import (
	"net/http"

	"duban/tracking"
)

const postsAddress = "/posts"

// postsPage lists the posts with who holds them.
type postsPage struct {
	basePage
	Rows   []tracking.PostLine
	Vacant int
}

func (h *handlers) showPosts(w http.ResponseWriter, r *http.Request) error {
	rows, err := h.t.Posts(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := postsPage{basePage: h.base(w, r), Rows: rows}
	p.add([]string{"accounts.css"}, nil)
	for _, line := range rows {
		if line.Vacant {
			p.Vacant++
		}
	}
	if takes(r) {
		return h.sendList(w, r, p.taken())
	}
	h.write(w, r, http.StatusOK, "posts", "page", p)
	return nil
}

// taken is the page's list as a workbook; it has no phones.
func (p postsPage) taken() tracking.TakenList {
	l := p.Lang
	var t taking[tracking.PostLine]
	name := func(s *tracking.Seat) string {
		if s == nil {
			return ""
		}
		return s.Name
	}
	t.text(l.text("岗位"), func(x tracking.PostLine) string { return x.Title })
	t.text(l.text("任职"), func(x tracking.PostLine) string { return name(x.Holder) })
	t.text(l.text("自"), func(x tracking.PostLine) string {
		if x.Holder == nil || x.Holder.Since == 0 {
			return ""
		}
		return x.Holder.Since.String()
	})
	t.text(l.text("代理"), func(x tracking.PostLine) string { return name(x.Acting) })
	t.text(l.text("空缺"), func(x tracking.PostLine) string {
		if x.VacantSince != 0 {
			return x.VacantSince.String()
		}
		return yes(x.Vacant)
	})
	t.add(l.text("包保项目"), tracking.ListCount, func(x tracking.PostLine) any { return x.Projects })
	return t.of(l.text("岗位任职"), p.Rows)
}
