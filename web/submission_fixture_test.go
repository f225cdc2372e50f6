package web_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"duban/internal/files"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
	"duban/web"
	"duban/workflows/contract"
)

// fakeProcess replaces Temporal: it runs the real activities at once.
type fakeProcess struct {
	tracking.Process
	d       *fixture
	pending int   // number of commands to answer as still being saved
	away    error // answer to every command; nil: run it
}

func (*fakeProcess) CountProjects(context.Context, string) (int, error) { return 48, nil }

func (p *fakeProcess) Ping(context.Context) error { return p.away }

func (p *fakeProcess) Send(ctx context.Context, _ contract.ProjectParams, _ string, c contract.Command) error {
	if p.pending > 0 {
		p.pending--
		return models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务暂时不可用")
	}
	if p.away != nil {
		return p.away
	}
	_, err := p.d.activities().RunCommand(ctx, contract.RunCommand{Now: p.d.now, Command: c})
	return decodeError(err)
}

// decodeError returns an activity's error as the process client would.
func decodeError(err error) error {
	var refused interface {
		Type() string
		Details(d ...any) error
	}
	var details contract.ErrorDetails
	if errors.As(err, &refused) && refused.Details(&details) == nil {
		return &models.Error{Kind: models.Kind(refused.Type()), Code: details.Code,
			Message: models.PlainMessage(details.Message)}
	}
	return err
}

// submissionFixture is a fixture with commands: the pages without a login, the service and its process.
type submissionFixture struct {
	*fixture
	service *tracking.Service
	process *fakeProcess
	pages   http.Handler
}

// newSubmissionFixture returns a fixture with the first n projects, advanced to today without reports.
func newSubmissionFixture(t testing.TB, n int) submissionFixture {
	t.Helper()
	return newSubmissionFixtureFrom(t, n, models.DateOf(2021, 1, 4))
}

// newSubmissionFixtureFrom is newSubmissionFixture with another first live day; 0 is trial running.
func newSubmissionFixtureFrom(t testing.TB, n int, live models.Date) submissionFixture {
	t.Helper()
	d := planned(t, n, live)
	d.now = today
	d.must(t, d.advanceTo(today))
	d.must(t, storetest.PutActors(t.Context(), d.store, reviewer))
	s := d.service()
	process := &fakeProcess{d: d}
	s.Process = process
	var err error
	s.Evidence, err = files.Open(t.TempDir())
	d.must(t, err)
	return submissionFixture{d, s, process, web.Handler(s, web.Options{Log: slog.New(slog.DiscardHandler)})}
}

func (d submissionFixture) as(role models.RoleName) http.Handler {
	return with(d.pages, d.session(role))
}

// reviewer decides in these tests.
var reviewer = models.Actor{ID: "reviewer", Name: "审核员", Roles: []models.Role{{Role: models.RoleOffice}}}

func (d submissionFixture) waiting(t testing.TB) []tracking.SubmissionView {
	t.Helper()
	views, err := d.service.Submissions(t.Context(), reviewer, "", true)
	d.must(t, err)
	return views
}

// decide decides on the only waiting submission.
func (d submissionFixture) decide(t *testing.T, decision models.Decision, reason string) {
	t.Helper()
	views := d.waiting(t)
	if len(views) != 1 {
		t.Fatalf("%d submissions wait, want one", len(views))
	}
	_, err := d.service.Review(t.Context(), reviewer, views[0].ID+string(decision), 0,
		models.ReviewCommand{Submission: views[0].ID, Decision: decision, Reason: reason})
	d.must(t, err)
}

// dueMilestone returns an open and overdue milestone of the first project, with the address of its form.
func (d submissionFixture) dueMilestone(t *testing.T) (address string, m models.Milestone) {
	t.Helper()
	err := d.store.Read(t.Context(), func(tx *store.Tx) error {
		f, err := tx.Facts(projectID(2021, 0))
		for _, m = range f.Milestones {
			if m.Status == models.MilestoneOpen && m.Due != 0 && m.Due < today.Date() {
				break
			}
		}
		return err
	})
	d.must(t, err)
	return "/projects/2021/" + code(2021, 0) + "/milestones/" + url.PathEscape(m.ID) + "/submit", m
}

const reportForm = "/projects/2021/ZD-2021-001/report?month=2021-06"

// sendFiles sends a form with files.
func sendFiles(t *testing.T, h http.Handler, address string, form url.Values,
	named map[string]string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		for _, v := range values {
			if err := w.WriteField(name, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, content := range named {
		part, err := w.CreateFormFile("files", name)
		if err == nil {
			_, err = io.WriteString(part, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, address, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	got := httptest.NewRecorder()
	h.ServeHTTP(got, r)
	return got
}

func keyOn(t *testing.T, page string) string {
	t.Helper()
	found := keyField.FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("no form in\n%s", shorten(page))
	}
	return found[1]
}
