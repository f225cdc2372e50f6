package web

import (
	"net/http"
	"strings"

	"duban/tracking"
)

// orderPrint is a document of an order on A4 pages, with a watermark of who prints it.
type orderPrint struct {
	basePage
	tracking.OrderDocument
	Form string
}

func documentAsked(r *http.Request) tracking.DocumentAsked {
	query := r.URL.Query()
	return tracking.DocumentAsked{Form: query.Get("form"), Large: query.Get("large") == "1"}
}

// showOrderDocument sends a document of an order as .docx.
func (h *handlers) showOrderDocument(w http.ResponseWriter, r *http.Request) error {
	d, err := h.t.OrderDocument(r.Context(), actorOf(r), r.PathValue("order"), documentAsked(r))
	return sendDownload(w, d.FileName, d.Content, err)
}

// showOrderPrint shows a document of an order to be printed. Opening it is on record like a download.
func (h *handlers) showOrderPrint(w http.ResponseWriter, r *http.Request) error {
	asked := documentAsked(r)
	asked.Print = true
	d, err := h.t.OrderDocument(r.Context(), actorOf(r), r.PathValue("order"), asked)
	if err != nil {
		return err
	}
	p := orderPrint{basePage: h.base(w, r), OrderDocument: d, Form: asked.Form}
	p.add([]string{"orderprint.css"}, []string{"print.js"})
	h.write(w, r, http.StatusOK, "orderprint", "page", p)
	return nil
}

// Sides returns what stands at the left and at the right of a line.
func (orderPrint) Sides(line string) []string { return strings.Split(line, "\t") }

// Watermark is who prints the page, and when, as often as it is shown on it.
func (p orderPrint) Watermark() [6]string {
	text := p.Lang.text("内部资料") + " " + p.By + " " + p.At.Minute()
	return [6]string{text, text, text, text, text, text}
}
