package web

func (h *handlers) correctionRoutes() []route {
	return []route{
		{pattern: "GET /corrections", who: seesOwn, show: h.showCorrections},
		{pattern: "POST /corrections/{correction}/confirm", who: reviews, show: h.confirmCorrection},
		{pattern: "POST /corrections/{correction}/refuse", who: reviews, show: h.refuseCorrection},
		{pattern: "POST /corrections/{correction}/withdraw", who: handsIn, show: h.withdrawCorrection},
		{pattern: "GET /projects/{year}/{code}/corrections", who: seesOwn, show: h.showCorrection},
		{pattern: "POST /projects/{year}/{code}/corrections", who: handsIn, show: h.askCorrection, body: largestUpload},
		{pattern: "POST /reviews/{submission}/take-back", who: reviews, show: h.takeBack},
	}
}
