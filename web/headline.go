package web

import "duban/tracking"

// speaks says which month a programme's figures speak of and how that month stands, and beside it the round in
// progress: "截至10月底（已月结）；11月已审定 1/48".
func (l lang) speaks(s tracking.Status) string {
	h := s.Headline
	text := ""
	switch {
	case h.Month == 0:
	case s.Closing > 0 && s.Rebuilt:
		text = l.text("截至%s底（按现有数据补录月结）", l.month(h.Month))
	case s.Closing > 0:
		text = l.text("截至%s底（已月结）", l.month(h.Month))
	case h.Complete:
		text = l.text("截至%s底（全部审定）", l.month(h.Month))
	default:
		text = l.text("截至%s底（未报齐）", l.month(h.Month))
	}
	if h.Next == 0 || h.Progress.Due == 0 {
		return text
	}
	if text != "" {
		text += l.text("；")
	}
	return text + l.text("%s已审定 %d/%d", l.month(h.Next), h.Progress.Approved, h.Progress.Due)
}
