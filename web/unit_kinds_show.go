package web

import (
	"net/http"
	"strconv"

	"duban/models"
	"duban/tracking"
)

// unitKindsPage lists the responsible units with their kinds, to be corrected.
type unitKindsPage struct {
	basePage
	Form  form
	Units []unitKindRow
}

// unitKindRow is a unit with the choice of its kind.
type unitKindRow struct {
	tracking.UnitKindLine
	Field string // hidden field with the unit's name
	Kind  choice
}

func (h *handlers) showUnitKinds(w http.ResponseWriter, r *http.Request) error {
	return h.writeUnitKinds(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeUnitKinds(w http.ResponseWriter, r *http.Request, status int, f form) error {
	view, err := h.t.UnitKinds(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := unitKindsPage{basePage: h.base(w, r), Form: f}
	for i, u := range view.Units {
		n := strconv.Itoa(i)
		set := u.Kind
		if u.Guessed {
			set = ""
		}
		if !f.values.Has("kind" + n) {
			f.Set("kind"+n, string(set))
		}
		options := []option{{"", p.Lang.text("按名称推定（%s）", p.Lang.word(models.GuessUnitKind(u.Unit).Chinese()))}}
		for _, kind := range models.UnitKinds {
			options = append(options, option{string(kind), p.Lang.word(kind.Chinese())})
		}
		p.Units = append(p.Units, unitKindRow{u, "unit" + n, choiceOf(f, "kind"+n, u.Unit, options)})
	}
	p.add([]string{"rules.css"}, nil)
	h.write(w, r, status, "unitkinds", "page", p)
	return nil
}

// setUnitKinds sets the kinds of all units of the form.
func (h *handlers) setUnitKinds(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	var changes []tracking.UnitKindChange
	for i := 0; f.values.Has("unit" + strconv.Itoa(i)); i++ {
		n := strconv.Itoa(i)
		changes = append(changes, tracking.UnitKindChange{Unit: f.Value("unit" + n),
			Kind: models.UnitKind(f.Value("kind" + n))})
	}
	if _, err = h.t.SetUnitKinds(r.Context(), actorOf(r), f.Key, changes); err == nil {
		return h.redirectWithMessage(w, r, "/settings/units", f.lang.text("已保存"))
	}
	if !f.wrong(err, map[string]string{"bad_unit_kind": "", "unit_not_found": ""}) {
		return err
	}
	return h.writeUnitKinds(w, r, statusOf(err), f)
}
