package web

import (
	"net/http"
	"net/url"
	"strings"

	"duban/models"
	"duban/tracking"
)

const peopleAddress = "/people"

func peopleImportAddress(id string) string { return peopleAddress + "/imports/" + url.PathEscape(id) }

// peoplePage has the upload of a form of people and posts, and the forms that were uploaded.
type peoplePage struct {
	basePage
	Form form
	Rows []tracking.PeopleImportLine
}

func (h *handlers) showPeople(w http.ResponseWriter, r *http.Request) error {
	return h.writePeople(w, r, newForm(r), http.StatusOK)
}

func (h *handlers) writePeople(w http.ResponseWriter, r *http.Request, f form, status int) error {
	rows, err := h.t.PeopleImports(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := peoplePage{basePage: h.base(w, r), Form: f, Rows: rows}
	p.add([]string{"accounts.css"}, nil)
	h.write(w, r, status, "people", "page", p)
	return nil
}

// showPeopleForm sends the empty form.
func (h *handlers) showPeopleForm(w http.ResponseWriter, r *http.Request) error {
	name, content, err := h.t.Template(r.Context(), actorOf(r), tracking.TemplateRequest{Kind: tracking.TemplatePeople})
	return sendDownload(w, name, content, err)
}

// uploadPeople keeps a form and shows what it would change.
func (h *handlers) uploadPeople(w http.ResponseWriter, r *http.Request) error {
	f, files, err := sentWorkbooks(r)
	if err == nil && len(files) != 1 {
		err = models.Errorf(models.KindInvalid, "file_missing", "请选择一份人员岗位表")
	}
	if err == nil {
		var view tracking.PeopleImportView
		if view, err = h.t.UploadPeople(r.Context(), actorOf(r), f.Key, files[0].Name, files[0].Content); err == nil {
			h.redirect(w, r, peopleImportAddress(view.ID))
			return nil
		}
	}
	if !f.wrong(err, nil) {
		return err
	}
	retry := newForm(r)
	retry.errors = f.errors
	return h.writePeople(w, r, retry, statusOf(err))
}

// peopleImportPage is one form: what importing it would change, or what it changed.
type peopleImportPage struct {
	basePage
	tracking.PeopleImportView
	Form     form
	Rows     []models.PersonChange // of this page of the list
	Pager    pager
	Findings []peopleFinding
}

// peopleFinding is what is wrong with a cell, or what is asked about it.
type peopleFinding struct {
	models.PersonFinding
	Choice choice
}

const peopleRows = 100

func (h *handlers) showPeopleImport(w http.ResponseWriter, r *http.Request) error {
	return h.writePeopleImport(w, r, newForm(r), http.StatusOK)
}

func (h *handlers) writePeopleImport(w http.ResponseWriter, r *http.Request, f form, status int) error {
	view, err := h.t.PeopleImport(r.Context(), actorOf(r), r.PathValue("import"))
	if err != nil {
		return err
	}
	p := peopleImportPage{basePage: h.base(w, r), PeopleImportView: view, Form: f}
	p.add([]string{"accounts.css"}, nil)
	l := p.Lang
	for _, finding := range view.Plan.Findings {
		options := []option{{"", l.text("请选择")}}
		for _, o := range finding.Options {
			options = append(options, option{o.Value, l.say(o.Label)})
		}
		p.Findings = append(p.Findings, peopleFinding{finding, choiceOf(f, "a-"+finding.Cell,
			finding.Cell+" "+l.say(finding.Message), options)})
	}
	var rows []models.PersonChange
	for _, c := range view.Plan.Changes {
		if !c.Same() {
			rows = append(rows, c)
		}
	}
	var from, to int
	from, to, p.Pager = paged(r, len(rows), peopleRows)
	p.Rows = rows[from:to]
	h.write(w, r, status, "peopleimport", "page", p)
	return nil
}

// onPeopleImport runs do and redirects to the form's page, or shows it with what is wrong.
func (h *handlers) onPeopleImport(w http.ResponseWriter, r *http.Request, message string,
	do func(f form, id string) (tracking.PeopleImported, error)) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	done, err := do(f, r.PathValue("import"))
	switch {
	case err != nil && !f.wrong(err, nil):
		return err
	case err != nil:
		retry := newForm(r)
		retry.errors = f.errors
		return h.writePeopleImport(w, r, retry, statusOf(err))
	case done.Request != "":
		return h.redirectWithMessage(w, r, requestsAddress, requestSubmitted)
	case len(done.Accounts) > 0:
		h.showCredentials(w, r, done.Accounts)
		return nil
	}
	return h.redirectWithMessage(w, r, peopleImportAddress(r.PathValue("import")), message)
}

func (h *handlers) answerPeople(w http.ResponseWriter, r *http.Request) error {
	return h.onPeopleImport(w, r, "已保存", func(f form, id string) (tracking.PeopleImported, error) {
		answers := map[string]string{}
		for name := range f.values {
			if cell, is := strings.CutPrefix(name, "a-"); is && f.Value(name) != "" {
				answers[cell] = f.Value(name)
			}
		}
		_, err := h.t.AnswerPeople(r.Context(), actorOf(r), f.Key, id, answers)
		return tracking.PeopleImported{}, err
	})
}

func (h *handlers) commitPeople(w http.ResponseWriter, r *http.Request) error {
	return h.onPeopleImport(w, r, "已导入", func(f form, id string) (tracking.PeopleImported, error) {
		return h.t.CommitPeople(withReason(r, f), actorOf(r), f.Key, id)
	})
}

func (h *handlers) undoPeople(w http.ResponseWriter, r *http.Request) error {
	return h.onPeopleImport(w, r, "已撤销", func(f form, id string) (tracking.PeopleImported, error) {
		return h.t.UndoPeople(withReason(r, f), actorOf(r), f.Key, id)
	})
}

// credentialsPage shows the one-time passwords of the accounts that a form of people created, once.
type credentialsPage struct {
	basePage
	Accounts []tracking.GivenPassword
}

func (h *handlers) showCredentials(w http.ResponseWriter, r *http.Request, accounts []tracking.GivenPassword) {
	p := credentialsPage{h.base(w, r), accounts}
	p.add([]string{"accounts.css"}, nil)
	h.write(w, r, http.StatusOK, "credentials", "page", p)
}
