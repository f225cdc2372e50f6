package web

import (
	"net/http"

	"duban/models"
)

// fundSourcesPage edits the list of sources of money.
type fundSourcesPage struct {
	basePage
	Form form
	Rows []fundSourceRow
}

// fundSourceRow is one line of the form.
type fundSourceRow struct {
	Number    int
	Key, Name string
	Bond      bool
}

// newFundSources is how many empty lines follow the list.
const newFundSources = 3

func (h *handlers) showFundSources(w http.ResponseWriter, r *http.Request) error {
	list, err := h.t.FundSources(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	h.writeFundSources(w, r, http.StatusOK, newForm(r), list)
	return nil
}

func (h *handlers) writeFundSources(w http.ResponseWriter, r *http.Request, status int, f form,
	list []models.FundSource) {
	p := fundSourcesPage{basePage: h.base(w, r), Form: f}
	for i, s := range append(list, make([]models.FundSource, newFundSources)...) {
		p.Rows = append(p.Rows, fundSourceRow{i + 1, s.Key, s.Name, s.Bond})
	}
	p.add([]string{"funds.css"}, nil)
	h.write(w, r, status, "fundsources", "page", p)
}

func (h *handlers) setFundSources(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	var list []models.FundSource
	for i := 1; f.values.Has("name." + itoa(i)); i++ {
		if name := trimmedValue(f, "name."+itoa(i)); name != "" {
			list = append(list, models.FundSource{Key: f.Value("key." + itoa(i)), Name: name,
				Bond: f.Value("bond."+itoa(i)) != ""})
		}
	}
	if _, err = h.t.SetFundSources(r.Context(), actorOf(r), f.Key, list); err == nil {
		return h.redirectWithMessage(w, r, "/settings/funds", phrase("已保存").in(f.lang))
	}
	if !f.wrong(err, map[string]string{"bad_source": "", "bad_sources": "", "source_twice": "", "source_used": ""}) {
		return err
	}
	h.writeFundSources(w, r, statusOf(err), f, list)
	return nil
}
