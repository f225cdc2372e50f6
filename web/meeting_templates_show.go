package web

import (
	"net/http"
	"strconv"

	"duban/models"
	"duban/tracking"
)

// meetingTemplatesPage shows the office's own template of the 调度情况, its versions, and the placeholders.
type meetingTemplatesPage struct {
	basePage
	tracking.MeetingTemplates
	Form form
}

func (h *handlers) meetingTemplateRoutes() []route {
	return []route{
		{pattern: "GET /meeting-templates", who: plans, show: h.showMeetingTemplates},
		{pattern: "POST /meeting-templates", who: plans, show: h.keepMeetingTemplate, body: largestWorkbooks},
		{pattern: "POST /meeting-templates/{version}/use", who: plans, show: h.useMeetingTemplate},
		{pattern: "GET /meeting-templates/{version}/file", who: plans, show: h.showMeetingTemplateFile},
	}
}

func (h *handlers) showMeetingTemplates(w http.ResponseWriter, r *http.Request) error {
	return h.writeMeetingTemplates(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeMeetingTemplates(w http.ResponseWriter, r *http.Request, status int, f form) error {
	v, err := h.t.MeetingTemplates(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := meetingTemplatesPage{basePage: h.base(w, r), MeetingTemplates: v, Form: f}
	p.add([]string{"outputs.css"}, nil)
	h.write(w, r, status, "meetingtemplates", "page", p)
	return nil
}

// keepMeetingTemplate puts a template in force, or fills it with sample data and keeps nothing.
func (h *handlers) keepMeetingTemplate(w http.ResponseWriter, r *http.Request) error {
	f, files, err := sentWorkbooks(r)
	if err == nil && len(files) != 1 {
		err = models.Errorf(models.KindInvalid, "file_missing", "请选择一份 Word 文档（.docx）")
	}
	if err == nil && f.Value("do") == "try" {
		name, content, wrong := h.t.TryMeetingTemplate(r.Context(), actorOf(r), files[0].Name, files[0].Content)
		if wrong == nil {
			return sendDownload(w, name, content, nil)
		}
		err = wrong
	} else if err == nil {
		_, err = h.t.KeepMeetingTemplate(r.Context(), actorOf(r), f.Key, files[0].Name, files[0].Content)
		if err == nil {
			return h.redirectWithMessage(w, r, "/meeting-templates", f.lang.text("模板已启用"))
		}
	}
	if e := models.AsError(err); e.Kind.Ours() || e.Kind == models.KindForbidden {
		return err
	}
	f.errors["files"] = f.lang.say(models.AsError(err).Message)
	return h.writeMeetingTemplates(w, r, statusOf(err), f)
}

func versionOf(r *http.Request) (int, error) {
	n, err := strconv.Atoi(r.PathValue("version"))
	if err != nil {
		return 0, models.Errorf(models.KindNotFound, "no_page", "没有这个页面，请核对地址").Because(err)
	}
	return n, nil
}

// useMeetingTemplate switches to an earlier version.
func (h *handlers) useMeetingTemplate(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	version, err := versionOf(r)
	if err == nil {
		_, err = h.t.UseMeetingTemplate(r.Context(), actorOf(r), f.Key, version)
	}
	if err == nil {
		return h.redirectWithMessage(w, r, "/meeting-templates", f.lang.text("已换用"))
	}
	if !f.wrong(err, nil) {
		return err
	}
	return h.writeMeetingTemplates(w, r, statusOf(err), f)
}

func (h *handlers) showMeetingTemplateFile(w http.ResponseWriter, r *http.Request) error {
	version, err := versionOf(r)
	if err != nil {
		return err
	}
	name, content, err := h.t.MeetingTemplateFile(r.Context(), actorOf(r), version)
	return sendDownload(w, name, content, err)
}
