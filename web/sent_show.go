package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// sentPage is the log of what left the program.
type sentPage struct {
	basePage
	Form  form
	Lines []tracking.SentLine
}

var deliveryPhrases = map[models.DeliveryStatus]phrase{
	models.DeliveryWaiting: "待发送", models.DeliveryClaimed: "正在发送", models.DeliveryDelivered: "已送达",
	models.DeliveryFailed: "未送达", models.DeliveryUncertain: "可能重复", models.DeliveryDropped: "不再发送",
}

var deliveryKindPhrases = map[models.DeliveryKind]phrase{
	models.DeliveryDigest: "每日汇总", models.DeliveryAtOnce: "即时", models.DeliveryTest: "渠道测试",
}

// StatusWord returns the name of a delivery's state in the page's language.
func (b basePage) StatusWord(s models.DeliveryStatus) string { return deliveryPhrases[s].in(b.Lang) }

// KindWord returns the name of a kind of delivery in the page's language.
func (b basePage) KindWord(k models.DeliveryKind) string { return deliveryKindPhrases[k].in(b.Lang) }

func (h *handlers) showSent(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	since, err := models.ParseDate(query.Get("since"))
	if err != nil {
		return err
	}
	lines, err := h.t.Sent(r.Context(), actorOf(r), tracking.SentFilter{To: query.Get("to"), Since: since})
	if err != nil {
		return err
	}
	p := sentPage{basePage: h.base(w, r), Form: newForm(r), Lines: lines}
	p.Form.Set("to", query.Get("to"))
	p.Form.Set("since", query.Get("since"))
	p.add([]string{"channels.css"}, nil)
	h.write(w, r, http.StatusOK, "sentlog", "page", p)
	return nil
}
