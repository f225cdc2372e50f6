package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// closingsPage lists what is closed, confirmed, and still to be closed.
type closingsPage struct {
	basePage
	tracking.Closings
	NoList   bool
	MayClose bool
}

// Page returns the address of a version.
func (closingsPage) Page(v tracking.ClosingView) string {
	address := closingAddress(v.Kind, v.Month)
	if v.Newest {
		return address
	}
	if v.Kind == models.ClosedMonth {
		return address + "?version=" + itoa(v.Version)
	}
	return address + "&version=" + itoa(v.Version)
}

// Close returns the address at which a month is closed.
func (closingsPage) Close(month models.Month) string { return closeAddress(models.ClosedMonth, month) }

// Confirm returns the address at which an upward report is confirmed.
func (closingsPage) Confirm(u tracking.UpwardDue) string { return closeAddress(u.Kind, u.Month) }

func (h *handlers) showClosings(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.Closings(r.Context(), actorOf(r), r.URL.Query().Get("year"))
	noList := err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := closingsPage{basePage: h.base(w, r), Closings: view, NoList: noList,
		MayClose: models.CanCloseMonth(actorOf(r)) == nil}
	if takes(r) && !noList {
		return h.sendList(w, r, p.taken())
	}
	p.add([]string{"closings.css"}, nil)
	h.write(w, r, http.StatusOK, "closings", "page", p)
	return nil
}
