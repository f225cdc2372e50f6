package web

import "duban/models"

// speaks says which month figures speak of and how that month stands, and beside it the round in progress:
// "截至10月底（已月结）；11月已审定 1/48".
func (l lang) speaks(h models.Headline) string {
	text := l.monthStands(h.Month, h.Complete, h.Closed, h.Rebuilt)
	switch {
	case h.Next == 0 || h.Progress.Due == 0:
		return text
	case h.Next == h.Month: // no round is complete yet: the figures are of the one in progress
		return l.text("截至%s底（未报齐，已审定 %d/%d）", l.month(h.Month), h.Progress.Approved, h.Progress.Due)
	}
	if text != "" {
		text += l.text("；")
	}
	return text + l.text("%s已审定 %d/%d", l.month(h.Next), h.Progress.Approved, h.Progress.Due)
}

// monthStands says how a month stands that figures are of: closed, all approved, or incomplete; "" without a month.
func (l lang) monthStands(month models.Month, complete, closed, rebuilt bool) string {
	switch {
	case month == 0:
		return ""
	case closed && rebuilt:
		return l.text("截至%s底（按现有数据补录月结）", l.month(month))
	case closed:
		return l.text("截至%s底（已月结）", l.month(month))
	case complete:
		return l.text("截至%s底（全部审定）", l.month(month))
	}
	return l.text("截至%s底（未报齐）", l.month(month))
}
