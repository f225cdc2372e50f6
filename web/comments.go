package web

import (
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

var comments = permission{ask: models.CanWriteComments}

func (h *handlers) commentRoutes() []route {
	return []route{
		{pattern: "POST /projects/{year}/{code}/comments", who: comments, show: h.addComment},
		{pattern: "POST /projects/{year}/{code}/comments/{comment}/withdraw", who: comments, show: h.withdrawComment},
	}
}

// fieldOfComment is the form field each error code of a comment belongs to.
var fieldOfComment = map[string]string{"text_missing": "text", "text_too_long": "text", "not_in_circle": "text",
	"same_names": "text", "too_many_mentioned": "text"}

// addComment writes about a project; with an error the page shows what was typed.
func (h *handlers) addComment(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	v, err := h.t.AddComment(r.Context(), actorOf(r), f.Key, projectOf(r),
		tracking.CommentAdded{Text: f.Value("text"), Mentions: f.values["mention"]})
	if err == nil {
		return h.redirectWithMessage(w, r, commentsAddress(v), "留言已发布")
	}
	if !f.wrong(err, fieldOfComment) {
		return err
	}
	return h.writeProject(w, r, statusOf(err), f)
}

func (h *handlers) withdrawComment(w http.ResponseWriter, r *http.Request) error {
	v, err := h.t.WithdrawComment(r.Context(), actorOf(r), key(r), projectOf(r), r.PathValue("comment"))
	if err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, commentsAddress(v), "留言已撤回")
}

func commentsAddress(v tracking.Comments) string { return projectAddress(v.Year, v.Code) + "#comments" }

// Mentioned reports whether a person is chosen in the form.
func (p projectPage) Mentioned(id string) bool { return slices.Contains(p.Note.values["mention"], id) }
