package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// publishingPage sets what a programme's lists name when they hang on walls or go out.
type publishingPage struct {
	basePage
	tracking.PublishingPage
	Form    form
	Amounts []option
}

// showPublishing shows the form; ?programme= names the list.
func (h *handlers) showPublishing(w http.ResponseWriter, r *http.Request) error {
	programme := r.URL.Query().Get("programme")
	view, err := h.t.Publishing(r.Context(), actorOf(r), programme)
	if err != nil {
		return err
	}
	f := newForm(r)
	f.Set("programme", programme)
	f.Set("private_amounts", string(view.PrivateAmounts))
	f.Set("black_document", view.BlackDocument)
	h.writePublishing(w, r, http.StatusOK, view, f)
	return nil
}

func (h *handlers) writePublishing(w http.ResponseWriter, r *http.Request, status int, view tracking.PublishingPage,
	f form) {
	p := publishingPage{basePage: h.base(w, r), PublishingPage: view, Form: f}
	p.Amounts = []option{{string(models.No), p.Lang.text("不列，注明“社会投资项目不单列金额”")}, {string(models.Yes),
		p.Lang.text("列出")}}
	p.add([]string{"trial.css"}, nil)
	h.write(w, r, status, "publishing", "page", p)
}

// setPublishing stores the settings.
func (h *handlers) setPublishing(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	programme := f.Value("programme")
	_, err = h.t.SetPublishing(r.Context(), actorOf(r), f.Key, programme, models.Publishing{
		PrivateAmounts: models.Answer(f.Value("private_amounts")), BlackDocument: f.Value("black_document")})
	if err == nil {
		return h.redirectWithMessage(w, r, "/settings/publishing?programme="+url.QueryEscape(programme),
			f.lang.text("已保存"))
	}
	if !f.wrong(err, map[string]string{"bad_private_amounts": "private_amounts", "document_too_long": "black_document",
		"document_without_number": "black_document"}) {
		return err
	}
	view, loading := h.t.Publishing(r.Context(), actorOf(r), programme)
	if loading != nil {
		return loading
	}
	h.writePublishing(w, r, statusOf(err), view, f)
	return nil
}
