package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// permitListPage shows the permits of a programme's projects.
type permitListPage struct {
	basePage
	tracking.PermitList
	Heads []string // names of 四证
	Shown []tracking.PermitPage
	Pager pager
}

// permitsPerPage is how many projects are listed at once.
const permitsPerPage = 60

func (h *handlers) showPermitList(w http.ResponseWriter, r *http.Request) error {
	v, err := h.t.PermitList(r.Context(), actorOf(r), r.URL.Query().Get("programme"))
	if err != nil {
		return err
	}
	p := permitListPage{basePage: h.base(w, r), PermitList: v}
	if takes(r) {
		return h.sendList(w, r, p.taken())
	}
	for _, kind := range models.PermitKinds[:models.FourPermits] {
		p.Heads = append(p.Heads, p.Lang.word(kind.Chinese()))
	}
	p.add([]string{"plans.css"}, nil)
	p.Shown, p.Pager = part(r, listing{parameter: "page", anchor: "list-title", size: permitsPerPage}, v.Projects)
	h.write(w, r, http.StatusOK, "permitlist", "page", p)
	return nil
}

// Four returns the lines of 四证.
func (p permitListPage) Four(of tracking.PermitPage) []tracking.PermitLine {
	return of.Permits[:models.FourPermits]
}

func (p permitListPage) taken() tracking.TakenList {
	l := p.Lang
	var t taking[tracking.PermitPage]
	t.text(l.text("编码"), func(x tracking.PermitPage) string { return x.Code })
	t.text(l.text("项目"), func(x tracking.PermitPage) string { return x.Name })
	t.text(l.text("项目代码"), func(x tracking.PermitPage) string { return x.ApprovalCode })
	for i, kind := range models.PermitKinds {
		t.text(l.word(kind.Chinese()), func(x tracking.PermitPage) string {
			line := x.Permits[i]
			if line.Number == "" && line.On == 0 {
				return l.word(line.Word)
			}
			return l.word(line.Word) + " " + line.Number + " " + line.On.String()
		})
	}
	t.text(l.text("进场或开工仪式"), func(x tracking.PermitPage) string { return x.EnteredOn.String() })
	t.text(l.text("施工许可"), func(x tracking.PermitPage) string { return x.PermittedOn.String() })
	t.text(l.text("统计开工"), func(x tracking.PermitPage) string { return x.StatisticsStartOn.String() })
	t.text(l.text("是否纳统"), func(x tracking.PermitPage) string { return l.word(x.InStatistics.Chinese()) })
	t.text(l.text("纳统编码"), func(x tracking.PermitPage) string { return x.StatisticsCode })
	t.text(l.text("纳统日期"), func(x tracking.PermitPage) string { return x.StatisticsOn.String() })
	t.text(l.text("纳统所缺材料"), func(x tracking.PermitPage) string { return x.Missing })
	return t.of(l.text("手续与纳统"), p.Projects)
}
