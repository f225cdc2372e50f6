package web

import (
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

// importsPage has the upload form and lists drafts and imports.
type importsPage struct {
	basePage
	Form   form
	Drafts []tracking.DraftLine  // uploaded, not committed
	Lines  []tracking.ImportLine // imports on this page of the list
	Pager  pager
}

// importsPerPage is how many imports one page lists.
const importsPerPage = 30

func (h *handlers) showImports(w http.ResponseWriter, r *http.Request) error {
	return h.writeImports(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeImports(w http.ResponseWriter, r *http.Request, status int, f form) error {
	p := importsPage{basePage: h.base(w, r), Form: f}
	p.add([]string{"imports.css", "drop.css"}, []string{"imports.js"})
	var err error
	if p.Drafts, err = h.t.Drafts(r.Context(), actorOf(r)); err != nil {
		return err
	}
	lines, err := h.t.Imports(r.Context(), actorOf(r), "")
	if err != nil {
		return err
	}
	lines = slices.DeleteFunc(lines, func(l tracking.ImportLine) bool { // listed among the drafts
		return l.Status == models.BatchStaged && slices.ContainsFunc(p.Drafts, func(d tracking.DraftLine) bool {
			return d.Batch == l.Batch
		})
	})
	from, to, pages := paged(r, len(lines), importsPerPage)
	p.Lines, p.Pager = lines[from:to], pages
	h.write(w, r, status, "imports", "page", p)
	return nil
}

// BatchKind returns the name of a kind of workbook.
func (b basePage) BatchKind(k models.BatchKind) string {
	return map[models.BatchKind]string{
		models.BatchPlan: b.Lang.text("年度计划"), models.BatchProgress: b.Lang.text("进展情况"),
		models.BatchMilestones: b.Lang.text("节点计划"),
	}[k]
}

// BatchState returns the name of an import's status.
func (b basePage) BatchState(s models.BatchStatus) string {
	return map[models.BatchStatus]string{
		models.BatchStaged: b.Lang.text("待提交"), models.BatchCommitted: b.Lang.text("已导入"),
		models.BatchUndone: b.Lang.text("已撤销"),
	}[s]
}
