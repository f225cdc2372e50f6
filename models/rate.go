package models

// Rate is a count with its base (开工 26/48): it is always printed with both.
type Rate struct {
	Done int `json:"done"`
	Base int `json:"base"`
}

// Add counts one project in.
func (r *Rate) Add(h RateShare) {
	if h.Due {
		r.Base++
	}
	if h.Done {
		r.Done++
	}
}
